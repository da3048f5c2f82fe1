import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FACES, printable, runsOf } from '../../../src/lib/pdf/faces.js';

it.each([
  ['Budi bin Ahmad', 'Budi bin Ahmad'],
  ['Jose\u0301', 'José'],
  ['محمد عبد الله', 'محمد عبد الله'],
  ['ꦱꦸꦂꦪ ᬩᬮᬶ देव', 'ꦱꦸꦂꦪ ᬩᬮᬶ देव'],
  ['李小龍', '‹LiXiaoLong›'],
  ['Ani 李 Budi', 'Ani ‹Li› Budi'],
  ['김철수', '‹GimCheolSu›'],
  ['Budi 🙏🏽', 'Budi ‹:pray:›'],
  ['e\u{1ABF}', '‹e›'],
  ['\u{10FFFF}', '‹U+10FFFF›'],
  ['a\ud800b', 'a\uFFFDb'],
  ['a\tb\u0007\r\nc', 'a b \nc'],
])('%j is printed as %j', (name, said) => {
  expect(printable(name)).toBe(said);
});

it('every text has a font for each of its letters, and loses none of those that it has', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('plain' as const, 'bold' as const),
      (text, face) => {
        const said = printable(text);
        const runs = runsOf(said, face);
        expect(runs.map((run) => run.text).join('')).toBe(said);
        for (const run of runs) {
          expect(FACES).toContain(run.face);
          expect(runsOf(run.text, run.face)).toEqual([run]);
        }
        expect(printable(said)).toBe(said);
      },
    ),
  );
});

it('what the wanted font has not is set in another, and only that', () => {
  expect(runsOf('Ani ꦱꦸ, ꦗꦮ Budi', 'bold')).toEqual([
    { face: 'bold', text: 'Ani ' },
    { face: 'javanese', text: 'ꦱꦸ' },
    { face: 'bold', text: ', ' },
    { face: 'javanese', text: 'ꦗꦮ ' },
    { face: 'bold', text: 'Budi' },
  ]);
});
