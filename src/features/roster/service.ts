import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Actor } from '../../access/actor.js';
import { can } from '../../access/can.js';
import type { Db, Reader, Tx } from '../../db/database.js';
import { once, type UpdateRef } from '../../db/once.js';
import { compareDates, type LocalDate, localDate, parseIsoDate, toInstant } from '../../lib/zoned.js';
import { agenciesIn } from '../agencies/index.js';
import { type Ask, maybeOtherwise, type RosterFile, type Table } from '../files/index.js';
import type { Impact } from '../months/index.js';
import { type Holding, holdsFrom, lastInstant, programmesOf } from '../programmes/index.js';
import { countKinds, type Plan, planRoster } from './changes/rules.js';
import { type Decision, isDecided, type PlanTimes, type SaidOfPeople } from './known/rules.js';
import { departureChanges, type LeavingResult, planLeaving } from './leaving/rules.js';
import { type Overfilled, overfilled } from './seats/rules.js';
import * as store from './store.js';
import { mayUndo } from './undo/rules.js';
import { guess } from './unknown/rules.js';
import { type TellingApart, tellingApartBitByBit } from './whose/rules.js';

/** Who does it, by which update, when. */
export type Doing = { readonly actor: Actor; readonly ref: UpdateRef; readonly now: Date };

export function doingOf({ actor, ref, now }: Doing): Doing {
  return { actor, ref, now };
}

const midnight = { hour: 0, minute: 0 };

export function mayImport(actor: Actor): boolean {
  return can(actor, 'participant.import', { unitId: actor.unitId, agencyId: null });
}

/**
 * The instant that data of a day speak of: now for today, otherwise that day's last millisecond, so that a figure
 * asked for at the end of that day (or month) holds what the roster said of it. Undefined for a day to come.
 */
export function asOfInstant(day: LocalDate, now: Date, zone: string): Date | undefined {
  const order = compareDates(day, localDate(now, zone));
  if (order > 0) return undefined;
  return order === 0 ? now : lastInstant(day, zone);
}

/** The times of a plan: see `PlanTimes`; `outdated` depends on what was applied before. */
export function planTimes(asOf: Date, now: Date, zone: string): Omit<PlanTimes, 'outdated'> {
  // Looking up a zone's offset is what takes longest in a plan, and many arrive on the same day.
  const starts = new Map<string, Date>();
  const startOf = (date: string): Date => {
    const known = starts.get(date);
    if (known) return known;
    const day = parseIsoDate(date);
    if (!day) throw new Error('a roster row holds no date where one was read');
    const start = toInstant(day, midnight, zone);
    starts.set(date, start);
    return start;
  };
  const day = localDate(asOf, zone);
  const holds = (holding: Holding, after: Date): Date => {
    const held = holdsFrom(day, holding, { now: asOf, zone, after });
    // Who comes after that day is enrolled from then; all else that is of after it is refused before.
    return held.ok ? held.at : after;
  };
  return { asOf, dayStart: toInstant(day, midnight, zone), holds, startOf, now };
}

/**
 * Keeps a file that was read, for its sender alone. Once per update: sent again by Telegram, it is the same batch, and
 * not `first`.
 */
export async function keepRoster(
  db: Db,
  { actor, ref, now }: Doing,
  upload: {
    readonly chatId: bigint;
    readonly fileName: string;
    readonly file: RosterFile;
    readonly tables?: readonly Table[];
  },
): Promise<{ readonly id: number; readonly first: boolean }> {
  const { tables, ...plain } = upload;
  const kept = { ...plain, ...(tables && maybeOtherwise(upload.file) && { tables }) };
  const { outcome: id, first } = await db.write((tx) =>
    once(tx, ref, 'roster.keep', now, () =>
      store.keepBatch(tx, { ...kept, unitId: actor.unitId, byId: actor.personId }, now),
    ),
  );
  return { id, first };
}

/** A batch of the actor's own, while they may import; nobody else sees a file that somebody sent. */
export async function ownBatch(db: Reader | Tx, actor: Actor, id: number): Promise<store.Batch | undefined> {
  if (!mayImport(actor)) return undefined;
  const batch = await store.findBatch(db, actor.unitId, id);
  return batch?.byId === actor.personId ? batch : undefined;
}

/** A programme of the file that isn't recorded: what was decided about it, or what it probably is. */
export type Unknown = {
  readonly index: number;
  readonly name: string;
  readonly rows: number;
  readonly decided: Decision | undefined;
  readonly guess: Decision;
};

