import type { Db, Tx } from '../../src/db/database.js';
import { NO_ROWS } from '../../src/features/months/index.js';
import { at, NOW, type World, world } from './world.js';

/** The private chat of the officer, in which the cards lie. */
export const chatOf = (unitId: number) => 11 + unitId * 100;

type Sample = Awaited<ReturnType<typeof peopleAndAgencies>> & { readonly world: World; readonly tx: Tx };

/**
 * A unit with something in every table, and in it what a query has to keep apart: sessions and visits in every state,
 * several who logged, posts that have ended, cards of several kinds of the same number, batches and groups that are
 * over. Lists are entered in another order than they are shown in. Resolves to the ids of what is asked for; two such
 * units differ in nothing but their name and numbers.
 */
export async function sampleUnit(db: Pick<Db, 'write'>, unitName: string) {
  return db.write(async (tx) => {
    const own = await world({ write: (work) => work(tx) }, { unitName });
    await tx.agency.update({ where: { id: own.fisheries }, data: { address: 'Jalan Pelabuhan 4' } });
    const who = await peopleAndAgencies(own);
    const sample = { ...who, world: own, tx };
    const programmes = await programmesAndPeople(sample);
    const { sessions, files } = await sessionsOf(sample, programmes);
    const visits = await visitsOf(sample);
    await cardsOf(sample, sessions.held, visits.held);
    const rest = await theRest(sample);
    return { unitId: own.unitId, unitName, ...who, ...programmes, sessions, files, visits, ...rest };
  });
}

export type SampleUnit = Awaited<ReturnType<typeof sampleUnit>>;

async function peopleAndAgencies({ agency, person, social, fisheries }: World) {
  await agency('Balai Latihan Kerja');
  const gone = await person('officer', null, { name: 'Yohana', endedAt: at('2023-08-20T00:00') });
  const humas = await person('humas', null, { name: 'Wati' });
  const colleague = await person('officer', null, { name: 'Tuti' });
  const officer = await person('officer', null, { name: 'Budi' });
  await person('officer', null, { name: 'Agus', unreachableAt: NOW });
  const head = await person('head', null, { name: 'Karim' });
  const contact = await person('agencyContact', social, { name: 'Rahman' });
  await person('agencyContact', fisheries, { name: 'Lestari', endedAt: at('2023-08-20T00:00') });
  const kadis = await person('agencyHead', fisheries, { name: 'Hasna' });
  return { social, fisheries, gone, humas, colleague, officer, head, contact, kadis };
}

