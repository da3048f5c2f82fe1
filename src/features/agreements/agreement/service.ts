import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { addDays, isoDate, localDate } from '../../../lib/zoned.js';
import { searchName } from '../../../reading/search-name.js';
import { agenciesIn } from '../../agencies/index.js';
import { partnersOf } from '../../visits/index.js';
import type { Facts } from '../facts/rules.js';
import {
  isRenewable,
  type Reached,
  type Stage,
  type StageFault,
  stageFault,
  takesOver,
} from '../stages/rules.js';
import {
  type Agreement,
  type Kind,
  type Listed,
  MOST_AGENCIES,
  mayBeRenewed,
  mayChange,
  type Partner,
  PER_PAGE,
} from './rules.js';
import {
  countByStage,
  findAgreement,
  listAtStage,
  listEnding,
  listOfVisit,
  searchAgreements,
} from './store.js';

/** Which agreement a button or form is about, and the version that it showed. */
export type AgreementRef = { readonly id: number; readonly version: number };

/** `foreign`: there is none, or it isn't theirs to change; `stale`: it has changed since. `unchanged`: it was so already. */
export type Changed =
  | { readonly ok: true; readonly unchanged?: true }
  | {
      readonly ok: false;
      readonly reason: 'foreign' | 'stale' | 'last-agency' | 'most-agencies' | StageFault;
    };

/** `agency`: one isn't there any more; `renewal`: what it renews can't be renewed, or is being renewed already. */
export type Started =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: 'foreign' | 'agency' | 'renewal' };

/** What a new agreement begins with. */
type Beginning = {
  readonly agencies: readonly number[];
  readonly kind: Kind;
  readonly subject: string;
  readonly visit?: number;
  readonly renews?: number;
};

/** A page of a list, counted from 0. */
export type Page = { readonly page: number; readonly found: readonly Listed[]; readonly more: boolean };

export type Board = {
  readonly counts: ReadonlyMap<Stage, number>;
  /** Those that end within three months, or should have ended. */
  readonly ending: readonly Listed[];
};

const SOON_DAYS = 90;
const MOST_ENDING = 5;

function searchText(subject: string, number: string | null): string {
  return searchName(`${subject} ${number ?? ''}`);
}

function ofUnit(unitId: number) {
  return { kind: 'unit', unitId } as const;
}

/** Whoever changes it sees all of the unit; others are told that there is none. */
async function toChange(tx: Tx, actor: Actor, { id }: AgreementRef): Promise<Agreement | undefined> {
  return mayChange(actor) ? findAgreement(tx, ofUnit(actor.unitId), id) : undefined;
}

type Done = { readonly action: string; readonly id: number; readonly detail?: object };

async function leaveTrace(tx: Tx, { unitId, personId }: Actor, now: Date, { action, id, detail }: Done) {
  const about = { subject: 'agreement', subjectId: id, action: `agreement.${action}` };
  await trace(tx, { unitId, at: now, actorId: personId, ...about, ...(detail && { detail }) });
}

/** Takes the place of what follows on a former one, where it is free; two at once can't. */
async function claimRenewal(tx: Tx, unitId: number, formerId: number): Promise<boolean> {
  const former = await findAgreement(tx, ofUnit(unitId), formerId);
  if (!former || !mayBeRenewed(former)) return false;
  const { id, version } = former;
  const { count } = await tx.agreement.updateMany({ where: { id, version }, data: { version: version + 1 } });
  return count > 0;
}

