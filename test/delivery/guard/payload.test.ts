import * as fc from 'fast-check';
import type { MessageEntity } from 'grammy/types';
import { expect, it } from 'vitest';
import { cutLines, partsOf } from '../../../src/delivery/guard/payload.js';

const AT = { path: ['text'], entities: 'entities' };
const line = fc
  .array(fc.constantFrom('a', 'é', '🙂', ' ', 'x'), { maxLength: 6 })
  .map((letters) => letters.join(''));

it('what is formatted in the lines that are left is formatted as it was', () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 6 }),
      fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 4 }),
      fc.array(fc.nat(5), { maxLength: 4 }),
      (lines, stretches, numbers) => {
        const text = lines.join('\n');
        const cut = new Set(numbers.filter((number) => number < lines.length));
        const types = ['bold', 'italic', 'code', 'strikethrough'] as const;
        const entities = stretches.flatMap(([from, to], at): MessageEntity[] => {
          const [offset, end] = [Math.min(from, to), Math.min(Math.max(from, to), text.length)];
          return offset < end ? [{ type: types[at] ?? 'bold', offset, length: end - offset }] : [];
        });
        const left = cutLines({ text, entities }, AT, cut);
        expect(left.text).toBe(lines.filter((_, number) => !cut.has(number)).join('\n'));
        // Which letters, line by line, are of which type: before and after.
        const formatted = (
          whole: string,
          type: string,
          all: readonly MessageEntity[],
          skipped: ReadonlySet<number>,
        ) => {
          let number = 0;
          const found: string[] = [];
          for (const [at, letter] of whole.split('').entries()) {
            const isIn = all.some(
              (one) => one.type === type && one.offset <= at && at < one.offset + one.length,
            );
            if (letter === '\n') number += 1;
            else if (!skipped.has(number)) found.push(isIn ? letter : '.');
          }
          return found.join('');
        };
        for (const type of types) {
          expect(formatted(left.text, type, left.entities, new Set())).toBe(
            formatted(text, type, entities, cut),
          );
        }
      },
    ),
  );
});

it('finds every text of a call, and which of them can be cut', () => {
  const parts = partsOf({
    chat_id: -1,
    caption: 'Satu',
    media: [{ type: 'photo', caption: 'Dua' }],
    reply_markup: { inline_keyboard: [[{ text: 'Tiga', callback_data: 'Empat' }]] },
  });
  expect(parts.map(({ text, at }) => [text, at?.path])).toEqual([
    ['Satu', ['caption']],
    ['photo', undefined],
    ['Dua', ['media', 0, 'caption']],
    ['Tiga', undefined],
  ]);
  expect(partsOf({ text: 'a <b>b</b>', parse_mode: 'HTML' })).toEqual([
    { text: 'a <b>b</b>' },
    { text: 'a b' },
  ]);
});
