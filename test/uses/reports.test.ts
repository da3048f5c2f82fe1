import { enrolmentTotals } from '../../src/features/counts/index.js';
import { countsCard } from '../../src/features/counts/messages.js';
import { regionCard } from '../../src/features/counts/region/messages.js';
import { createRegionService } from '../../src/features/counts/region/service.js';
import { createCountsService } from '../../src/features/counts/service.js';
import { agreedThere } from '../../src/features/followups/section/service.js';
import { createIncidentsService } from '../../src/features/incidents/service.js';
import { dayOf } from '../../src/features/reminders/agenda/service.js';
import { applyBatch, resumeImports, startApplying } from '../../src/features/roster/apply/service.js';
import { dateBatch, decide } from '../../src/features/roster/decide/service.js';
import { keepRoster, viewBatch } from '../../src/features/roster/service.js';
import { sessionTotals } from '../../src/features/sessions/index.js';
import { planSummaries } from '../../src/features/summaries/weekly/service.js';
import { visitTotals } from '../../src/features/visits/visit/service.js';
import { createLogger } from '../../src/lib/logger.js';
import { translator } from '../../src/words/translate.js';
import { months } from '../support/months.js';
import { rosterFile } from '../support/roster.js';
import { screenOf } from '../support/screens.js';
import { at, NOW, ZONE } from '../support/world.js';
import { each, testUses, type Using } from './use.js';

/** What is asked, as the card that answers it. */
const asked = async (u: Using, questions: readonly string[], groupChatId?: bigint, now = u.now) => {
  const counts = createCountsService({ db: u.db });
  const inGroup = groupChatId !== undefined;
  const voice = { t: translator('id'), locale: 'id' as const, zone: ZONE, now, inGroup };
  const answers = await each(questions, async (question) => {
    const found = await counts.ask(
      u.as,
      question,
      { now, saidAt: now, locale: 'id' },
      inGroup ? { groupChatId } : {},
    );
    return `${question}: ${screenOf(countsCard(voice, found))}`;
  });
  return answers;
};

const QUESTIONS = [
  '',
  'lele',
  'anyaman',
  'dinas perikanan',
  'dinas sosial agustus',
  'kemandirian',
  'narapidana',
  'per program',
  'per instansi',
  'per jenis',
  'per status kemarin',
  'juli 2023',
  'januari 2020',
  'besok',
  'dinas',
  'entah apa',
];

/** Seals nothing, so that what is kept is the same every time. */
const SEAL = {
  seal: (text: string) => new Uint8Array(Buffer.from(text)),
  open: (sealed: Uint8Array) => Buffer.from(sealed).toString(),
  sealBytes: (bytes: Uint8Array) => new Uint8Array(bytes),
  openBytes: (sealed: Uint8Array) => Buffer.from(sealed),
};

function incidents(u: Using, told: unknown[] = []) {
  return createIncidentsService({
    db: u.db,
    seal: SEAL,
    logger: createLogger('silent'),
    wake: () => told.push('woken'),
    tell: async ({ unit, chatId }, { kind }) => told.push([unit.id, chatId, kind]),
  });
}

const FILE = rosterFile({
  rows: [
    {
      line: 2,
      registerNumber: 'BI-77/2023',
      registerKey: 'BI77/2023',
      name: 'Ruben',
      programme: 'las',
      state: 'active',
    },
    {
      line: 3,
      registerNumber: 'BI-1/2023',
      registerKey: 'BI-1/2023',
      name: 'Zainal A.',
      programme: 'seni anyaman',
      state: 'ended',
      reason: 'completed',
    },
    {
      line: 4,
      registerNumber: 'BI-8/2023',
      registerKey: 'BI-8/2023',
      name: 'Anton',
      programme: 'budidaya ikan lele',
      state: 'active',
    },
  ],
  programmes: [
    { key: 'las', name: 'Las', rows: 1 },
    { key: 'seni anyaman', name: 'Seni Anyaman', rows: 1 },
    { key: 'budidaya ikan lele', name: 'Budidaya Ikan Lele', rows: 1 },
  ],
});

