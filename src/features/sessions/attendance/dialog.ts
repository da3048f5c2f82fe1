import { lines } from '../../../dialogs/card.js';
import { numberField } from '../../../dialogs/fields/text.js';
import type { Answer, Choice, Field, Question, Scene } from '../../../dialogs/form.js';
import { attendanceMarks, type Mark } from '../exceptions/rules.js';
import { askView } from '../pending/messages.js';
import { withReading, withReason } from '../pending/rules.js';
import {
  type AttendanceValues,
  type Draft,
  draftOn,
  faultView,
  forgotten,
  isSettled,
  pendingOf,
  pendingOn,
  pickView,
  saidOn,
  writeView,
} from '../sheet/messages.js';
import {
  type Attendance,
  type Exceptional,
  markAt,
  numbersOf,
  type Sheet,
  withMarks,
} from '../sheet/rules.js';
import { summaryLine } from './messages.js';
import { nextMark } from './rules.js';

export type AttendanceData = { readonly sheet: Sheet | undefined };

const MOST_HEADS = 2000;

/** The sheet that is already held for `at`, so that the roster need not be read. */
export function pinnedSheet(values: Partial<AttendanceValues>, at: string): Sheet | undefined {
  const { attendance, draft } = values;
  if (draft?.at === at) return draft.sheet;
  return attendance?.kind === 'sheet' && attendance.at === at ? attendance.sheet : undefined;
}

// Marks go with people where the sheet is another day's; who isn't on it has none.
function carried(attendance: Attendance | undefined, sheet: Sheet): Exceptional {
  if (attendance?.kind !== 'sheet') return {};
  const marks = new Map(attendance.sheet.map(({ id }, index) => [id, markAt(attendance.marks, index + 1)]));
  const here = numbersOf(sheet).map((number): [number, Mark] => {
    const mark = marks.get(sheet[number - 1]?.id ?? 0);
    return [number, mark ?? 'present'];
  });
  return withMarks({}, new Map(here));
}

function markable(sheet: Sheet, number: number): boolean {
  const line = sheet[number - 1];
  return line !== undefined && !line.gone;
}

/** How a form asks who came. */
type Asking<V, D> = {
  readonly at: (scene: Scene<V, D>) => string;
  readonly about: (scene: Scene<V, D>) => string;
  readonly label: (scene: Scene<V, D>) => string;
  readonly fixed?: (scene: Scene<V, D>) => boolean;
  /** What was typed of it before the sheet was known. */
  readonly said?: (scene: Scene<V, D>) => string | undefined;
  /** Whether the one who answers still may; the names on a sheet are shown to nobody else. */
  readonly allowed: (scene: Scene<V, D>) => boolean;
};

function settled<V extends AttendanceValues>(attendance: Attendance): Partial<V> {
  return { attendance, draft: undefined } as Partial<V>;
}

function drafted<V extends AttendanceValues>(draft: Draft): Answer<V> {
  return { set: { attendance: undefined, draft } as Partial<V> };
}

function draftOf<V extends AttendanceValues, D extends AttendanceData>(
  { at: atOf, said }: Asking<V, D>,
  scene: Scene<V, D>,
): Draft {
  const at = atOf(scene);
  const { attendance, draft } = scene.values;
  if (draft?.at === at) return draft;
  const sheet = pinnedSheet(scene.values, at) ?? scene.data.sheet ?? [];
  const fresh = draftOn(at, sheet, carried(attendance, sheet));
  const typed = attendance ? undefined : said?.(scene);
  return typed === undefined || numbersOf(sheet).length === 0 ? fresh : saidOn(fresh, typed, false);
}

function finish<V extends AttendanceValues, D>({ t }: Scene<V, D>, { at, sheet, marks }: Draft): Answer<V> {
  return { set: settled<V>({ kind: 'sheet', at, sheet, marks }), note: summaryLine(t, sheet, marks) };
}

/** What comes of an answer: it is settled, or something is still open. */
function stepped<V extends AttendanceValues, D>(scene: Scene<V, D>, draft: Draft): Answer<V> {
  return isSettled(draft) && draft.mode !== 'pick' ? finish(scene, draft) : drafted(draft);
}

