import { classOfNumber, FACTS, type Fault, type RosterFile, type RosterRow } from '../../files/index.js';
import {
  type BulkChanges,
  type EndReason,
  type EnrolmentState,
  holdingOf,
  isOngoing,
  mayMove,
} from '../../programmes/index.js';
import type { Decisions, Known, KnownEnrolment, KnownParticipant, PlanTimes } from '../known/rules.js';
import {
  type IdentityQuestion,
  type TellingApart,
  tellingApart,
  type Whose,
  whoseRow,
} from '../whose/rules.js';

/** What a row changes: a fact of the person, their number, or a state in a programme (its key). */
export type Change =
  | {
      readonly what: (typeof FACTS)[number] | 'registerNumber';
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
  /** Whom it means is to be answered first; nothing is taken of it until then. */
  | { readonly kind: 'asked'; readonly row: RosterRow; readonly question: IdentityQuestion }
);
export type LineKind = LineResult['kind'];

/** A roster against the record. Each of the file's lines, but the blank ones, is in `lines` once. */
export type Plan = {
  readonly lines: readonly LineResult[];
  readonly operations: BulkChanges;
  /** Ids of the people recorded whom the operations name, by what they name them. */
  readonly people: ReadonlyMap<string, number>;
  /** Recorded as being in the unit, and not in the file. Nothing is done about them. */
  readonly missing: readonly KnownParticipant[];
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] };

const later = (a: Date, b: Date) => (a > b ? a : b);

type EnrolmentStep =
  | { readonly step: 'none' }
  | { readonly step: 'open'; readonly from: Date; readonly before: EnrolmentState | null }
  | { readonly step: 'move'; readonly id: number; readonly before: EnrolmentState; readonly at: Date }
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
  const from = times.holds('begins', presentFrom);
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
  return { step: 'move', id: last.id, before: was, at: times.holds(holdingOf(want.state), last.since) };
}

/** The class that a row gives somebody; what a number that they had before says by itself was true of its time. */
function classSaid(row: RosterRow, known: KnownParticipant): RosterRow['registerClass'] {
  const { registerKey, registerNumber, registerClass } = row;
  const isFormer = registerKey !== known.registerKey && known.formerKeys.includes(registerKey);
  return isFormer && classOfNumber(registerNumber) === registerClass ? undefined : registerClass;
}

/** Data that are out of date fill in what nothing is known of, and overwrite nothing. */
function factChanges(row: RosterRow, known: KnownParticipant, outdated: boolean): Change[] {
  return FACTS.flatMap((what): Change[] => {
    const to = what === 'registerClass' ? classSaid(row, known) : row[what];
    const from = known[what];
    return to === undefined || to === from || (outdated && from !== null) ? [] : [{ what, from, to }];
  });
}

function personFault(
  row: RosterRow,
  whose: Exclude<Whose, { kind: 'asked' | 'leftOut' }>,
  times: PlanTimes,
): Fault | undefined {
  if (row.arrivedOn !== undefined && times.startOf(row.arrivedOn) > times.now) {
    return { reason: 'arrives-later', was: row.arrivedOn };
  }
  if (whose.kind === 'new')
    return row.registerClass === undefined ? { reason: 'no-class', was: '' } : undefined;
  if (whose.kind !== 'recorded') return undefined;
  const known = whose.person;
  if (known.presentUntil !== null) return { reason: 'departed', was: '' };
  const registerClass = classSaid(row, known);
  const reclassed = registerClass !== undefined && registerClass !== known.registerClass;
  if (reclassed && known.classSince !== null && times.asOf < known.classSince)
    return { reason: 'older', was: registerClass };
  return undefined;
}

/** A roster being compared: what is recorded and decided, and what has come of the rows so far. */
type Comparing = {
  readonly decisions: Decisions;
  readonly times: PlanTimes;
  readonly apart: TellingApart;
  /** Ids of programmes by their name as it is searched, and their states by id. */
  readonly programmes: ReadonlyMap<string, number>;
  readonly states: ReadonlyMap<number, Known['programmes'][number]['state']>;
  readonly operations: Mutable<BulkChanges>;
  /** Ids of people recorded, by what the operations name them. */
  readonly people: Map<string, number>;
  /** Rows by person and programme: two names of the file may be decided to mean one programme. */
  readonly said: Map<string, RosterRow>;
  /** People whose first sound row was met: what concerns the person belongs to that row. */
  readonly met: Set<string>;
  /** Register keys whose first sound row was met: what concerns the number belongs to that row. */
  readonly numbered: Set<string>;
  /** People who get another number. */
  readonly renumbered: Set<string>;
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
  who: string,
  programmeId: number | undefined,
): LineResult | undefined {
  const pair = `${who} ${programmeId ?? row.programme ?? ''}`;
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
  { person, key, presentFrom }: Subject,
  programmeId: number | undefined,
): Change | Fault | undefined {
  const { programme, state: to } = row;
  if (programme === undefined || to === undefined) return undefined;
  const want = { state: to, reason: to === 'ended' ? (row.reason ?? 'unrecorded') : null };
  const recorded = person?.enrolments.filter((one) => one.programmeId === programmeId) ?? [];
  const step = enrolmentStep(recorded, want, times, presentFrom);
  if (step.step === 'fault') return step.fault;
  if (step.step === 'none') return undefined;
  const state = programmeId === undefined ? undefined : states.get(programmeId);
  if (to !== 'ended' && state && !isOngoing(state)) return { reason: `programme-${state}`, was: '' };
  if (step.step === 'open') {
    operations.enrolments.push({ person: key, programme, ...want, from: step.from });
  } else {
    operations.moves.push({ enrolmentId: step.id, ...want, at: step.at });
  }
  return { what: 'enrolment', programme, from: step.before, to };
}

