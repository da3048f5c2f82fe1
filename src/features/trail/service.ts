import type { Actor } from '../../access/actor.js';
import { can } from '../../access/can.js';
import type { Db } from '../../db/database.js';
import { type Traced, tracesOf } from '../../db/trace.js';
import { type Given, given } from '../../lib/given.js';
import { actedPosts, type HeldPost, peopleOf } from '../people/index.js';
import type { Look } from './rules.js';
import { type Called, calledIn } from './store.js';

const PER_PAGE = 10;
/** So many entries go into a file at most, the newest. */
export const FILE_MOST = 5_000;

/** What was done; `as`: the post that they acted in then, by a letter; `called`: what it was done to. */
export type Act = Traced & { readonly as: HeldPost | undefined; readonly called: Called | undefined };

export type TrailPage = {
  readonly entries: readonly Act[];
  readonly page: number;
  readonly more: boolean;
  /** Whose it is, where it is one person's. */
  readonly of: string | undefined;
};

type TrailDeps = { readonly db: Db };

function whichOf({ person, subject, id }: Look) {
  return {
    ...(person !== 0 && { actorId: person }),
    ...(subject !== 'all' && { subject }),
    ...(id !== 0 && { subjectId: id }),
  };
}

function maySee(actor: Actor): boolean {
  return can(actor, 'trail.view', { unitId: actor.unitId, agencyId: null });
}

/** With what each acted as at that moment, where it was by a letter, and what it was done to is called. */
async function inWords(
  { db }: TrailDeps,
  unitId: number,
  entries: readonly Traced[],
): Promise<readonly Act[]> {
  const acted = await actedPosts(db.read, unitId);
  const calledOf = await calledIn(db.read, unitId, entries);
  return entries.map((entry) => {
    const { at, actorId } = entry;
    const as = acted.find(
      ({ personId, startedAt, endedAt }) =>
        personId === actorId && startedAt <= at && (endedAt === null || at < endedAt),
    );
    return { ...entry, as, called: calledOf(entry) };
  });
}

/** A page of what was done in the unit; undefined: it isn't the actor's to see. */
async function view(
  { db }: TrailDeps,
  actor: Actor,
  look: Look,
  page: number,
): Promise<TrailPage | undefined> {
  if (!maySee(actor)) return undefined;
  const { unitId } = actor;
  const at = { skip: page * PER_PAGE, take: PER_PAGE + 1 };
  const traced = await tracesOf(db.read, unitId, whichOf(look), at);
  const found = await inWords({ db }, unitId, traced);
  const of =
    look.person === 0 ? undefined : (await people({ db }, actor)).find(({ id }) => id === look.person)?.name;
  return { entries: found.slice(0, PER_PAGE), page, more: found.length > PER_PAGE, of };
}

/** The same whole, for a file. */
async function all({ db }: TrailDeps, actor: Actor, look: Look): Promise<readonly Act[] | undefined> {
  if (!maySee(actor)) return undefined;
  const { unitId } = actor;
  const traced = await tracesOf(db.read, unitId, whichOf(look), { skip: 0, take: FILE_MOST });
  return inWords({ db }, unitId, traced);
}

/** Everybody who holds or held a post in the unit, by name. */
function people({ db }: TrailDeps, { unitId }: Actor) {
  return peopleOf(db.read, unitId);
}

const useCases = { view, all, people };

/** Who did what, as it is kept for good: read only. */
export type TrailService = Given<typeof useCases>;

export function createTrailService(deps: TrailDeps): TrailService {
  return given(deps, useCases);
}
