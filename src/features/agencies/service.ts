import type { Actor } from '../../access/actor.js';
import { can, scopeOf } from '../../access/can.js';
import type { Db, Tx } from '../../db/database.js';
import { trace } from '../../db/trace.js';
import { type Given, given } from '../../lib/given.js';
import { searchName } from '../../reading/search-name.js';
import { type Member, membersOf } from '../people/index.js';
import { type AgencySummary, agenciesIn } from './store.js';

export type AgencyDetail = AgencySummary & {
  readonly address: string | null;
  readonly version: number;
  readonly contacts: readonly Member[];
  /** The actor looks after its people's posts. */
  readonly mayEnd: boolean;
  readonly programmes: number;
  readonly mayEdit: boolean;
  readonly mayInvite: boolean;
};

type AgencySaved =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: 'forbidden' | 'exists' | 'gone' };

type AgencyValues = { readonly name: string; readonly address: string | null };

type AgenciesDeps = { readonly db: Db };

async function taken(tx: Tx, unitId: number, name: string, except?: number): Promise<boolean> {
  const found = await tx.agency.findUnique({
    where: { unitId_searchName: { unitId, searchName: searchName(name) } },
  });
  return found !== null && found.id !== except;
}

/** Those the actor may see, by name. One query. */
function list({ db }: AgenciesDeps, actor: Actor): Promise<readonly AgencySummary[]> {
  return agenciesIn(db.read, scopeOf(actor, 'agency.view'));
}

async function find(
  { db }: AgenciesDeps,
  actor: Actor,
  agencyId: number,
  now: Date,
): Promise<AgencyDetail | undefined> {
  if (!can(actor, 'agency.view', { unitId: actor.unitId, agencyId })) return undefined;
  const agency = await db.read.agency.findFirst({
    where: { id: agencyId, unitId: actor.unitId },
    include: {
      _count: { select: { programmes: true } },
    },
  });
  if (!agency) return undefined;
  const target = { unitId: actor.unitId, agencyId };
  return {
    id: agency.id,
    name: agency.name,
    address: agency.address,
    version: agency.version,
    contacts: await membersOf(db.read, actor.unitId, agencyId, now),
    mayEnd: can(actor, 'post.end', target),
    programmes: agency._count.programmes,
    mayEdit: can(actor, 'agency.edit', target),
    mayInvite: can(actor, 'post.inviteToAgency', target),
  };
}

/** Adds an agency within the caller's transaction. `exists`: one of that name is there. */
async function add(tx: Tx, actor: Actor, values: AgencyValues, now: Date): Promise<AgencySaved> {
  const { unitId } = actor;
  if (!can(actor, 'agency.edit', { unitId, agencyId: null })) return { ok: false, reason: 'forbidden' };
  if (await taken(tx, unitId, values.name)) return { ok: false, reason: 'exists' };
  const { id } = await tx.agency.create({
    data: { unitId, ...values, searchName: searchName(values.name), createdAt: now },
  });
  await trace(tx, {
    unitId,
    at: now,
    actorId: actor.personId,
    action: 'agency.add',
    subject: 'agency',
    subjectId: id,
  });
  return { ok: true, id };
}

/** Changes name or address within the caller's transaction; the audit entry keeps what it was. */
async function edit(
  tx: Tx,
  actor: Actor,
  agencyId: number,
  values: AgencyValues,
  now: Date,
): Promise<AgencySaved> {
  const { unitId } = actor;
  if (!can(actor, 'agency.edit', { unitId, agencyId })) return { ok: false, reason: 'forbidden' };
  const agency = await tx.agency.findFirst({ where: { id: agencyId, unitId } });
  if (!agency) return { ok: false, reason: 'gone' };
  if (await taken(tx, unitId, values.name, agencyId)) return { ok: false, reason: 'exists' };
  await tx.agency.update({
    where: { id: agencyId },
    data: { ...values, searchName: searchName(values.name), version: { increment: 1 } },
  });
  await trace(tx, {
    unitId,
    at: now,
    actorId: actor.personId,
    action: 'agency.edit',
    subject: 'agency',
    subjectId: agencyId,
    detail: { from: { name: agency.name, address: agency.address }, to: values },
  });
  return { ok: true, id: agencyId };
}

const useCases = { list, find };

/** The partners of a unit: agencies, foundations, churches, companies. */
export type AgenciesService = Given<typeof useCases> & {
  readonly add: typeof add;
  readonly edit: typeof edit;
};

export function createAgenciesService(deps: AgenciesDeps): AgenciesService {
  return { ...given(deps, useCases), add, edit };
}
