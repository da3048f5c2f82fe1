import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { keepCard, shownIn as thingShownIn } from '../../../delivery/cards.js';
import { subjectOfMessage } from '../../../delivery/planned.js';
import type { FileRef } from '../../../dialogs/form.js';
import { type Given, given } from '../../../lib/given.js';
import { agenciesIn } from '../../agencies/index.js';
import { type Kept, keepVisitPhotos, visitFilesOf } from '../../evidence/index.js';
import type { Colleague } from '../../people/index.js';
import { colleaguesIn } from '../../people/index.js';
import type { Outside, Shown } from '../card/rules.js';
import { shownTo } from '../card/service.js';
import type { Acted, Change, Changed, VisitRef } from '../change/rules.js';
import { askAgain, changeVisit } from '../change/service.js';
import { history, type Told, writtenMinutes } from '../history/store.js';
import { type VisitLists, visitLists } from '../lists/service.js';
import { answerMinutes } from '../minutes/service.js';
import type { ShownIn } from '../news/service.js';
import { correctOutcome } from '../outcome/service.js';
import { recordPast } from '../past/service.js';
import { proposeVisit } from '../propose/service.js';
import { answerLaterOnce, askedOf } from '../said/service.js';
import type { Obstacles } from '../slots/rules.js';
import { calendarFor, obstaclesOf, type VisitCalendar, type Wanted } from '../slots/service.js';
import type { Taken } from '../slots/store.js';
import type { Visit } from './rules.js';
import { countByState, findVisit, takenOutOf } from './store.js';

const HISTORY = 20;

/** How many visits began in an interval and how they ended; `confirmed` and `waiting` are still ahead or unanswered. */
export type VisitTotals = {
  readonly held: number;
  readonly nobodyCame: number;
  readonly cancelled: number;
  readonly declined: number;
  readonly confirmed: number;
  readonly waiting: number;
};

type VisitsDeps = Outside & { readonly db: Db };

/** Undefined: there is none, or it isn't theirs to see. */
async function find(deps: VisitsDeps, actor: Actor, id: number, now: Date): Promise<Shown | undefined> {
  const { read } = deps.db;
  const visit = await findVisit(read, scopeOf(actor, 'visit.view'), id, now);
  return visit && shownTo(read, actor, visit, now, deps);
}

/** The same of one that has just been changed, without reading it again. */
function shown(
  deps: VisitsDeps,
  actor: Actor,
  { visit, people }: NonNullable<Acted['after']>,
  now: Date,
): Promise<Shown> {
  return shownTo(deps.db.read, actor, visit, now, deps, people);
}

function historyOf(
  { db }: VisitsDeps,
  actor: Actor,
  id: number,
  now: Date,
): Promise<VisitHistory | undefined> {
  return historyFor(db.read, actor, id, now);
}

/** What was sent about a visit, for all of the unit that see visits: it isn't an agency's. Two queries. */
async function files(
  { db: { read } }: VisitsDeps,
  actor: Actor,
  id: number,
  now: Date,
): Promise<readonly Kept[]> {
  const scope = scopeOf(actor, 'visit.view');
  const visit = scope.kind === 'unit' ? await findVisit(read, scope, id, now) : undefined;
  return visit ? visitFilesOf(read, id) : [];
}

/** Texts of minutes that others took the place of, for whoever may see the visit, the newest first. Two queries. */
async function formerMinutes(
  { db: { read } }: VisitsDeps,
  actor: Actor,
  id: number,
  now: Date,
): Promise<readonly { readonly at: Date; readonly text: string }[]> {
  const visit = await findVisit(read, scopeOf(actor, 'visit.view'), id, now);
  if (!visit?.minutes) return [];
  const current = new Set([visit.minutes.text, visit.next?.text]);
  return (await writtenMinutes(read, id)).filter(({ text }) => !current.has(text));
}

/** Agencies that somebody may propose a visit with, by name. */
function agencies({ db }: VisitsDeps, actor: Actor): Promise<{ id: number; name: string }[]> {
  return agenciesIn(db.read, scopeOf(actor, 'visit.propose'));
}

