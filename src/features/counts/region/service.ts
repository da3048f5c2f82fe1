import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db, Reader } from '../../../db/database.js';
import { type Given, given } from '../../../lib/given.js';
import type { Locale } from '../../../lib/locale.js';
import type { Period } from '../../../reading/period/period.js';
import { unitsBelow } from '../../people/index.js';
import { readQuestion } from '../question/rules.js';
import { momentOf, NO_FILTER, PLAIN, type Question } from '../rules.js';
import { tally } from '../store.js';

/** Enrolled in a unit as a whole; nothing in it is about one person. */
type Totals = {
  readonly people: number;
  readonly convict: number;
  readonly detainee: number;
  readonly present: number;
  readonly joined: number;
  readonly left: number;
};

/** `totals` undefined: nothing is recorded of it for that time. */
type UnitTotals = { readonly name: string; readonly totals: Totals | undefined };

export type Region =
  | {
      readonly ok: true;
      readonly period: Period | null;
      /** When the figures hold; of units in several zones, that of the Kanwil. */
      readonly at: Date;
      readonly units: readonly UnitTotals[];
      readonly total: Totals;
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'not-read' }
  | { readonly ok: false; readonly reason: 'future'; readonly question: Question };

type RegionDeps = { readonly db: Db };

const NOTHING: Totals = { people: 0, convict: 0, detainee: 0, present: 0, joined: 0, left: 0 };

function added(one: Totals, other: Totals): Totals {
  return {
    people: one.people + other.people,
    convict: one.convict + other.convict,
    detainee: one.detainee + other.detainee,
    present: one.present + other.present,
    joined: one.joined + other.joined,
    left: one.left + other.left,
  };
}

async function totalsOf(db: Reader, unitId: number, at: Date, since: Date | undefined): Promise<Totals> {
  const counted = { unitId, agencyIds: null, filter: NO_FILTER };
  const { total, byStatus, present, joined, left } = await tally(db, counted, at, since);
  return {
    people: total.people,
    convict: byStatus.get('convict')?.people ?? 0,
    detainee: byStatus.get('detainee')?.people ?? 0,
    present: [...present.values()].reduce((sum, one) => sum + one, 0),
    joined,
    left,
  };
}

/** Totals of the units below a Kanwil, each as of its own zone's time, for its people. A query for each unit. */
async function show(
  { db: { read } }: RegionDeps,
  actor: Actor,
  question: Question,
  now: Date,
): Promise<Region> {
  if (!can(actor, 'region.view', { unitId: actor.unitId, agencyId: null }))
    return { ok: false, reason: 'forbidden' };
  const { period } = question;
  const moment = momentOf(period, now, actor.zone);
  if (!moment) return { ok: false, reason: 'future', question };
  const units: UnitTotals[] = [];
  for (const { id, name, zone } of await unitsBelow(read, actor.unitId)) {
    const own = momentOf(period, now, zone);
    const totals = own && (await totalsOf(read, id, own.at, own.since));
    units.push({ name, totals: totals && totals.present + totals.people > 0 ? totals : undefined });
  }
  const total = units.reduce((sum, { totals }) => (totals ? added(sum, totals) : sum), NOTHING);
  return { ok: true, period, at: moment.at, units, total };
}

/** Answers a line: nothing, or a period. */
async function ask(
  deps: RegionDeps,
  actor: Actor,
  argument: string,
  { now, saidAt, locale }: { readonly now: Date; readonly saidAt: Date; readonly locale: Locale },
): Promise<Region> {
  if (argument === '') return show(deps, actor, PLAIN, now);
  const reading = readQuestion(argument, [], { now: saidAt, zone: actor.zone, locale });
  if (reading.kind !== 'question') return { ok: false, reason: 'not-read' };
  return show(deps, actor, { ...PLAIN, period: reading.question.period }, now);
}

const useCases = { ask, show };

/** What a Kanwil sees of the units below it. */
export type RegionService = Given<typeof useCases>;

export function createRegionService(deps: RegionDeps): RegionService {
  return given(deps, useCases);
}
