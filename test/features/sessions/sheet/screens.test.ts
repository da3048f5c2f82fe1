import { expect, it } from 'vitest';
import type { Scene } from '../../../../src/dialogs/form.js';
import {
  type AttendanceValues,
  type Draft,
  faultView,
  pickView,
  draftOn as plainDraft,
  writeView,
} from '../../../../src/features/sessions/sheet/messages.js';
import type { Attendance, ExceptionFault } from '../../../../src/features/sessions/sheet/rules.js';
import { translator } from '../../../../src/words/translate.js';
import { screensOf } from '../../../support/screens.js';
import { NOW, ZONE } from '../../../support/world.js';

const actor = {
  personId: 7,
  telegramId: 70n,
  name: 'Budi',
  locale: 'id' as const,
  unitId: 1,
  unitName: '',
  zone: ZONE,
  posts: [],
};

function scene(attendance?: Attendance): Scene<AttendanceValues, undefined> {
  const values = attendance ? { attendance } : {};
  return { now: NOW, zone: ZONE, locale: 'id', t: translator('id'), actor, values, data: undefined };
}

const sheet = (size: number) =>
  Array.from({ length: size }, (_, n) => ({
    id: n + 1,
    label: n === 3 ? '' : `Orang ${n + 1}`,
    ...(n === 1 && { gone: true as const }),
    ...(n === 2 && { late: true as const }),
  }));

const draftOn = (at: string, lines: Draft['sheet'], more: Partial<Draft> = {}): Draft => ({
  ...plainDraft(at, lines),
  ...more,
});

const faults = (count: number): ExceptionFault[] =>
  Array.from({ length: count }, (_, n) => ({ kind: 'gone', text: '', numbers: [n + 1] }));

type View = ReturnType<typeof faultView>;
const card = ({ text, choices }: View) => ({
  text,
  buttons: choices.map((row) =>
    row.map(({ label, value, style }) => ({ label, data: value, ...(style && { style }) })),
  ),
});

it('a sheet is written, mended and gone through one by one', async () => {
  const some = { marks: { 1: 'sick' as const } };
  const kept = { kind: 'sheet' as const, at: '', sheet: sheet(4), marks: {} };
  const write = (attendance: Attendance | undefined, draft = draftOn('', sheet(4)), fixed = false) =>
    card(writeView(scene(attendance), draft, 'Las', { fixed }));
  const pick = (draft: ReturnType<typeof draftOn>) => card(pickView(scene(), draft, 'Las'));
  await expect(
    screensOf({
      'to write': write(undefined),
      'to write, with marks': write(undefined, draftOn('', sheet(4), some)),
      'to write anew': write(kept),
      'to write anew, a sheet that stays': write(kept, draftOn('', sheet(4), some), true),
      'to write anew, in place of heads': write({ kind: 'headcount', heads: 4 }),
      'thirty people': write(undefined, draftOn('', sheet(30))),
      'thirty-one': write(undefined, draftOn('', sheet(31))),
      'thirty-one, turned': write(undefined, { ...draftOn('', sheet(31)), page: 1 }),
      'ten faults': card(faultView(scene(), draftOn('', sheet(4), { faults: faults(10) }))),
      'eleven faults': card(faultView(scene(), draftOn('', sheet(4), { faults: faults(11) }))),
      'one by one': pick(draftOn('', sheet(4), some)),
      'one by one, twenty': pick(draftOn('', sheet(20))),
      'one by one, the second page': pick({ ...draftOn('', sheet(21)), page: 1 }),
      'one by one, five faults': pick(draftOn('', sheet(4), { faults: faults(5) })),
      'one by one, six faults': pick(draftOn('', sheet(4), { faults: faults(6) })),
    }),
  ).toMatchFileSnapshot('screens/sheets.txt');
});
