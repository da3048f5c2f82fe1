import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import type { Db } from '../../../../src/db/database.js';
import { rosterOn } from '../../../../src/features/programmes/people/store.js';
import { createSessionCorrections } from '../../../../src/features/sessions/correct/service.js';
import { createSessionEvidence, type Sent } from '../../../../src/features/sessions/evidence/service.js';
import { createSessionLog, type LogValues } from '../../../../src/features/sessions/log/service.js';
import { createSessionsService } from '../../../../src/features/sessions/session/service.js';
import { type Attendance, type Exceptional, sheetOf } from '../../../../src/features/sessions/sheet/rules.js';
import { sessionTotals } from '../../../../src/features/sessions/totals/store.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { months } from '../../../support/months.js';
import { at, NOW, type World, world } from '../../../support/world.js';

describe.each(databases())('sessions on $kind', ({ open }) => {
  let database: TestDatabase;
  let db: Db;
  let unit: World;
  let officer: Actor;
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
  });

  const service = () => createSessionsService({ db });
  const log = () => createSessionLog({ db, months });
  const corrections = () => createSessionCorrections({ db, months, rosterOn });
  const evidence = () => createSessionEvidence({ db, corrections: corrections() });
  const ref = () => ({ botId: 1n, updateId: ++update });

  async function sheet(programmeId: number, when: Date, marks: Exceptional = {}): Promise<Attendance> {
    const roster = await rosterOn(db.read, { unitId: unit.unitId, programmeId }, when);
    return { kind: 'sheet', at: '', sheet: sheetOf(roster, 'names'), marks };
  }

  async function values(programmeId: number, more: Partial<LogValues> = {}): Promise<LogValues> {
    const startsAt = more.startsAt ?? at('2023-09-05T09:00');
    return {
      programmeId,
      plannedId: undefined,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 7_200_000),
      topic: '',
      trainer: 'Pak Rudi',
      notes: '',
      photos: [],
      attendance: await sheet(programmeId, startsAt),
      ...more,
    };
  }

  const record = (actor: Actor, given: LogValues, now = NOW) =>
    db.write((tx) => log().record(tx, actor, given, now));

  async function recorded(programmeId: number, more: Partial<LogValues> = {}): Promise<number> {
    const logged = await record(officer, await values(programmeId, more));
    if (!logged.ok) throw new Error(logged.reason);
    return logged.id;
  }

  describe('recording', () => {
    it('keeps everybody on the sheet with a mark, the photos, and who logged it', async () => {
      const { id: programme, participants } = await unit.course({ size: 3 });
      const given = await values(programme, { topic: 'Pakan', photos: [{ fileId: 'f', fileUniqueId: 'u' }] });
      const startsAt = given.startsAt;
      const attendance = await sheet(programme, startsAt, { 2: 'sick' });
      const logged = await record(officer, { ...given, attendance });
      expect(logged).toMatchObject({ ok: true });
      const session = await database.own.session.findFirstOrThrow({
        include: { attendance: true, attachments: true },
      });
      expect(session).toMatchObject({
        ...{ number: 1, state: 'held', topic: 'Pakan', notes: null, headcount: null, startsAt },
        loggedById: officer.personId,
      });
      expect(
        session.attendance.map(({ number, participantId, mark }) => [number, participantId, mark]),
      ).toEqual([
        [1, participants[0], 'present'],
        [2, participants[1], 'sick'],
        [3, participants[2], 'present'],
      ]);
      expect(session.attachments).toHaveLength(1);
    });

    it('numbers a programme’s sessions by their dates, each programme by itself', async () => {
      const lele = await unit.course();
      const paket = await unit.course({ name: 'Kejar Paket C' });
      const heads: Attendance = { kind: 'headcount', heads: 4 };
      await recorded(lele.id, { attendance: heads });
      await recorded(paket.id, { attendance: heads });
      const third = await recorded(lele.id, { attendance: heads, startsAt: at('2023-09-04T09:00') });
      const ofLele = { where: { programmeId: lele.id }, orderBy: { number: 'asc' } } as const;
      // It was entered last and took place first.
      expect(await database.own.session.findMany(ofLele)).toMatchObject([
        { id: third, number: 1, headcount: 4 },
        { number: 2 },
      ]);
    });

    it('refuses a session that is still to come', async () => {
      const { id } = await unit.course();
      const given = await values(id, { startsAt: at('2023-09-05T11:31') });
      expect(await record(officer, given)).toEqual({ ok: false, reason: 'future' });
    });

    it('refuses a second session at the same start and names the first', async () => {
      const { id } = await unit.course();
      const first = await recorded(id);
      expect(await record(officer, await values(id))).toEqual({
        ok: false,
        reason: 'exists',
        sessionId: first,
        number: 1,
      });
    });

    it('records one of two sessions that are saved at the same moment', async () => {
      const { id } = await unit.course({ size: 2 });
      const given = await values(id);
      const both = await Promise.all([record(officer, given), record(officer, given)]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await database.own.session.count()).toBe(1);
    });

    it('records what was planned instead of adding to it', async () => {
      const { id } = await unit.course();
      const startsAt = at('2023-09-05T09:00');
      const planned = await unit.session(id, startsAt, { state: 'planned' });
      const heads: Attendance = { kind: 'headcount', heads: 4 };
      const logged = await record(officer, await values(id, { plannedId: planned, attendance: heads }));
      expect(logged).toEqual({ ok: true, id: planned });
      expect(await database.own.session.findMany()).toMatchObject([{ state: 'held', number: 1, version: 2 }]);
    });

    it('refuses marks on a sheet that isn’t that moment’s', async () => {
      const { id } = await unit.course({ size: 2 });
      const given = await values(id);
      await unit.trainee(id, 'Peserta 00', at('2023-09-01T00:00'));
      expect(await record(officer, given)).toEqual({ ok: false, reason: 'roster-changed' });
    });

    it('leaves who joined later out of that day’s sheet', async () => {
      const { id } = await unit.course({ size: 2 });
      await unit.trainee(id, 'Peserta 03', at('2023-09-05T10:00'));
      const session = await recorded(id);
      expect(await database.own.attendance.count({ where: { sessionId: session } })).toBe(2);
      const date = { year: 2023, month: 9, day: 5 };
      const opening = await service().opening(officer, { programme: id, date });
      expect(opening?.sheetAt(at('2023-09-05T09:00'))).toHaveLength(2);
      const later = opening?.sheetAt(at('2023-09-05T10:30'));
      expect(later?.map(({ label }) => label)).toEqual(['Peserta 01', 'Peserta 02', 'Peserta 03']);
    });
  });

  describe('access', () => {
    it('lets a contact record its own agency’s programmes and no other', async () => {
      const contact = await unit.person('agencyContact', unit.fisheries);
      const own = await unit.course({ agencyId: unit.fisheries });
      const other = await unit.course({ name: 'Jahit', agencyId: unit.social });
      const units = await unit.course({ name: 'Rohani' });
      const heads: Attendance = { kind: 'headcount', heads: 4 };
      expect(await record(contact, await values(own.id, { attendance: heads }))).toMatchObject({ ok: true });
      for (const { id } of [other, units]) {
        expect(await record(contact, await values(id, { attendance: heads }))).toEqual({
          ok: false,
          reason: 'forbidden',
        });
      }
      const today = await service().today(contact, NOW);
      expect(today.held.map(({ programme }) => programme)).toEqual(['Budidaya Ikan Lele']);
    });

    it('shows nothing of another unit', async () => {
      const { id } = await unit.course();
      const session = await recorded(id, { attendance: { kind: 'headcount', heads: 1 } });
      const elsewhere = await world(db, { unitName: 'Rutan Ambon' });
      const head = await elsewhere.person('head');
      expect(await service().view(head, session, NOW)).toBeUndefined();
      expect(await service().history(head, session, 0)).toBeUndefined();
      expect((await service().past(head, NOW, undefined, 0)).sessions).toEqual([]);
      expect(await record(head, await values(id, { startsAt: at('2023-09-04T09:00') }))).toMatchObject({
        ok: false,
      });
    });

    it('shows humas counts without names, contacts initials', async () => {
      const { id } = await unit.course({ size: 2, agencyId: unit.fisheries });
      const startsAt = at('2023-09-05T09:00');
      const session = await recorded(id, { attendance: await sheet(id, startsAt, { 2: 'absent' }) });
      const humas = await unit.person('humas');
      const contact = await unit.person('agencyContact', unit.fisheries);
      const labels = async (actor: Actor) =>
        (await service().view(actor, session, NOW))?.sheet.map(({ label }) => label);
      expect(await labels(officer)).toEqual(['Peserta 01', 'Peserta 02']);
      expect(await labels(humas)).toEqual(['', '']);
      expect(await labels(contact)).toEqual(['P.', 'P.']);
      expect((await service().view(humas, session, NOW))?.tally).toMatchObject({ present: 1, absent: 1 });
    });
  });

  describe('correcting', () => {
    async function corrected(
      actor: Actor,
      sessionId: number,
      more: { version?: number; marks?: Exceptional; reason?: string; topic?: string; heads?: number } = {},
      now = NOW,
    ) {
      const view = await service().view(officer, sessionId, NOW);
      if (!view) throw new Error('no session');
      const attendance: Attendance | undefined =
        more.heads === undefined
          ? more.marks && { kind: 'sheet', at: '', sheet: view.sheet, marks: more.marks }
          : { kind: 'headcount', heads: more.heads };
      const given = {
        ...{ sessionId, version: more.version ?? view.version, reason: more.reason ?? '', attendance },
        ...{ topic: more.topic ?? view.topic ?? '', trainer: view.trainer ?? '', notes: view.notes ?? '' },
      };
      return db.write((tx) => corrections().correct(tx, actor, given, now));
    }

    async function sickSession() {
      const { id } = await unit.course({ size: 5 });
      const startsAt = at('2023-09-05T09:00');
      return recorded(id, { attendance: await sheet(id, startsAt, { 3: 'sick' }) });
    }

    it('changes marks and keeps what they were', async () => {
      const session = await sickSession();
      expect(await corrected(officer, session, { marks: { 5: 'absent' } })).toEqual({
        ok: true,
        id: session,
      });
      const view = await service().view(officer, session, NOW);
      expect(view).toMatchObject({ marks: { 5: 'absent' }, version: 2, corrections: 1 });
      const history = await service().history(officer, session, 0);
      expect(history?.revisions).toMatchObject([
        {
          ...{ version: 2, by: officer.name, reason: null },
          changes: [
            { what: 'no:3', from: 'sick', to: 'present' },
            { what: 'no:5', from: 'present', to: 'absent' },
          ],
        },
      ]);
    });

    it('keeps every version, newest first', async () => {
      const session = await sickSession();
      for (const topic of ['a', 'b', 'c', 'd', 'e', 'f']) await corrected(officer, session, { topic });
      const first = await service().history(officer, session, 0);
      expect(first?.revisions.map(({ version }) => version)).toEqual([7, 6, 5, 4, 3]);
      expect(first?.more).toBe(true);
      expect((await service().history(officer, session, 1))?.revisions.map(({ version }) => version)).toEqual(
        [2],
      );
    });

    it('lets one of two corrections of the same version through', async () => {
      const session = await sickSession();
      const both = await Promise.allSettled([
        corrected(officer, session, { version: 1, topic: 'a' }),
        corrected(officer, session, { version: 1, topic: 'b' }),
      ]);
      expect(both.map((one) => one.status === 'fulfilled' && one.value.ok).filter(Boolean)).toHaveLength(1);
      expect(await database.own.sessionRevision.count()).toBe(1);
    });

    it('refuses an older version, nothing changed, and who has no right', async () => {
      const session = await sickSession();
      const other = await unit.person('officer');
      await corrected(officer, session, { topic: 'x' });
      const reasons = [
        await corrected(officer, session, { version: 1, topic: 'y' }),
        await corrected(officer, session),
        await corrected(other, session, { topic: 'y' }),
        await corrected(officer, session, { topic: 'y' }, at('2023-09-12T11:31')),
      ].map((outcome) => !outcome.ok && outcome.reason);
      expect(reasons).toEqual(['changed', 'nothing', 'forbidden', 'forbidden']);
    });

    it('wants a reason from a head, and keeps it', async () => {
      const session = await sickSession();
      const head = await unit.person('head');
      const late = at('2023-10-01T08:00');
      expect(await corrected(head, session, { topic: 'y' }, late)).toEqual({
        ok: false,
        reason: 'reason-missing',
      });
      expect(await corrected(head, session, { topic: 'y', reason: 'Salah tulis' }, late)).toMatchObject({
        ok: true,
      });
      expect(await database.own.sessionRevision.findFirst()).toMatchObject({
        byId: head.personId,
        reason: 'Salah tulis',
      });
    });

    it('never gives a sheet up for a headcount', async () => {
      const session = await sickSession();
      expect(await corrected(officer, session, { heads: 3 })).toEqual({ ok: false, reason: 'changed' });
      expect(await database.own.attendance.count()).toBe(5);
    });

    it('turns a headcount into a sheet', async () => {
      const { id } = await unit.course({ size: 2 });
      const session = await recorded(id, { attendance: { kind: 'headcount', heads: 2 } });
      const attendance = await sheet(id, at('2023-09-05T09:00'), { 2: 'late' });
      const given = {
        sessionId: session,
        version: 1,
        topic: '',
        trainer: 'Pak Rudi',
        notes: '',
        reason: '',
        attendance,
      };
      expect(await db.write((tx) => corrections().correct(tx, officer, given, NOW))).toMatchObject({
        ok: true,
      });
      expect(await service().view(officer, session, NOW)).toMatchObject({
        headcount: null,
        marks: { 2: 'late' },
      });
    });
  });

  describe('replies to a card', () => {
    const file = { kind: 'photo', fileId: 'f', fileUniqueId: 'u' } as const;
    const attach = (actor: Actor, session: number, sent: Sent, update_ = ref()) =>
      evidence().attach(actor, session, { ...sent, chatId: 1 }, update_, NOW);

    it('adds each photo once, also when the update comes again', async () => {
      const { id } = await unit.course();
      const session = await recorded(id, { attendance: { kind: 'headcount', heads: 2 } });
      const same = ref();
      const first = await attach(officer, session, { file }, same);
      expect(first).toMatchObject({ ok: true, kind: 'photo', programme: 'Budidaya Ikan Lele', number: 1 });
      expect(await attach(officer, session, { file }, same)).toEqual(first);
      expect(await attach(officer, session, { file })).toEqual(first);
      expect(await database.own.attachment.count()).toBe(1);
    });

    it('adds a note as a correction with its trace', async () => {
      const { id } = await unit.course();
      const session = await recorded(id, { notes: 'Hujan', attendance: { kind: 'headcount', heads: 2 } });
      await attach(officer, session, { note: 'Selesai lebih cepat' });
      expect((await service().view(officer, session, NOW))?.notes).toBe('Hujan\nSelesai lebih cepat');
      expect(await database.own.sessionRevision.count()).toBe(1);
    });

    it('takes nothing from those who may only look', async () => {
      const { id } = await unit.course();
      const session = await recorded(id, { attendance: { kind: 'headcount', heads: 2 } });
      const humas = await unit.person('humas');
      for (const sent of [{ note: 'x' }, { file }]) {
        expect(await attach(humas, session, sent)).toEqual({ ok: false, reason: 'forbidden' });
      }
    });

    it('keeps a picture with words even where the words can’t be added to the notes', async () => {
      const { id } = await unit.course();
      const session = await recorded(id, {
        notes: 'x'.repeat(11_999),
        attendance: { kind: 'headcount', heads: 2 },
      });
      expect(await attach(officer, session, { file, note: 'panjang' })).toMatchObject({
        ok: true,
        note: 'too-long',
      });
      expect(await database.own.attachment.count()).toBe(1);
    });
  });

  describe('today', () => {
    it('tells planned, recorded, overdue and unplanned apart', async () => {
      const lele = await unit.course();
      const paket = await unit.course({ name: 'Kejar Paket C' });
      const rohani = await unit.course({ name: 'Rohani' });
      const plan = (programmeId: number, number: number, startsAt: Date) =>
        unit.session(programmeId, startsAt, { number, endsAt: startsAt, state: 'planned' });
      const heads: Attendance = { kind: 'headcount', heads: 3 };
      await recorded(rohani.id, { startsAt: at('2023-08-29T14:00'), attendance: heads });
      await plan(lele.id, 1, at('2023-09-05T09:00'));
      await plan(paket.id, 1, at('2023-09-04T09:00'));
      await plan(paket.id, 2, at('2023-09-03T09:00'));
      await recorded(paket.id, { startsAt: at('2023-09-05T08:00'), attendance: heads });
      const today = await service().today(officer, NOW);
      expect(today.planned.map(({ programmeId }) => programmeId)).toEqual([lele.id]);
      expect(today.held).toMatchObject([{ programmeId: paket.id, headcount: 3 }]);
      expect(today.overdue.map(({ startsAt }) => startsAt)).toEqual([
        at('2023-09-04T09:00'),
        at('2023-09-03T09:00'),
      ]);
      expect(today.unplanned).toEqual([{ id: rohani.id, name: 'Rohani', lastStart: at('2023-08-29T14:00') }]);
    });
  });

  describe('sessionTotals', () => {
    it('pools marks by programme and keeps headcounts apart, within the span and the scope', async () => {
      const lele = await unit.course({ size: 4, agencyId: unit.fisheries });
      const paket = await unit.course({ name: 'Kejar Paket C', size: 2 });
      const given = async (programme: number, time: string, marks: Exceptional) => {
        const startsAt = at(time);
        return recorded(programme, { startsAt, attendance: await sheet(programme, startsAt, marks) });
      };
      await given(lele.id, '2023-09-04T09:00', { 1: 'sick', 2: 'absent' });
      await given(lele.id, '2023-09-05T09:00', { 1: 'late' });
      await given(lele.id, '2023-09-03T23:59', { 1: 'refused' });
      await given(paket.id, '2023-09-04T00:00', {});
      await recorded(paket.id, { attendance: { kind: 'headcount', heads: 7 } });
      const span = { from: at('2023-09-04T00:00'), until: at('2023-09-11T00:00') };
      const { all, byProgramme } = await sessionTotals(db.read, {
        ...span,
        scope: { kind: 'unit', unitId: unit.unitId },
      });
      expect(all).toEqual({
        sessions: 4,
        marks: { present: 7, late: 1, sick: 1, excused: 0, court: 0, refused: 0, absent: 1 },
        headcountSessions: 1,
        heads: 7,
      });
      expect(byProgramme.find(({ programmeId }) => programmeId === paket.id)).toMatchObject({
        ...{ sessions: 2, headcountSessions: 1, heads: 7 },
        marks: { present: 2 },
      });
      const agencies = { kind: 'agencies', unitId: unit.unitId, agencyIds: [unit.fisheries] } as const;
      const own = await sessionTotals(db.read, { ...span, scope: agencies });
      expect(own.byProgramme.map(({ programmeId }) => programmeId)).toEqual([lele.id]);
      expect(own.all).toMatchObject({ sessions: 2, marks: { present: 5, absent: 1 }, heads: 0 });
      const nobody = await sessionTotals(db.read, { ...span, scope: { kind: 'none' } });
      expect(nobody.all.sessions).toBe(0);
    });
  });
});
