import type { Scope } from '../../../access/can.js';
import type { Reader } from '../../../db/database.js';
import { enrolmentTotals } from '../../counts/index.js';
import { hasEnrolmentsBy, programmesOf } from '../../programmes/index.js';
import { countUnrecorded, plannedByProgramme, sessionTotals } from '../../sessions/index.js';
import { countHanging, visitsBetween } from '../../visits/index.js';
import { weeksAt } from '../rules.js';
import {
  comingVisits,
  type Late,
  type ProgrammeWeek,
  type Summary,
  sessionWeek,
  type VisitFact,
  visitWeek,
} from './rules.js';

/** Whose part is read: the unit's, or one agency's. */
type Part = { readonly unitId: number; readonly agencyId: number | null };

/**
 * The summary that is due at `at`: of the week before it, with the seven days after. `agencyName` names the part's
 * agency. About twenty queries, whatever the week holds.
 */
export async function summaryOf(
  db: Reader,
  part: Part & { readonly agencyName: string | null },
  at: Date,
  zone: string,
): Promise<Summary> {
  const { unitId, agencyId, agencyName } = part;
  const weeks = weeksAt(at, zone);
  const { from, until, before, comingUntil } = weeks;
  const scope: Scope =
    agencyId === null ? { kind: 'unit', unitId } : { kind: 'agencies', unitId, agencyIds: [agencyId] };
  const [held, heldBefore, visits, listed, planned, late, enrolment, enrolmentBefore] = await Promise.all([
    sessionTotals(db, { scope, from, until }),
    sessionTotals(db, { scope, from: before, until: from }),
    visitsIn(db, part, { from: before, until: comingUntil }),
    programmesOf(db, unitId),
    plannedByProgramme(db, part, { from: at, until: comingUntil }),
    lateIn(db, part, at),
    recordedTotals(db, part, lastOf(until), from),
    recordedTotals(db, part, lastOf(from), before),
  ]);
  const names = new Map(listed.map(({ id, name }) => [id, name]));
  const nameOf = (programmeId: number) => names.get(programmeId) ?? '–';
  return {
    weeks,
    agencyName,
    sessions: { week: sessionWeek(held.all), before: sessionWeek(heldBefore.all) },
    programmes: held.byProgramme
      .map(
        ({ programmeId, ...totals }): ProgrammeWeek => ({
          name: nameOf(programmeId),
          ...sessionWeek(totals),
        }),
      )
      .toSorted((a, b) => b.sessions - a.sessions || a.name.localeCompare(b.name, 'id')),
    visits: { week: visitWeek(visits, from, until), before: visitWeek(visits, before, from) },
    enrolment: enrolment && { week: enrolment, ...(enrolmentBefore && { before: enrolmentBefore }) },
    coming: {
      visits: comingVisits(visits, at, comingUntil),
      sessions: planned.map(({ programmeId, sessions }) => ({ name: nameOf(programmeId), sessions })),
    },
    late,
  };
}

/** Visits of a part, as far as it may know of them: an agency's names no other agency. */
async function visitsIn(
  db: Reader,
  part: Part,
  span: { readonly from: Date; readonly until: Date },
): Promise<VisitFact[]> {
  const visits = await visitsBetween(db, part, span);
  return visits.map(({ startsAt, state, agencies }) => ({
    startsAt,
    state,
    agencies: agencies
      .filter(({ id }) => part.agencyId === null || id === part.agencyId)
      .map(({ name }) => name),
  }));
}

/** What hangs over at an instant. */
async function lateIn(db: Reader, part: Part, at: Date): Promise<Late> {
  const [visits, unrecorded] = await Promise.all([countHanging(db, part, at), countUnrecorded(db, part, at)]);
  return { ...visits, unrecorded };
}

/** A week's last instant. */
const lastOf = (end: Date): Date => new Date(end.getTime() - 1);

/** Before the unit's first record there is no figure, and 0 would be a lie. */
async function recordedTotals(db: Reader, part: Part, at: Date, since: Date) {
  return (await hasEnrolmentsBy(db, part.unitId, at)) ? enrolmentTotals(db, part, at, since) : undefined;
}
