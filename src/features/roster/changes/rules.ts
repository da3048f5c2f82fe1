import {
  type BulkChanges,
  type EndReason,
  type EnrolmentState,
  isOngoing,
  mayMove,
} from '../../programmes/index.js';
import type { Decisions, Known, KnownEnrolment, KnownParticipant, PlanTimes } from '../known/rules.js';
import { FACTS, type Fault, type RosterFile, type RosterRow } from '../rules.js';

/** What a row changes: a fact of the person, or a state in a programme (its key). */
export type Change =
  | {
      readonly what: (typeof FACTS)[number];
      readonly from: string | number | null;
      readonly to: string | number;
    }
  | {
      readonly what: 'enrolment';
      readonly programme: string;
      readonly from: EnrolmentState | null;
      readonly to: EnrolmentState;
    };

/** What becomes of a line. */
export type LineResult = { readonly line: number } & (
  | { readonly kind: 'new' | 'unchanged'; readonly row: RosterRow }
  | { readonly kind: 'changed'; readonly row: RosterRow; readonly changes: readonly Change[] }
  | { readonly kind: 'repeated'; readonly of: number }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] }
);
export type LineKind = LineResult['kind'];

/** A roster against the record. Each of the file's lines, but the blank ones, is in `lines` once. */
export type Plan = {
  readonly lines: readonly LineResult[];
  readonly operations: BulkChanges;
  /** Recorded as being in the unit, and not in the file. Nothing is done about them. */
  readonly missing: readonly KnownParticipant[];
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] };

const later = (a: Date, b: Date) => (a > b ? a : b);

type EnrolmentStep =
  | { readonly step: 'none' }
  | { readonly step: 'open'; readonly from: Date; readonly before: EnrolmentState | null }
  | { readonly step: 'move'; readonly id: number; readonly before: EnrolmentState }
  | { readonly step: 'fault'; readonly fault: Fault };

/**
 * What a row's state means for what is recorded of the person in that programme. *Selesai* where nothing is recorded
 * opens an enrolment that has ended: it was never seen active, so that counts show nobody joining or leaving by it.
 */
function enrolmentStep(
  known: readonly KnownEnrolment[],
  want: { readonly state: EnrolmentState; readonly reason: EndReason | null },
  times: PlanTimes,
  presentFrom: Date,
): EnrolmentStep {
  const open = known.find(({ endedAt }) => endedAt === null);
  const last = open ?? known.toSorted((a, b) => b.since.getTime() - a.since.getTime() || b.id - a.id)[0];
  const from = later(times.dayStart, presentFrom);
  if (!last) return { step: 'open', from, before: null };
  const was = last.state;
  const fault = (reason: 'older' | 'transition'): EnrolmentStep => ({
    step: 'fault',
    fault: { reason, was: `${was}>${want.state}` },
  });
  if (was === want.state) {
    const same = was !== 'ended' || want.reason === 'unrecorded' || want.reason === last.reason;
    if (same) return { step: 'none' };
    // A reason that comes after a bare *selesai* is told; one recorded before isn't overwritten by a file.
    if (last.reason !== 'unrecorded') return fault('transition');
  } else if (was !== 'ended' && !mayMove(was, want.state)) {
    return fault('transition');
  }
  if (times.asOf < last.since || times.outdated) return fault('older');
  if (was === 'ended' && want.state !== 'ended')
    return { step: 'open', from: later(from, last.since), before: was };
  return { step: 'move', id: last.id, before: was };
}

/** Data that are out of date fill in what nothing is known of, and overwrite nothing. */
function factChanges(row: RosterRow, known: KnownParticipant, outdated: boolean): Change[] {
  return FACTS.flatMap((what): Change[] => {
    const [to, from] = [row[what], known[what]];
    return to === undefined || to === from || (outdated && from !== null) ? [] : [{ what, from, to }];
  });
}

