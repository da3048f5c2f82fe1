import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { isoDate, localDate, parseIsoDate } from '../../../lib/zoned.js';
import type { Item } from '../agree/rules.js';
import { announce, announceAgreed, type News } from '../news/service.js';
import {
  after,
  FOLLOW_UPS_PER_PAGE,
  type FollowUp,
  type FollowUpAction,
  isPast,
  type ListView,
  MOST_ITEMS,
  mayDo,
} from './rules.js';
import {
  findFollowUp,
  listFollowUps,
  type Origin,
  ofVisit,
  openFollowUps,
  originOf,
  searchFollowUps,
} from './store.js';

/** Which follow-up a button or form is about, and the version that it showed. */
export type FollowUpRef = { readonly id: number; readonly version: number };

/** What is to be done to it. */
export type Change =
  | { readonly action: 'done' | 'reopen' }
  | { readonly action: 'move'; readonly dueOn: string }
  | { readonly action: 'cannot' | 'drop' | 'note'; readonly text: string };

/**
 * `foreign`: there is none, or it isn't theirs to see; `stale`: it has changed since; `past`: the day is over.
 * `unchanged`: it was so already.
 */
export type Changed =
  | { readonly ok: true; readonly unchanged?: true }
  | { readonly ok: false; readonly reason: 'foreign' | 'refused' | 'stale' | 'past' };

/** `not-held`: the visit hasn't taken place; `owner`: somebody named isn't there any more. */
export type Agreed =
  | { readonly ok: true; readonly ids: readonly number[] }
  | { readonly ok: false; readonly reason: 'foreign' | 'not-held' | 'past' | 'owner' };

/** A page of the list, counted from 0. */
export type Page = {
  readonly view: ListView;
  readonly page: number;
  readonly found: readonly FollowUp[];
  readonly more: boolean;
};

/** A page of what was searched for, counted from 0. */
export type Found = Omit<Page, 'view'> & { readonly words: string };

const NEWS_OF: Readonly<Record<Exclude<FollowUpAction, 'note'>, News>> = {
  done: 'done',
  cannot: 'cannot',
  move: 'moved',
  drop: 'dropped',
  reopen: 'reopened',
};

/** What a change writes besides state and version. */
function patchOf(change: Change, actorId: number, now: Date) {
  switch (change.action) {
    case 'done':
      return { closedAt: now, closedById: actorId };
    case 'drop':
      return { closedAt: now, closedById: actorId, outcome: change.text };
    case 'reopen':
      return { closedAt: null, closedById: null };
    case 'move':
      return { dueOn: change.dueOn };
    case 'cannot':
    case 'note':
      return { outcome: change.text };
  }
}

/** Does what was asked, if whoever asks may and it is as they saw it; tells those concerned. */
async function changeFollowUp(
  tx: Tx,
  actor: Actor,
  { id, version }: FollowUpRef,
  change: Change,
  now: Date,
): Promise<Changed> {
  const { personId: actorId, zone } = actor;
  const followUp = await findFollowUp(tx, scopeOf(actor, 'followUp.view'), id);
  if (!followUp) return { ok: false, reason: 'foreign' };
  const { action } = change;
  // A second tap, or the same by somebody else meanwhile: what was wanted has come about.
  if (action === 'done' && followUp.state === 'done') return { ok: true, unchanged: true };
  const to = after(followUp.state, action);
  if (to === undefined) return { ok: false, reason: 'stale' };
  if (!mayDo(actor, followUp, action)) return { ok: false, reason: 'refused' };
  if (followUp.version !== version) return { ok: false, reason: 'stale' };
  if (action === 'move') {
    if (parseIsoDate(change.dueOn) === undefined || isPast(change.dueOn, now, zone))
      return { ok: false, reason: 'past' };
    if (change.dueOn === followUp.dueOn) return { ok: true, unchanged: true };
  }
  const { count } = await tx.followUp.updateMany({
    where: { id, version, state: followUp.state },
    data: { ...patchOf(change, actorId, now), state: to, version: version + 1 },
  });
  if (count === 0) return { ok: false, reason: 'stale' };
  await trace(tx, {
    unitId: followUp.unitId,
    at: now,
    actorId,
    subject: 'followUp',
    subjectId: id,
    action: `followUp.${action}`,
    ...(action === 'move' && { detail: { from: followUp.dueOn, to: change.dueOn } }),
  });
  if (action === 'note') return { ok: true };
  const dueOn = action === 'move' ? change.dueOn : followUp.dueOn;
  const changed = { ...followUp, dueOn, state: to, version: version + 1 };
  await announce(tx, changed, NEWS_OF[action], { actorId, zone, now });
  return { ok: true };
}

function isKnown({ staff, parties }: Origin, { kind, ownerId }: Item): boolean {
  return (kind === 'person' ? staff : parties).some(({ id }) => id === ownerId);
}

function mayAgree(actor: Actor): boolean {
  return can(actor, 'followUp.change', { unitId: actor.unitId, agencyId: null });
}

