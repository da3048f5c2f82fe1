import { expect, it } from 'vitest';
import { forEachAlone } from '../../src/lib/each.js';
import { chunks, few, inChunks } from '../../src/lib/lists.js';

const numbers = (length: number) => Array.from({ length }, (_, n) => n);

it('a list that grows is cut into chunks of which two and some values fit into a statement', () => {
  const cut = [...chunks(numbers(1_200))];
  expect(cut.flat()).toEqual(numbers(1_200));
  expect(Math.max(...cut.map((some) => some.length))).toBeLessThan(450);
  expect([...chunks([])]).toEqual([]);
  expect([...chunks(new Set([1, 1, 2]))]).toEqual([[1, 2]]);
});

it('what is read chunk by chunk comes in the order of the list, one chunk after the other', async () => {
  let underWay = 0;
  const found = await inChunks(numbers(1_000), async (some) => {
    underWay += 1;
    await Promise.resolve();
    expect(underWay).toBe(1);
    underWay -= 1;
    return some.map((n) => n * 2);
  });
  expect(found).toEqual(numbers(1_000).map((n) => n * 2));
});

it('a list that is said to be short says why when it is not', () => {
  expect(few('agencies', new Set([1, 2]))).toEqual([1, 2]);
  expect(() => few('agencies', numbers(401))).toThrow(
    '401 agencies for one statement, where there should be few: those that one person has a post of',
  );
});

it('what fails for one thing is done for the others, and told at the end', async () => {
  const done: number[] = [];
  const odd = async (n: number) => {
    if (n % 2 === 1) throw new Error(`odd: ${n}`);
    done.push(n);
  };
  await expect(forEachAlone([0, 1, 2], odd)).rejects.toThrow('odd: 1');
  await expect(forEachAlone([3, 4, 5], odd)).rejects.toThrow('2 of them failed');
  expect(done).toEqual([0, 2, 4]);
});