/** A programme of the file that has to be decided on. `step`: what is asked next. */
export type Question = {
  readonly index: number;
  readonly name: string;
  readonly rows: number;
  readonly left: number;
  readonly step: 'kind' | 'agency';
  readonly programmes: readonly { readonly id: number; readonly name: string }[];
  readonly agencies: readonly { readonly id: number; readonly name: string }[];
};

/** A batch as it stands, against what is recorded now. */
export type View =
  | { readonly state: 'gone' }
  | { readonly state: 'cancelled' | 'failed'; readonly batch: store.Batch; readonly others?: Waiting }
  | {
      readonly state: 'applied';
      readonly batch: store.Batch;
      readonly result: store.BatchResult;
      readonly others?: Waiting;
      /** It can still be undone, as far as time goes. */
      readonly undoable?: boolean;
    }
  | { readonly state: 'undated'; readonly batch: store.Batch }
  | { readonly state: 'unclear'; readonly batch: store.Batch; readonly file: RosterFile; readonly ask: Ask }
  | {
      readonly state: 'asking';
      readonly batch: store.Batch;
      /** The first that isn't decided. */
      readonly question: Question;
      readonly unknown: readonly Unknown[];
    }
  | ({ readonly state: 'ready' | 'applying' } & Ready);

/** Other files of the same person that were read and wait. */
type Waiting = readonly { readonly id: number; readonly fileName: string }[];

export type Ready = {
  readonly batch: store.Batch;
  readonly file: RosterFile;
  readonly asOf: Date;
  readonly plan: Plan;
  readonly counts: ReturnType<typeof countKinds>;
  /** Which plan this is: *Terapkan* carries it, and nothing else than what was shown is applied. */
  readonly planKey: string;
  /** Names of programmes by the file's keys, and what is to be created. */
  readonly programmes: ReadonlyMap<string, string>;
  readonly creates: readonly NewProgramme[];
  /** Who leaves, by the file or as it was confirmed of those missing from it; and who of the file's doesn't, and why. */
  readonly leaving: readonly LeavingResult[];
  /** Programmes that would hold more than their seats. */
  readonly overfilled: readonly Overfilled[];
  /** What it would change of closed months; asked for where it is shown. */
  readonly impacts?: readonly Impact[];
  /** The day before which an applied roster spoke already, where this one is older. */
  readonly newerThan: Date | undefined;
};

type NewProgramme = { key: string; name: string; kind: 'attitude' | 'trade'; agencyId: number | null };

