import type { Db, Reader, Tx } from '../../db/database.js';
import { isUniqueViolation } from '../../db/errors.js';
import { planNotices } from '../../delivery/notices.js';
import { type Given, given } from '../../lib/given.js';
import type { Locale } from '../../lib/locale.js';
import type { Logger } from '../../lib/logger.js';
import type { Seal } from '../../lib/shut/seal.js';
import { addressesOf, units } from '../people/index.js';
import { unitHeads } from '../staffing/index.js';
import {
  type Facts,
  type Incident,
  type IncidentKind,
  KEPT_MS,
  mayTellDirectly,
  stepAfter,
} from './rules.js';
import { incidentIn, newestIncident, openIncident } from './store.js';

/** The kinds by which heads are told that something is so, and that it is over; the subject is the incident. */
export const NOTICE = { so: 'incident', over: 'incident.over' } as const;

const SEALED_AS = 'incident';

type Unit = { readonly id: number; readonly zone: string };

/** A head as they were last known, to be told past the database. */
type Head = { readonly unit: Unit; readonly chatId: bigint; readonly locale: Locale | null };

/** What is known without the database. */
type Memory = {
  heads: readonly Head[];
  /** What was told past the database, by kind, and when. */
  readonly told: Map<IncidentKind, Incident>;
};

export type IncidentsDeps = {
  readonly db: Db;
  readonly seal: Seal;
  readonly logger: Logger;
  /** Asks delivery to look at once. */
  readonly wake: () => void;
  /** Writes to a head at once, past the outbox. */
  readonly tell: (to: Head, incident: Incident) => Promise<unknown>;
};

type Inner = IncidentsDeps & { readonly memory: Memory };

/** Plans to tell the unit's heads; `telling` is what makes it once. */
async function planFor(
  tx: Tx,
  unitId: number,
  about: { readonly kind: string; readonly id: number; readonly told: number },
  at: Date,
): Promise<void> {
  const { kind, id, told } = about;
  const heads = await unitHeads(tx, unitId, at);
  const message = { unitId, kind, subjectId: id, subjectVersion: told, dueAt: at, priority: 1 } as const;
  await planNotices(
    tx,
    at,
    heads.map(({ id: personId }) => ({
      ...message,
      dedupeKey: `${kind}:${id}:v${told}:person:${personId}`,
      to: { personId },
    })),
  );
}

/** Keeps the incident for one unit and plans what heads are told. */
async function keep(tx: Tx, { seal }: Inner, { id: unitId, zone }: Unit, incident: Incident): Promise<void> {
  const { kind, key, at } = incident;
  const last = (await newestIncident(tx, { unitId, kind, key })) ?? undefined;
  const step = stepAfter(kind, last, at, zone);
  if (step === 'known') return;
  const facts = new Uint8Array(seal.seal(JSON.stringify(incident.facts), SEALED_AS));
  if (!last || step === 'open') {
    const { id, told } = await tx.incident.create({ data: { unitId, kind, key, facts, at, toldAt: at } });
    return planFor(tx, unitId, { kind: NOTICE.so, id, told }, at);
  }
  const { id } = last;
  if (step === 'reopen') {
    await tx.incident.updateMany({ where: { id, unitId }, data: { overAt: null, facts } });
    return;
  }
  const told = last.told + 1;
  const { count } = await tx.incident.updateMany({
    where: { id, unitId, told: last.told },
    data: { told, toldAt: at, facts },
  });
  if (count > 0) await planFor(tx, unitId, { kind: NOTICE.so, id, told }, at);
}

async function concerned(db: Reader, unitId: number | undefined): Promise<readonly Unit[]> {
  const all = await units(db);
  return unitId === undefined ? all : all.filter(({ id }) => id === unitId);
}

/** The heads as they are now; as they were last known, where the database doesn't answer. */
async function headsNow({ db: { read }, memory, logger }: Inner, at: Date): Promise<readonly Head[]> {
  try {
    const found = (await units(read)).map(async (unit) => {
      const ids = (await unitHeads(read, unit.id, at)).map(({ id }) => id);
      const reachable = (await addressesOf(read, ids, at)).filter(({ lost }) => !lost);
      return reachable.map(({ chatId, locale }) => ({ unit, chatId, locale }));
    });
    memory.heads = (await Promise.all(found)).flat();
  } catch (err) {
    logger.warn({ err }, 'the heads could not be looked up');
  }
  return memory.heads;
}

