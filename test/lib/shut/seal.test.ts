import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeal, KEY_BYTES, SealError } from '../../../src/lib/shut/seal.js';

const key = randomBytes(KEY_BYTES);
const other = randomBytes(KEY_BYTES);

function refusal(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof SealError ? error.reason : error;
  }
}

describe('what is sealed', () => {
  it('is opened as it was, whatever it was', () => {
    const seal = createSeal(key);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(seal.open(seal.seal(text, 'update'), 'update')).toBe(text);
      }),
    );
  });

  it('does not show what is inside, nor that two are the same', () => {
    const seal = createSeal(key);
    const [one, two] = [
      seal.seal('Melkianus Latuconsina', 'update'),
      seal.seal('Melkianus Latuconsina', 'update'),
    ];
    expect(Buffer.from(one).toString('latin1')).not.toContain('Latuconsina');
    expect(one).not.toEqual(two);
  });

  it('is told from what another key sealed, and opened while that key is known as a former one', () => {
    const sealed = createSeal(other).seal('rahasia', 'update');
    expect(refusal(() => createSeal(key).open(sealed, 'update'))).toBe('another-key');
    expect(createSeal(key, [other]).open(sealed, 'update')).toBe('rahasia');
  });

  it('cannot be opened as something else', () => {
    const seal = createSeal(key);
    expect(refusal(() => seal.open(seal.seal('rahasia', 'update'), 'form'))).toBe('spoilt');
  });

  it('is refused with any of its bytes changed, or cut short', () => {
    const seal = createSeal(key);
    const sealed = seal.seal('3,7 sakit', 'update');
    for (const at of sealed.keys()) {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(
        refusal(() => seal.open(changed, 'update')),
        `byte ${at}`,
      ).toMatch(/spoilt|another-key/);
      expect(
        refusal(() => seal.open(sealed.subarray(0, at), 'update')),
        `first ${at}`,
      ).toBe('spoilt');
    }
  });

  it('needs a key of 32 bytes', () => {
    expect(() => createSeal(randomBytes(16))).toThrow(RangeError);
    expect(() => createSeal(key, [randomBytes(31)])).toThrow(RangeError);
  });
});