/** Whether it was theirs, and the unit has taken their agency out of it. One query. */
async function isOutOf({ db }: VisitsDeps, actor: Actor, id: number): Promise<boolean> {
  const scope = scopeOf(actor, 'visit.view');
  return scope.kind === 'agencies' && (await takenOutOf(db.read, actor.unitId, id, scope.agencyIds));
}

/** Everybody of the unit, for whoever proposes for it; nobody for an agency's contact. */
async function colleagues({ db }: VisitsDeps, actor: Actor, now: Date): Promise<Colleague[]> {
  return scopeOf(actor, 'visit.propose').kind === 'unit' ? colleaguesIn(db.read, actor.unitId, now) : [];
}

/** What of the coming year is taken, of all that this person may see, and when the unit is closed. */
function calendar({ db }: VisitsDeps, actor: Actor, now: Date, exceptId?: number): Promise<VisitCalendar> {
  return calendarFor(db.read, actor, now, exceptId);
}

/** What speaks against a time, of all that this person may see. */
function clashes({ db }: VisitsDeps, actor: Actor, wanted: Wanted): Promise<Obstacles<Taken>> {
  return obstaclesOf(db.read, scopeOf(actor, 'visit.view'), actor, wanted);
}

/** Remembers the message that shows a visit to somebody in a private chat, to be edited in place. */
async function rememberCard(
  { db }: VisitsDeps,
  actor: Actor,
  visitId: number,
  messageId: number,
  now: Date,
): Promise<void> {
  const { personId, telegramId: chatId } = actor;
  await db.writeOne((client) => keepVisitCard(client, { visitId, personId, chatId, messageId }, now));
}

/** The visit that a message to the actor is about: its card, or a planned message. Two queries at most. */
async function ofMessage(
  { db: { read } }: VisitsDeps,
  actor: Actor,
  chatId: number,
  messageId: number,
): Promise<number | undefined> {
  return (
    (await thingShownIn(read, ['visit'], chatId, messageId)) ??
    (await subjectOfMessage(read, actor.personId, messageId, 'visit.'))
  );
}

const useCases = {
  askedOf: ({ db }: VisitsDeps, ...of: [actor: Actor, now: Date]) => askedOf(db, ...of),
  ofMessage,
  isOutOf,
  find,
  shown,
  history: historyOf,
  files,
  formerMinutes,
  agencies,
  colleagues,
  calendar,
  clashes,
  rememberCard,
};

/** Visits: proposed, answered, moved, called off, held. Functions that take `tx` belong in the caller's transaction. */
export type VisitsService = VisitLists &
  ChangesByTap &
  Given<typeof useCases> & {
    readonly propose: typeof proposeVisit;
    readonly change: typeof changeVisit;
    readonly answerMinutes: typeof answerMinutes;
    readonly correct: typeof correctOutcome;
    readonly addFiles: typeof addFiles;
    readonly recordPast: typeof recordPast;
  };

export function createVisitsService(deps: VisitsDeps): VisitsService {
  return {
    ...visitLists(deps.db),
    ...changesByTap(deps.db),
    ...given(deps, useCases),
    propose: proposeVisit,
    change: changeVisit,
    answerMinutes,
    correct: correctOutcome,
    addFiles,
    recordPast,
  };
}

/** A visit with its last events, the newest first. */
type VisitHistory = { readonly visit: Visit; readonly events: readonly Told[] };

/**
 * The last events with who did them; undefined: there is no such visit, or it isn't theirs to see. Of another agency's
 * people and reasons an agency learns nothing.
 */
async function historyFor(
  db: Reader,
  actor: Actor,
  id: number,
  now: Date,
): Promise<VisitHistory | undefined> {
  const scope = scopeOf(actor, 'visit.view');
  const visit = await findVisit(db, scope, id, now);
  if (!visit) return undefined;
  const mine = (agencyId: number | null) =>
    agencyId === null || scope.kind !== 'agencies' || scope.agencyIds.includes(agencyId);
  const events = await history(db, visit, HISTORY);
  return {
    visit,
    events: events.map((event) =>
      mine(event.agencyId)
        ? event
        : { ...event, by: null, reason: null, oldStart: null, newStart: null, via: null, saidBy: null },
    ),
  };
}