async function programmesAndPeople(sample: Sample) {
  const { world: own, tx, social, fisheries, officer, colleague, humas, gone } = sample;
  const weaving = await own.programme('Seni Anyaman', {
    agencyId: social,
    kind: 'attitude',
    namesShown: true,
  });
  await own.programme('Menjahit', { state: 'finished', endedAt: NOW, endedFrom: 'running' });
  const catfish = await own.programme('Budidaya Ikan Lele', {
    agencyId: fisheries,
    officerId: officer.personId,
    seats: 4,
    plannedSessions: 24,
    startsOn: '2023-08-15',
    endsOn: '2023-12-15',
    trainer: 'Pak Rudi',
    place: 'Kolam',
    trainers: {
      create: [officer, humas, colleague, gone].map(({ personId }) => ({ personId })),
    },
  });
  const draft = await own.programme('Anyaman Rotan', { state: 'draft' });

  const fourth = { weekday: 4, since: at('2023-08-01T00:00') };
  await own.slot(weaving, { weekday: 5 });
  const thursday = await own.slot(catfish, fourth);
  await own.slot(catfish, { ...fourth, weekday: 2, startMinute: 780, endMinute: 900 });
  const tuesday = await own.slot(catfish, { ...fourth, weekday: 2 });
  await own.slot(catfish, { ...fourth, weekday: 1, endedAt: at('2023-08-20T00:00') });

  const [from, then] = [at('2023-08-10T00:00'), at('2023-08-24T00:00')];
  const someone = async (name: string, registerClass: 'A_III' | 'B_I', more = {}) =>
    own.participant({ name, registerClass, ...more });
  const zainal = await someone('Zainal', 'B_I', { releaseExpectedOn: '2023-10-01' });
  const people = [zainal, await someone('Yakob', 'A_III'), await someone('Umar', 'B_I')];
  for (const name of ['Petrus', 'Nus', 'Markus', 'Anton', 'Anton']) people.push(await someone(name, 'B_I'));
  const left = await someone('Bento', 'A_III', { presentUntil: then, departure: 'released' });
  await tx.participantClass.updateMany({ where: { participantId: zainal }, data: { until: then } });
  await tx.participantClass.create({ data: { participantId: zainal, registerClass: 'A_III', from: then } });
  const before = await someone('Zainal', 'A_III', { from: at('2023-07-01T00:00') });
  await tx.formerName.create({
    data: { participantId: zainal, name: 'Zaenal', searchName: 'zaenal', until: then },
  });
  const number = { number: 'A.I 9/2022', key: 'AI9/2022', cause: 'correction' as const, recordedAt: then };
  await tx.registerNumber.create({
    data: { unitId: own.unitId, participantId: zainal, ...number, from, until: then },
  });
  const merge = { unitId: own.unitId, at: then, byId: officer.personId };
  await tx.merge.create({ data: { ...merge, fromId: before, intoId: zainal, rootId: zainal } });
  await tx.merge.create({
    data: {
      ...merge,
      fromId: left,
      intoId: zainal,
      rootId: zainal,
      undoneAt: NOW,
      undoneById: colleague.personId,
    },
  });
  await tx.notSame.create({ data: { ...merge, lowId: people[6] ?? 0, highId: people[7] ?? 0 } });

  const inCatfish = (index: number) => ({ programmeId: catfish, participantId: people[index] ?? 0 });
  const active = await own.enrol(inCatfish(0), ['active', from]);
  await own.enrol(inCatfish(1), ['waiting', from], ['active', then]);
  await own.enrol(inCatfish(2), ['active', from], ['paused', then]);
  const waiting = await own.enrol(inCatfish(3), ['waiting', then]);
  const passed = await own.enrol(inCatfish(4), ['waiting', from]);
  const offered = await own.enrol(inCatfish(5), ['applied', from], ['waiting', at('2023-08-11T00:00')]);
  const reasons = ['completed', 'withdrew', 'unrecorded'] as const;
  for (const [index, endReason] of reasons.entries()) {
    const ended = { programmeId: catfish, participantId: [people[6], people[7], left][index] ?? 0 };
    const id = await own.enrol(ended, ['active', from], ['ended', then]);
    await tx.enrolment.update({ where: { id }, data: { endReason } });
  }
  for (const participantId of people.slice(0, 3)) await own.enrol({ programmeId: weaving, participantId });

  const offer = { unitId: own.unitId, programmeId: catfish, lapsesAt: at('2023-09-07T16:00') };
  const closed = { closedAt: at('2023-09-01T16:00'), offeredAt: then };
  await tx.seatOffer.createMany({
    data: [
      { ...offer, enrolmentId: passed, state: 'lapsed', ...closed },
      { ...offer, enrolmentId: waiting, state: 'withdrawn', ...closed },
      { ...offer, enrolmentId: offered, offeredAt: NOW },
    ],
  });
  return { catfish, weaving, draft, thursday, tuesday, people, before, active, waiting, passed, offered };
}

type Programmes = Awaited<ReturnType<typeof programmesAndPeople>>;

