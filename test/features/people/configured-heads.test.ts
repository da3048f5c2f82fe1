import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createInvitationsService } from '../../../src/features/people/invitations/service.js';
import { createPeopleService } from '../../../src/features/people/service.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { NOW } from '../../support/world.js';

const LATER = new Date(NOW.getTime() + 86_400_000);

describe.each(databases())('heads by configuration on $kind', ({ open }) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await open({ neighbours: false });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
  });

  const people = () => createPeopleService({ db: database.db, defaultLocale: 'id' });
  const start = (headTelegramIds: readonly bigint[], now = NOW) =>
    people().prepareUnit(
      { name: 'Rutan Masohi', zone: 'Asia/Jayapura', headTelegramIds, headName: 'Kepala' },
      now,
    );
  const heads = async () => {
    const posts = await database.db.read.post.findMany({
      where: { kind: 'head', endedAt: null },
      include: { person: true },
      orderBy: { id: 'asc' },
    });
    return posts.map(({ person }) => person.telegramId);
  };
  const accept = (token: string, telegramId: bigint) =>
    createInvitationsService({
      ...{ db: database.db, secret: 'test', agencyIn: async () => null },
      ...{ duties: [], closeForms: async () => undefined },
    }).accept(
      { telegramId, name: 'Budi' },
      { code: token },
      { ref: { botId: 1n, updateId: Number(telegramId) }, now: NOW },
    );

  it('are heads for as long as they are named, with a trace of both, and who left is told of', async () => {
    await start([11n, 12n]);
    expect(await heads()).toEqual([11n, 12n]);
    const { headsLeft } = await start([12n], LATER);
    expect(await heads()).toEqual([12n]);
    expect(headsLeft).toEqual([expect.objectContaining({ name: 'Kepala' })]);
    const traces = await database.db.read.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(traces.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['post.give', null],
      ['post.give', null],
      ['post.end', null],
    ]);
    expect(traces.at(-1)).toMatchObject({ at: LATER, subject: 'post', subjectId: headsLeft[0]?.postId });
    expect((await start([12n], LATER)).headsLeft).toEqual([]);
    await start([11n, 12n], LATER);
    expect(new Set(await heads())).toEqual(new Set([11n, 12n]));
  });

  it('end no post that somebody came by otherwise', async () => {
    const { claimCode } = await start([]);
    expect(await accept(claimCode ?? '', 21n)).toMatchObject({ ok: true });
    await start([21n]);
    expect((await start([], LATER)).headsLeft).toEqual([]);
    expect(await heads()).toEqual([21n]);
  });

  it('keep the post of whom the configuration named first and somebody invited then', async () => {
    const { unitId } = await start([31n, 32n]);
    const data = { unitId, kind: 'head' as const, createdAt: NOW, expiresAt: LATER };
    const tokenHash = createHash('sha256').update('undangan-kepala').digest('hex');
    await database.db.write((tx) => tx.invitation.create({ data: { ...data, tokenHash } }));
    expect(await accept('undangan-kepala', 31n)).toMatchObject({ ok: true });
    await start([32n], LATER);
    expect(await heads()).toEqual([31n, 32n]);
  });

  it('are known for such, though an earlier version gave their post without saying whence', async () => {
    await start([41n, 42n]);
    await database.db.write((tx) => tx.post.updateMany({ data: { configuredAt: null } }));
    await start([41n, 42n]);
    await start([42n], LATER);
    expect(await heads()).toEqual([42n]);
  });
});