/** The database takes no row: whoever is known to be a head is told at once, of each kind once an hour. */
async function tellDirectly(deps: Inner, incident: Incident): Promise<void> {
  const { memory, logger, tell } = deps;
  const { kind, at, unitId } = incident;
  if (!mayTellDirectly(memory.told.get(kind)?.at, at)) return;
  memory.told.set(kind, incident);
  for (const head of await headsNow(deps, at)) {
    if (unitId !== undefined && head.unit.id !== unitId) continue;
    await tell(head, incident).catch((err: unknown) => logger.warn({ err }, 'a head could not be told'));
  }
}

/** Keeps the incident and plans its messages. @throws what the database threw */
async function record(deps: Inner, incident: Incident): Promise<void> {
  const { db, wake } = deps;
  for (const unit of await concerned(db.read, incident.unitId)) {
    try {
      await db.write((tx) => keep(tx, deps, unit, incident));
    } catch (error) {
      // Another replica has reported the same.
      if (!isUniqueViolation(error, 'incident_one_open')) throw error;
    }
  }
  wake();
}

/**
 * Tells the heads of an incident: each once, of one that lasts once a day. Never rejects: where the database can't keep
 * it, heads are told past it.
 */
async function report(deps: Inner, incident: Incident): Promise<void> {
  try {
    await record(deps, incident);
  } catch (err) {
    deps.logger.error({ err, kind: incident.kind }, 'an incident could not be stored');
    await tellDirectly(deps, incident);
  }
}

/** Which incident is over: in every unit, unless one is named. */
type Over = Pick<Incident, 'kind' | 'key' | 'at' | 'unitId'>;

async function close(tx: Tx, unitId: number, { kind, key, at }: Over): Promise<boolean> {
  const open = await openIncident(tx, { unitId, kind, key });
  if (!open) return false;
  const { id, told } = open;
  const { count } = await tx.incident.updateMany({
    where: { id, unitId, overAt: null },
    data: { overAt: at },
  });
  if (count > 0) await planFor(tx, unitId, { kind: NOTICE.over, id, told }, at);
  return count > 0;
}

/**
 * Tells the heads that what lasted is over, once, where they were told of it. Costs a read for each unit when there is
 * nothing to tell. Never rejects: what fails is tried at the next call.
 */
async function over(deps: Inner, which: Over): Promise<void> {
  const { db, memory, logger, wake } = deps;
  const { kind, key, unitId } = which;
  try {
    const told = memory.told.get(kind);
    if (told?.key === key) {
      await record(deps, told);
      memory.told.delete(kind);
    }
    for (const unit of await concerned(db.read, unitId)) {
      if (!(await openIncident(db.read, { unitId: unit.id, kind, key }))) continue;
      if (await db.write((tx) => close(tx, unit.id, which))) wake();
    }
  } catch (err) {
    logger.warn({ err, kind }, 'that an incident is over could not be stored');
  }
}

/** What is known of an incident of a unit. */
export type Found = {
  /** Undefined where it can't be unsealed, as after another key. */
  readonly known: Facts | undefined;
  readonly kind: string;
  readonly at: Date;
  readonly overAt: Date | null;
};

/** An incident with what is known of it. */
async function find({ db, seal, logger }: Inner, unitId: number, id: number): Promise<Found | undefined> {
  const row = await incidentIn(db.read, unitId, id);
  if (!row) return undefined;
  const { kind, at, overAt } = row;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `keep` wrote it so, for the same kind
    const known = { kind, facts: JSON.parse(seal.open(row.facts, SEALED_AS)) as unknown } as Facts;
    return { known, kind, at, overAt };
  } catch (err) {
    logger.warn({ err, incident: id }, 'an incident could not be unsealed');
    return { known: undefined, kind, at, overAt };
  }
}

/** Forgets what was last told three months ago, and knows the heads as they are now. */
async function sweep(deps: Inner, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  await deps.db.write((tx) => tx.incident.deleteMany({ where: { toldAt: { lt: before } } }));
  await headsNow(deps, now);
}

const useCases = { report, over, find, sweep };

/** What heads are told of the program itself. */
export type IncidentsService = Given<typeof useCases>;

export function createIncidentsService(deps: IncidentsDeps): IncidentsService {
  return given({ ...deps, memory: { heads: [], told: new Map() } }, useCases);
}