async function sessionsOf(sample: Sample, { catfish, weaving, people, tuesday }: Programmes) {
  const { world: own, tx, officer, colleague, humas } = sample;
  const by = (loggedById: number, number: number) => ({ loggedById, number, loggedAt: NOW });
  const marks = (given: readonly ('present' | 'late' | 'sick' | 'absent')[]) => ({
    attendance: {
      create: given
        .map((mark, index) => ({ mark, number: index + 1, participantId: people[index] ?? 0 }))
        .toReversed(),
    },
  });
  const cancelled = { state: 'cancelled', cancelledAt: NOW, cancelledById: humas.personId } as const;
  const planned = { state: 'planned' } as const;

  const later = await own.session(catfish, at('2023-09-12T09:00'), {
    ...planned,
    slotId: tuesday,
    plannedOn: '2023-09-12',
  });
  const heads = await own.session(catfish, at('2023-09-01T09:00'), {
    ...by(humas.personId, 3),
    headcount: 7,
  });
  await own.session(catfish, at('2023-09-04T09:00'), planned);
  const held = await own.session(catfish, at('2023-08-22T09:00'), {
    ...by(officer.personId, 1),
    ...marks(['present', 'absent', 'late']),
    topic: 'Pakan',
    version: 3,
  });
  const last = await own.session(catfish, at('2023-08-29T09:00'), {
    ...by(colleague.personId, 2),
    ...marks(['sick', 'absent']),
  });
  const today = await own.session(catfish, at('2023-09-05T14:00'), planned);
  const missed = await own.session(catfish, at('2023-08-25T09:00'), {
    ...cancelled,
    cancelReason: 'trainer',
  });
  await own.session(catfish, at('2023-09-15T09:00'), { ...planned, catchUpForId: missed });
  await own.session(catfish, at('2023-09-05T14:00'), { ...cancelled, cancelReason: 'place' });
  await own.session(catfish, at('2023-09-14T09:00'), { ...cancelled, cancelReason: 'timetable' });
  await own.session(weaving, at('2023-09-06T09:00'), planned);
  await own.session(weaving, at('2023-09-02T09:00'), planned);
  await own.session(weaving, at('2023-09-01T09:00'), {
    ...by(officer.personId, 1),
    ...marks(['present', 'present']),
  });

  const { unitId } = own;
  await tx.sessionRevision.createMany({
    data: [3, 2].map((version) => ({
      sessionId: held,
      version,
      at: NOW,
      byId: colleague.personId,
      changes: [{ what: 'topic', from: '', to: 'Pakan' }],
    })),
  });
  const kept = { unitId, sessionId: held, byId: officer.personId, at: NOW };
  const files: number[] = [];
  for (const [index, kind] of (['voice', 'photo', 'sheet', 'photo'] as const).entries()) {
    const file = { ...kept, kind, fileId: `file ${index}`, fileUniqueId: `unique ${index}` };
    files.push((await tx.attachment.create({ data: file })).id);
  }
  const sheet = { unitId, printedAt: NOW, printedById: officer.personId };
  const papers: number[] = [];
  for (const [sessionId, code] of [
    [held, 'K7R2'],
    [today, 'A3B4'],
  ] as const) {
    const row = { ...sheet, sessionId, code, participants: people.slice(0, 3).toReversed() };
    papers.push((await tx.attendanceSheet.create({ data: row })).id);
  }
  const change = { unitId, subject: 'session', subjectId: later, actorId: officer.personId };
  await tx.auditEntry.createMany({
    data: ['session.move', 'session.plan', 'session.move'].map((action, day) => ({
      ...change,
      action,
      at: at(`2023-09-0${day + 1}T09:00`),
      detail: { startsAt: at(`2023-09-1${day}T09:00`).toISOString() },
    })),
  });
  const [voice = 0, photo = 0] = files;
  return {
    sessions: { later, heads, held, last, today, missed, paper: papers[1] ?? 0 },
    files: { voice, photo },
  };
}