/** What the first row about somebody recorded changes of them, which is put down to be written. */
function personChanges({ times, operations }: Comparing, row: RosterRow, person: KnownParticipant): Change[] {
  const facts = factChanges(row, person, times.outdated ?? false);
  const edited = facts.flatMap(({ what }) =>
    what === 'enrolment' || what === 'registerClass' || what === 'registerNumber' ? [] : [what],
  );
  const was = edited.includes('name') ? { was: person.name } : {};
  if (edited.length > 0) operations.edits.push({ id: person.id, row, facts: edited, ...was });
  if (row.registerClass && facts.some(({ what }) => what === 'registerClass')) {
    const from = times.holds('begins', person.classSince ?? person.presentFrom);
    operations.classes.push({ participantId: person.id, to: row.registerClass, from });
  }
  return facts;
}

/** Whom a row that is taken is about: `key` is what operations name them by, `who` tells people apart. */
type Subject = {
  readonly whose: Exclude<Whose, { kind: 'asked' | 'leftOut' }>;
  readonly person: KnownParticipant | undefined;
  readonly key: string;
  readonly who: string;
  readonly presentFrom: Date;
};

function subjectOf({ times }: Comparing, row: RosterRow, whose: Subject['whose']): Subject {
  const from = inUnitFrom(row, times);
  switch (whose.kind) {
    case 'recorded': {
      const { person } = whose;
      return { whose, person, key: row.registerKey, who: `#${person.id}`, presentFrom: person.presentFrom };
    }
    case 'returned': {
      const { person } = whose;
      return { whose, person, key: row.registerKey, who: `#${person.id}`, presentFrom: from };
    }
    case 'earlier': {
      const { registerKey: key } = whose.row;
      return { whose, person: undefined, key, who: key, presentFrom: inUnitFrom(whose.row, times) };
    }
    case 'new':
      return { whose, person: undefined, key: row.registerKey, who: row.registerKey, presentFrom: from };
  }
}

/** Somebody whom the first of their rows brings, with what follows from whom they are not. */
function bring({ times, operations }: Comparing, row: RosterRow, { whose, person, key }: Subject): void {
  const registerClass = row.registerClass ?? person?.registerClass;
  // personFault has seen to it that the class is there.
  if (!registerClass) return;
  const from = inUnitFrom(row, times);
  const cause = whose.kind === 'returned' ? ('returned' as const) : ('first' as const);
  operations.people.push({ row, registerClass, from, cause });
  if (whose.kind === 'returned') {
    operations.returned.push({ participantId: whose.person.id, person: key });
  } else if (whose.kind === 'new') {
    const { insteadOf, not } = whose;
    if (insteadOf && insteadOf.id > 0) operations.released.push({ participantId: insteadOf.id, at: from });
    for (const id of not) operations.notSame.push({ person: key, other: id });
  }
}

/** A number that somebody recorded, or brought by an earlier row, hasn't had so far. */
function numberChange(
  { times, operations, renumbered }: Comparing,
  row: RosterRow,
  subject: Subject,
): Change[] {
  const { whose, person, key, who } = subject;
  const { registerNumber: number, registerKey } = row;
  const isHeld = person && [person.registerKey, ...person.formerKeys].includes(registerKey);
  if (whose.kind === 'new' || whose.kind === 'returned' || isHeld) return [];
  const reclassed = row.registerClass !== undefined && row.registerClass !== person?.registerClass;
  const cause = person && reclassed ? ('classChange' as const) : ('correction' as const);
  // Of two numbers in one file the first is taken; and what is out of date is no number of today.
  const over = whose.kind === 'earlier' || renumbered.has(who) || (times.outdated ?? false);
  renumbered.add(who);
  operations.numbers.push({ person: key, number, key: registerKey, cause, from: times.asOf, over });
  const from = person?.registerNumber ?? (whose.kind === 'earlier' ? whose.row.registerNumber : null);
  return [{ what: 'registerNumber', from, to: number }];
}

/** Of a row that is taken, what it changes besides taking part. */
function factsOf(comparing: Comparing, row: RosterRow, subject: Subject): Change[] {
  const { met, numbered } = comparing;
  const { whose, person, who } = subject;
  const first = !met.has(who);
  const firstNumbered = !numbered.has(row.registerKey);
  met.add(who);
  numbered.add(row.registerKey);
  if (first && (whose.kind === 'new' || whose.kind === 'returned')) bring(comparing, row, subject);
  if (person && whose.kind === 'recorded') comparing.people.set(subject.key, person.id);
  return [
    ...(firstNumbered ? numberChange(comparing, row, subject) : []),
    ...(first && person && whose.kind === 'recorded' ? personChanges(comparing, row, person) : []),
  ];
}

