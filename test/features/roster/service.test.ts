import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/access/actor.js';
import type { Db, Tx } from '../../../src/db/database.js';
import { readRoster } from '../../../src/features/files/read/rules.js';
import { createParticipantsService } from '../../../src/features/programmes/people/service.js';
import { rosterOn } from '../../../src/features/programmes/people/store.js';
import { applyBatch, resumeImports, startApplying } from '../../../src/features/roster/apply/service.js';
import { cancelBatch, dateBatch, decide } from '../../../src/features/roster/decide/service.js';
import { keepRoster, viewBatch } from '../../../src/features/roster/service.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { months } from '../../support/months.js';
import { type World, world, ZONE } from '../../support/world.js';

const now = new Date('2023-09-05T05:20:00Z');
const sample = readFileSync(new URL('../../fixtures/peserta.csv', import.meta.url), 'utf8');
const HEAD = 'No. Register;Nama;Golongan;JK;Tahun Lahir;Tgl Masuk;Ekspirasi;Program;Status';

describe.each(databases())('rosters on $kind', ({ open }) => {
  let database: TestDatabase;
  let db: Db;
  let unit: World;
  let officer: Actor;

  beforeAll(async () => {
    database = await open();
    db = database.db;
  });
  beforeEach(async () => {
    await database.reset();
    unit = await world(db, { now: () => now, since: now });
    officer = await unit.person('officer');
  });
  afterAll(() => database.close());

  async function send(content: string, date = '2023-09-05', at = now): Promise<number> {
    const reading = await readRoster(Buffer.from(content), { year: 2023, month: 9, day: 5 });
    if (!reading.ok) throw new Error(reading.fault.reason);
    const { id } = await keepRoster(db, unit.doing(officer, at), {
      chatId: 5n,
      fileName: 'peserta.csv',
      file: reading.file,
    });
    await db.write((tx) => dateBatch(tx, { actor: officer, now: at }, id, date));
    return id;
  }

  /** Every unknown programme becomes a trade of the unit's own. */
  async function ready(id: number, at = now) {
    for (;;) {
      const view = await viewBatch(db, officer, id, at);
      if (view.state === 'ready') return view;
      if (view.state !== 'asking') throw new Error(view.state);
      const choice = view.question.step === 'kind' ? { kind: 'trade' as const } : { agencyId: null };
      await decide(db, unit.doing(officer), { batchId: id, index: view.question.index, choice });
    }
  }

  async function start(id: number, at = now): Promise<void> {
    const { planKey } = await ready(id, at);
    expect(await startApplying(db, unit.doing(officer, at), { batchId: id, planKey })).toBe('applying');
  }
  const apply = (id: number, at = now) =>
    applyBatch({ db, months }, { id, unitId: unit.unitId, zone: ZONE }, at);

  async function importAll(content: string, date?: string, at = now): Promise<void> {
    const id = await send(content, date, at);
    await start(id, at);
    expect(await apply(id, at)).toBe('applied');
  }

  test('the sample: 119 people, 105 enrolments, 6 programmes', async () => {
    await importAll(sample);
    expect(await database.own.participant.count()).toBe(119);
    expect(await database.own.participantClass.count({ where: { until: null } })).toBe(119);
    expect(await database.own.programme.count()).toBe(6);
    const states = await database.own.enrolment.groupBy({
      by: ['state', 'endReason'],
      _count: { _all: true },
      orderBy: { state: 'asc' },
    });
    expect(
      states.map(({ state, endReason, _count }) => `${state} ${endReason}: ${_count._all}`).toSorted(),
    ).toEqual(['active null: 76', 'ended unrecorded: 20', 'waiting null: 9']);
    expect(await database.own.enrolmentChange.count({ where: { until: null } })).toBe(105);
    const batch = await database.own.importBatch.findFirstOrThrow();
    // Of the file nothing is kept, but what it takes to undo it: here ids alone.
    expect(
      JSON.stringify([batch.rows, batch.result, await database.own.auditEntry.findMany()]),
    ).not.toContain('Seipatiratu');
  });

  /** The same database, in which something else is written first, once the plan has been made. */
  function overtaken(first: (tx: Tx) => Promise<unknown>): Db {
    return {
      ...db,
      write: async (work, options) => {
        await db.write(first);
        return db.write(work, options);
      },
    };
  }
  const applyOvertaken = (id: number, first: (tx: Tx) => Promise<unknown>) =>
    applyBatch({ db: overtaken(first), months }, { id, unitId: unit.unitId, zone: ZONE }, now);

  test('what was written while it was planned holds: the plan is made anew, and is what was agreed to or nothing', async () => {
    await importAll(`${HEAD}\nA-1/2023;Budi;B.I;L;;;;Las;aktif`);
    const [row, renamed] = [`${HEAD}\nA-1/2023;Budi;B.IIa;L;;;;Las;jeda`, { name: 'Budy' }];
    const id = await send(row);
    await start(id);
    expect(await applyOvertaken(id, (tx) => tx.programme.updateMany({ data: { seats: 40 } }))).toBe(
      'applied',
    );
    const next = await send(`${HEAD}\nA-1/2023;Budi;B.IIb;L;;;;Las;jeda`);
    await start(next);
    expect(await applyOvertaken(next, (tx) => tx.participant.updateMany({ data: renamed }))).toBe('changed');
    const classes = await database.own.participantClass.findMany({ where: { until: null } });
    expect(classes).toMatchObject([{ registerClass: 'B_IIa' }]);
  });

  test('one that was taken back while it was planned is not applied', async () => {
    const id = await send(`${HEAD}\nA-1/2023;Budi;B.I;L;;;;Las;aktif`);
    await start(id);
    const cancelled = { state: 'cancelled' } as const;
    const first = (tx: Tx) => tx.importBatch.updateMany({ where: { id }, data: cancelled });
    expect(await applyOvertaken(id, first)).toBe('ended');
    expect(await database.own.participant.count()).toBe(0);
  });

  test('the same file again changes nothing', async () => {
    await importAll(sample);
    const { counts, plan } = await ready(await send(sample));
    expect(counts).toEqual({ new: 0, changed: 0, unchanged: 119, repeated: 1, faulty: 3, asked: 0 });
    expect(plan.missing).toEqual([]);
    expect(Object.values(plan.operations).flat()).toEqual([]);
  });

  test('what is first heard of today holds from the start of today, so that today’s sheet has it', async () => {
    await importAll(`${HEAD}\nBI-1/2023;Budi;B.I;L;;;;Las;aktif\nBI-2/2023;Ani;B.I;P;;;;Las;jeda`);
    const programme = await database.own.programme.findFirstOrThrow();
    const of = { unitId: unit.unitId, programmeId: programme.id };
    const morning = new Date('2023-09-04T23:00:00Z');
    expect(await rosterOn(db.read, of, morning)).toMatchObject([
      { name: 'Budi', registerNumber: 'BI-1/2023' },
    ]);
    expect(await rosterOn(db.read, of, new Date('2023-09-04T14:59:59Z'))).toEqual([]);
  });

  test('a seat that a roster frees is offered at once, also to who was passed over before', async () => {
    await unit.person('head');
    await unit.programme('Las', { seats: 2 });
    await importAll(`${HEAD}\nA-1/2023;Budi;B.I;L;;;;Las;aktif\nA-2/2023;Ani;B.I;P;;;;Las;daftar tunggu`);
    const waiting = await database.own.enrolment.findFirstOrThrow({ where: { state: 'waiting' } });
    const offers = () => database.own.seatOffer.findMany({ where: { state: 'open' } });
    expect(await offers()).toMatchObject([{ enrolmentId: waiting.id, offeredAt: now }]);
    await db.write(async (tx) => {
      await tx.programme.updateMany({ data: { seats: 1 } });
      await tx.seatOffer.updateMany({ data: { state: 'passedOver', closedAt: now } });
    });
    const later = new Date('2023-09-06T05:20:00Z');
    await importAll(`${HEAD}\nA-1/2023;Budi;B.I;L;;;;Las;selesai (bebas)`, '2023-09-06', later);
    expect(await offers()).toMatchObject([{ enrolmentId: waiting.id, offeredAt: later }]);
    expect(await database.own.outbox.count({ where: { kind: 'programme.offer', dueAt: later } })).toBe(1);
  });

  test('changes keep the history, and facts leave an entry without what they were', async () => {
    await importAll(`${HEAD}\nA-1/2023;Budy;A.III;L;1980;;;Las;aktif`, '2023-08-30');
    await importAll(`${HEAD}\nA-1/2023;Budi;B.I;L;1980;;;Las;selesai (bebas)`, '2023-08-31');
    const end = new Date('2023-08-31T14:59:59.999Z');
    const changes = await database.own.enrolmentChange.findMany({ orderBy: { id: 'asc' } });
    expect(changes.map(({ state, reason, from, until }) => [state, reason, from, until])).toEqual([
      ['active', null, new Date('2023-08-29T15:00:00Z'), end],
      ['ended', 'released', end, null],
    ]);
    expect(await database.own.enrolment.findFirst()).toMatchObject({
      state: 'ended',
      endReason: 'released',
      endedAt: end,
      version: 2,
    });
    const classes = await database.own.participantClass.findMany({ orderBy: { id: 'asc' } });
    expect(classes.map(({ registerClass, until }) => [registerClass, until])).toEqual([
      // The day from which somebody is of a class counts whole.
      ['A_III', new Date('2023-08-30T15:00:00Z')],
      ['B_I', null],
    ]);
    expect(await database.own.participant.findFirst()).toMatchObject({
      name: 'Budi',
      searchName: 'budi',
      version: 2,
    });
    const entry = await database.own.auditEntry.findFirst({ where: { action: 'participant.edit' } });
    expect(entry?.detail).toMatchObject({ facts: ['name'] });
  });

  test('older data than those applied last are warned of', async () => {
    await importAll(`${HEAD}\nBI-1/2023;Budi;B.I;L;;;;;`, '2023-09-01');
    expect((await ready(await send(`${HEAD}\nBI-1/2023;Budi;B.I;L;;;;;`, '2023-08-30'))).newerThan).toEqual(
      new Date('2023-09-01T14:59:59.999Z'),
    );
    expect(
      (await ready(await send(`${HEAD}\nBI-1/2023;Budi;B.I;L;;;;;`, '2023-09-02'))).newerThan,
    ).toBeUndefined();
  });

  test('an older file overwrites nothing that a newer one said; it fills in what nobody knew', async () => {
    await importAll(`${HEAD}\n1/2023;Budi;A.III;L;;;;Las;aktif`, '2023-08-20');
    await importAll(`${HEAD}\n1/2023;Budi Lating;A.III;L;;;;Las;aktif`, '2023-09-04');
    const older = `${HEAD}\n1/2023;Budy;B.I;P;1990;;;Las;jeda\nBI-2/2023;Ani;B.I;P;;;;Las;aktif`;
    const { plan } = await ready(await send(older, '2023-08-30'));
    expect(plan.lines).toMatchObject([
      { line: 2, kind: 'faulty', faults: [{ reason: 'older' }] },
      { line: 3, kind: 'new' },
    ]);
    await importAll(`${HEAD}\n1/2023;Budy;B.I;P;1990;;;;`, '2023-08-30');
    expect(await database.own.participant.findFirst()).toMatchObject({
      name: 'Budi Lating',
      sex: 'male',
      birthYear: 1990,
    });
    expect(await database.own.participantClass.count()).toBe(1);
  });

  test('programmes that it would overfill are named; it is applied all the same', async () => {
    await unit.programme('Las', { seats: 2 });
    await unit.programme('Tani', { seats: 5 });
    const rows = [1, 2, 3].map((n) => `BI-${n}/2023;Budi ${n};B.I;L;;;;Las;aktif`);
    const waiting = 'BI-4/2023;Ani;B.I;P;;;;Las;daftar tunggu';
    const content = [HEAD, ...rows, waiting, 'BI-4/2023;Ani;B.I;P;;;;Tani;aktif'].join('\n');
    expect((await ready(await send(content))).overfilled).toEqual([{ name: 'Las', seats: 2, enrolled: 3 }]);
    await importAll(content);
    expect(await database.own.enrolment.count({ where: { state: 'active' } })).toBe(4);
    // What is too many already isn't news.
    expect((await ready(await send(content))).overfilled).toEqual([]);
    const swapped = `${HEAD}\nBI-1/2023;Budi 1;B.I;L;;;;Las;lulus\nBI-5/2023;Ida;B.I;P;;;;Las;aktif`;
    expect((await ready(await send(swapped))).overfilled).toEqual([]);
  });

  test('killed before the end, nothing is half applied, and the next start finishes it and tells the officer', async () => {
    const id = await send(sample);
    await start(id);
    const dying = applyBatch({ db, months }, { id, unitId: unit.unitId, zone: ZONE }, now, {
      progress: (done) => {
        if (done > 100) throw new Error('the power is cut');
      },
    });
    await expect(dying).rejects.toThrow('the power is cut');
    expect([await database.own.participant.count(), await database.own.programme.count()]).toEqual([0, 0]);
    expect((await viewBatch(db, officer, id, now)).state).toBe('applying');
    expect(await resumeImports({ db, months }, now)).toBe(1);
    expect(await database.own.participant.count()).toBe(119);
    expect(await database.own.outbox.findMany()).toMatchObject([
      { kind: 'import.resumed', subjectId: id, personId: officer.personId },
    ]);
    expect(await resumeImports({ db, months }, now)).toBe(0);
  });

  test('one that broke off is taken up by the same button as well', async () => {
    const id = await send(sample);
    const { planKey } = await ready(id);
    await start(id);
    expect(await startApplying(db, unit.doing(officer), { batchId: id, planKey })).toBe('applying');
    expect(await apply(id)).toBe('applied');
    expect(await startApplying(db, unit.doing(officer), { batchId: id, planKey })).toBe('stale');
  });

  test('the same file twice at once: one wins, the other is told that things have changed', async () => {
    const other = await unit.person('head');
    const first = await send(sample);
    await start(first);
    const mine = officer;
    officer = other;
    const second = await send(sample);
    await start(second);
    officer = mine;
    const outcomes = await Promise.all([apply(first), apply(second)]);
    expect(outcomes.toSorted()).toEqual(['applied', 'changed']);
    expect(await database.own.participant.count()).toBe(119);
  });

  test('a batch that is tapped twice at once is applied once', async () => {
    const id = await send(sample);
    await start(id);
    expect((await Promise.all([apply(id), apply(id)])).toSorted()).toEqual(['applied', 'ended']);
  });

  test('what moved on since the preview stops it', async () => {
    await importAll(`${HEAD}\nBI-1/2023;Budi;B.I;L;;;;Las;aktif`, '2023-09-04');
    const id = await send(`${HEAD}\nBI-1/2023;Budi;B.I;L;;;;Las;jeda`);
    await start(id);
    const later = new Date(now.getTime() + 60_000);
    const participants = createParticipantsService({ db, months });
    const enrolment = await database.own.enrolment.findFirstOrThrow();
    const to = {
      enrolmentId: enrolment.id,
      version: enrolment.version,
      state: 'ended',
      reason: 'health',
    } as const;
    expect((await participants.move(unit.doing(officer, later), to)).outcome).toBe('moved');
    expect(await apply(id, later)).toBe('changed');
    expect((await ready(id, later)).plan.lines).toMatchObject([
      { kind: 'faulty', faults: [{ reason: 'older' }] },
    ]);
  });

  test('a batch is its sender’s alone, and ends when cancelled, whatever else is sent', async () => {
    const id = await send(sample);
    expect(await viewBatch(db, await unit.person('head'), id, now)).toEqual({ state: 'gone' });
    const contact = await unit.person('agencyContact', await unit.agency('Dinas'));
    expect(await viewBatch(db, contact, id, now)).toEqual({ state: 'gone' });
    const next = await send(sample);
    expect((await viewBatch(db, officer, id, now)).state).toBe('asking');
    await cancelBatch(db, unit.doing(officer), id);
    await cancelBatch(db, unit.doing(officer), next);
    expect((await viewBatch(db, officer, next, now)).state).toBe('cancelled');
    expect((await database.own.importBatch.findMany()).map(({ rows }) => rows)).toEqual([null, null]);
  });

  test('a decision can be changed, and names only what is the unit’s', async () => {
    const id = await send(`${HEAD}\nBI-1/2023;Budi;B.I;L;;;;Las;aktif`);
    const say = (choice: Parameters<typeof decide>[2]['choice']) =>
      decide(db, unit.doing(officer), { batchId: id, index: 0, choice });
    expect(await say({ sameAs: 99 })).toBe('stale');
    expect(await say({ agencyId: null })).toBe('stale');
    expect(await say({ kind: 'trade' })).toBe('decided');
    expect(await say({ leftOut: true })).toBe('decided');
    expect(await say({ agencyId: null })).toBe('stale');
    expect(await say({ kind: 'trade' })).toBe('decided');
    expect(await say({ agencyId: 99 })).toBe('stale');
    const agency = await unit.agency('Dinas');
    expect(await say({ agencyId: agency })).toBe('decided');
    expect((await ready(id)).creates).toEqual([{ key: 'las', name: 'Las', kind: 'trade', agencyId: agency }]);
  });

  test('previews left lying for a week let go of what they hold', async () => {
    const id = await send(sample);
    await resumeImports({ db, months }, new Date('2023-09-13T00:00:00Z'));
    expect(await database.own.importBatch.findUnique({ where: { id } })).toMatchObject({
      state: 'cancelled',
      rows: null,
    });
  });

  test('5,000 rows, while others are answered', async () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, n) => `BI-${n}/2023;Nama Orang ${n};B.I;L;1985;05/05/2022;;Las ${n % 10};aktif`,
    );
    const id = await send(`${HEAD}\n${rows.join('\n')}`);
    await start(id);
    let answered = 0;
    const state = { applying: true };
    const others = (async () => {
      while (state.applying) {
        await database.own.unit.findFirst();
        if (state.applying) answered += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    expect(await apply(id)).toBe('applied');
    state.applying = false;
    await others;
    expect(await database.own.enrolment.count()).toBe(5_000);
    expect(answered).toBeGreaterThanOrEqual(3);
  });
});