async function visitsOf(sample: Sample) {
  const { world: own, tx, social, fisheries, officer, colleague, humas, kadis, gone, contact } = sample;
  const visit = (day: string, state: Parameters<typeof own.visit>[3], more = {}) =>
    own.visit(officer.personId, fisheries, at(day), state, { searchText: 'kerja sama', ...more });
  const both = (answer: 'accepted' | 'pending') => ({
    parties: {
      create: [
        { agencyId: social, answer, answeredById: contact.personId },
        { agencyId: fisheries, answer: 'accepted' as const, answeredById: kadis.personId, minutesAgreed: 1 },
      ],
    },
    members: { create: [humas, officer, colleague].map(({ personId }) => ({ personId })) },
  });
  const coming = await visit('2023-09-07T10:00', 'confirmed', both('accepted'));
  await visit('2023-09-05T13:00', 'cancelled');
  const asked = await visit('2023-09-06T10:00', 'proposed', { ...both('pending'), direction: 'toUnit' });
  await visit('2023-09-08T10:00', 'counterProposed');
  await visit('2023-09-01T10:00', 'declined');
  const held = await visit('2023-08-31T10:00', 'held', {
    ...both('accepted'),
    minutes: 'Bibit disiapkan.',
    minutesVersion: 1,
    letterNumber: 'W.28/12',
  });
  await visit('2023-08-30T10:00', 'nobodyCame');
  await own.visit(colleague.personId, social, at('2023-09-05T10:30'), 'confirmed');
  await own.visit(gone.personId, social, at('2023-09-04T10:30'), 'confirmed');
  await tx.visitEvent.createMany({
    data: [
      { visitId: held, kind: 'proposed', actorId: officer.personId, at: at('2023-08-28T09:00') },
      { visitId: held, kind: 'accepted', actorId: kadis.personId, at: at('2023-08-28T10:00') },
      { visitId: coming, kind: 'moved', actorId: contact.personId, at: NOW, oldStart: NOW },
      { visitId: held, kind: 'held', actorId: officer.personId, at: at('2023-08-31T12:00') },
    ],
  });
  const photo = { kind: 'photo' as const, byId: officer.personId, at: NOW, fileUniqueId: 'unique 1' };
  await tx.attachment.create({ data: { ...photo, unitId: own.unitId, visitId: held, fileId: 'visit’s' } });

  const poll = await tx.visitPoll.create({
    data: {
      unitId: own.unitId,
      direction: 'toAgency',
      purpose: 'Panen raya',
      officerId: officer.personId,
      createdAt: NOW,
      deadline: at('2023-09-11T16:00'),
      times: {
        create: ['2023-09-13T10:00', '2023-09-14T10:00'].map((day) => ({
          startsAt: at(day),
          endsAt: new Date(at(day).getTime() + 3_600_000),
        })),
      },
      parties: {
        create: [
          { agencyId: fisheries, ticks: '--' },
          { agencyId: social, ticks: 'yn', answeredAt: NOW, answeredById: contact.personId },
        ],
      },
    },
  });

  const owner = { ownerId: officer.personId };
  await own.followUp(held, 'Kirim draf', '2023-09-15', owner);
  const open = await own.followUp(held, 'Siapkan bibit', '2023-09-04', { agencyId: fisheries });
  const done = { state: 'done', closedById: colleague.personId } as const;
  await own.followUp(held, 'Jadwalkan', '2023-09-02', {
    ...owner,
    ...done,
    closedAt: at('2023-09-02T09:00'),
  });
  await own.followUp(coming, 'Undang', '2023-09-04', { ownerId: colleague.personId });
  await own.followUp(held, 'Cetak', '2023-09-01', {
    ...owner,
    ...done,
    state: 'dropped',
    closedAt: at('2023-09-03T09:00'),
    agreedAt: at('2023-08-31T12:00'),
  });
  const former = await own.agreement(officer.personId, fisheries, 'pelatihan perikanan', {
    stage: 'inForce',
    number: 'W.28/12',
    startsOn: '2020-10-01',
    endsOn: '2023-09-30',
    noticeOn: '2023-09-01',
    signers: 'Karutan dan Kadis',
    notes: 'lampiran menyusul',
  });
  const agreement = await own.agreement(officer.personId, fisheries, 'pelatihan dan perikanan', {
    visitId: held,
    renewsId: former,
    agencies: { create: [fisheries, social].map((agencyId) => ({ agencyId })) },
  });
  await own.agreement(colleague.personId, social, 'pembinaan sikap', {
    stage: 'cancelled',
    kind: 'memorandum',
  });
  return { coming, asked, held, followUp: open, poll: poll.id, agreement, former };
}

const ONE = { people: 1, enrolments: 1 };
const NOBODY = { people: 0, enrolments: 0 };

