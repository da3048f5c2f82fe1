import type { Actor } from '../../../src/access/actor.js';
import type { Db } from '../../../src/db/database.js';
import { readRoster } from '../../../src/features/files/index.js';
import { monthSpan } from '../../../src/features/months/rules.js';
import { mergeRecords } from '../../../src/features/programmes/merge/store.js';
import { rosterOn } from '../../../src/features/programmes/people/store.js';
import { applyBatch, startApplying } from '../../../src/features/roster/apply/service.js';
import { dateBatch } from '../../../src/features/roster/decide/service.js';
import { keepRoster, viewBatch } from '../../../src/features/roster/service.js';
import { type Exceptional, sheetOf } from '../../../src/features/sessions/sheet/rules.js';
import { months } from '../../support/months.js';
import { at, NOW, type World, world, ZONE } from '../../support/world.js';

const AUGUST = '2023-08';
const SPAN = monthSpan(AUGUST, ZONE);

/** What August says now. */
export const measured = (db: Db, unitId: number) => months.measure(db.read, unitId, SPAN);

/** Somebody recorded twice, who took part in August by both records, and whose records were merged; the merge's id. */
async function twice(db: Db, unit: World, programmeId: number, byId: number): Promise<number> {
  const fromId = await unit.participant({ name: 'Dua Kali' });
  const intoId = await unit.participant({ name: 'Dua Kali' });
  await unit.enrol({ programmeId, participantId: fromId }, ['active', at('2023-08-02T09:00')]);
  return db.write((tx) => mergeRecords(tx, { unitId: unit.unitId, fromId, intoId }, { byId, now: NOW }));
}

/**
 * A unit on 5 September in whose August was all that can be changed afterwards: people enrolled, ended, departed and
 * taken in nowhere; sessions held, planned and called off; a programme that was finished. August isn't closed yet.
 */
export async function settingOf(db: Db) {
  const unit = await world(db);
  const head = await unit.person('head');
  const officer = await unit.person('officer');
  const { id: catfish, participants } = await unit.course({ size: 4, seats: 9 });
  const [first = 0, second = 0, third = 0] = participants;
  const free = await unit.participant({ name: 'Bebas Program', registerKey: 'BI90/2023' });
  await db.write((tx) => tx.participant.update({ where: { id: first }, data: { registerKey: 'BI4/2023' } }));
  const welding = await unit.programme('Las', { seats: 5 });
  const active = await unit.enrol({ programmeId: welding, participantId: first });
  const ended = await unit.enrol(
    { programmeId: welding, participantId: second },
    ['active', at('2023-08-02T09:00')],
    ['ended', at('2023-08-20T15:00')],
  );
  const gone = await unit.participant({
    name: 'Sudah Bebas',
    presentUntil: at('2023-08-28T14:00'),
    departure: 'released',
  });
  const released = await unit.enrol(
    { programmeId: welding, participantId: gone },
    ['active', at('2023-08-02T09:00')],
    ['ended', at('2023-08-28T14:00')],
  );
  await db.write((tx) =>
    tx.enrolment.update({
      where: { id: released },
      data: {
        endReason: 'released',
        changes: { updateMany: { where: { until: null }, data: { reason: 'released' } } },
      },
    }),
  );
  const finishedAt = at('2023-08-30T12:00');
  const weaving = await unit.programme('Anyaman', {
    state: 'finished',
    endedAt: finishedAt,
    endedFrom: 'running',
  });
  await unit.enrol(
    { programmeId: weaving, participantId: third },
    ['active', at('2023-08-02T09:00')],
    ['ended', finishedAt],
  );
  const merge = await twice(db, unit, welding, officer.personId);
  const held = await unit.session(catfish, at('2023-08-22T09:00'), {
    number: 1,
    loggedById: officer.personId,
    loggedAt: at('2023-09-04T09:00'),
    attendance: {
      create: participants.map((participantId, index) => ({
        participantId,
        number: index + 1,
        mark: index === 0 ? ('absent' as const) : ('present' as const),
      })),
    },
  });
  const planned = await unit.session(catfish, at('2023-08-25T09:00'), { state: 'planned' });
  const coming = await unit.session(catfish, at('2023-09-12T09:00'), { state: 'planned' });
  const slot = await unit.slot(catfish);
  const imported = await rosterOf(
    { db, unit },
    officer,
    '2023-08-15',
    'No. Register;Nama;Gol;Program;Status\nBI-91/2023;Lewat Berkas;B.I;Las;aktif',
  );
  await applied({ db, unit, officer }, imported);
  return {
    ...{ db, unit, head, officer, catfish, welding, weaving, participants, free, gone, slot },
    ...{ active, ended, merge, held, planned, coming, imported },
  };
}

