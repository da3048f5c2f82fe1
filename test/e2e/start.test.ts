import { connect, createServer } from 'node:net';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type Db } from '../../src/db/database.js';
import { reachPostgresql } from '../../src/db/start/reach.js';
import { waitingList } from '../../src/features/programmes/seats/store.js';
import { databases } from '../support/database.js';
import { freePort } from '../support/listen.js';
import { worldOf } from '../support/world.js';
import { HEAD, startWorld } from './world.js';

const START = '2023-09-05T08:00:00+09:00';
const WAITING = 1_200;

/** So many people on the waiting list of one programme, and as many visits, follow-ups and weekly times as make lists long. */
async function crowd(db: Db, unitId: number): Promise<number> {
  const world = worldOf(db, { unitId });
  const programmeId = await world.programme('Budidaya Ikan Lele', { state: 'running', seats: WAITING });
  await db.write(
    async (tx) => {
      const createdAt = new Date('2023-08-01T00:00:00Z');
      const people = await tx.participant.createManyAndReturn({
        data: Array.from({ length: WAITING }, (_, n) => ({
          unitId,
          name: `Orang ${n}`,
          searchName: `orang ${n}`,
          registerNumber: `B.I ${n}/2023`,
          registerKey: `BI${n}/2023`,
          presentFrom: createdAt,
          createdAt,
        })),
        select: { id: true },
      });
      const enrolments = await tx.enrolment.createManyAndReturn({
        data: people.map(({ id: participantId }) => ({
          unitId,
          programmeId,
          participantId,
          state: 'waiting' as const,
        })),
        select: { id: true },
      });
      await tx.enrolmentChange.createMany({
        data: enrolments.map(({ id: enrolmentId }) => ({
          enrolmentId,
          state: 'waiting' as const,
          from: createdAt,
          recordedAt: createdAt,
        })),
      });
    },
    { timeoutMs: 120_000 },
  );
  return programmeId;
}

describe.each(databases())('a start on $kind', ({ open }) => {
  it('takes more than a thousand people on one waiting list, and offers each of them a seat', async () => {
    const database = await open({ neighbours: false });
    await database.db.close();
    const world = await startWorld(database.url, START);
    onTestFinished(async () => {
      await world.stop();
      await database.close();
    });
    await world.stopBot();
    const db = await createDatabase(database.url);
    const unit = await db.read.unit.findFirstOrThrow({ select: { id: true } });
    const programmeId = await crowd(db, unit.id);
    await db.close();
    await world.restart();
    const later = await createDatabase(database.url);
    const offers = await later.read.seatOffer.count({ where: { programmeId, state: 'open' } });
    const list = await waitingList(later.read, { unitId: unit.id, programmeId });
    await later.close();
    expect([offers, list.length, world.lines]).toEqual([WAITING, WAITING, []]);
  });

  it('goes on where a sweep fails, which is logged, told and tried again', async () => {
    const database = await open({ neighbours: false });
    await database.db.close();
    const told = async () => {
      const db = await createDatabase(database.url);
      const rows = await db.read.incident.findMany({ where: { kind: 'sweep-failed' } });
      await db.close();
      return rows.map(({ key, overAt }) => [key, overAt === null]);
    };
    const rename = async (from: string, to: string) => {
      const db = await createDatabase(database.url);
      await db.write((tx) => tx.$executeRawUnsafe(`ALTER TABLE "${from}" RENAME TO "${to}"`));
      await db.close();
    };
    await rename('TimetableSlot', 'Hidden');
    const world = await startWorld(database.url, START);
    onTestFinished(async () => {
      await world.stop();
      await database.close();
    });
    world.seat(HEAD).say(`/start ${world.claimCode()}`);
    await world.seat(HEAD).sees('Anda kini Kepala Rutan');
    await expect.poll(told).toEqual([['sessions', true]]);
    expect(world.lines.filter((line) => line.includes('a sweep failed'))).toHaveLength(1);
    await world.stopBot();
    await rename('Hidden', 'TimetableSlot');
    await world.restart();
    await expect.poll(told).toEqual([['sessions', false]]);
  });
});

const { postgresql } = inject('templates');

describe.runIf(postgresql !== undefined)('a start without PostgreSQL', () => {
  /** The way to the server through a door that is shut until it is opened. */
  async function door(url: string) {
    const to = new URL(url);
    const port = await freePort();
    const through = new URL(url);
    through.host = `127.0.0.1:${port}`;
    const server = createServer((from) => {
      const onward = connect(Number(to.port || 5432), to.hostname);
      for (const [one, other] of [
        [from, onward],
        [onward, from],
      ] as const)
        one.pipe(other).on('error', () => one.destroy());
    });
    onTestFinished(() => void server.close());
    return { url: through.href, open: () => server.listen(port, '127.0.0.1') };
  }

  async function begin(databaseUrl: string) {
    const lines: string[] = [];
    const world = startWorld(databaseUrl, START, lines);
    return { world, lines };
  }

  it('waits for it, saying so, and goes on when it is there', async () => {
    const database = await databases()[1]?.open({ neighbours: false });
    if (!database) throw new Error('PostgreSQL is there');
    const shut = await door(database.url);
    const { world, lines } = await begin(shut.url);
    await expect.poll(() => lines.some((line) => line.includes('PostgreSQL is out of reach'))).toBe(true);
    shut.open();
    await (await world).stop();
    await database.close();
    expect(lines.filter((line) => line.includes('PostgreSQL is out of reach'))).toHaveLength(1);
  });

  it('ends the waiting when the program is stopped', async () => {
    const stop = new AbortController();
    const waiting = reachPostgresql('postgresql://nobody:rahasia@127.0.0.1:1/nowhere', {
      signal: stop.signal,
      onWaiting: () => stop.abort(),
    });
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('says at once that there is no such database, without the password', async () => {
    const url = new URL(postgresql?.server ?? '');
    url.pathname = '/sambang_that_nobody_made';
    url.password = 'rahasia';
    const refused = await reachPostgresql(url.href).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'DatabaseRefused', reason: 'missing' });
    expect(String(refused)).toContain('Make it with createdb first');
    expect(String(refused)).not.toContain('rahasia');
  });

  it('says at once that the user is refused', async () => {
    const url = new URL(postgresql?.server ?? '');
    url.username = 'sambang_nobody';
    await expect(reachPostgresql(url.href)).rejects.toMatchObject({ reason: 'login' });
  });
});