/** What was reported of a month: one convict in one programme. */
const figures = {
  enrolled: ONE,
  byStatus: { convict: ONE, detainee: NOBODY, unknown: NOBODY },
  joined: 1,
  left: {},
  sessions: { held: 0, cancelled: 0, headcount: 0, heads: 0 },
  attendance: { attended: 0, expected: 0, outside: 0 },
  kinds: { attitude: NOBODY, trade: ONE },
  present: { convict: 1, detainee: 0, unknown: 0 },
  programmes: [],
};

/** Each kind of thing has a card under a session's number and under a visit's, in one chat. */
async function cardsOf({ tx, officer, head, world: own }: Sample, session: number, visit: number) {
  const card = { chatId: BigInt(chatOf(own.unitId)), personId: officer.personId, createdAt: NOW };
  const kinds = ['session', 'visit', 'followUp', 'session-paper'];
  await tx.card.createMany({
    data: [...new Set([session, visit])].flatMap((subjectId, which) =>
      kinds.map((subject, kind) => ({ ...card, subject, subjectId, messageId: which * 10 + kind })),
    ),
  });
  const other = { subject: 'visit', subjectId: visit, messageId: 99, createdAt: NOW };
  await tx.card.create({
    data: { ...other, chatId: 999_000n + BigInt(own.unitId), personId: head.personId },
  });
}

