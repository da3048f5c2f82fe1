import { describe, expect, it } from 'vitest';
import type { Card } from '../../../../src/dialogs/card.js';
import { summaryLine } from '../../../../src/features/sessions/attendance/messages.js';
import { askView } from '../../../../src/features/sessions/pending/messages.js';
import {
  NOTHING_PENDING,
  withReading,
  withReason,
  withSaid,
} from '../../../../src/features/sessions/pending/rules.js';
import type { Sheet } from '../../../../src/features/sessions/sheet/rules.js';
import { translator } from '../../../../src/words/translate.js';
import { screensOf } from '../../../support/screens.js';

const NAMES = ['Budi Seipatiratu', 'Budi Latupono', 'Yusuf Wael', 'Abdul Rahman Tuasikal'];
const sheet: Sheet = Array.from({ length: 14 }, (_, index) => ({
  id: index + 1,
  label: NAMES[index] ?? `Peserta ${index + 1}`,
}));

/** What is asked first of a text. */
function asked(text: string, locale: 'id' | 'en' = 'id'): Card {
  const t = translator(locale);
  const pending = withSaid(text, sheet, NOTHING_PENDING, { marks: {}, partly: false });
  const { text: body, choices } = askView(t, sheet, pending, summaryLine(t, sheet, {}));
  return {
    text: body,
    buttons: choices.map((row) => row.map(({ label, value }) => ({ label, data: value }))),
  };
}

describe('what is asked of attendance that was typed', () => {
  it('shows each reading as a button', async () => {
    await expect(
      screensOf({
        'two readings': asked('sakit 3, 7, 9 sidang'),
        'a reason without a side': asked('3 sakit 7'),
        'a name that fits two': asked('budi sakit'),
        'a guess': asked('yosuf sakit'),
        'two marks': asked('3 sakit; 3 izin'),
        'no reason': asked('tidak hadir 3 7'),
        'not named': asked('hadir 1-10, 12 sakit'),
        'with what could not be read': asked('tidak hadir 3; 21 sakit; amir izin'),
        'in English': asked('3 sick; 3 court; not present 9', 'en'),
      }),
    ).toMatchFileSnapshot('screens/asks.txt');
  });
});

describe('what waits for an answer', () => {
  const said = (text: string, before = NOTHING_PENDING) =>
    withSaid(text, sheet, before, { marks: {}, partly: false });

  it('holds the certain marks back until the last question is answered', () => {
    const pending = said('1 alpa; 3 sakit 7');
    expect(pending).toMatchObject({ held: { 1: 'absent' }, asks: [{ kind: 'which' }] });
    const chosen = withReading(pending, 0);
    expect(chosen).toMatchObject({
      held: { 1: 'absent', 3: 'sick' },
      asks: [{ kind: 'reason', numbers: [7] }],
    });
    expect(chosen && withReason(chosen, 'court')).toEqual({
      held: { 1: 'absent', 3: 'sick', 7: 'court' },
      asks: [],
      faults: [],
    });
  });

  it('refuses an answer to another question', () => {
    const pending = said('tidak hadir 3');
    expect(withReading(pending, 0)).toBeUndefined();
    expect(withReading(said('3 sakit 7'), 9)).toBeUndefined();
    // Who is said to be away isn't present.
    expect(withReason(pending, 'present')).toBe(pending);
  });

  it('asks on about those of a question that a further text leaves out', () => {
    const pending = said('3 sakit 7');
    expect(said('3 izin', pending)).toEqual({
      held: { 3: 'excused' },
      asks: [{ kind: 'reason', numbers: [7], maybe: true }],
      faults: [],
    });
  });

  it('asks no more about those of a question who were all said again', () => {
    expect(said('3 izin', said('tidak hadir 3'))).toEqual({ held: { 3: 'excused' }, asks: [], faults: [] });
    expect(said('3, 7 izin', said('3 sakit 7')).asks).toEqual([]);
  });

  it('keeps a fault until its numbers are said again, and drops one that was mistyped', () => {
    const pending = said('3 demam; 7 lemas; 21 alpa');
    expect(pending.faults.map(({ kind }) => kind)).toEqual([
      'unknown-mark',
      'unknown-mark',
      'no-such-number',
    ]);
    expect(said('3 sakit', pending).faults).toMatchObject([{ kind: 'unknown-mark', numbers: [7] }]);
  });

  it('asks nothing of those whose reason is known', () => {
    const partly = { marks: { 3: 'sick' as const }, partly: true };
    expect(withSaid('tidak hadir 3 7', sheet, NOTHING_PENDING, partly).asks).toMatchObject([
      { numbers: [7] },
    ]);
    expect(withSaid('9 hadir', sheet, NOTHING_PENDING, partly).asks).toEqual([]);
  });
});
