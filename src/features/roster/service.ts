import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Actor } from '../../access/actor.js';
import { can } from '../../access/can.js';
import type { Db, Reader, Tx } from '../../db/database.js';
import { once, type UpdateRef } from '../../db/once.js';
import {
  addDays,
  compareDates,
  type LocalDate,
  localDate,
  parseIsoDate,
  toInstant,
} from '../../lib/zoned.js';
import { agenciesIn } from '../agencies/index.js';
import { programmesOf } from '../programmes/index.js';
import { countKinds, type Plan, planRoster } from './changes/rules.js';
import { isDecided, type PlanTimes, type SaidOfPeople } from './known/rules.js';
import type { RosterFile } from './rules.js';
import { type Overfilled, overfilled } from './seats/rules.js';
import * as store from './store.js';
import { type TellingApart, tellingApartBitByBit } from './whose/rules.js';

/** Who does it, by which update, when. */
export type Doing = { readonly actor: Actor; readonly ref: UpdateRef; readonly now: Date };

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
  return order === 0 ? now : new Date(toInstant(addDays(day, 1), midnight, zone).getTime() - 1);
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
  return { asOf, dayStart: toInstant(localDate(asOf, zone), midnight, zone), startOf, now };
}

/**
 * Keeps a file that was read, for its sender alone. Once per update: sent again by Telegram, it is the same batch, and
 * not `first`.
 */
export async function keepRoster(
  db: Db,
  { actor, ref, now }: Doing,
  upload: { readonly chatId: bigint; readonly fileName: string; readonly file: RosterFile },
): Promise<{ readonly id: number; readonly first: boolean }> {
  const { outcome: id, first } = await db.write((tx) =>
    once(tx, ref, 'roster.keep', now, () =>
      store.keepBatch(tx, { ...upload, unitId: actor.unitId, byId: actor.personId }, now),
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
  | { readonly state: 'cancelled' | 'failed'; readonly batch: store.Batch }
  | { readonly state: 'applied'; readonly batch: store.Batch; readonly result: store.BatchResult }
  | { readonly state: 'undated'; readonly batch: store.Batch }
  | { readonly state: 'asking'; readonly batch: store.Batch; readonly question: Question }
  | ({ readonly state: 'ready' | 'applying' } & Ready);

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
  /** Programmes that would hold more than their seats. */
  readonly overfilled: readonly Overfilled[];
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
  const plan = planRoster(file, known, draft.decisions, times, apart);
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
    overfilled: overfilled(plan.operations, known, idOf),
    newerThan,
  };
}

/** The batch as it stands now, for its owner. Reads only. */
export async function viewBatch(db: Db, actor: Actor, id: number, now: Date): Promise<View> {
  const batch = await ownBatch(db.read, actor, id);
  if (!batch) return { state: 'gone' };
  if (batch.state === 'applied' && batch.result) return { state: 'applied', batch, result: batch.result };
  if (batch.state === 'cancelled' || batch.state === 'failed' || !batch.file) {
    return { state: batch.state === 'failed' ? 'failed' : 'cancelled', batch };
  }
  if (!batch.asOf) return { state: 'undated', batch };
  const planned = await planBatch(db.read, batch, actor.zone, now);
  if (planned) return { state: batch.state === 'applying' ? 'applying' : 'ready', ...planned };
  const { unitId } = actor;
  const programmes = await programmesOf(db.read, unitId);
  const open = unknownProgrammes(batch.file, { programmes }).filter(
    ({ key }) => !isDecided(batch.draft.decisions[key]),
  );
  const [next] = open;
  if (!next) throw new Error('a roster batch has nothing to ask and no plan');
  const agencies = await agenciesIn(db.read, { kind: 'unit', unitId });
  const step = batch.draft.decisions[next.key] === undefined ? 'kind' : 'agency';
  return { state: 'asking', batch, question: { ...next, left: open.length, step, programmes, agencies } };
}
