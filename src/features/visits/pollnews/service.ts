import type { Reader, Tx } from '../../../db/database.js';
import { cardsOf } from '../../../delivery/cards.js';
import { type PlannedNotice, planNotices, withdraw } from '../../../delivery/notices.js';
import { notYetPlanned } from '../../../delivery/planned.js';
import { type HoldersOf, peopleAround } from '../../staffing/index.js';
import type { ShownIn } from '../news/service.js';
import { addressees } from '../people/rules.js';
import { responsible } from '../people/service.js';
import { nudgeAt, type Poll, type PollParty, silentIn } from '../poll/rules.js';

/**
 * Kinds of planned messages about a choice of times. `asked`, `nudge`: to the agencies; `waiting`: to the unit, with who
 * hasn't answered; `answered`: all have; `over`: the deadline has passed; `closed`: to agencies, what has become of it;
 * `card`: the message that shows it is edited.
 */
const POLL_KINDS = [
  'poll.asked',
  'poll.nudge',
  'poll.waiting',
  'poll.answered',
  'poll.over',
  'poll.closed',
  'poll.card',
] as const;
export type PollKind = (typeof POLL_KINDS)[number];

/** Everybody of the unit and of the agencies. One query. */
export function aroundPoll(db: Reader, { unitId, parties }: Poll, now: Date): Promise<HoldersOf> {
  return peopleAround(
    db,
    unitId,
    parties.map(({ agencyId }) => agencyId),
    now,
  );
}

/** Whom of an agency to write to. */
function addressed(people: HoldersOf, party: PollParty): readonly number[] {
  return addressees(people(party.agencyId), party.answeredById).map(({ id }) => id);
}

/** Those of the unit who answer for it. */
function answerable(poll: Poll, people: HoldersOf): readonly number[] {
  return responsible(poll, people, false);
}

function pollMessage(
  { id, unitId, version }: Poll,
  kind: PollKind,
  personId: number,
  dueAt: Date,
  mark = '',
): PlannedNotice {
  return {
    dedupeKey: `poll:${id}:v${version}:${kind}${mark}:person:${personId}`,
    unitId,
    kind,
    subjectId: id,
    subjectVersion: version,
    dueAt,
    to: { personId },
  };
}

/** Asks the agencies, and plans what follows while they don't answer. */
export async function announcePoll(tx: Tx, poll: Poll, zone: string, now: Date): Promise<void> {
  const people = await aroundPoll(tx, poll, now);
  const asked = [...new Set(poll.parties.flatMap((party) => addressed(people, party)))];
  const unit = answerable(poll, people);
  const again = nudgeAt(poll.deadline, zone, now);
  await planNotices(tx, now, [
    ...asked.map((id) => pollMessage(poll, 'poll.asked', id, now)),
    ...asked.map((id) => pollMessage(poll, 'poll.nudge', id, again)),
    ...unit.map((id) => pollMessage(poll, 'poll.waiting', id, again)),
    ...unit.map((id) => pollMessage(poll, 'poll.over', id, poll.deadline)),
  ]);
}

/** Edits of the messages that show it, but for the one just tapped. */
async function cardEdits(tx: Tx, poll: Poll, now: Date, shownIn?: ShownIn): Promise<PlannedNotice[]> {
  const cards = await cardsOf(tx, { subject: 'poll', subjectId: poll.id });
  return cards
    .filter(({ chatId, messageId }) => Number(chatId) !== shownIn?.chatId || messageId !== shownIn.messageId)
    .flatMap(({ personId }) => personId ?? [])
    .map((personId) => ({
      ...pollMessage(poll, 'poll.card', personId, now, `:${now.getTime()}`),
      priority: 1 as const,
    }));
}

/** After an agency has said something: cards are edited, and when all have answered, the unit is told once. */
export async function tellAnswer(
  tx: Tx,
  poll: Poll,
  {
    actorId,
    now,
    shownIn,
  }: { readonly actorId: number; readonly now: Date; readonly shownIn?: ShownIn | undefined },
): Promise<void> {
  const edits = await cardEdits(tx, poll, now, shownIn);
  if (silentIn(poll).length > 0) return planNotices(tx, now, edits);
  const unit = answerable(poll, await aroundPoll(tx, poll, now)).filter((id) => id !== actorId);
  await planNotices(tx, now, [...edits, ...unit.map((id) => pollMessage(poll, 'poll.answered', id, now))]);
}

/** After it was closed: nothing planned goes out any more, and agencies are told, `but` those who hear of it otherwise. */
export async function tellClosed(
  tx: Tx,
  poll: Poll,
  {
    now,
    shownIn,
    but,
  }: { readonly now: Date; readonly shownIn?: ShownIn | undefined; readonly but: readonly number[] },
): Promise<void> {
  const { unitId, id: subjectId } = poll;
  await withdraw(tx, { unitId, kinds: POLL_KINDS, subjectId, cause: 'changed' });
  const people = await aroundPoll(tx, poll, now);
  const told = poll.parties
    .filter(({ agencyId }) => !but.includes(agencyId))
    .flatMap((party) => addressed(people, party));
  await planNotices(tx, now, [
    ...(await cardEdits(tx, poll, now, shownIn)),
    ...[...new Set(told)].map((id) => pollMessage(poll, 'poll.closed', id, now)),
  ]);
}

/** Asks those once more who haven't answered, at most once in an hour. Returns how many are written to. */
export async function nudgeSilent(tx: Tx, poll: Poll, now: Date): Promise<number> {
  const people = await aroundPoll(tx, poll, now);
  const to = [...new Set(silentIn(poll).flatMap((party) => addressed(people, party)))];
  const mark = `:${now.toISOString().slice(0, 13)}`;
  await planNotices(
    tx,
    now,
    to.map((id) => pollMessage(poll, 'poll.nudge', id, now, mark)),
  );
  return to.length;
}

/** Asks somebody of an agency who has become reachable what it hasn't answered; once. */
export async function askPoll(tx: Tx, poll: Poll, personId: number, now: Date): Promise<void> {
  const people = await aroundPoll(tx, poll, now);
  const theirs = silentIn(poll).some((party) => addressed(people, party).includes(personId));
  if (!theirs) return;
  const asked = await notYetPlanned(tx, [pollMessage(poll, 'poll.asked', personId, now)]);
  await planNotices(tx, now, asked);
}
