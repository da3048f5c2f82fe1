import * as fc from 'fast-check';
import type { MessageEntity } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { CAPTION_LIMIT, splitText, TEXT_LIMIT } from '../../../src/delivery/sending/split.js';

const bold = (offset: number, length: number): MessageEntity => ({ type: 'bold', offset, length });

describe('splitting', () => {
  it('leaves a text that fits as it is', () => {
    const text = 'x'.repeat(TEXT_LIMIT);
    expect(splitText(text, [bold(3, 5)])).toEqual([{ text, entities: [bold(3, 5)] }]);
    expect(splitText('', [])).toEqual([{ text: '', entities: [] }]);
  });

  it('cuts at the last line, else the last word, else anywhere but within a character', () => {
    const line = 'a'.repeat(3_000);
    expect(splitText(`${line}\n${line}`, []).map(({ text }) => text)).toEqual([line, line]);
    expect(splitText(`${line} ${line}`, []).map(({ text }) => text)).toEqual([line, line]);
    const faces = `a${'😀'.repeat(3_000)}`;
    expect(splitText(faces, []).map(({ text }) => /\p{Cs}/u.test(text))).toEqual([false, false]);
  });

  it('goes on with formatting behind a cut', () => {
    const text = 'a'.repeat(5_000);
    expect(splitText(text, [bold(4_000, 200)]).map(({ entities }) => entities)).toEqual([
      [bold(4_000, 96)],
      [bold(0, 104)],
    ]);
  });

  it('loses no character but blanks at cuts, keeps each one’s formatting, and no part is too long or blank', () => {
    const texts = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 900 }),
          fc.constantFrom('\n', ' ', 'x'.repeat(4_100)),
        ),
        {
          maxLength: 12,
        },
      )
      .map((parts) => parts.join('\n'));
    const formatted = texts.chain((text) =>
      fc.tuple(
        fc.constant(text),
        fc.array(
          fc
            .tuple(fc.nat(Math.max(0, text.length - 1)), fc.integer({ min: 1, max: 3_000 }))
            .map(([offset, length]) => bold(offset, Math.max(1, Math.min(length, text.length - offset)))),
          { maxLength: text.length > 0 ? 5 : 0 },
        ),
        fc.constantFrom(CAPTION_LIMIT, TEXT_LIMIT),
      ),
    );
    fc.assert(
      fc.property(formatted, ([text, entities, first]) => {
        const parts = splitText(text, entities, first);
        const visible = (of: string) => of.replaceAll(/\s/gu, '');
        expect(parts.map((part) => visible(part.text)).join('')).toBe(visible(text));

        const marked = (of: string, by: readonly MessageEntity[]) =>
          by
            .flatMap(({ offset, length }) => [...of.slice(offset, offset + length)])
            .filter((c) => visible(c) !== '').length;
        const pieces = parts.reduce((sum, part) => sum + marked(part.text, part.entities), 0);
        if (text.trim() !== '') expect(pieces).toBe(marked(text, entities));

        for (const [i, part] of parts.entries()) {
          expect(part.text.length).toBeLessThanOrEqual(i === 0 ? first : TEXT_LIMIT);
          if (parts.length > 1) expect(visible(part.text)).not.toBe('');
          for (const { offset, length } of part.entities) {
            expect(length).toBeGreaterThan(0);
            expect(offset + length).toBeLessThanOrEqual(part.text.length);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
