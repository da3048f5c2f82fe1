import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import type { Db } from '../../../../src/db/database.js';
import { rosterOn } from '../../../../src/features/programmes/people/store.js';
import { createSessionCorrections } from '../../../../src/features/sessions/correct/service.js';
import { createSessionEvidence } from '../../../../src/features/sessions/evidence/service.js';
import { createSessionLog } from '../../../../src/features/sessions/log/service.js';
import { createMonthsService } from '../../../../src/features/sessions/months/service.js';
import { createSheetsService, type Printing } from '../../../../src/features/sessions/paper/service.js';
import { createSessionsService } from '../../../../src/features/sessions/session/service.js';
import type { Attendance } from '../../../../src/features/sessions/sheet/rules.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { months } from '../../../support/months.js';
import { at, NOW, type World, world } from '../../../support/world.js';

describe.each(databases())('paper and closed months on $kind', ({ open }) => {
  let database: TestDatabase;
  let db: Db;
  let unit: World;
  let officer: Actor;
  let head: Actor;
  let update = 0;

  beforeAll(async () => {
    database = await open();
    db = database.db;
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(db);
    officer = await unit.person('officer');
    head = await unit.person('head');
  });

  const ref = () => ({ botId: 1n, updateId: ++update });
  const sheets = () => createSheetsService({ db, rosterOn });
  const closing = () => createMonthsService({ db, closings: months });
  const log = () => createSessionLog({ db, months });
  const corrections = () => createSessionCorrections({ db, months, rosterOn });
  const print = (wanted: Printing, by = officer, one = ref()) => sheets().print(by, wanted, one, NOW);
  const morning = { startsAt: at('2023-09-05T09:00'), endsAt: at('2023-09-05T11:00') };

  const planned = (programmeId: number, { startsAt, endsAt } = morning) =>
    unit.session(programmeId, startsAt, { state: 'planned', endsAt });

  const record = (
    programmeId: number,
    startsAt: Date,
    attendance: Attendance = { kind: 'headcount', heads: 3 },
  ) =>
    db.write((tx) =>
      log().record(
        tx,
        officer,
        {
          ...{ programmeId, plannedId: undefined, startsAt, attendance, photos: [] },
          ...{ endsAt: new Date(startsAt.getTime() + 7_200_000), topic: '', trainer: '', notes: '' },
        },
        NOW,
      ),
    );

  describe('a printed sheet', () => {
    it('keeps its code and numbers when it is printed again, with who joined since at the end', async () => {
      const { id, participants } = await unit.course({ size: 3 });
      const session = await planned(id);
      expect(await print({ session })).toMatchObject({ ok: true });
      const first = await database.own.attendanceSheet.findFirstOrThrow();
      const joined = await unit.trainee(id, 'Aaron', at('2023-09-05T08:00'));
      expect(await print({ session })).toEqual({ ok: true, sheet: first.id });
      const again = await database.own.attendanceSheet.findMany();
      expect(again).toHaveLength(1);
      expect(again[0]).toMatchObject({ code: first.code, participants: [...participants, joined] });
      expect(await database.own.auditEntry.count({ where: { action: 'session.print' } })).toBe(2);
    });

    it('is one, however many print it at the same moment', async () => {
      const { id } = await unit.course({ size: 2 });
      const printed = await Promise.all(
        Array.from({ length: 6 }, () => print({ programmeId: id, ...morning })),
      );
      expect(new Set(printed.map((one) => one.ok && one.sheet)).size).toBe(1);
      expect(await database.own.session.count()).toBe(1);
      expect(await database.own.attendanceSheet.count()).toBe(1);
    });

    it('is the same for an update that comes again', async () => {
      const { id } = await unit.course({ size: 2 });
      const same = ref();
      const first = await print({ programmeId: id, ...morning }, officer, same);
      expect(await print({ programmeId: id, ...morning }, officer, same)).toEqual(first);
      expect(await database.own.auditEntry.count({ where: { action: 'session.print' } })).toBe(1);
    });

    it('gets a code that no other of the unit has', async () => {
      const drawn = [0, 20, 0, 0];
      let turn = 0;
      // Every draw gives the same code.
      const random = (below: number) => (drawn[turn++ % drawn.length] ?? 0) % below;
      const other = await unit.course({ name: 'Kejar Paket C', size: 1 });
      const { id } = await unit.course({ size: 1 });
      const fixed = createSheetsService({ db, rosterOn, random });
      const session = await planned(id);
      await fixed.print(officer, { session }, ref(), NOW);
      const { code } = await database.own.attendanceSheet.findFirstOrThrow();
      await expect(fixed.print(officer, { session: await planned(other.id) }, ref(), NOW)).rejects.toThrow(
        'no code is free',
      );
      const foreign = await world(db, { unitName: 'Lapas Ambon' });
      const theirs = await foreign.course({ size: 1 });
      const colleague = await foreign.person('officer');
      expect(await fixed.print(colleague, { programmeId: theirs.id, ...morning }, ref(), NOW)).toMatchObject({
        ok: true,
      });
      expect(await database.own.attendanceSheet.count({ where: { code } })).toBe(2);
      const found = await sheets().byCode(officer, code, NOW);
      expect(found).toMatchObject({ kind: 'ready', found: { session: { id: session } } });
    });

    it('is unknown under its code in another unit, and no sheet of another unit can be printed', async () => {
      const { id } = await unit.course({ size: 1 });
      const session = await planned(id);
      await print({ session });
      const { code, id: sheet } = await database.own.attendanceSheet.findFirstOrThrow();
      const foreign = await world(db, { unitName: 'Lapas Ambon' });
      const colleague = await foreign.person('officer');
      expect(await sheets().byCode(colleague, code, NOW)).toEqual({ kind: 'unknown' });
      expect(await sheets().paper(colleague, sheet)).toBeUndefined();
      expect(await print({ session }, colleague)).toEqual({ ok: false, reason: 'forbidden' });
    });

    it('is neither made nor seen by those who don’t record', async () => {
      const { id } = await unit.course({ size: 1, agencyId: unit.fisheries });
      const session = await planned(id);
      await print({ session });
      const { code, id: sheet } = await database.own.attendanceSheet.findFirstOrThrow();
      const humas = await unit.person('humas');
      const social = await unit.person('agencyContact', unit.social);
      for (const other of [humas, social]) {
        expect(await print({ session }, other)).toEqual({ ok: false, reason: 'forbidden' });
        expect(await sheets().paper(other, sheet)).toBeUndefined();
        expect(await sheets().byCode(other, code, NOW)).toEqual({ kind: 'foreign' });
      }
      const fisher = await unit.person('agencyContact', unit.fisheries);
      expect(await print({ session }, fisher)).toMatchObject({ ok: true });
      // Planning by printing is for those who plan.
      const later = { startsAt: at('2023-09-06T09:00'), endsAt: at('2023-09-06T11:00') };
      expect(await print({ programmeId: id, ...later }, fisher)).toEqual({ ok: false, reason: 'forbidden' });
    });

    it('tells namesakes apart for who sees no register numbers, and leaves it to these for who does', async () => {
      const { id } = await unit.course({ agencyId: unit.fisheries, namesShown: true });
      await unit.trainee(id, 'Budi Latupono', at('2023-08-01T08:00'));
      await unit.trainee(id, 'Budi Latupono', at('2023-08-01T08:00'));
      const session = await planned(id);
      await print({ session });
      const { id: sheet } = await database.own.attendanceSheet.findFirstOrThrow();
      const fisher = await unit.person('agencyContact', unit.fisheries);
      const namesFor = async (who: Actor) =>
        (await sheets().paper(who, sheet))?.rows.map(({ label }) => label);
      expect(await namesFor(officer)).toEqual(['Budi Latupono', 'Budi Latupono']);
      const [one, other] = (await namesFor(fisher)) ?? [];
      expect(one).not.toBe(other);
    });

    it('speaks for the attendance only in its own numbers', async () => {
      const { id, participants } = await unit.course({ size: 2 });
      const session = await planned(id);
      await print({ session });
      const { id: paper } = await database.own.attendanceSheet.findFirstOrThrow();
      await unit.trainee(id, 'Aaron', at('2023-09-05T08:00'));
      const wanted = { programme: id, paper, date: { year: 2023, month: 9, day: 5 } };
      const opening = await createSessionsService({ db }).opening(officer, wanted);
      const sheet = opening?.sheetAt(morning.startsAt) ?? [];
      expect(sheet.map((line) => line.id).slice(0, 2)).toEqual(participants);
      const attendance: Attendance = { kind: 'sheet', at: '', sheet, marks: { 3: 'absent' } };
      expect(await record(id, morning.startsAt, attendance)).toEqual({ ok: false, reason: 'roster-changed' });
      const logged = await db.write((tx) =>
        log().record(
          tx,
          officer,
          {
            ...{ programmeId: id, plannedId: session, paper, attendance, photos: [], ...morning },
            ...{ topic: '', trainer: '', notes: '' },
          },
          NOW,
        ),
      );
      expect(logged).toEqual({ ok: true, id: session });
      const rows = await database.own.attendance.findMany({ orderBy: { number: 'asc' } });
      expect(rows.map(({ participantId, mark }) => [participantId, mark])).toEqual([
        [participants[0], 'present'],
        [participants[1], 'present'],
        [sheet[2]?.id, 'absent'],
      ]);
    });
  });

  describe('a closed month', () => {
    const august = (day: number) => at(`2023-08-${String(day).padStart(2, '0')}T09:00`);
    const close = (by = head) => closing().closeOnce({ actor: by, now: NOW }, '2023-08', ref());

    it('begins and ends at midnight of the unit', async () => {
      const { id } = await unit.course();
      expect(await close()).toEqual({ ok: true });
      expect(await record(id, at('2023-08-01T00:00'))).toMatchObject({ ok: false, reason: 'closed' });
      expect(await record(id, at('2023-08-31T23:59'))).toMatchObject({ ok: false, reason: 'closed' });
      expect(await record(id, at('2023-07-31T20:00'))).toMatchObject({ ok: true });
      expect(await record(id, at('2023-09-01T00:00'))).toMatchObject({ ok: true });
    });

    it('takes no record, correction or note, and still takes pictures', async () => {
      const { id } = await unit.course();
      const logged = await record(id, august(29));
      if (!logged.ok) throw new Error(logged.reason);
      expect(await close()).toEqual({ ok: true });
      const evidence = createSessionEvidence({ db, corrections: corrections() });
      const attach = (sent: object) =>
        evidence.attach(officer, logged.id, { ...sent, chatId: 1 }, ref(), NOW);
      expect(await attach({ note: 'x' })).toMatchObject({
        ok: false,
        reason: 'closed',
        closed: { month: '2023-08', by: head.name },
      });
      const file = { kind: 'sheet', fileId: 'f', fileUniqueId: 'u' };
      expect(await attach({ file })).toMatchObject({ ok: true, kind: 'sheet' });
      const fix = {
        sessionId: logged.id,
        version: 1,
        topic: 'x',
        trainer: '',
        notes: '',
        attendance: undefined,
      };
      for (const actor of [officer, head]) {
        const corrected = await db.write((tx) =>
          corrections().correct(tx, actor, { ...fix, reason: 'salah tulis' }, NOW),
        );
        expect(corrected).toMatchObject({ ok: false, reason: 'closed' });
      }
      expect(await database.own.session.findMany({ select: { version: true, notes: true } })).toEqual([
        { version: 1, notes: null },
      ]);
    });

    it('is closed once, and with sessions unrecorded only for a reason', async () => {
      const { id } = await unit.course();
      await planned(id, { startsAt: august(29), endsAt: at('2023-08-29T11:00') });
      expect(await close(officer)).toEqual({ ok: false, reason: 'forbidden' });
      expect(await close()).toEqual({ ok: false, reason: 'missing', count: 1 });
      const force = () =>
        db.write((tx) => closing().close(tx, { actor: head, now: NOW }, '2023-08', 'Lembar hilang'));
      const closed = await Promise.all([force(), force(), force()]);
      expect(closed.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await database.own.monthClosing.count()).toBe(1);
      const view = await closing().view(officer, '2023-08', NOW);
      expect(view).toMatchObject({ unrecorded: 1, may: false, closings: [{ reason: 'Lembar hilang' }] });
    });

    it('keeps what was reported, and who may change what of it, until when and why', async () => {
      await close();
      const letChange = (reason: string, by = head, until = at('2023-09-07T00:00')) =>
        db.write((tx) =>
          closing().open(
            tx,
            { actor: by, now: NOW },
            { month: '2023-08', matter: 'sessions', whom: 'officers', until, reason },
          ),
        );
      expect(await letChange('x', officer)).toEqual({ ok: false, reason: 'forbidden' });
      expect(await letChange('')).toEqual({ ok: false, reason: 'reason-missing' });
      expect(await letChange('x', head, NOW)).toEqual({ ok: false, reason: 'until' });
      expect(await letChange('x', head, at('2023-10-07T00:00'))).toEqual({ ok: false, reason: 'until' });
      expect(await letChange('Lembar ditemukan')).toEqual({ ok: true });
      expect(await letChange('Lembar lain')).toEqual({ ok: true });
      const { standing } = (await closing().view(head, '2023-08', NOW)) ?? {};
      expect(standing?.report?.figures.sessions.held).toBe(0);
      expect(standing?.openings).toMatchObject([
        { reason: 'Lembar lain', matter: 'sessions', whom: 'officers', endedAt: null, by: head.name },
        { reason: 'Lembar ditemukan', endedBy: head.name },
      ]);
      const { id } = await unit.course();
      expect(await record(id, august(29))).toMatchObject({ ok: true });
      expect(await closing().shutOnce({ actor: head, now: NOW }, '2023-08', ref())).toBe('shut');
      expect(await closing().shutOnce({ actor: head, now: NOW }, '2023-08', ref())).toBe('stale');
      expect(await record(id, august(30))).toMatchObject({ ok: false, reason: 'closed' });
      const after = await closing().view(head, '2023-08', NOW);
      expect(after?.standing?.report?.figures.sessions.held).toBe(0);
      expect(after?.standing?.now.sessions.held).toBe(1);
      const changes = await closing().revisions(head, '2023-08', 0);
      expect(changes?.revisions).toMatchObject([
        { action: 'session.log', by: officer.name, reason: 'Lembar lain', sessions: 1 },
      ]);
    });

    it('is another unit’s own affair', async () => {
      const foreign = await world(db, { unitName: 'Lapas Ambon' });
      await close(await foreign.person('head'));
      const { id } = await unit.course();
      expect(await record(id, august(29))).toMatchObject({ ok: true });
    });

    it('closed with a reason at the moment of recording refuses it, or has it among the recorded', async () => {
      const { id } = await unit.course();
      for (let month = 1; month <= 6; month += 1) {
        const day = `2023-0${month}-15`;
        const session = await planned(id, { startsAt: at(`${day}T09:00`), endsAt: at(`${day}T11:00`) });
        const [recorded, closed] = await Promise.all([
          record(id, at(`${day}T09:00`)),
          db.write((tx) => closing().close(tx, { actor: head, now: NOW }, day.slice(0, 7), 'Lembar hilang')),
        ]);
        expect(closed).toEqual({ ok: true });
        const { state } = await database.own.session.findUniqueOrThrow({ where: { id: session } });
        expect(state).toBe(recorded.ok ? 'held' : 'planned');
        const entry = await database.own.auditEntry.findFirstOrThrow({
          where: { action: 'month.close' },
          orderBy: { id: 'desc' },
        });
        // What closing counted is what stands.
        expect(entry.detail).toMatchObject({ unrecorded: recorded.ok ? 0 : 1 });
      }
    });
  });
});
