import { type Likened, type Likeness, likened, likeness } from '../../../reading/names/likeness.js';
import { legalStatus, type RegisterClass, registerFigures, type Sex } from '../enrolment/rules.js';

/** What is said of somebody, by a row of a list or by hand; what isn't known is left out. */
export type Said = {
  readonly registerNumber: string;
  readonly registerKey: string;
  readonly name: string;
  readonly registerClass?: RegisterClass;
  readonly sex?: Sex;
  readonly birthYear?: number;
  readonly arrivedOn?: string;
};

/** Somebody recorded: one person, however many records of them were merged. */
export type Somebody = {
  readonly id: number;
  readonly name: string;
  readonly registerNumber: string;
  readonly registerKey: string;
  readonly registerClass: RegisterClass | null;
  readonly sex: Sex | null;
  readonly birthYear: number | null;
  readonly arrivedOn: string | null;
  readonly presentUntil: Date | null;
  /** Register keys that were theirs and aren't any more, of all their records. */
  readonly formerKeys: readonly string[];
  /** Names that they were recorded under, of all their records. */
  readonly formerNames: readonly string[];
};

/** A record of somebody: all that is known of it alone. */
type Recorded = Omit<Somebody, 'formerKeys' | 'formerNames'> & {
  readonly classSince: Date | null;
  readonly releaseExpectedOn: string | null;
  readonly enrolments: readonly unknown[];
};

/** Somebody with all that their records say. `records`: the ids of these, the one that stands for the person first. */
export type Whole<R extends Recorded> = R &
  Pick<Somebody, 'formerKeys' | 'formerNames'> & { readonly records: readonly number[] };

type Past = {
  readonly numbers: readonly { readonly participantId: number; readonly key: string }[];
  readonly names: readonly { readonly participantId: number; readonly name: string }[];
  readonly merges: readonly { readonly fromId: number; readonly rootId: number }[];
};

/** One person of their records: the first stands for them, the others fill in what it leaves open. */
function wholeOf<R extends Recorded>(
  [root, ...others]: readonly [R, ...R[]],
  keys: ReadonlyMap<number, string[]>,
  names: ReadonlyMap<number, string[]>,
): Whole<R> {
  const all = [root, ...others];
  const filled = <K extends 'sex' | 'birthYear' | 'arrivedOn' | 'releaseExpectedOn'>(fact: K): R[K] =>
    all.find((one) => one[fact] !== null)?.[fact] ?? root[fact];
  const classed = all
    .filter(({ registerClass }) => registerClass !== null)
    .toSorted((a, b) => (b.classSince?.getTime() ?? 0) - (a.classSince?.getTime() ?? 0))[0];
  const theirs = others.flatMap(({ id, registerKey }) => [...(keys.get(id) ?? []), registerKey]);
  return {
    ...root,
    sex: filled('sex'),
    birthYear: filled('birthYear'),
    arrivedOn: filled('arrivedOn'),
    releaseExpectedOn: filled('releaseExpectedOn'),
    registerClass: (classed ?? root).registerClass,
    classSince: (classed ?? root).classSince,
    enrolments: all.flatMap(({ enrolments }) => enrolments),
    formerKeys: [
      ...new Set([...(keys.get(root.id) ?? []), ...theirs.filter((key) => key !== root.registerKey)]),
    ],
    formerNames: [
      ...new Set([...all.flatMap(({ id }) => names.get(id) ?? []), ...others.map(({ name }) => name)]),
    ],
    records: all.map(({ id }) => id),
  };
}

/** Records as people: those that were merged are one, in the place of the one that stands for them. */
export function wholesOf<R extends Recorded>(records: readonly R[], past: Past): Whole<R>[] {
  const lists = (rows: readonly (readonly [number, string])[]) => {
    const found = new Map<number, string[]>();
    for (const [id, text] of rows) found.set(id, [...(found.get(id) ?? []), text]);
    return found;
  };
  const keys = lists(past.numbers.map(({ participantId, key }) => [participantId, key]));
  const names = lists(past.names.map(({ participantId, name }) => [participantId, name]));
  const roots = new Map(past.merges.map(({ fromId, rootId }) => [fromId, rootId]));
  const merged = new Map<number, R[]>();
  for (const record of records) {
    const root = roots.get(record.id);
    if (root !== undefined) merged.set(root, [...(merged.get(root) ?? []), record]);
  }
  return records
    .filter(({ id }) => !roots.has(id))
    .map((record) => wholeOf([record, ...(merged.get(record.id) ?? [])], keys, names));
}

/** A fact that speaks for two being one person (`agrees`), or against it: as recorded, and as said now. */
export type Evidence = {
  readonly fact:
    | 'registerNumber'
    | 'formerNumber'
    | 'name'
    | 'sex'
    | 'birthYear'
    | 'arrivedOn'
    | 'registerClass';
  readonly agrees: boolean;
  readonly recorded: string | number;
  readonly said: string | number;
};