async function theRest({ world: own, tx, officer, head, humas, fisheries, contact, kadis }: Sample) {
  const { unitId } = own;
  const closing = { unitId, closedAt: at('2023-08-02T09:00'), closedById: head.personId };
  await tx.monthClosing.createMany({
    data: [
      {
        ...closing,
        month: '2023-08',
        reopenedAt: NOW,
        reopenedById: officer.personId,
        reopenReason: 'salah',
      },
      { ...closing, month: '2023-07' },
      { ...closing, month: '2023-08', closedById: officer.personId, closeReason: 'tetap' },
    ],
  });
  const closed = await tx.monthClosing.findFirstOrThrow({ where: { unitId, month: '2023-07' } });
  await tx.monthReport.create({
    data: { closingId: closed.id, asOf: at('2023-07-31T23:59'), definition: 1, figures, rows: {} },
  });
  const leave = { closingId: closed.id, openedById: head.personId, openedAt: NOW, until: NOW };
  await tx.monthOpening.create({
    data: {
      ...leave,
      matter: 'all',
      whom: 'opener',
      reason: 'salah',
      endedAt: NOW,
      endedById: officer.personId,
    },
  });
  const opening = await tx.monthOpening.create({
    data: { ...leave, matter: 'sessions', whom: 'officers', reason: 'lembar' },
  });
  await tx.monthRevision.createMany({
    data: ['session.log', 'session.correct'].map((action) => ({
      closingId: closed.id,
      openingId: opening.id,
      at: NOW,
      byId: officer.personId,
      action,
      before: figures,
      after: figures,
      rows: { came: NO_ROWS, gone: NO_ROWS },
    })),
  });
  const day = { unitId, byId: head.personId, at: NOW };
  await tx.closedDay.createMany({
    data: [
      { ...day, date: '2023-12-25', kind: 'holiday', reason: 'Natal' },
      { ...day, date: '2023-09-18', reason: 'Pindah' },
      { ...day, date: '2023-09-11', reason: 'HUT', reopenedAt: NOW },
      { ...day, date: '2023-01-01', kind: 'holiday', reason: 'Tahun Baru' },
      { ...day, date: '2023-06-05', reason: 'Banjir' },
      { ...day, date: '2024-01-02', reason: 'Libur' },
    ],
  });
  const table = await tx.holidayTable.create({ data: { ...day, year: 2023, decree: 'SKB 2023' } });
  const trace = { unitId, at: NOW, actorId: head.personId, subject: 'holidayTable', subjectId: table.id };
  const detail = { year: 2023, decree: 'SKB 2023', days: 2, before: { decree: null, days: [] } };
  const traced = await tx.auditEntry.create({ data: { ...trace, action: 'calendar.table', detail } });

  const exemption = { unitId, grantedById: head.personId, grantedAt: NOW };
  await tx.nameExemption.createMany({
    data: [
      { ...exemption, words: 'bintang laut' },
      { ...exemption, words: 'cahaya kasih', withdrawnById: head.personId, withdrawnAt: NOW },
    ],
  });

  const feed = { unitId, createdAt: at('2023-09-01T08:00') };
  await tx.calendarFeed.createMany({
    data: [
      { ...feed, telegramId: contact.telegramId, pathHash: `revoked ${unitId}`, revokedAt: NOW },
      { ...feed, telegramId: kadis.telegramId, pathHash: `open ${unitId}` },
    ],
  });

  const group = { unitId, weekday: 1, minute: 450, locale: 'id', boundById: head.personId } as const;
  const chatId = (n: number) => BigInt(-1_001_000_000_000 - unitId * 100 - n);
  const bound = { ...group, boundAt: NOW };
  const endedGroup = await tx.groupChat.create({
    data: { ...bound, chatId: chatId(1), title: 'Dinas', agencyId: fisheries, unboundAt: NOW },
  });
  const agencyGroup = await tx.groupChat.create({
    data: { ...bound, chatId: chatId(1), title: 'Mitra', agencyId: fisheries, topicId: 7 },
  });
  const staffGroup = await tx.groupChat.create({ data: { ...bound, chatId: chatId(2), title: 'Bina' } });
  const notice = { unitId, kind: 'summary.weekly', subjectId: 0, subjectVersion: 1, createdAt: NOW };
  await tx.outbox.createMany({
    data: (['planned', 'sent'] as const).map((state, index) => ({
      ...notice,
      state,
      dedupeKey: `${unitId} ${state}`,
      groupId: [agencyGroup, staffGroup][index]?.id ?? null,
      dueAt: at('2023-09-11T07:30'),
      nextAt: at('2023-09-11T07:30'),
    })),
  });

  await tx.reminderSettings.create({
    data: { personId: officer.personId, muted: ['H-7'], quietFrom: 1260, quietUntil: 360, updatedAt: NOW },
  });
  const batch = { unitId, byId: officer.personId, chatId: 5n, fileName: 'x.csv', createdAt: NOW };
  const result = { new: 1, changed: 0 };
  const asOf = at('2023-09-01T00:00');
  await tx.importBatch.create({ data: { ...batch, state: 'applied', asOf, result, endedAt: NOW } });
  await tx.importBatch.create({ data: { ...batch, state: 'applied', asOf: at('2023-08-01T00:00'), result } });
  const applying = await tx.importBatch.create({ data: { ...batch, state: 'applying', asOf: NOW } });
  const preview = await tx.importBatch.create({
    data: {
      ...batch,
      byId: humas.personId,
      state: 'preview',
      rows: '{"file":{"rows":[]}}',
      result: { decisions: {} },
    },
  });
  const right = { unitId, createdAt: NOW, expiresAt: at('2023-09-08T00:00'), invitedById: head.personId };
  await tx.invitation.create({ data: { ...right, tokenHash: `hash ${unitId}`, kind: 'officer' } });
  const incident = { unitId, kind: 'sweep-failed', key: 'reminders', facts: new Uint8Array([1]), at: NOW };
  await tx.incident.create({ data: { ...incident, toldAt: NOW, overAt: NOW } });
  const trouble = await tx.incident.create({ data: { ...incident, toldAt: NOW } });
  const stranger = await tx.person.create({
    data: { telegramId: BigInt(unitId * 1000 + 4999), name: 'Orang Lewat', createdAt: NOW },
  });
  await tx.accessRequest.create({ data: { unitId, personId: stranger.id, createdAt: NOW } });
  return {
    closed: closed.id,
    table: table.id,
    traced: traced.id,
    agencyGroup: agencyGroup.id,
    staffGroup: staffGroup.id,
    endedGroup: endedGroup.id,
    chat: chatId(1),
    preview: preview.id,
    applying: applying.id,
    trouble: trouble.id,
  };
}
