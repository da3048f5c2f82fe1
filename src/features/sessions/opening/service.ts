import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Reader } from '../../../db/database.js';
import { addDays, isoDate, type LocalDate, localDate, toInstant } from '../../../lib/zoned.js';
import { type InForce, monthOf } from '../../months/index.js';
import type { ProgrammeFacts } from '../../programmes/index.js';
import { rosterAt } from '../../programmes/index.js';
import { type NameView, nameView } from '../attendance/rules.js';
import { paperSheet, type Sheet } from '../sheet/rules.js';
import { type OpeningFacts, openingFacts } from './store.js';

/** Which session is to be recorded: a programme's on that date, a planned one, or that of a printed sheet. */
export type Wanted = {
  readonly programme: number;
  readonly planned?: number | undefined;
  readonly paper?: number | undefined;
  readonly date: LocalDate;
};

/** What is known of a session before it is asked about. */
export type Opening = {
  readonly programme: ProgrammeFacts;
  readonly names: NameView;
  /** The programme's last session. */
  readonly last: OpeningFacts['last'];
  readonly planned: OpeningFacts['planned'];
  /** The printed sheet whose numbers are meant. */
  readonly paper: number | undefined;
  /** The closing of its month. */
  readonly closed: InForce | undefined;
  /** What is recorded of that time of the day already. */
  readonly heldAt: (startsAt: Date) => OpeningFacts['held'][number] | undefined;
  /** The sheet of that time of the day, as the actor may see it. */
  readonly sheetAt: (startsAt: Date) => Sheet;
};

const MIDNIGHT = { hour: 0, minute: 0 } as const;

/**
 * What a session's form opens with; undefined where the actor may not record it. One query; two where a planned session
 * was moved to another day than the one asked for.
 */
export async function readOpening(db: Reader, actor: Actor, wanted: Wanted): Promise<Opening | undefined> {
  const { unitId, zone } = actor;
  const { programme: programmeId, planned: plannedId, paper: paperId, date } = wanted;
  const from = toInstant(date, MIDNIGHT, zone);
  const day = { from, until: toInstant(addDays(date, 1), MIDNIGHT, zone), month: monthOf(from, zone) };
  const facts = await openingFacts(db, { unitId, programmeId, plannedId, paperId }, day);
  if (!facts || !can(actor, 'session.log', facts.programme)) return undefined;
  const { programme, last, planned, paper, closed, held, roster } = facts;
  const plannedOn = planned && localDate(planned.startsAt, zone);
  if (plannedOn && isoDate(plannedOn) !== isoDate(date)) {
    return readOpening(db, actor, { ...wanted, date: plannedOn });
  }
  const names = nameView(actor, programme);
  return {
    programme,
    names,
    last,
    planned,
    paper: paper?.id,
    closed,
    heldAt: (startsAt) => held.find((one) => one.startsAt.getTime() === startsAt.getTime()),
    sheetAt: (startsAt) => paperSheet(paper?.participants ?? [], rosterAt(roster, startsAt), names),
  };
}