/** The agency's agreement to minutes by one tap, once per update. */
async function agreeOnce(
  db: Db,
  actor: Actor,
  visit: VisitRef,
  update: UpdateRef,
  now: Date,
): Promise<Changed> {
  const { outcome } = await db.write((tx) =>
    once<Changed>(tx, update, 'visit.agree', now, () =>
      answerMinutes(tx, actor, visit, { agree: true }, now),
    ),
  );
  return outcome;
}

/** A change by one tap, once per update. */
async function changeOnce(
  db: Db,
  actor: Actor,
  visit: VisitRef,
  change: Change,
  update: { readonly ref: UpdateRef; readonly now: Date; readonly shownIn?: ShownIn | undefined },
): Promise<Changed> {
  const { outcome } = await db.write((tx) =>
    once<Changed>(tx, update.ref, `visit.${change.action}`, update.now, async () => {
      const { now, shownIn } = update;
      return (await changeVisit(tx, actor, visit, change, now, shownIn)).result;
    }),
  );
  return outcome;
}

/** Asks again whoever of the agency has become reachable, once per update. */
async function askAgainOnce(
  db: Db,
  actor: Actor,
  visit: VisitRef,
  update: UpdateRef,
  now: Date,
): Promise<Changed> {
  const { outcome } = await db.write((tx) =>
    once<Changed>(tx, update, 'visit.send', now, () => askAgain(tx, actor, visit, now)),
  );
  return outcome;
}

/**
 * Keeps pictures and recordings with a visit that is over, of somebody of the unit who sees it. `false`: it isn't over,
 * or isn't theirs to see.
 */
async function addFiles(
  tx: Tx,
  actor: Actor,
  visitId: number,
  sent: readonly FileRef[],
  now: Date,
): Promise<boolean> {
  const { unitId, personId } = actor;
  const scope = scopeOf(actor, 'visit.view');
  const visit = scope.kind === 'unit' ? await findVisit(tx, scope, visitId, now) : undefined;
  if (visit?.state !== 'held' && visit?.state !== 'nobodyCame') return false;
  await keepVisitPhotos(tx, { unitId, visitId }, sent, { byId: personId, at: now });
  return true;
}

/** The same of one that answers a visit's card, once per update. */
async function addFileOnce(
  db: Db,
  actor: Actor,
  visitId: number,
  file: FileRef,
  update: { readonly ref: UpdateRef; readonly now: Date },
): Promise<void> {
  const { ref, now } = update;
  await db.write((tx) =>
    once<boolean>(tx, ref, 'visit.file', now, () => addFiles(tx, actor, visitId, [file], now)),
  );
}

const byTap = { agreeOnce, changeOnce, askAgainOnce, addFileOnce, answerLaterOnce };

/** What is done by one tap or one message, each once per update. */
type ChangesByTap = Given<typeof byTap>;

function changesByTap(db: Db): ChangesByTap {
  return given(db, byTap);
}

type VisitCard = {
  readonly visitId: number;
  readonly personId: number;
  readonly chatId: bigint;
  readonly messageId: number;
};

/** The message that shows a visit in a chat from now on. */
export async function keepVisitCard(tx: Tx, { visitId, ...card }: VisitCard, now: Date): Promise<void> {
  await keepCard(tx, { subject: 'visit', subjectId: visitId, ...card }, now);
}

/** Totals of the unit's visits that begin in an interval (`until` exclusive), without a name. One query. */
export async function visitTotals(db: Reader, unitId: number, from: Date, until: Date): Promise<VisitTotals> {
  const { proposed, counterProposed, ...counts } = await countByState(db, unitId, from, until);
  return { ...counts, waiting: proposed + counterProposed };
}
