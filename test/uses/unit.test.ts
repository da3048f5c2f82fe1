import type { Notice, Notices } from '../../src/delivery/notice.js';
import { createAgenciesService } from '../../src/features/agencies/service.js';
import { createCalendarService } from '../../src/features/calendar/service.js';
import { addTable, tableMeets, takeBackOnce, viewYear } from '../../src/features/calendar/table/service.js';
import { createExemptionsService } from '../../src/features/exemptions/service.js';
import { createFeedService, endFeedOf } from '../../src/features/feed/service.js';
import { createPeopleService } from '../../src/features/people/service.js';
import { createQueueService, SET_ASIDE, tellHeads } from '../../src/features/queue/service.js';
import { planAgendas } from '../../src/features/reminders/agenda/service.js';
import { createRemindersService } from '../../src/features/reminders/service.js';
import { applyBatch, startApplying } from '../../src/features/roster/apply/service.js';
import { cancelBatch, dateBatch, decide, undecide } from '../../src/features/roster/decide/service.js';
import { keepRoster, viewBatch } from '../../src/features/roster/service.js';
import { settleUnitTimetables } from '../../src/features/sessions/index.js';
import { createSummariesService } from '../../src/features/summaries/service.js';
import { months } from '../support/months.js';
import { rosterFile } from '../support/roster.js';
import { at, NOW } from '../support/world.js';
import { each, testUses, type Using } from './use.js';

const agencies = ({ db }: Using) => createAgenciesService({ db });
const calendar = ({ db }: Using) => createCalendarService({ db, onDaysChanged: settleUnitTimetables });
const feed = ({ db }: Using) => {
  const { identify } = createPeopleService({ db, defaultLocale: 'id' });
  return createFeedService({ db, identify, secret: 'test' });
};
const queue = ({ db }: Using) => createQueueService({ db });
const reminders = ({ db }: Using) => createRemindersService({ db, notices: () => new Map() });
const summaries = ({ db }: Using) => createSummariesService({ db });

const update = (u: Using) => ({ ref: u.ref(), now: u.now });
const ofUnit = (
  table: { findFirstOrThrow: (asked: { where: object }) => Promise<{ id: number }> },
  where: object,
) => table.findFirstOrThrow({ where }).then(({ id }) => id);

/** Has every message of the unit set aside. */
const setAside = async ({ tx, own: { unitId } }: Using) => {
  await tx.outbox.updateMany({ where: { unitId }, data: { state: 'setAside', cause: 'refused' } });
  const rows = await tx.outbox.findMany({ where: { unitId }, orderBy: { id: 'asc' } });
  return rows.map(({ id }) => id);
};

/** Three hours after the moment at which use cases are tried. */
const LATER = new Date(NOW.getTime() + 3 * 3_600_000);
const BINDING = { weekday: 1, minute: 450, locale: 'id', agencyId: null } as const;

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
      registerNumber: 'BI-78/2023',
      registerKey: 'BI78/2023',
      name: 'Obet',
      programme: 'seni anyaman',
    },
  ],
  programmes: [
    { key: 'las', name: 'Las', rows: 1 },
    { key: 'seni anyaman', name: 'Seni Anyaman', rows: 1 },
  ],
  noStatus: true,
});

const kept = (u: Using) =>
  keepRoster(u.db, u.doing(), { chatId: 5n, fileName: 'x.csv', file: FILE }).then(({ id }) => id);