function planKeyOf(plan: Plan, creates: readonly NewProgramme[], asOf: Date): string {
  const content = JSON.stringify([plan.operations, [...plan.people], creates, asOf]);
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** The programmes of the file that aren't recorded under their name. */
function unknownProgrammes(
  file: RosterFile,
  known: { readonly programmes: readonly { readonly searchName: string }[] },
) {
  const names = new Set(known.programmes.map((one) => one.searchName));
  return file.programmes.map((one, index) => ({ ...one, index })).filter(({ key }) => !names.has(key));
}

/** Tells a file's rows apart, while others have their turns. */
async function tellApart(
  file: RosterFile,
  known: store.Recorded,
  people: SaidOfPeople = {},
): Promise<TellingApart> {
  const bits = tellingApartBitByBit(file, known, people);
  for (;;) {
    const bit = bits.next();
    if (bit.done) return bit.value;
    await turn();
  }
}

/** Of people recorded, whom rows mean by what is known or was answered, by register key. */
function meantBy({ found }: TellingApart): Map<string, number> {
  return new Map(
    [...found].flatMap(([key, whose]) =>
      whose.kind === 'recorded' || whose.kind === 'returned' ? [[key, whose.person.id] as const] : [],
    ),
  );
}

/** A plan with what it was compared with. */
export type Planned = Ready & { readonly known: store.Recorded };

/** The plan of a batch, or undefined while something about it is undecided. */
export async function planBatch(
  db: Reader | Tx,
  batch: store.Batch,
  zone: string,
  now: Date,
): Promise<Planned | undefined> {
  const { file, asOf, draft, unitId } = batch;
  if (!file || !asOf) return undefined;
  const known = await store.loadKnown(db, unitId);
  const unknown = unknownProgrammes(file, known);
  if (unknown.some(({ key }) => !isDecided(draft.decisions[key]))) return undefined;
  const last = await store.lastAsOf(db, unitId);
  const newerThan = last && last > asOf ? last : undefined;
  const times = { ...planTimes(asOf, now, zone), outdated: newerThan !== undefined };
  const apart = await tellApart(file, known, draft.people);
  const compared = planRoster(file, known, draft.decisions, times, apart);
  const endOf = (day: string) => {
    const date = parseIsoDate(day);
    return date && asOfInstant(date, now, zone);
  };
  const leaving = planLeaving(file, known.participants, draft.leaving, { asOf, endOf }, meantBy(apart));
  const gone = new Set(
    leaving.flatMap((one) => (one.kind === 'leaves' && one.line !== undefined ? [one.person.id] : [])),
  );
  const plan: Plan = {
    ...compared,
    operations: { ...compared.operations, ...departureChanges(leaving, compared.operations.moves) },
    missing: file.departuresOnly ? [] : compared.missing.filter(({ id }) => !gone.has(id)),
  };
  const used = new Set(plan.operations.enrolments.map(({ programme }) => programme));
  const creates = unknown.flatMap(({ key, name }): NewProgramme[] => {
    const decision = draft.decisions[key];
    if (!used.has(key) || !decision || !('kind' in decision)) return [];
    return [{ key, name, kind: decision.kind, agencyId: decision.agencyId ?? null }];
  });
  const byId = new Map(known.programmes.map((one) => [one.id, one.name]));
  const nameOf = (key: string, spelled: string): string => {
    const decision = draft.decisions[key];
    const same = decision && 'sameAs' in decision ? byId.get(decision.sameAs) : undefined;
    return known.programmes.find((one) => one.searchName === key)?.name ?? same ?? spelled;
  };
  const idOf = (key: string): number | undefined => {
    const decision = draft.decisions[key];
    const same = decision && 'sameAs' in decision ? decision.sameAs : undefined;
    return known.programmes.find((one) => one.searchName === key)?.id ?? same;
  };
  return {
    batch,
    file,
    asOf,
    plan,
    known,
    counts: countKinds(plan),
    planKey: planKeyOf(plan, creates, asOf),
    programmes: new Map(file.programmes.map(({ key, name }) => [key, nameOf(key, name)])),
    creates,
    leaving,
    overfilled: overfilled(plan.operations, known, idOf),
    newerThan,
  };
}

/** What a programme probably is, once its kind was chosen and with whom it is run wasn't. */
function halfDecided(decided: Decision | undefined, guessed: Decision): Decision {
  if (!decided || !('kind' in decided) || decided.agencyId !== undefined) return guessed;
  return { kind: decided.kind, agencyId: 'kind' in guessed ? (guessed.agencyId ?? null) : null };
}

/** The batch as it stands now, for its owner. Reads only. */
export async function viewBatch(db: Db, actor: Actor, id: number, now: Date): Promise<View> {
  const batch = await ownBatch(db.read, actor, id);
  if (!batch) return { state: 'gone' };
  const { result, state: stands } = batch;
  if (stands === 'applied' || stands === 'cancelled' || stands === 'failed' || !batch.file) {
    const others = await store.waitingBatches(db.read, { unitId: actor.unitId, byId: actor.personId });
    if (stands === 'applied' && result) {
      return { state: 'applied', batch, result, others, undoable: mayUndo(batch, now) };
    }
    return { state: stands === 'failed' ? 'failed' : 'cancelled', batch, others };
  }
  if (!batch.asOf) return { state: 'undated', batch };
  const [ask] = batch.file.asks;
  if (ask) return { state: 'unclear', batch, file: batch.file, ask };
  const planned = await planBatch(db.read, batch, actor.zone, now);
  if (planned) return { state: batch.state === 'applying' ? 'applying' : 'ready', ...planned };
  const { unitId } = actor;
  const programmes = await programmesOf(db.read, unitId);
  const agencies = await agenciesIn(db.read, { kind: 'unit', unitId });
  const all = unknownProgrammes(batch.file, { programmes });
  const open = all.filter(({ key }) => !isDecided(batch.draft.decisions[key]));
  const [next] = open;
  if (!next) throw new Error('a roster batch has nothing to ask and no plan');
  const unknown = all.map(({ key, ...one }): Unknown => {
    const decided = batch.draft.decisions[key];
    const guessed = guess(one.name, { programmes, agencies });
    return { ...one, decided, guess: halfDecided(decided, guessed) };
  });
  const step = batch.draft.decisions[next.key] === undefined ? 'kind' : 'agency';
  return {
    state: 'asking',
    batch,
    unknown,
    question: { ...next, left: open.length, step, programmes, agencies },
  };
}