function personFault(
  row: RosterRow,
  known: KnownParticipant | undefined,
  times: PlanTimes,
): Fault | undefined {
  if (row.arrivedOn !== undefined && times.startOf(row.arrivedOn) > times.now) {
    return { reason: 'arrives-later', was: row.arrivedOn };
  }
  if (!known) return row.registerClass === undefined ? { reason: 'no-class', was: '' } : undefined;
  if (known.presentUntil !== null) return { reason: 'departed', was: '' };
  const reclassed = row.registerClass !== undefined && row.registerClass !== known.registerClass;
  if (reclassed && known.classSince !== null && times.asOf < known.classSince)
    return { reason: 'older', was: row.registerClass };
  return undefined;
}

/** A roster being compared: what is recorded and decided, and what has come of the rows so far. */
type Comparing = {
  readonly decisions: Decisions;
  readonly times: PlanTimes;
  readonly people: ReadonlyMap<string, KnownParticipant>;
  /** Ids of programmes by their name as it is searched, and their states by id. */
  readonly programmes: ReadonlyMap<string, number>;
  readonly states: ReadonlyMap<number, Known['programmes'][number]['state']>;
  readonly operations: Mutable<BulkChanges>;
  /** Rows by person and programme: two names of the file may be decided to mean one programme. */
  readonly said: Map<string, RosterRow>;
  /** People whose first sound row was met: what concerns the person belongs to that row. */
  readonly met: Set<string>;
};

/** The programme that a row means, as far as it is recorded; `leftOut`: it is decided not to take it in. */
function programmeOf(
  { programmes, decisions }: Comparing,
  { programme }: RosterRow,
): { readonly id: number | undefined; readonly leftOut: boolean } {
  if (programme === undefined) return { id: undefined, leftOut: false };
  const decision = decisions[programme];
  const sameAs = decision && 'sameAs' in decision ? decision.sameAs : undefined;
  const id = programmes.get(programme) ?? sameAs;
  return { id, leftOut: id === undefined && decision !== undefined && 'leftOut' in decision };
}

/** What another row for the same person and programme makes of this one; undefined: there was none before it. */
function afterEarlier(
  { said }: Comparing,
  row: RosterRow,
  programmeId: number | undefined,
): LineResult | undefined {
  const pair = `${row.registerKey} ${programmeId ?? row.programme ?? ''}`;
  const earlier = row.programme === undefined ? undefined : said.get(pair);
  if (!earlier) {
    said.set(pair, row);
    return undefined;
  }
  const same = earlier.state === row.state && earlier.reason === row.reason;
  if (same) return { line: row.line, kind: 'repeated', of: earlier.line };
  return faulty(row, { reason: 'conflict', was: row.state ?? '', other: earlier.line });
}

function faulty({ line }: RosterRow, fault: Fault): LineResult {
  return { line, kind: 'faulty', faults: [fault] };
}

/** When a row's person is in the unit from, if they are new. */
function inUnitFrom({ arrivedOn }: RosterRow, { dayStart, startOf }: PlanTimes): Date {
  return arrivedOn === undefined ? dayStart : startOf(arrivedOn);
}

/** What a row changes of somebody's taking part in its programme, which is put down to be written; or what is wrong. */
function enrolmentChange(
  { times, states, operations }: Comparing,
  row: RosterRow,
  person: KnownParticipant | undefined,
  programmeId: number | undefined,
): Change | Fault | undefined {
  const { programme, state: to } = row;
  if (programme === undefined || to === undefined) return undefined;
  const want = { state: to, reason: to === 'ended' ? (row.reason ?? 'unrecorded') : null };
  const recorded = person?.enrolments.filter((one) => one.programmeId === programmeId) ?? [];
  const step = enrolmentStep(recorded, want, times, person?.presentFrom ?? inUnitFrom(row, times));
  if (step.step === 'fault') return step.fault;
  if (step.step === 'none') return undefined;
  const state = programmeId === undefined ? undefined : states.get(programmeId);
  if (to !== 'ended' && state && !isOngoing(state)) return { reason: `programme-${state}`, was: '' };
  if (step.step === 'open') {
    operations.enrolments.push({ person: row.registerKey, programme, ...want, from: step.from });
  } else {
    operations.moves.push({ enrolmentId: step.id, ...want, at: times.asOf });
  }
  return { what: 'enrolment', programme, from: step.before, to };
}