/** Writes down that something is being explored, today; whoever does answers for it. */
async function start(tx: Tx, actor: Actor, beginning: Beginning, now: Date): Promise<Started> {
  const { unitId, personId: officerId, zone } = actor;
  if (!mayChange(actor)) return { ok: false, reason: 'foreign' };
  const { kind, subject, visit, renews } = beginning;
  const known = new Set((await agenciesIn(tx, ofUnit(unitId))).map(({ id }) => id));
  const agencies = [...new Set(beginning.agencies)];
  const few = agencies.length > 0 && agencies.length <= MOST_AGENCIES;
  if (!few || !agencies.every((id) => known.has(id))) return { ok: false, reason: 'agency' };
  if (visit !== undefined && !(await partnersOf(tx, unitId, visit))) return { ok: false, reason: 'foreign' };
  if (renews !== undefined && !(await claimRenewal(tx, unitId, renews)))
    return { ok: false, reason: 'renewal' };
  const { id } = await tx.agreement.create({
    data: {
      unitId,
      kind,
      subject,
      searchText: searchText(subject, null),
      officerId,
      createdAt: now,
      visitId: visit ?? null,
      renewsId: renews ?? null,
      agencies: { create: agencies.map((agencyId) => ({ agencyId })) },
      steps: {
        create: { stage: 'exploring', reachedOn: isoDate(localDate(now, zone)), at: now, byId: officerId },
      },
    },
    select: { id: true },
  });
  await leaveTrace(tx, actor, now, { action: 'add', id });
  return { ok: true, id };
}

/** Sets the stage and keeps that; `false`: it has changed since. */
async function setStage(
  tx: Tx,
  { personId: byId }: Actor,
  { id, version }: AgreementRef,
  { stage, reachedOn, corrects, reason }: Reached,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.agreement.updateMany({
    where: { id, version },
    data: { stage, version: version + 1 },
  });
  if (count === 0) return false;
  await tx.agreementStep.create({
    data: { agreementId: id, stage, reachedOn, corrects, reason: reason.trim() || null, at, byId },
  });
  return true;
}

/** What is renewed by a signed agreement gives way to it. */
async function giveWay(tx: Tx, actor: Actor, formerId: number, reachedOn: string, now: Date): Promise<void> {
  const former = await findAgreement(tx, ofUnit(actor.unitId), formerId);
  if (!former || !isRenewable(former.stage)) return;
  const renewed: Reached = { stage: 'renewed', reachedOn, corrects: false, reason: '' };
  if (!(await setStage(tx, actor, former, renewed, now))) return;
  await leaveTrace(tx, actor, now, {
    action: 'stage',
    id: formerId,
    detail: { from: former.stage, to: 'renewed' },
  });
}

/** Writes a stage down, or corrects the one that stands. */
async function reach(
  tx: Tx,
  actor: Actor,
  which: AgreementRef,
  reached: Reached,
  now: Date,
): Promise<Changed> {
  const agreement = await toChange(tx, actor, which);
  const last = agreement?.steps.at(-1);
  if (!agreement || !last) return { ok: false, reason: 'foreign' };
  const { stage, reachedOn, corrects } = reached;
  // A second tap, or the same by somebody else meanwhile: what was wanted has come about.
  if (last.stage === stage && last.reachedOn === reachedOn) return { ok: true, unchanged: true };
  if (agreement.version !== which.version) return { ok: false, reason: 'stale' };
  const fault = stageFault(last, reached, { now, zone: actor.zone });
  if (fault) return { ok: false, reason: fault };
  if (!(await setStage(tx, actor, which, reached, now))) return { ok: false, reason: 'stale' };
  const action = corrects ? 'correct' : 'stage';
  await leaveTrace(tx, actor, now, { action, id: which.id, detail: { from: last.stage, to: stage } });
  if (takesOver(stage) && agreement.renews) await giveWay(tx, actor, agreement.renews.id, reachedOn, now);
  return { ok: true };
}

/** Changes what is written down of it. */
async function change(tx: Tx, actor: Actor, which: AgreementRef, facts: Facts, now: Date): Promise<Changed> {
  const agreement = await toChange(tx, actor, which);
  if (!agreement) return { ok: false, reason: 'foreign' };
  const { id, version } = which;
  const { subject = agreement.subject, number = agreement.number } = facts;
  const { count } = await tx.agreement.updateMany({
    where: { id, version },
    data: { ...facts, searchText: searchText(subject, number), version: version + 1 },
  });
  if (count === 0) return { ok: false, reason: 'stale' };
  // What was typed may name people: the trail keeps which facts were changed.
  await leaveTrace(tx, actor, now, { action: 'edit', id, detail: { facts: Object.keys(facts) } });
  return { ok: true };
}