/**
 * Who somebody is that is spoken of. `known`: a person recorded, whatever of their facts is corrected by it; `new`: nobody
 * who is recorded; `contradicts`: the number is this person's, and the rest says that it is somebody else; `perhaps`:
 * another number, and the rest says that it is this person. The last two are asked about, never decided.
 */
export type Verdict<P extends Somebody> =
  | { readonly kind: 'known'; readonly person: P }
  | { readonly kind: 'new' }
  | {
      readonly kind: 'contradicts' | 'perhaps';
      readonly person: P;
      readonly evidence: readonly Evidence[];
    };

type Entry<P> = { readonly person: P; readonly names: readonly Likened[] };

/** People as one who is spoken of is compared with them. It grows with those who are added. */
export type Identities<P extends Somebody> = {
  readonly byNumber: Map<string, Entry<P>>;
  readonly byFormer: Map<string, Entry<P>[]>;
  readonly byFigures: Map<string, Entry<P>[]>;
  /** By the whole name. */
  readonly byName: Map<string, Entry<P>[]>;
  /** By a birth year or an arrival with the whole name, a word of it, or how a word begins. */
  readonly byFact: Map<string, Entry<P>[]>;
};

/** With so many somebody is compared at most, those first of whom fewest share a word: what many share says little. */
const MOST_COMPARED = 40;
/** How much of a name of one word finds those that are spelt otherwise. */
const HEAD = 3;

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const found = map.get(key);
  if (!found) map.set(key, [value]);
  else if (found.at(-1) !== value) found.push(value);
}

type Dated = { readonly birthYear?: number | null; readonly arrivedOn?: string | null };

/** Keys of a name with what dates it: of the whole, and of each word; of a single one, how it begins. */
function factKeys(
  { key, sounds }: Likened,
  { birthYear, arrivedOn }: Dated,
): { readonly whole: string[]; readonly parts: string[] } {
  const dates = [birthYear ?? '', arrivedOn ?? ''].filter((date) => date !== '');
  const [only = ''] = sounds;
  const parts = sounds.length > 1 ? sounds : [`${only.slice(0, HEAD)}…`];
  return {
    whole: dates.map((date) => `=${key} ${date}`),
    parts: dates.flatMap((date) => parts.map((part) => `${part} ${date}`)),
  };
}

export function nobody<P extends Somebody>(): Identities<P> {
  return {
    byNumber: new Map(),
    byFormer: new Map(),
    byFigures: new Map(),
    byName: new Map(),
    byFact: new Map(),
  };
}

export function addSomebody<P extends Somebody>(identities: Identities<P>, person: P): void {
  const { byNumber, byFormer, byFigures, byName, byFact } = identities;
  const names = [person.name, ...person.formerNames].map(likened);
  const entry: Entry<P> = { person, names };
  const { registerKey, formerKeys } = person;
  // Somebody who has no number any more keeps the last one, which another may have since.
  if (!formerKeys.includes(registerKey)) byNumber.set(registerKey, entry);
  for (const key of formerKeys) add(byFormer, key, entry);
  for (const key of new Set([registerKey, ...formerKeys])) add(byFigures, registerFigures(key), entry);
  for (const name of names) {
    add(byName, name.key, entry);
    const { whole, parts } = factKeys(name, person);
    for (const key of [...whole, ...parts]) add(byFact, key, entry);
  }
}

/** How alike what is said is to the nearest of somebody's names. */
function nearest(said: Likened, names: readonly Likened[]): Likeness {
  const order: readonly Likeness[] = ['same', 'spelling', 'part', 'other'];
  const found = names.map((name) => likeness(said, name));
  return order.find((one) => found.includes(one)) ?? 'other';
}

const isAlike = (one: Likeness): boolean => one === 'same' || one === 'spelling';

/** Every fact that is known on both sides; the number and the name are on both. */
function evidenceOf(said: Said, { person }: Entry<Somebody>, name: Likeness): Evidence[] {
  const isFormer = person.registerKey !== said.registerKey && person.formerKeys.includes(said.registerKey);
  const number: Evidence = {
    fact: isFormer ? 'formerNumber' : 'registerNumber',
    agrees: isFormer || person.registerKey === said.registerKey,
    recorded: person.registerNumber,
    said: said.registerNumber,
  };
  const facts = (['sex', 'birthYear', 'arrivedOn', 'registerClass'] as const).flatMap((fact): Evidence[] => {
    const [recorded, now] = [person[fact], said[fact]];
    if (recorded === null || now === undefined) return [];
    return [{ fact, agrees: recorded === now, recorded, said: now }];
  });
  return [number, { fact: 'name', agrees: isAlike(name), recorded: person.name, said: said.name }, ...facts];
}

