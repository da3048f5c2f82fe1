import type { Tx } from '../../../db/database.js';
import { trace } from '../../../db/trace.js';
import { few } from '../../../lib/lists.js';
import { OWN } from '../store.js';

/** Somebody whose post as a head has ended because the configuration names them no more. */
export type HeadLeft = {
  readonly unitId: number;
  readonly personId: number;
  readonly postId: number;
  readonly name: string;
};

type Configured = {
  readonly unitId: number;
  readonly headTelegramIds: readonly bigint[];
  /** What a head is called before they have written. */
  readonly headName: string;
};

/**
 * Makes the configuration's heads heads, and ends the posts of those whom it names no more. A post that somebody came
 * by otherwise, by an invitation or a claim code, is neither given nor ended by it.
 */
export async function configureHeads(
  tx: Tx,
  configured: Configured,
  now: Date,
): Promise<readonly HeadLeft[]> {
  for (const telegramId of configured.headTelegramIds) await giveHead(tx, configured, telegramId, now);
  const { unitId } = configured;
  const given = { unitId, kind: 'head' as const, configuredAt: { not: null }, endedAt: null };
  const gone = await tx.post.findMany({
    where: { ...given, person: { telegramId: { notIn: few('configured', configured.headTelegramIds) } } },
    select: { id: true, personId: true, person: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  for (const { id } of gone) {
    await tx.post.update({ where: { id }, data: { endedAt: now, endedBecause: 'configuration' } });
    await traceHead(tx, unitId, 'post.end', id, now);
  }
  return gone.map(({ id: postId, personId, person: { name } }) => ({ unitId, personId, postId, name }));
}

async function giveHead(
  tx: Tx,
  { unitId, headName }: Configured,
  telegramId: bigint,
  now: Date,
): Promise<void> {
  const person =
    (await tx.person.findUnique({ where: { telegramId } })) ??
    (await tx.person.create({ data: { telegramId, name: headName, createdAt: now } }));
  const held = await tx.post.findFirst({
    where: { unitId, personId: person.id, kind: 'head', agencyId: null, endedAt: null },
  });
  if (held) {
    if (held.acting) await tx.post.update({ where: { id: held.id }, data: { ...OWN, configuredAt: now } });
    else if (!held.configuredAt && !(await cameByAct(tx, unitId, person.id)))
      await tx.post.update({ where: { id: held.id }, data: { configuredAt: now } });
    return;
  }
  const post = { unitId, personId: person.id, kind: 'head' as const, configuredAt: now };
  const { id } = await tx.post.create({ data: { ...post, startedAt: now } });
  await traceHead(tx, unitId, 'post.give', id, now);
}

/** Whether somebody became head by an invitation, the claim code or a request: earlier versions kept only that. */
async function cameByAct(tx: Tx, unitId: number, personId: number): Promise<boolean> {
  const used = await tx.invitation.findFirst({ where: { unitId, kind: 'head', usedById: personId } });
  return (
    used !== null || (await tx.accessRequest.count({ where: { unitId, personId, decision: 'approved' } })) > 0
  );
}

function traceHead(tx: Tx, unitId: number, action: string, subjectId: number, at: Date): Promise<number> {
  const detail = { kind: 'head', by: 'configuration' };
  return trace(tx, { unitId, at, actorId: null, action, subject: 'post', subjectId, detail });
}
