import type { Db, Reader, Tx } from '../../../db/database.js';
import { type PlannedNotice, planNotices, withdraw } from '../../../delivery/notices.js';
import { notYetPlanned } from '../../../delivery/planned.js';
import { forEachAlone } from '../../../lib/each.js';
import { chunks, inChunks } from '../../../lib/lists.js';
import { type HoldersOf, units } from '../../people/index.js';
import { answering, decidersAmong, isInOffice, peopleAround } from '../../staffing/index.js';
import { type FollowUp, type Owner, REMINDERS, remindersAhead } from '../followup/rules.js';
import { openFollowUps } from '../followup/store.js';

/** What others are told of. */
const NEWS = ['agreed', 'done', 'cannot', 'moved', 'dropped', 'reopened'] as const;
export type News = (typeof NEWS)[number];

/** Every kind of planned message about follow-ups; `notices.ts` renders each. */
const KINDS = [
  ...NEWS.map((news) => `followup.${news}` as const),
  ...REMINDERS.map((reminder) => `followup.${reminder}` as const),
];
export type FollowUpKind = (typeof KINDS)[number];

/** Who is to do it: the person, or of an agency its head, without one its contacts. */
function ownersOf(people: HoldersOf, owner: Owner): readonly number[] {
  if (owner.kind === 'person') return [owner.id];
  return decidersAmong(people(owner.id)).map(({ id }) => id);
}

/** Who of the unit answers for the visit: its officer while in office, else the unit's heads. */
function officersOf(people: HoldersOf, { visit }: FollowUp): readonly number[] {
  const inOffice = people(null).filter(({ kinds }) => isInOffice(kinds));
  return answering(inOffice, [visit.officerId]).map(({ id }) => id);
}

/** Everybody with a post of the unit and of the agencies that are to do these. One query. */
function peopleOf(
  db: Reader | Tx,
  unitId: number,
  followUps: readonly FollowUp[],
  now: Date,
): Promise<HoldersOf> {
  const agencyIds = followUps.flatMap(({ owner }) => (owner.kind === 'agency' ? [owner.id] : []));
  return peopleAround(db, unitId, [...new Set(agencyIds)], now);
}

function message(followUp: FollowUp, kind: FollowUpKind, personId: number, dueAt: Date): PlannedNotice {
  const { id, unitId, version } = followUp;
  return {
    dedupeKey: `followup:${id}:v${version}:${kind}:person:${personId}`,
    unitId,
    kind,
    subjectId: id,
    subjectVersion: version,
    dueAt,
    to: { personId },
  };
}

function remindersOf(people: HoldersOf, followUp: FollowUp, zone: string, now: Date): PlannedNotice[] {
  const ahead = remindersAhead(followUp.dueOn, zone, now);
  if (followUp.state !== 'open' || ahead.length === 0) return [];
  const told = new Set([...ownersOf(people, followUp.owner), ...officersOf(people, followUp)]);
  return ahead.flatMap(({ reminder, at }) =>
    [...told].map((id) => message(followUp, `followup.${reminder}` as const, id, at)),
  );
}

/** Who is told of what somebody did; never themselves. */
function audience(people: HoldersOf, followUp: FollowUp, news: News): readonly number[] {
  switch (news) {
    case 'agreed':
    case 'moved':
    case 'dropped':
      return ownersOf(people, followUp.owner);
    case 'done':
    case 'cannot':
      return officersOf(people, followUp);
    case 'reopened':
      return [...ownersOf(people, followUp.owner), ...officersOf(people, followUp)];
  }
}

type Happening = { readonly actorId: number; readonly zone: string; readonly now: Date };

/**
 * Tells of what was agreed in one step: a message for each owner, whatever they have to do. `people`: of the unit and of
 * the visit's agencies.
 */
export async function announceAgreed(
  tx: Tx,
  followUps: readonly FollowUp[],
  people: HoldersOf,
  { actorId, zone, now }: Happening,
): Promise<void> {
  const told = new Set<number>([actorId]);
  const messages: PlannedNotice[] = [];
  for (const followUp of followUps) {
    messages.push(...remindersOf(people, followUp, zone, now));
    for (const id of audience(people, followUp, 'agreed')) {
      if (told.has(id)) continue;
      told.add(id);
      messages.push({ ...message(followUp, 'followup.agreed', id, now), priority: 1 });
    }
  }
  await planNotices(tx, now, messages);
}

/**
 * Plans what follows from a change, in its transaction: what was planned before is withdrawn, reminders of the day
 * that holds now take its place, and those concerned are told once.
 */
export async function announce(
  tx: Tx,
  followUp: FollowUp,
  news: News,
  { actorId, zone, now }: Happening,
): Promise<void> {
  const { unitId, id: subjectId } = followUp;
  await withdraw(tx, { unitId, kinds: KINDS, subjectId, cause: `followup-${news}` });
  const people = await peopleOf(tx, unitId, [followUp], now);
  const to = [...new Set(audience(people, followUp, news))].filter((id) => id !== actorId);
  await planNotices(tx, now, [
    ...remindersOf(people, followUp, zone, now),
    ...to.map((id) => ({
      ...message(followUp, `followup.${news}` as const, id, now),
      priority: 1 as const,
    })),
  ]);
}

/**
 * Plans reminders for whoever has come to answer for an open follow-up since: a new contact, another officer. Those
 * planned already stay as they are.
 */
export async function planReminders(db: Db, now: Date): Promise<void> {
  await forEachAlone(await units(db.read), async ({ id, zone }) => {
    for (const some of chunks(await openFollowUps(db.read, id))) {
      const people = await peopleOf(db.read, id, some, now);
      const messages = some.flatMap((one) => remindersOf(people, one, zone, now));
      const missing = await notYetPlanned(db.read, messages);
      if (missing.length > 0) await db.write((tx) => planForOpen(tx, missing, now));
    }
  });
}

/** What was closed or moved since it was read is left out. */
async function planForOpen(tx: Tx, messages: readonly PlannedNotice[], now: Date): Promise<void> {
  const ids = new Set(messages.map(({ subjectId }) => subjectId));
  const rows = await inChunks(ids, (some) =>
    tx.followUp.findMany({
      where: { id: { in: some }, state: 'open' },
      select: { id: true, version: true },
    }),
  );
  const current = new Set(rows.map(({ id, version }) => `${id}:${version}`));
  const holding = messages.filter(({ subjectId, subjectVersion }) =>
    current.has(`${subjectId}:${subjectVersion}`),
  );
  await planNotices(tx, now, holding);
}
