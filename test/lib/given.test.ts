import { describe, expect, expectTypeOf, it } from 'vitest';
import { type Given, given } from '../../src/lib/given.js';

type Deps = { readonly unit: string; readonly count: number };

function named({ unit }: Deps, name: string, loudly = false): string {
  return `${name}, ${unit}${loudly ? '!' : ''}`;
}

async function counted({ count }: Pick<Deps, 'count'>): Promise<number> {
  return count;
}

const functions = { named, total: counted };

describe('functions over deps', () => {
  const bound = given({ unit: 'Rutan Masohi', count: 3 }, functions);

  it('are called without the deps that they were given', async () => {
    expect(bound.named('Ani')).toBe('Ani, Rutan Masohi');
    expect(bound.named('Ani', true)).toBe('Ani, Rutan Masohi!');
    expect(await bound.total()).toBe(3);
  });

  it('can be taken out and spread', () => {
    const { named: alone } = { ...bound };
    expect(alone('Budi')).toBe('Budi, Rutan Masohi');
  });

  it('have the types of what is left to say', () => {
    expectTypeOf<Given<typeof functions>['named']>().toEqualTypeOf<
      (name: string, loudly?: boolean) => string
    >();
    expectTypeOf(bound.total).toEqualTypeOf<() => Promise<number>>();
  });
});
