import type { Db, Reader, Tx } from '../../../db/database.js';
import { type PlannedNotice, planNotices, withdraw } from '../../../delivery/notices.js';
import { notYetPlanned } from '../../../delivery/planned.js';
import { units } from '../../people/index.js';
import { agencyPeople, answering, decidersAmong, unitPeople } from '../../staffing/index.js';
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
async function ownersOf(db: Reader, unitId: number, owner: Owner): Promise<readonly number[]> {
  if (owner.kind === 'person') return [owner.id];
  return decidersAmong(await agencyPeople(db, unitId, owner.id)).map(({ id }) => id);
}

/** Who of the unit answers for the visit: its officer while in office, else the unit's heads. */
async function officersOf(db: Reader, { unitId, visit }: FollowUp): Promise<readonly number[]> {
  return answering(await unitPeople(db, unitId), [visit.officerId]).map(({ id }) => id);
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

async function remindersOf(
  db: Reader,
  followUp: FollowUp,
  zone: string,
  now: Date,
): Promise<PlannedNotice[]> {
  const ahead = remindersAhead(followUp.dueOn, zone, now);
  if (followUp.state !== 'open' || ahead.length === 0) return [];
  const owners = await ownersOf(db, followUp.unitId, followUp.owner);
  const people = [...new Set([...owners, ...(await officersOf(db, followUp))])];
  return ahead.flatMap(({ reminder, at }) =>
    people.map((id) => message(followUp, `followup.${reminder}` as const, id, at)),
  );
}

/** Who is told of what somebody did; never themselves. */
async function audience(db: Reader, followUp: FollowUp, news: News): Promise<readonly number[]> {
  const { unitId, owner } = followUp;
  switch (news) {
    case 'agreed':
    case 'moved':
    case 'dropped':
      return ownersOf(db, unitId, owner);
    case 'done':
    case 'cannot':
      return officersOf(db, followUp);
    case 'reopened':
      return [...(await ownersOf(db, unitId, owner)), ...(await officersOf(db, followUp))];
  }
}

type Happening = { readonly actorId: number; readonly zone: string; readonly now: Date };

/** Tells of what was agreed in one step: a message for each owner, whatever they have to do. */
export async function announceAgreed(
  tx: Tx,
  followUps: readonly FollowUp[],
  { actorId, zone, now }: Happening,
): Promise<void> {
  const told = new Set<number>([actorId]);
  for (const followUp of followUps) {
    await planNotices(tx, now, await remindersOf(tx, followUp, zone, now));
    for (const id of await audience(tx, followUp, 'agreed')) {
      if (told.has(id)) continue;
      told.add(id);
      await planNotices(tx, now, [{ ...message(followUp, 'followup.agreed', id, now), priority: 1 }]);
    }
  }
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
  const to = [...new Set(await audience(tx, followUp, news))].filter((id) => id !== actorId);
  await planNotices(tx, now, [
    ...(await remindersOf(tx, followUp, zone, now)),
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
  for (const { id, zone } of await units(db.read)) {
    const open = await openFollowUps(db.read, id);
    const messages = (await Promise.all(open.map((one) => remindersOf(db.read, one, zone, now)))).flat();
    const missing = await notYetPlanned(db.read, messages);
    if (missing.length > 0) await db.write((tx) => planForOpen(tx, missing, now));
  }
}

/** What was closed or moved since it was read is left out. */
async function planForOpen(tx: Tx, messages: readonly PlannedNotice[], now: Date): Promise<void> {
  const ids = [...new Set(messages.map(({ subjectId }) => subjectId))];
  const rows = await tx.followUp.findMany({
    where: { id: { in: ids }, state: 'open' },
    select: { id: true, version: true },
  });
  const current = new Set(rows.map(({ id, version }) => `${id}:${version}`));
  const holding = messages.filter(({ subjectId, subjectVersion }) =>
    current.has(`${subjectId}:${subjectVersion}`),
  );
  await planNotices(tx, now, holding);
}
