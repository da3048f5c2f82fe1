import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldLines } from '../../src/reading/fold.js';

test('no line has more than 75 octets, no letter is parted, and unfolded it is what it was', () => {
  const letter = fc.constantFrom('a', 'é', '–', '“', '🐟', ' ', ',');
  const line = fc.array(letter, { maxLength: 200 }).map((letters) => `X:${letters.join('')}`);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      const text = lines.join('\r\n');
      const folded = foldLines(text);
      for (const one of folded.split('\r\n')) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(75);
      expect(Buffer.from(folded).toString()).toBe(folded);
      expect(folded.replaceAll(/\r\n /gu, '')).toBe(text);
      expect(foldLines(folded)).toBe(folded);
    }),
    { numRuns: 100 },
  );
});

test('what another program has folded by characters is folded anew', () => {
  expect(foldLines('A:1\r\n\t2\r\nB:3\r\n')).toBe('A:12\r\nB:3\r\n');
});