/** Takes an agency in, or one that takes part out; the last one stays. */
async function turnAgency(
  tx: Tx,
  actor: Actor,
  which: AgreementRef,
  agencyId: number,
  now: Date,
): Promise<Changed> {
  const agreement = await toChange(tx, actor, which);
  const [agency] = agreement ? await agenciesIn(tx, ofUnit(actor.unitId), agencyId) : [];
  if (!agreement || !agency) return { ok: false, reason: 'foreign' };
  const { id, version } = which;
  const out = agreement.agencies.some((one) => one.id === agencyId);
  if (out && agreement.agencies.length === 1) return { ok: false, reason: 'last-agency' };
  if (!out && agreement.agencies.length >= MOST_AGENCIES) return { ok: false, reason: 'most-agencies' };
  const { count } = await tx.agreement.updateMany({ where: { id, version }, data: { version: version + 1 } });
  if (count === 0) return { ok: false, reason: 'stale' };
  if (out) await tx.agreementAgency.deleteMany({ where: { agreementId: id, agencyId } });
  else await tx.agreementAgency.create({ data: { agreementId: id, agencyId } });
  await leaveTrace(tx, actor, now, { action: out ? 'agencyOut' : 'agencyIn', id, detail: { agencyId } });
  return { ok: true };
}

type AgreementsDeps = { readonly db: Db };

/** Undefined: there is none, or it isn't theirs to see. */
async function find({ db }: AgreementsDeps, actor: Actor, id: number): Promise<Agreement | undefined> {
  return findAgreement(db.read, scopeOf(actor, 'agreement.view'), id);
}

async function board({ db }: AgreementsDeps, actor: Actor, now: Date): Promise<Board> {
  const scope = scopeOf(actor, 'agreement.view');
  const by = isoDate(addDays(localDate(now, actor.zone), SOON_DAYS));
  const [counts, ending] = await Promise.all([
    countByStage(db.read, scope),
    listEnding(db.read, scope, by, MOST_ENDING),
  ]);
  return { counts, ending };
}

function pageOf(found: readonly Listed[], page: number): Page {
  return { page, found: found.slice(0, PER_PAGE), more: found.length > PER_PAGE };
}

async function list({ db }: AgreementsDeps, actor: Actor, stage: Stage, page: number): Promise<Page> {
  const at = { skip: page * PER_PAGE, take: PER_PAGE };
  return pageOf(await listAtStage(db.read, scopeOf(actor, 'agreement.view'), stage, at), page);
}

/** A page of those with these words; `words` as `searchWords` gives them. */
async function search({ db }: AgreementsDeps, actor: Actor, words: string, page: number): Promise<Page> {
  const all = words.split('.').filter((word) => word !== '');
  if (all.length === 0) return pageOf([], page);
  const at = { skip: page * PER_PAGE, take: PER_PAGE };
  return pageOf(await searchAgreements(db.read, scopeOf(actor, 'agreement.view'), all, at), page);
}

/** What came of a visit, of all that this person may see. */
function ofVisit({ db }: AgreementsDeps, actor: Actor, visitId: number): Promise<Listed[]> {
  return listOfVisit(db.read, scopeOf(actor, 'agreement.view'), visitId);
}

/** The agencies that an agreement can be with, by name; none for whom it isn't to write one down. */
async function partners({ db }: AgreementsDeps, actor: Actor): Promise<readonly Partner[]> {
  return mayChange(actor) ? agenciesIn(db.read, ofUnit(actor.unitId)) : [];
}

/** The agencies of a visit of theirs that was held; undefined: there is none, or none can come of it (yet). */
async function visited(
  { db }: AgreementsDeps,
  actor: Actor,
  visitId: number,
): Promise<readonly Partner[] | undefined> {
  const visit = mayChange(actor) ? await partnersOf(db.read, actor.unitId, visitId) : undefined;
  return visit?.state === 'held' ? visit.agencies : undefined;
}

const useCases = { find, board, list, search, ofVisit, partners, visited };

/** Agreements: begun, carried through their stages, changed. Functions that take `tx` belong in the caller's transaction. */
export type AgreementsService = Given<typeof useCases> & {
  readonly start: typeof start;
  readonly reach: typeof reach;
  readonly change: typeof change;
  readonly turnAgency: typeof turnAgency;
};

export function createAgreementsService(deps: AgreementsDeps): AgreementsService {
  return { ...given(deps, useCases), start, reach, change, turnAgency };
}