testUses({
  counts: {
    ask: (u) => asked(u, QUESTIONS),
    'ask: in a group': (u) => asked(u, ['', 'lele', 'dinas sosial', 'entah apa'], u.own.chat),
    'ask: in a group of the staff, and in one of nobody’s': async (u) => {
      const { chatId } = await u.tx.groupChat.findUniqueOrThrow({ where: { id: u.own.staffGroup } });
      return [...(await asked(u, ['', 'dinas sosial'], chatId)), ...(await asked(u, [''], -1n))];
    },
    'ask: before the first record': async (u) => {
      await u.tx.enrolmentChange.deleteMany({});
      await u.tx.participantClass.deleteMany({});
      await u.tx.seatOffer.deleteMany({});
      await u.tx.enrolment.deleteMany({});
      return asked(u, ['', 'juli 2023']);
    },
    'region: totals of what is below a Kanwil': async (u) => {
      const { unitId } = u.own;
      const kanwil = { ...u.as, unitName: 'Kanwil Maluku', isKanwil: true as const };
      // It is below itself here: what is asked is whose totals are shown to whom.
      await u.tx.unit.update({ where: { id: unitId }, data: { kanwilId: unitId } });
      const region = createRegionService({ db: u.db });
      const voice = { t: translator('id'), locale: 'id' as const, zone: ZONE, now: u.now };
      const asking = { now: u.now, saidAt: u.now, locale: 'id' as const };
      const answers = await each(
        ['', 'agustus 2023', 'januari 2020', 'oktober 2023', 'lele'],
        async (question) =>
          screenOf(regionCard(voice, kanwil.unitName, await region.ask(kanwil, question, asking))),
      );
      const outside = await region.ask(u.as, '', asking);
      await u.tx.unit.update({ where: { id: unitId }, data: { kanwilId: null } });
      return [...answers, outside.ok];
    },
    totals: (u) =>
      each([null, u.own.fisheries, u.other.fisheries], async (agencyId) => {
        const { unitId } = u.own;
        const span = [at('2023-08-22T09:00'), at('2023-09-05T14:00')] as const;
        return [
          await enrolmentTotals(u.db.read, { unitId, agencyId }, NOW, at('2023-08-10T00:00')),
          await sessionTotals(u.db.read, {
            scope:
              agencyId === null
                ? { kind: 'unit', unitId }
                : { kind: 'agencies', unitId, agencyIds: [agencyId] },
            from: span[0],
            until: span[1],
          }),
          await visitTotals(u.db.read, unitId, span[0], span[1]),
        ];
      }),
  },

  incidents: {
    report: async (u) => {
      const told: unknown[] = [];
      const { report } = incidents(u, told);
      const failed = { kind: 'sweep-failed', facts: { job: 'x' }, unitId: u.own.unitId } as const;
      for (const [key, moment] of [
        ['new', '2023-09-05T11:30'],
        ['new', '2023-09-05T12:30'],
        ['new', '2023-09-06T11:30'],
        ['reminders', '2023-09-06T11:30'],
      ] as const)
        await report({ ...failed, key, at: at(moment) });
      await report({ kind: 'sweep-failed', facts: { job: 'y' }, key: 'everywhere', at: NOW });
      return told;
    },
    over: async (u) => {
      const told: unknown[] = [];
      const { over, report, find } = incidents(u, told);
      const which = { kind: 'sweep-failed' as const, key: 'reminders', at: at('2023-09-05T12:00') };
      await over({ ...which, key: 'other' });
      await over({ ...which, unitId: u.own.unitId });
      await over({ ...which, unitId: u.own.unitId });
      const closed = await find(u.own.unitId, u.own.trouble);
      await report({ ...which, facts: { job: 'x' }, unitId: u.own.unitId, at: at('2023-09-05T12:10') });
      const again = await find(u.own.unitId, u.own.trouble);
      await over(which);
      return [told, closed, again];
    },
    'over, and again after a while': async (u) => {
      const { over, report } = incidents(u);
      const which = { kind: 'sweep-failed' as const, key: 'reminders', unitId: u.own.unitId };
      await over({ ...which, at: at('2023-09-05T12:00') });
      await report({ ...which, facts: { job: 'x' }, at: at('2023-09-05T18:10') });
    },
    find: (u) => each([u.own.trouble, u.other.trouble, 999_999], (id) => incidents(u).find(u.own.unitId, id)),
    sweep: async (u) => {
      for (const day of ['2023-12-04T11:30', '2023-12-14T11:30']) await incidents(u).sweep(at(day));
      return u.tx.incident.count();
    },
  },

  'what was agreed, the day, the weekly summary': {
    agreedThere: (u) =>
      each(
        [
          { id: u.own.visits.held, state: 'held', minutes: {} },
          { id: u.own.visits.held, state: 'held', minutes: null },
          { id: u.own.visits.coming, state: 'confirmed', minutes: null },
        ],
        (visit) => agreedThere(u.db.read, u.as, { ...visit, unitId: u.own.unitId }),
      ),
    dayOf: (u) =>
      each(['2023-09-05T07:00', '2023-09-06T07:00', '2023-09-12T07:00'], (day) =>
        dayOf(u.db.read, { id: u.own.unitId, zone: ZONE }, u.as.personId, at(day)),
      ),
    planSummaries: async (u) => {
      await u.tx.outbox.deleteMany({ where: { kind: 'summary.weekly' } });
      await u.tx.groupChat.updateMany({
        where: { id: u.own.staffGroup },
        data: { boundAt: at('2023-08-01T00:00') },
      });
      return [await planSummaries(u.db, u.now), await planSummaries(u.db, u.now)];
    },
  },

  roster: {
    'applyBatch: from the file to the records': async (u) => {
      const { id } = await keepRoster(u.db, u.doing(), { chatId: 5n, fileName: 'x.csv', file: FILE });
      await dateBatch(u.tx, u.doing(), id, '2023-09-05');
      for (const choice of [{ kind: 'trade' as const }, { agencyId: u.own.social }])
        await decide(u.db, u.doing(), { batchId: id, index: 0, choice });
      const view = await viewBatch(u.db, u.as, id, u.now);
      if (!('planKey' in view)) return view.state;
      const { counts, creates, overfilled, newerThan, plan, programmes } = view;
      const of = { id, unitId: u.own.unitId, zone: ZONE };
      const early = await applyBatch({ db: u.db, months }, of, u.now);
      await startApplying(u.db, u.doing(), { batchId: id, planKey: view.planKey });
      return [
        { counts, creates, overfilled, newerThan, programmes, missing: plan.missing.length },
        early,
        await applyBatch({ db: u.db, months }, of, u.now, { tell: true }),
        await applyBatch({ db: u.db, months }, of, u.now),
      ];
    },
    'applyBatch: what has changed meanwhile': async (u) => {
      const { id } = await keepRoster(u.db, u.doing(), { chatId: 5n, fileName: 'x.csv', file: FILE });
      await dateBatch(u.tx, u.doing(), id, '2023-08-25');
      await decide(u.db, u.doing(), { batchId: id, index: 0, choice: { leftOut: true } });
      const view = await viewBatch(u.db, u.as, id, u.now);
      await startApplying(u.db, u.doing(), { batchId: id, planKey: 'another' });
      const newer = 'newerThan' in view ? view.newerThan : undefined;
      return [
        view.state,
        newer,
        await applyBatch({ db: u.db, months }, { id, unitId: u.own.unitId, zone: ZONE }, u.now),
      ];
    },
    resumeImports: async (u) => [
      await resumeImports({ db: u.db, months }, at('2023-09-12T11:30'), new Set([u.own.applying])),
      await resumeImports({ db: u.db, months }, at('2023-09-12T11:31')),
    ],
  },
});