/** What speaks for two people recorded being one, and what against it. */
export function comparePeople(one: Somebody, other: Somebody): Evidence[] {
  const { registerClass, sex, birthYear, arrivedOn, ...said } = other;
  const known = {
    ...(registerClass !== null && { registerClass }),
    ...(sex !== null && { sex }),
    ...(birthYear !== null && { birthYear }),
    ...(arrivedOn !== null && { arrivedOn }),
  };
  const names = [one.name, ...one.formerNames].map(likened);
  return evidenceOf({ ...said, ...known }, { person: one, names }, nearest(likened(other.name), names));
}

/**
 * Whether facts under a number that is somebody's speak of somebody else: another name with another sex, arrival or
 * birth year; or another name altogether, and neither arrival nor birth year speak for the person.
 */
function contradicts(name: Likeness, evidence: readonly Evidence[]): boolean {
  if (isAlike(name)) return false;
  const telling = evidence.filter(
    ({ fact }) => fact === 'sex' || fact === 'birthYear' || fact === 'arrivedOn',
  );
  if (telling.some(({ agrees }) => !agrees)) return true;
  return name === 'other' && !telling.some(({ fact, agrees }) => agrees && fact !== 'sex');
}

/**
 * Whether facts under another number speak of this person: the same name, and birth year or arrival; or the same name,
 * and the same figures in the number or a detainee of that name become a convict, where nothing speaks against it.
 */
function perhaps<P extends Somebody>(said: Said, entry: Entry<P>, name: Likeness, gone: boolean): boolean {
  if (!isAlike(name)) return false;
  const { person } = entry;
  const both = (fact: 'birthYear' | 'arrivedOn') =>
    said[fact] !== undefined && person[fact] !== null ? said[fact] === person[fact] : undefined;
  const [born, arrived] = [both('birthYear'), both('arrivedOn')];
  if (born === true || arrived === true) return true;
  const differs = born === false || arrived === false || (said.sex && person.sex && said.sex !== person.sex);
  if (differs || name !== 'same') return false;
  const figures = registerFigures(said.registerKey);
  if ([person.registerKey, ...person.formerKeys].some((key) => registerFigures(key) === figures)) return true;
  const convicted =
    person.registerClass !== null &&
    said.registerClass !== undefined &&
    legalStatus(person.registerClass) === 'detainee' &&
    legalStatus(said.registerClass) === 'convict';
  return convicted && gone && person.presentUntil === null && likened(said.name).sounds.length > 1;
}

/** Those with whom somebody is worth comparing: found by words and years, never all with all. */
function candidates<P extends Somebody>(
  { byFigures, byName, byFact }: Identities<P>,
  said: Said,
  name: Likened,
): Set<Entry<P>> {
  const { whole, parts } = factKeys(name, said);
  const rest = [byName.get(name.key) ?? [], ...parts.map((key) => byFact.get(key) ?? [])];
  const lists = [
    ...whole.map((key) => byFact.get(key) ?? []),
    byFigures.get(registerFigures(said.registerKey)) ?? [],
    ...rest.toSorted((one, other) => one.length - other.length),
  ];
  const found = new Set<Entry<P>>();
  for (const list of lists) {
    for (const entry of list.slice(0, MOST_COMPARED)) {
      if (found.size >= MOST_COMPARED) return found;
      found.add(entry);
    }
  }
  return found;
}

/** What was decided before, and what else the asker knows. */
export type Asking = {
  /** Whether the one who is spoken of was said not to be this person. */
  readonly isNot: (id: number) => boolean;
  /** Whether somebody recorded isn't in the list that is read. */
  readonly isMissing: (id: number) => boolean;
};

/** Decides by all facts who is spoken of, or what is to be asked. Pure; the same for lists and for dialogs. */
export function identify<P extends Somebody>(
  identities: Identities<P>,
  said: Said,
  { isNot, isMissing }: Asking,
): Verdict<P> {
  const name = likened(said.name);
  const holder = identities.byNumber.get(said.registerKey);
  if (holder && !isNot(holder.person.id)) {
    const like = nearest(name, holder.names);
    const evidence = evidenceOf(said, holder, like);
    const { person } = holder;
    return contradicts(like, evidence)
      ? { kind: 'contradicts', person, evidence }
      : { kind: 'known', person };
  }
  const before = (identities.byFormer.get(said.registerKey) ?? []).find(
    ({ person, names }) => !isNot(person.id) && isAlike(nearest(name, names)),
  );
  if (before) return { kind: 'known', person: before.person };
  const found = [...candidates(identities, said, name)]
    .filter(({ person }) => !isNot(person.id) && person.id !== holder?.person.id)
    .map((entry) => ({ entry, like: nearest(name, entry.names) }))
    .filter(({ entry, like }) => perhaps(said, entry, like, isMissing(entry.person.id)))
    .map(({ entry, like }) => ({ person: entry.person, evidence: evidenceOf(said, entry, like) }));
  const agreeing = ({ evidence }: (typeof found)[number]) => evidence.filter(({ agrees }) => agrees).length;
  const [best] = found.toSorted((a, b) => agreeing(b) - agreeing(a) || a.person.id - b.person.id);
  return best ? { kind: 'perhaps', ...best } : { kind: 'new' };
}
