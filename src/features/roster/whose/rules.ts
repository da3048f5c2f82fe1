import type { RosterFile, RosterRow } from '../../files/index.js';
import { addSomebody, type Evidence, type Identities, identify, nobody } from '../../programmes/index.js';
import type { Identity, Known, KnownParticipant, SaidOfPeople } from '../known/rules.js';

/**
 * What is to be answered of a row before anything is taken of it. `contradicts`: the number is this person's, the rest
 * says somebody else; `perhaps`: another number, the rest says this person. The person may be one whom an earlier row of the file
 * brings: then the id is its line with a minus before it.
 */
export type IdentityQuestion = {
  readonly kind: 'contradicts' | 'perhaps';
  readonly person: KnownParticipant;
  readonly evidence: readonly Evidence[];
};

/** Whom a row is about. */
export type Whose =
  | { readonly kind: 'recorded'; readonly person: KnownParticipant }
  /** Recorded as departed, and here again: a record of their own, which is theirs. */
  | { readonly kind: 'returned'; readonly person: KnownParticipant }
  /** Whom an earlier row of the file brings under another number. */
  | { readonly kind: 'earlier'; readonly row: RosterRow }
  /** `not`: whom they look like and aren't; `insteadOf`: who has had the number so far. */
  | {
      readonly kind: 'new';
      readonly not: readonly number[];
      readonly insteadOf: KnownParticipant | undefined;
    }
  | { readonly kind: 'asked'; readonly question: IdentityQuestion }
  | { readonly kind: 'leftOut' };

/** What was said of people recorded: lines may be others once the file is read otherwise. */
export function withoutLines(said: SaidOfPeople): SaidOfPeople {
  return Object.fromEntries(
    Object.entries(said).filter(([, { same = 0, not = [] }]) => [same, ...not].every((id) => id >= 0)),
  );
}

/** The rows of a file as they are told apart, each register key once. */
export type TellingApart = {
  readonly identities: Identities<KnownParticipant>;
  readonly people: ReadonlyMap<number, KnownParticipant>;
  readonly said: SaidOfPeople;
  readonly isMissing: (id: number) => boolean;
  readonly found: Map<string, Whose>;
  /** Rows that bring somebody new, by their line with a minus before it. */
  readonly rows: Map<number, RosterRow>;
};

function toTellApart(file: RosterFile, known: Known, said: SaidOfPeople): TellingApart {
  const keys = new Set([...file.rows.map(({ registerKey }) => registerKey), ...file.faultyKeys]);
  const people = new Map(known.participants.map((person) => [person.id, person]));
  return {
    identities: nobody<KnownParticipant>(),
    people,
    said,
    isMissing: (id) => {
      const person = people.get(id);
      return person !== undefined && ![person.registerKey, ...person.formerKeys].some((key) => keys.has(key));
    },
    found: new Map(),
    rows: new Map(),
  };
}

/** So many people or rows take some milliseconds. */
const AT_ONCE = 100;

/** Tells a file's rows apart, bit by bit: between two of them others may have their turn. */
export function* tellingApartBitByBit(
  file: RosterFile,
  known: Known,
  said: SaidOfPeople,
): Generator<undefined, TellingApart> {
  const apart = toTellApart(file, known, said);
  for (const [at, person] of known.participants.entries()) {
    addSomebody(apart.identities, person);
    if (at % AT_ONCE === AT_ONCE - 1) yield;
  }
  for (const [at, row] of file.rows.entries()) {
    whoseRow(apart, row);
    if (at % AT_ONCE === AT_ONCE - 1) yield;
  }
  return apart;
}

/** The same at once. */
export function tellingApart(file: RosterFile, known: Known, said: SaidOfPeople = {}): TellingApart {
  const bits = tellingApartBitByBit(file, known, said);
  for (;;) {
    const bit = bits.next();
    if (bit.done) return bit.value;
  }
}

/** Somebody whom a row brings, for the rows after it. */
function broughtBy(row: RosterRow): KnownParticipant {
  const { registerNumber, registerKey, name } = row;
  return {
    id: -row.line,
    registerNumber,
    registerKey,
    name,
    registerClass: row.registerClass ?? null,
    sex: row.sex ?? null,
    birthYear: row.birthYear ?? null,
    arrivedOn: row.arrivedOn ?? null,
    releaseExpectedOn: row.releaseExpectedOn ?? null,
    presentFrom: new Date(0),
    presentUntil: null,
    classSince: null,
    enrolments: [],
    formerKeys: [],
    formerNames: [],
    records: [],
  };
}

/** What was answered, as far as it still has a meaning. */
function answered({ people, rows }: TellingApart, row: RosterRow, { same }: Identity): Whose | undefined {
  if (same === undefined) return undefined;
  const earlier = rows.get(same);
  if (earlier) return { kind: 'earlier', row: earlier };
  const person = people.get(same);
  if (!person) return undefined;
  const isTheirs = [person.registerKey, ...person.formerKeys].includes(row.registerKey);
  return { kind: person.presentUntil !== null && !isTheirs ? 'returned' : 'recorded', person };
}

function decide(apart: TellingApart, row: RosterRow): Whose {
  const { identities, said, isMissing, rows } = apart;
  const answer = said[row.registerKey] ?? {};
  if (answer.leftOut) return { kind: 'leftOut' };
  const settled = answered(apart, row, answer);
  if (settled) return settled;
  const not = answer.not ?? [];
  const verdict = identify(identities, row, { isNot: (id) => not.includes(id), isMissing });
  if (verdict.kind === 'known') return { kind: 'recorded', person: verdict.person };
  if (verdict.kind !== 'new') return { kind: 'asked', question: verdict };
  const holder = identities.byNumber.get(row.registerKey)?.person;
  rows.set(-row.line, row);
  addSomebody(identities, broughtBy(row));
  return { kind: 'new', not, insteadOf: holder };
}

/** Whom a row is about: decided once for each register key, so that rows of one number are one person's. */
export function whoseRow(apart: TellingApart, row: RosterRow): Whose {
  const before = apart.found.get(row.registerKey);
  if (before) return before;
  const whose = decide(apart, row);
  apart.found.set(row.registerKey, whose);
  return whose;
}