export type Setting = Awaited<ReturnType<typeof settingOf>>;

/** Closes August as its head, whatever is unrecorded. */
export async function closeAugust({ db, head }: Pick<Setting, 'db' | 'head'>): Promise<void> {
  const closed = await db.write((tx) =>
    months.close(tx, { actor: head, now: NOW }, { month: AUGUST, reason: 'lembar hilang' }, async () => 1),
  );
  if (!closed.ok) throw new Error(closed.reason);
}

/** Gives everybody leave to change August until tomorrow. */
export async function openAugust({ db, head }: Pick<Setting, 'db' | 'head'>): Promise<void> {
  const opening = { month: AUGUST, matter: 'all', whom: 'officers', reason: 'lembar ditemukan' } as const;
  const opened = await db.write((tx) =>
    months.open(tx, { actor: head, now: NOW }, { ...opening, until: at('2023-09-07T00:00') }),
  );
  if (!opened.ok) throw new Error(opened.reason);
}

/** The sheet of a programme at an instant, all present but for those marked. */
export async function sheetAt(
  { db, unit }: Setting,
  programmeId: number,
  when: Date,
  marks: Exceptional = {},
) {
  const roster = await rosterOn(db.read, { unitId: unit.unitId, programmeId }, when);
  return { kind: 'sheet' as const, at: '', sheet: sheetOf(roster, 'names'), marks };
}

const ENDED = 'No. Register;Nama;Program;Status\nBI-4/2023;Peserta 01;Las;selesai';

/** Somebody who takes part in nothing, on a list of releases. */
export const RELEASED = 'No. Register;Nama;Status;Tanggal Bebas\nBI90/2023;Bebas Program;bebas;2023-08-10';

/** A roster as of a day, of one row that says that somebody has ended unless given; resolves to the batch. */
export async function rosterOf(
  { db, unit }: Pick<Setting, 'db' | 'unit'>,
  actor: Actor,
  day: string,
  text = ENDED,
): Promise<number> {
  const reading = await readRoster(Buffer.from(text), { year: 2023, month: 9, day: 5 });
  if (!reading.ok) throw new Error(reading.fault.reason);
  const upload = { chatId: 5n, fileName: 'x.csv', file: reading.file };
  const { id } = await keepRoster(db, unit.doing(actor), upload);
  await db.write((tx) => dateBatch(tx, { actor, now: NOW }, id, day));
  return id;
}

/** Marks a batch as being applied. */
export async function started(
  { db, unit, officer }: Pick<Setting, 'db' | 'unit' | 'officer'>,
  batchId: number,
): Promise<void> {
  const view = await viewBatch(db, officer, batchId, NOW);
  if (view.state !== 'ready') throw new Error(view.state);
  await startApplying(db, unit.doing(officer), { batchId, planKey: view.planKey });
}

async function applied(of: Pick<Setting, 'db' | 'unit' | 'officer'>, id: number): Promise<void> {
  await started(of, id);
  const { db, unit } = of;
  const outcome = await applyBatch({ db, months }, { id, unitId: unit.unitId, zone: ZONE }, NOW);
  if (outcome !== 'applied') throw new Error(outcome);
}