/** A row that says nothing new but a number of somebody: that is taken. */
function numberedAgain(
  comparing: Comparing,
  row: RosterRow,
  subject: Subject,
  repeated: LineResult,
): LineResult {
  if (comparing.numbered.has(row.registerKey)) return repeated;
  comparing.numbered.add(row.registerKey);
  const changes = numberChange(comparing, row, subject);
  return changes.length > 0 ? { line: row.line, kind: 'changed', row, changes } : repeated;
}

/** What becomes of one row; what it changes is put down to be written. */
function compareRow(comparing: Comparing, row: RosterRow): LineResult {
  const { line } = row;
  const whose = whoseRow(comparing.apart, row);
  if (whose.kind === 'leftOut') return faulty(row, { reason: 'person-left-out', was: '' });
  if (whose.kind === 'asked') return { line, kind: 'asked', row, question: whose.question };
  const subject = subjectOf(comparing, row, whose);
  const spoilt = personFault(row, whose, comparing.times);
  if (spoilt) return faulty(row, spoilt);
  const programme = programmeOf(comparing, row);
  if (programme.leftOut) return faulty(row, { reason: 'left-out', was: row.programme ?? '' });
  const repeated = afterEarlier(comparing, row, subject.who, programme.id);
  if (repeated)
    return repeated.kind === 'repeated' ? numberedAgain(comparing, row, subject, repeated) : repeated;
  const change = enrolmentChange(comparing, row, subject, programme.id);
  if (change && 'reason' in change) return faulty(row, change);
  const changes = [...factsOf(comparing, row, subject), ...(change ? [change] : [])];
  if (whose.kind === 'new' || whose.kind === 'returned') return { line, kind: 'new', row };
  return changes.length > 0 ? { line, kind: 'changed', row, changes } : { line, kind: 'unchanged', row };
}

/**
 * Compares a roster with the record. Pure, and the same for the same arguments. A blank cell leaves what is recorded;
 * people who aren't in the file are listed and left alone. Programmes not decided yet count as if they were created;
 * rows of which it isn't clear whom they mean are asked about, and nothing is taken of them.
 *
 * @param apart Whom rows mean, where something was said of it.
 */
export function planRoster(
  file: RosterFile,
  known: Known,
  decisions: Decisions,
  times: PlanTimes,
  apart: TellingApart = tellingApart(file, known),
): Plan {
  const comparing: Comparing = {
    decisions,
    times,
    apart,
    programmes: new Map(known.programmes.map(({ searchName, id }) => [searchName, id])),
    states: new Map(known.programmes.map(({ id, state }) => [id, state])),
    operations: {
      people: [],
      edits: [],
      numbers: [],
      released: [],
      returned: [],
      notSame: [],
      classes: [],
      enrolments: [],
      moves: [],
    },
    people: new Map(),
    said: new Map(),
    met: new Set(),
    numbered: new Set(),
    renumbered: new Set(),
  };
  const lines: LineResult[] = [
    ...file.faulty.map(({ line, faults }) => ({ line, kind: 'faulty' as const, faults })),
    ...file.repeated.map(({ line, of }) => ({ line, kind: 'repeated' as const, of })),
    ...file.rows.map((row) => compareRow(comparing, row)),
  ];
  return {
    lines: lines.toSorted((a, b) => a.line - b.line),
    operations: comparing.operations,
    people: comparing.people,
    missing: missingFrom(file, known, apart),
  };
}

/** Recorded as being in the unit, and meant by no row, as far as it is clear whom rows mean. */
function missingFrom(file: RosterFile, known: Known, { found }: TellingApart): KnownParticipant[] {
  const named = new Set<number>();
  for (const whose of found.values()) {
    if (whose.kind === 'recorded' || whose.kind === 'returned') named.add(whose.person.id);
    if (whose.kind === 'asked') named.add(whose.question.person.id);
  }
  const unread = new Set(file.faultyKeys);
  return known.participants.filter(
    ({ id, presentUntil, registerKey }) =>
      presentUntil === null && !named.has(id) && !unread.has(registerKey),
  );
}

/** How many lines are of each kind. */
export function countKinds(plan: Plan): Readonly<Record<LineKind, number>> {
  const counts = { new: 0, changed: 0, unchanged: 0, repeated: 0, faulty: 0, asked: 0 };
  for (const { kind } of plan.lines) counts[kind] += 1;
  return counts;
}

/**
 * The earliest instant from which anything of some changes holds, `latest` at the latest. Who came back and is merged
 * is counted otherwise from when they came back, as somebody new.
 */
export function beginningOf(
  { people, enrolments, classes, moves, departures = [] }: BulkChanges,
  latest: Date,
): Date {
  return [...people, ...enrolments, ...classes]
    .map(({ from }) => from)
    .concat([...moves, ...departures].map(({ at }) => at))
    .reduce((first, at) => (at < first ? at : first), latest);
}