testUses({
  agencies: {
    list: (u) => agencies(u).list(u.as),
    find: (u) =>
      each([u.own.fisheries, u.own.social, u.other.fisheries], (id) => agencies(u).find(u.as, id, u.now)),
    add: (u) =>
      each(['Dinas Sosial', 'Puskesmas'], (name) =>
        agencies(u).add(u.tx, u.as, { name, address: null }, u.now),
      ),
    edit: (u) =>
      each(
        [
          [u.own.fisheries, 'Dinas Sosial'],
          [u.other.fisheries, 'Puskesmas'],
          [u.own.fisheries, 'Dinas Perikanan'],
          [u.own.fisheries, 'DKP'],
        ] as const,
        ([id, name]) => agencies(u).edit(u.tx, u.as, id, { name, address: 'Jalan Baru' }, u.now),
      ),
  },

  calendar: {
    closed: (u) => calendar(u).closed(u.as, u.now),
    closeOnce: (u) =>
      calendar(u).closeOnce(
        u.as,
        [
          { date: '2023-09-14', reason: 'Pawai' },
          { date: '2023-12-25', reason: 'Pawai' },
        ],
        update(u),
      ),
    reopenOnce: (u) =>
      each(['2023-09-18', '2023-09-18', '2023-12-25'], (date) =>
        calendar(u).reopenOnce(u.as, date, update(u)),
      ),
    'closed: from the day on': (u) =>
      each(['2023-09-18T09:00', '2023-09-19T09:00', '2024-01-02T09:00', '2024-01-03T09:00'], (day) =>
        calendar(u).closed(u.as, at(day)),
      ),
    viewYear: (u) => each([2023, 2030], (year) => viewYear(u.db, u.as, year)),
    'viewYear: added': async (u) => {
      const days = [{ date: '2030-01-01', kind: 'holiday' as const, reason: 'Tahun Baru' }];
      const added = await addTable(u.tx, { actor: u.as, now: u.now }, { year: 2030, decree: 'SKB', days });
      return [typeof added, await viewYear(u.db, u.as, 2030), await tableMeets(u.db, u.as, 2030)];
    },
    'addTable: in place of an earlier one': async (u) => {
      const days = [
        { date: '2023-12-25', kind: 'holiday' as const, reason: 'Natal' },
        { date: '2023-09-18', kind: 'jointLeave' as const, reason: 'Cuti' },
      ];
      const added = await addTable(u.tx, { actor: u.as, now: u.now }, { year: 2023, decree: 'SKB 2', days });
      return [typeof added, await tableMeets(u.db, u.as, 2023)];
    },
    tableMeets: (u) => tableMeets(u.db, u.as, 2023),
    takeBackOnce: (u) => {
      const deps = { db: u.db, onDaysChanged: settleUnitTimetables };
      return each([u.other.traced, u.own.traced, u.own.traced], (id) =>
        takeBackOnce(deps, u.as, id, update(u)),
      );
    },
  },

  queue: {
    view: async (u) => {
      const before = await queue(u).view(u.as, 0, u.now);
      await setAside(u);
      return [before, await queue(u).view(u.as, 0, u.now), await queue(u).view(u.as, 1, u.now)];
    },
    settle: async (u) => {
      const [one = 0, two = 0] = await setAside(u);
      const foreign = await ofUnit(u.tx.outbox, { unitId: u.other.unitId });
      return [
        await queue(u).settle(u.as, 'retry', one, u.ref(), u.now),
        await queue(u).settle(u.as, 'retry', one, u.ref(), u.now),
        await queue(u).settle(u.as, 'drop', two, u.ref(), u.now),
        await queue(u).settle(u.as, 'drop', foreign, u.ref(), u.now),
      ];
    },
    retryAll: async (u) => {
      const none = await queue(u).retryAll(u.as, u.ref(), u.now);
      await setAside(u);
      return [none, await queue(u).retryAll(u.as, u.ref(), u.now)];
    },
    tellHeads: async (u) => {
      const [outboxId = 0] = await setAside(u);
      const about = { outboxId, unitId: u.own.unitId, now: u.now, cause: 'gone' as const };
      await tellHeads(u.tx, { ...about, kind: SET_ASIDE });
      await tellHeads(u.tx, { ...about, kind: 'visit.card' });
      await tellHeads(u.tx, { ...about, outboxId: outboxId + 1, kind: 'visit.card' });
    },
    'tellHeads: after one that was sent': async (u) => {
      const { unitId, head } = u.own;
      const sent = { unitId, kind: SET_ASIDE, subjectId: 1, subjectVersion: 1, personId: head.personId };
      const times = { createdAt: NOW, dueAt: NOW, nextAt: NOW, sentAt: NOW };
      await u.tx.outbox.create({ data: { ...sent, ...times, dedupeKey: 'told', state: 'sent' } });
      await tellHeads(u.tx, {
        outboxId: 2,
        unitId,
        kind: 'visit.card',
        now: u.now,
        cause: 'gone',
      });
    },
  },

  feed: {
    since: (u) => feed(u).since(u.as),
    make: async (u) => [
      typeof (await feed(u).make(u.as, update(u))),
      (await feed(u).since(u.as))?.toISOString(),
      await u.tx.calendarFeed.count({ where: { revokedAt: null, telegramId: u.as.telegramId } }),
    ],
    revoke: async (u) => {
      const kadis = u.own.kadis;
      return [await feed(u).revoke(u.as, update(u)), await feed(u).since(u.as), await feed(u).since(kadis)];
    },
    subscriber: async (u) => {
      const key = await feed(u).make(u.as, update(u));
      const whose = async (given: string) => (await feed(u).subscriber(given, u.now))?.name;
      const before = [await whose(key ?? ''), await whose('another')];
      await u.tx.post.updateMany({ where: { personId: u.as.personId }, data: { endedAt: NOW } });
      return [...before, await whose(key ?? '')];
    },
    endFeedOf: (u) => endFeedOf(u.tx, u.own.kadis.telegramId, u.now),
  },

  exemptions: {
    settle: (u) => {
      const exemptions = createExemptionsService({ db: u.db });
      return each(
        [
          ['grant', 'bintang laut'],
          ['grant', 'cahaya kasih'],
          ['withdraw', 'bintang laut'],
          ['withdraw', 'bintang laut'],
        ] as const,
        ([what, words]) => exemptions.settle(u.as, what, words, u.ref(), u.now),
      );
    },
  },

  reminders: {
    view: (u) => reminders(u).view(u.as),
    changeOnce: (u) =>
      each(
        [
          { what: 'quiet', quiet: undefined },
          { what: 'pause', until: at('2023-09-08T00:00') },
        ] as const,
        (what) => reminders(u).changeOnce(u.as, what, u.ref(), u.now),
      ),
    snooze: async (u) =>
      reminders(u).snooze(u.as, await ofUnit(u.tx.outbox, { unitId: u.own.unitId }), LATER, u.now),
    'snooze: one that is of use, one that is not by then, and one that is over': async (u) => {
      const stillDue = async ({ now, subjectId }: { now: Date; subjectId: number }) => {
        if (subjectId === 3) return { drop: 'over' };
        return subjectId === 2 && now > NOW ? { drop: 'late' } : { send: true as const };
      };
      const notice = { reminder: { family: 'visits' }, stillDue, render: async () => undefined };
      const notices: Notices = new Map<string, Notice>([
        ['some.reminder', notice],
        ['some.news', { stillDue, render: async () => undefined }],
      ]);
      const service = createRemindersService({ db: u.db, notices: () => notices });
      const row = {
        unitId: u.own.unitId,
        personId: u.as.personId,
        subjectVersion: 1,
        createdAt: NOW,
        dueAt: NOW,
        nextAt: NOW,
        sentAt: NOW,
      };
      const rows = await each([1, 2, 3, 4], (subjectId) =>
        u.tx.outbox.create({
          data: {
            ...row,
            subjectId,
            state: 'sent',
            kind: subjectId === 4 ? 'some.news' : 'some.reminder',
            dedupeKey: `sent ${subjectId}`,
          },
        }),
      );
      return each(rows as { readonly id: number }[], ({ id }) => service.snooze(u.as, id, LATER, u.now));
    },
    planAgendas: async (u) => {
      await planAgendas(u.db, u.now);
      await planAgendas(u.db, at('2023-09-17T20:00'));
    },
  },

  summaries: {
    mayBind: (u) => summaries(u).mayBind(u.as),
    groups: (u) => summaries(u).groups(u.as),
    agencies: (u) => summaries(u).agencies(u.as),
    bound: (u) => each([u.own.chat, u.other.chat, 1n], (chat) => summaries(u).bound(u.as, chat)),
    bind: (u) => {
      const chat = { chatId: -5n, title: 'Baru', topicId: null };
      const bind = (of: object, more: object = {}) =>
        summaries(u).bind(u.as, { ...chat, ...of }, { ...BINDING, ...more }, u.ref(), u.now);
      return each(
        [
          () => bind({ chatId: u.other.chat }),
          () => bind({}, { agencyId: u.other.fisheries }),
          () => bind({}),
          () => bind({}),
          () => bind({}, { minute: 460 }),
          () => bind({}, { minute: 460, weekday: 2 }),
          () => bind({}, { minute: 460, weekday: 2, locale: 'en' }),
          () => bind({}, { minute: 460, weekday: 2, locale: 'en', agencyId: u.own.social }),
          () => bind({ topicId: 3 }, { minute: 460, weekday: 2, locale: 'en', agencyId: u.own.social }),
        ],
        (one) => one(),
      );
    },
    unbind: (u) =>
      each(
        [
          [u.other.chat, null],
          [u.own.chat, u.own.endedGroup],
          [u.own.chat, u.own.agencyGroup],
          [u.own.chat, null],
        ] as const,
        ([chat, group]) => summaries(u).unbind(u.as, chat, group, u.ref(), u.now),
      ),
    'unbind: whatever is open': (u) => summaries(u).unbind(u.as, u.own.chat, null, u.ref(), u.now),
    lost: (u) => each([1n, u.own.chat], (chat) => summaries(u).lost(chat, u.ref(), u.now)),
    moved: (u) =>
      each(
        [
          [1n, 2n],
          [u.own.chat, -77n],
        ] as const,
        ([from, to]) => summaries(u).moved(from, to, u.now),
      ),
    'moved: to where one is bound': async (u) => {
      const { chatId } = await u.tx.groupChat.findUniqueOrThrow({ where: { id: u.own.staffGroup } });
      await summaries(u).moved(u.own.chat, chatId, u.now);
    },
    preview: (u) =>
      each([undefined, u.own.chat, u.other.chat], (chat) => summaries(u).preview(u.as, chat, u.now)),
  },

  roster: {
    keepRoster: (u) => kept(u).then(() => undefined),
    viewBatch: (u) =>
      each([u.own.preview, u.own.applying, u.other.preview], async (id) => {
        await u.tx.importBatch.update({ where: { id }, data: { byId: u.as.personId } });
        return viewBatch(u.db, u.as, id, u.now).then(({ state }) => state);
      }),
    'viewBatch: from the first question to the last': async (u) => {
      const id = await kept(u);
      const seen = async () => {
        const view = await viewBatch(u.db, u.as, id, u.now);
        return 'question' in view ? [view.state, view.question] : view.state;
      };
      const asked = async (choice: object, index = 0) => [
        await decide(u.db, u.doing(), { batchId: id, index, choice: choice as never }),
        await seen(),
      ];
      return [
        await seen(),
        await dateBatch(u.tx, u.doing(), id, '2023-09-06'),
        await dateBatch(u.tx, u.doing(), id, 'nonsense'),
        await dateBatch(u.tx, u.doing(), id, '2023-09-05'),
        await seen(),
        await asked({ agencyId: u.own.social }),
        await asked({ kind: 'trade' }, 7),
        await asked({ sameAs: u.other.weaving }),
        await asked({ kind: 'trade' }),
        await asked({ kind: 'attitude' }),
        await asked({ agencyId: u.other.social }),
        await asked({ agencyId: u.own.social }),
        await asked({ agencyId: null }),
        await undecide(u.db, u.doing(), id),
        await seen(),
        await asked({ sameAs: u.own.weaving }),
      ];
    },
    'viewBatch: ended': async (u) => {
      const states = ['failed', 'cancelled', 'applied'] as const;
      return each(states, async (state) => {
        const id = await kept(u);
        const result = state === 'applied' ? { new: 1, changed: 0 } : undefined;
        await u.tx.importBatch.update({
          where: { id },
          data: { state, asOf: NOW, ...(result && { result }) },
        });
        return viewBatch(u.db, u.as, id, u.now).then(({ state: seen }) => seen);
      });
    },
    'undecide: somebody else’s': async (u) => {
      const id = await keepRoster(
        u.db,
        { ...u.doing(), actor: u.own.head },
        { chatId: 5n, fileName: 'x', file: FILE },
      );
      return [
        await dateBatch(u.tx, u.doing(), id.id, '2023-09-05'),
        await decide(u.db, u.doing(), { batchId: id.id, index: 0, choice: { leftOut: true } }),
        await undecide(u.db, u.doing(), id.id),
        await startApplying(u.db, u.doing(), { batchId: id.id, planKey: 'x' }),
        await cancelBatch(u.db, u.doing(), id.id),
      ];
    },
    startApplying: async (u) => {
      const id = await kept(u);
      const start = (planKey: string) => startApplying(u.db, u.doing(), { batchId: id, planKey });
      const undated = await start('a');
      await dateBatch(u.tx, u.doing(), id, '2023-09-05');
      return [undated, await start('a'), await start('a'), await start('b')];
    },
    applyBatch: async (u) => {
      const of = { unitId: u.own.unitId, zone: u.as.zone };
      return each([u.own.preview, u.own.applying], (id) =>
        applyBatch({ db: u.db, months }, { ...of, id }, u.now, { tell: true }),
      );
    },
    cancelBatch: async (u) => {
      await cancelBatch(u.db, u.doing(), u.own.preview);
      await cancelBatch(u.db, u.doing(), u.own.applying);
    },
  },
});