/** An answer to what was asked: one of the readings, or a reason for all. */
function answered<V extends AttendanceValues, D>(scene: Scene<V, D>, draft: Draft, value: string): Answer<V> {
  const pending = pendingOf(draft);
  const mark = attendanceMarks.find((one) => value === `k${one}`);
  const next = mark ? withReason(pending, mark) : withReading(pending, Number(value.slice(1)));
  return next && next !== pending
    ? stepped(scene, pendingOn(draft, next))
    : { error: scene.t('button-stale') };
}

function tapped<V extends AttendanceValues, D>(
  { fixed }: Asking<V, D>,
  scene: Scene<V, D>,
  draft: Draft,
  value: string,
): Answer<V> {
  const [, number] = /^m(\d{1,4})$/u.exec(value) ?? [];
  const [, page] = /^p(\d{1,3})$/u.exec(value) ?? [];
  if (number !== undefined && markable(draft.sheet, Number(number))) {
    const next = nextMark(markAt(draft.marks, Number(number)));
    const marks = withMarks(draft.marks, new Map([[Number(number), next]]));
    return drafted({ ...draft, mode: 'pick', marks });
  }
  if (page !== undefined) return drafted({ ...draft, page: Number(page) });
  if (/^(?:r\d|k[a-z]+)$/u.test(value)) return answered(scene, draft, value);
  const open = (draft.asks ?? []).length > 0;
  switch (value) {
    case 'all':
      return finish(scene, { ...draft, marks: {} });
    case 'go':
      return open ? { error: scene.t('button-stale') } : finish(scene, draft);
    case 'pick':
      return drafted({ ...forgotten(draft), mode: 'pick' });
    case 'write':
      return drafted({ ...forgotten(draft), mode: 'write' });
    case 'heads':
      return fixed?.(scene)
        ? { error: scene.t('button-stale') }
        : drafted({ ...forgotten(draft), mode: 'heads' });
    case 'fresh':
      return { set: { attendance: undefined, draft: undefined } as Partial<V> };
    default:
      return { error: scene.t('button-stale') };
  }
}

function ask<V extends AttendanceValues, D extends AttendanceData>(
  asking: Asking<V, D>,
  scene: Scene<V, D>,
): Question {
  const { t } = scene;
  const draft = draftOf(asking, scene);
  const size = numbersOf(draft.sheet).length;
  const about = asking.about(scene);
  if (size === 0) return { text: lines(about, '', t('session-roster-empty')) };
  if (draft.mode === 'heads') {
    const back: Choice = { label: t('session-by-sheet'), value: 'write' };
    return { text: lines(about, '', t('session-ask-heads')), choices: [[back]] };
  }
  if ((draft.asks ?? []).length > 0) {
    return askView(t, draft.sheet, pendingOf(draft), summaryLine(t, draft.sheet, draft.marks));
  }
  const head = lines(about, t('session-sheet-size', { size }));
  if (draft.mode === 'pick') return pickView(scene, draft, head);
  if (draft.faults.length > 0) return faultView(scene, draft);
  return writeView(scene, draft, head, { fixed: asking.fixed?.(scene) ?? false });
}

/**
 * Who came: everybody, exceptions typed by number or tapped one by one, or only how many. `at` says which sheet the
 * values speak of; `fixed` is for a sheet that was recorded, and so is neither read anew nor given up for a number.
 */
export function attendanceField<V extends AttendanceValues, D extends AttendanceData>(
  asking: Asking<V, D>,
): Field<V, D> {
  const heads = numberField<V, D>({
    question: ({ t }) => t('session-ask-heads'),
    set: (count) => settled({ kind: 'headcount', heads: count }),
    min: 0,
    max: MOST_HEADS,
  });
  return {
    label: asking.label,
    ask: (scene) =>
      asking.allowed(scene) ? ask(asking, scene) : { text: scene.t('session-refused-forbidden') },
    answer: (scene, input) => {
      if (!asking.allowed(scene)) return { error: scene.t('session-refused-forbidden') };
      if (input.kind === 'photo') return { error: scene.t('field-no-photo') };
      const draft = draftOf(asking, scene);
      if (input.kind === 'tap') return tapped(asking, scene, draft, input.value);
      if (numbersOf(draft.sheet).length === 0 || draft.mode === 'heads')
        return heads.answer(scene, input, null);
      return stepped(scene, saidOn(draft, input.text, asking.fixed?.(scene) ?? false));
    },
  };
}