/** Keeps what was agreed, tells those who are to do it, and plans their reminders. */
async function agree(
  tx: Tx,
  actor: Actor,
  visitId: number,
  items: readonly Item[],
  now: Date,
): Promise<Agreed> {
  const { unitId, personId: agreedById, zone } = actor;
  const found = mayAgree(actor) ? await originOf(tx, unitId, visitId, now) : undefined;
  if (!found) return { ok: false, reason: 'foreign' };
  const { origin, people } = found;
  if (origin.state !== 'held') return { ok: false, reason: 'not-held' };
  const wanted = items.slice(0, MOST_ITEMS);
  if (wanted.some(({ dueOn }) => isPast(dueOn, now, zone))) return { ok: false, reason: 'past' };
  if (!wanted.every((item) => isKnown(origin, item))) return { ok: false, reason: 'owner' };
  const rows = await tx.followUp.createManyAndReturn({
    data: wanted.map(({ what, kind, ownerId, dueOn }) => ({
      unitId,
      visitId,
      what,
      dueOn,
      agreedAt: now,
      agreedById,
      ownerId: kind === 'person' ? ownerId : null,
      agencyId: kind === 'agency' ? ownerId : null,
    })),
    select: { id: true },
  });
  const ids = rows.map(({ id }) => id);
  const all = await ofVisit(tx, { kind: 'unit', unitId }, visitId);
  const added = all.filter(({ id }) => ids.includes(id));
  await announceAgreed(tx, added, people, { actorId: agreedById, zone, now });
  return { ok: true, ids };
}

type FollowUpsDeps = { readonly db: Db };

/** The visit that somebody may add to; undefined: there is none, or it isn't theirs to change. */
async function originFor(
  { db }: FollowUpsDeps,
  actor: Actor,
  visitId: number,
  now: Date,
): Promise<Origin | undefined> {
  return mayAgree(actor) ? (await originOf(db.read, actor.unitId, visitId, now))?.origin : undefined;
}

/** Undefined: there is none, or it isn't theirs to see. */
function find({ db }: FollowUpsDeps, actor: Actor, id: number): Promise<FollowUp | undefined> {
  return findFollowUp(db.read, scopeOf(actor, 'followUp.view'), id);
}

/** What was agreed at a visit, of all that this person may see, the open ones first. */
function seenOfVisit({ db }: FollowUpsDeps, actor: Actor, visitId: number): Promise<FollowUp[]> {
  return followUpsOf(db.read, actor, visitId);
}

async function list({ db }: FollowUpsDeps, actor: Actor, view: ListView, page: number): Promise<Page> {
  const found = await listFollowUps(db.read, scopeOf(actor, 'followUp.view'), {
    view,
    personId: actor.personId,
    skip: page * FOLLOW_UPS_PER_PAGE,
    take: FOLLOW_UPS_PER_PAGE,
    agencyIds: actor.posts.flatMap(({ agencyId }) => agencyId ?? []),
  });
  return {
    view,
    page,
    found: found.slice(0, FOLLOW_UPS_PER_PAGE),
    more: found.length > FOLLOW_UPS_PER_PAGE,
  };
}

/** A page of those with these words, of all that somebody may see. */
async function search({ db }: FollowUpsDeps, actor: Actor, words: string, page: number): Promise<Found> {
  const all = words.split('.').filter((word) => word !== '');
  const at = { skip: page * FOLLOW_UPS_PER_PAGE, take: FOLLOW_UPS_PER_PAGE };
  const found =
    all.length === 0 ? [] : await searchFollowUps(db.read, scopeOf(actor, 'followUp.view'), all, at);
  return {
    words,
    page,
    found: found.slice(0, FOLLOW_UPS_PER_PAGE),
    more: found.length > FOLLOW_UPS_PER_PAGE,
  };
}

/** A change by one tap, once per update. */
async function changeOnce(
  { db }: FollowUpsDeps,
  actor: Actor,
  followUp: FollowUpRef,
  change: Change,
  update: UpdateRef,
  now: Date,
): Promise<Changed> {
  const { outcome } = await db.write((tx) =>
    once<Changed>(tx, update, `followUp.${change.action}`, now, () =>
      changeFollowUp(tx, actor, followUp, change, now),
    ),
  );
  return outcome;
}

const useCases = { origin: originFor, find, ofVisit: seenOfVisit, list, search, changeOnce };

/** Follow-ups: agreed at a visit, done, moved, dropped. Functions that take `tx` belong in the caller's transaction. */
export type FollowUpsService = Given<typeof useCases> & {
  readonly agree: typeof agree;
  readonly change: typeof changeFollowUp;
};

export function createFollowUpsService(deps: FollowUpsDeps): FollowUpsService {
  return { ...given(deps, useCases), agree, change: changeFollowUp };
}

/** What was agreed at a visit, of all that this person may see, the open ones first. */
export function followUpsOf(db: Reader, actor: Actor, visitId: number): Promise<FollowUp[]> {
  return ofVisit(db, scopeOf(actor, 'followUp.view'), visitId);
}

/** All that was agreed at a visit of the unit, for its record. */
export function agreedAt(db: Reader, unitId: number, visitId: number): Promise<FollowUp[]> {
  return ofVisit(db, { kind: 'unit', unitId }, visitId);
}

/** What of the unit is open and due by the day in which `now` lies. */
export function followUpsDue(db: Reader, unitId: number, zone: string, now: Date): Promise<FollowUp[]> {
  return openFollowUps(db, unitId, isoDate(localDate(now, zone)));
}