/** What the first row about somebody recorded changes of them, which is put down to be written. */
function personChanges({ times, operations }: Comparing, row: RosterRow, person: KnownParticipant): Change[] {
  const facts = factChanges(row, person, times.outdated ?? false);
  const edited = facts.flatMap(({ what }) =>
    what === 'enrolment' || what === 'registerClass' ? [] : [what],
  );
  if (edited.length > 0) operations.edits.push({ id: person.id, row, facts: edited });
  if (row.registerClass && facts.some(({ what }) => what === 'registerClass')) {
    operations.classes.push({ participantId: person.id, to: row.registerClass, from: times.asOf });
  }
  return facts;
}

/** What becomes of one row; what it changes is put down to be written. */
function compareRow(comparing: Comparing, row: RosterRow): LineResult {
  const { times, operations, met } = comparing;
  const { line } = row;
  const person = comparing.people.get(row.registerKey);
  const spoilt = personFault(row, person, times);
  if (spoilt) return faulty(row, spoilt);
  const programme = programmeOf(comparing, row);
  if (programme.leftOut) return faulty(row, { reason: 'left-out', was: row.programme ?? '' });
  const repeated = afterEarlier(comparing, row, programme.id);
  if (repeated) return repeated;
  const change = enrolmentChange(comparing, row, person, programme.id);
  if (change && 'reason' in change) return faulty(row, change);
  const first = !met.has(row.registerKey);
  met.add(row.registerKey);
  if (!person) {
    const { registerClass } = row;
    // personFault has seen to it that the class is there.
    if (first && registerClass) {
      operations.people.push({ row, registerClass, from: inUnitFrom(row, times) });
    }
    return { line, kind: 'new', row };
  }
  const changes = [...(first ? personChanges(comparing, row, person) : []), ...(change ? [change] : [])];
  return changes.length > 0 ? { line, kind: 'changed', row, changes } : { line, kind: 'unchanged', row };
}

/**
 * Compares a roster with the record. Pure, and the same for the same arguments. A blank cell leaves what is recorded;
 * people who aren't in the file are listed and left alone. Programmes not decided yet count as if they were created.
 */
export function planRoster(file: RosterFile, known: Known, decisions: Decisions, times: PlanTimes): Plan {
  const comparing: Comparing = {
    decisions,
    times,
    people: new Map(known.participants.map((person) => [person.registerKey, person])),
    programmes: new Map(known.programmes.map(({ searchName, id }) => [searchName, id])),
    states: new Map(known.programmes.map(({ id, state }) => [id, state])),
    operations: { people: [], edits: [], classes: [], enrolments: [], moves: [] },
    said: new Map(),
    met: new Set(),
  };
  const lines: LineResult[] = [
    ...file.faulty.map(({ line, faults }) => ({ line, kind: 'faulty' as const, faults })),
    ...file.repeated.map(({ line, of }) => ({ line, kind: 'repeated' as const, of })),
    ...file.rows.map((row) => compareRow(comparing, row)),
  ];
  const named = new Set([...file.rows.map(({ registerKey }) => registerKey), ...file.faultyKeys]);
  return {
    lines: lines.toSorted((a, b) => a.line - b.line),
    operations: comparing.operations,
    missing: known.participants.filter(
      (person) => person.presentUntil === null && !named.has(person.registerKey),
    ),
  };
}

/** How many lines are of each kind. */
export function countKinds(plan: Plan): Readonly<Record<LineKind, number>> {
  const counts = { new: 0, changed: 0, unchanged: 0, repeated: 0, faulty: 0 };
  for (const { kind } of plan.lines) counts[kind] += 1;
  return counts;
}
