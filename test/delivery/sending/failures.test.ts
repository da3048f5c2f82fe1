import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GroupGuardRefusal } from '../../../src/delivery/guard/group-guard.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { notice, type Office, openOffice } from '../office.js';
import type { Answer } from '../telegram.js';

const telegram = (error: number, description: string, parameters?: object): Answer => ({
  error,
  description,
  ...(parameters && { parameters }),
});
const HOUR = 3_600_000;

describe.each(databases())('failures on $kind', ({ open }) => {
  let store: TestDatabase;
  let office: Office;
  let given: string[];
  beforeAll(async () => {
    store = await open({ neighbours: false });
  });
  beforeEach(async () => {
    await store.reset();
    office = await openOffice(store.db);
    given = [];
  });
  afterAll(() => store.close());

  const noting = (other: Parameters<typeof notice>[0] = {}) =>
    notice({
      onGivenUp: async (_tx, { kind, subjectId }, cause) => {
        given.push(`${kind} ${subjectId} ${cause}`);
      },
      ...other,
    });

  /** Looks at least two hundred times, and no more than once a second, for so long. */
  async function work(forMs: number, note = noting()): Promise<void> {
    const delivery = office.delivery({ note });
    const stepMs = Math.max(1_000, forMs / 200);
    for (const end = office.time.ms() + forMs; office.time.ms() < end; office.time.advance(stepMs)) {
      await delivery.tick();
    }
    await delivery.stop();
  }

  /** Answers so for the first `times` calls to a chat. */
  function answer(chatId: number, response: Answer, times = Number.POSITIVE_INFINITY): void {
    let left = times;
    office.telegram.respond = (call) => {
      if (call.chatId !== chatId || left === 0) return undefined;
      left -= 1;
      return response;
    };
  }

  it('429 to a person holds the whole queue as told', async () => {
    answer(office.person(1), telegram(429, 'Too Many Requests: retry after 7', { retry_after: 7 }), 1);
    await office.plan({ subjectId: 1 }, { subjectId: 2, to: { personId: 2 } });
    const start = office.time.ms();
    await work(10_000);
    expect(office.said()).toHaveLength(2);
    const second = office.telegram.done.find(({ chatId }) => chatId === office.person(1));
    expect((second?.at ?? 0) - start).toBeGreaterThanOrEqual(7_000);
    expect(await office.row(1)).toMatchObject({ state: 'sent', attempts: 0 });
  });

  it('429 to a group holds that group and nobody else', async () => {
    answer(office.group(1), telegram(429, 'Too Many Requests: retry after 40', { retry_after: 40 }), 1);
    await office.plan(
      { subjectId: 1, to: { groupId: 1 } },
      ...[2, 3, 4].map((subjectId) => ({ subjectId, to: { personId: subjectId - 1 } })),
    );
    const start = office.time.ms();
    await work(5_000);
    expect(office.said()).toEqual(['1001 note 2', '1002 note 3', '1003 note 4']);
    await work(40_000);
    expect(office.said().at(-1)).toBe('-1001 note 1');
    expect((office.telegram.done.at(-1)?.at ?? 0) - start).toBeGreaterThanOrEqual(40_000);
  });

  it.each<[string, Answer]>([
    ['500', telegram(500, 'Internal Server Error')],
    ['502', telegram(502, 'Bad Gateway')],
    ['a reset connection', { cut: 'before' }],
  ])('%s is tried again after growing pauses', async (_name, response) => {
    answer(office.person(1), response, 3);
    await office.plan({ subjectId: 1 });
    await work(60_000);
    const at = office.telegram.calls.map((call) => call.at);
    expect(at).toHaveLength(4);
    const pauses = at.slice(1).map((time, i) => time - (at[i] ?? 0));
    expect(pauses[0]).toBeGreaterThanOrEqual(5_000);
    expect(pauses[1]).toBeGreaterThanOrEqual(10_000);
    expect(pauses[2]).toBeGreaterThanOrEqual(20_000);
    expect(await office.row(1)).toMatchObject({ state: 'sent', attempts: 3 });
  });

  it('a message that Telegram alone fails on is set aside after ten tries, others go on', async () => {
    answer(office.person(1), telegram(500, 'Internal Server Error'));
    await office.plan({ subjectId: 1 }, { subjectId: 2, to: { personId: 2 } });
    await work(HOUR);
    expect(office.telegram.calls.filter(({ chatId }) => chatId === office.person(1))).toHaveLength(10);
    expect(await office.row(1)).toMatchObject({ state: 'setAside', cause: 'tries', attempts: 10 });
    expect(given).toEqual(['note 1 tries']);
    expect(office.setAside).toMatchObject([{ kind: 'note', cause: 'tries' }]);
    expect(office.said()).toEqual(['1002 note 2']);
  });

  it('an outage of a day costs no message a try', async () => {
    await office.plan(...[1, 2, 3].map((n) => ({ subjectId: n, to: { personId: n } })));
    office.telegram.down = true;
    const delivery = office.delivery({ note: noting() });
    for (let minute = 0; minute < 24 * 60; minute += 10) {
      await delivery.tick();
      office.time.advance(600_000);
    }
    office.telegram.down = false;
    expect(await delivery.tick()).toBe(3);
    expect((await office.rows()).map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
  });

  it('a lost answer repeats the message: it is never lost', async () => {
    answer(office.person(1), { cut: 'after' }, 1);
    await office.plan({ subjectId: 1 });
    await work(10_000);
    expect(office.said()).toEqual(['1001 note 1', '1001 note 1']);
  });

  it.each([
    telegram(403, 'Forbidden: bot was blocked by the user'),
    telegram(403, 'Forbidden: user is deactivated'),
    telegram(403, "Forbidden: bot can't initiate conversation with a user"),
    telegram(400, 'Bad Request: chat not found'),
    telegram(400, 'Bad Request: PEER_ID_INVALID'),
  ])('$description marks the person unreachable', async (response) => {
    answer(office.person(1), response);
    await office.plan({ subjectId: 1 }, { subjectId: 2, dueAt: new Date(office.time.ms() + 5_000) });
    const before = office.time.clock.now();
    await work(20_000);
    const person = await store.db.read.person.findUniqueOrThrow({ where: { id: 1 } });
    expect(person.unreachableAt?.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(await office.row(1)).toMatchObject({ state: 'dropped', cause: 'unreachable' });
    expect(given).toEqual(['note 1 unreachable', 'note 2 unreachable']);
    expect(office.telegram.calls).toHaveLength(1);
  });

  it.each([
    telegram(403, 'Forbidden: bot was kicked from the supergroup chat'),
    telegram(400, 'Bad Request: chat not found'),
  ])('$description unbinds the group', async (response) => {
    answer(office.group(1), response);
    await office.plan({ subjectId: 1, to: { groupId: 1 } });
    await work(5_000);
    const group = await store.db.read.groupChat.findUniqueOrThrow({ where: { id: 1 } });
    expect(group.unboundAt).not.toBeNull();
    expect(await office.row(1)).toMatchObject({ state: 'dropped', cause: 'unbound' });
    expect(given).toEqual(['note 1 unbound']);
  });

  it('a group that moved is rebound and gets its message at once', async () => {
    office.telegram.local.migrateGroup(office.group(1), -100_777);
    await office.plan({ subjectId: 1, to: { groupId: 1 } }, { subjectId: 2, to: { groupId: 1 } });
    const start = office.time.ms();
    await work(5_000);
    expect(office.said()).toEqual(['-100777 note 1', '-100777 note 2']);
    expect((office.telegram.done[0]?.at ?? 0) - start).toBeLessThan(1_100);
    expect(await store.db.read.groupChat.findUnique({ where: { id: 1 } })).toMatchObject({
      chatId: -100_777n,
    });
  });

  it('a group that moved to where another is bound is given up', async () => {
    const moved = { migrate_to_chat_id: office.group(2) };
    answer(
      office.group(1),
      telegram(400, 'Bad Request: group chat was upgraded to a supergroup chat', moved),
    );
    await office.plan({ subjectId: 1, to: { groupId: 1 } });
    await work(3_000);
    expect(given).toEqual(['note 1 unbound']);
  });

  it('a topic that is gone leaves the group its message', async () => {
    await store.db.write((tx) => tx.groupChat.update({ where: { id: 1 }, data: { topicId: 9 } }));
    office.telegram.respond = ({ payload }) =>
      payload['message_thread_id'] === 9 ? telegram(400, 'Bad Request: message thread not found') : undefined;
    await office.plan({ subjectId: 1, to: { groupId: 1 } });
    await work(5_000);
    expect(office.said()).toEqual(['-1001 note 1']);
    expect(await store.db.read.groupChat.findUnique({ where: { id: 1 } })).toMatchObject({ topicId: null });
  });

  it('a message that Telegram refuses is set aside after three tries, without its words', async () => {
    answer(
      office.person(1),
      telegram(400, `Bad Request: can't parse entities: Unsupported "Budi" at byte 7`),
    );
    await office.plan({ subjectId: 1 }, { subjectId: 2, to: { personId: 2 } });
    await work(60_000);
    expect(await office.row(1)).toMatchObject({
      state: 'setAside',
      attempts: 3,
      cause: 'rejected:can-t-parse-entities',
    });
    expect(given).toEqual(['note 1 rejected']);
    expect(office.said()).toEqual(['1002 note 2']);
  });

  it('a refused token holds the queue and costs no try', async () => {
    answer(office.person(1), telegram(401, 'Unauthorized'), 2);
    await office.plan({ subjectId: 1 });
    await work(20_000);
    expect(await office.row(1)).toMatchObject({ state: 'sent', attempts: 0 });
  });

  it.each(['stillDue', 'render'] as const)(
    'a fault in %s is tried five times, then set aside',
    async (step) => {
      await office.plan({ subjectId: 1 }, { subjectId: 2, to: { personId: 2 } });
      let thrown = 0;
      const note = noting();
      const faulty = noting({
        [step]: async (context: Parameters<typeof note.render>[0]) => {
          if (context.subjectId === 2) return note[step](context);
          thrown += 1;
          throw new TypeError('x is not a function');
        },
      });
      await work(200_000, faulty);
      expect(thrown).toBe(5);
      expect(await office.row(1)).toMatchObject({ state: 'setAside', cause: 'render', attempts: 5 });
      expect(given).toEqual(['note 1 render']);
      expect(office.said()).toEqual(['1002 note 2']);
    },
  );

  it('a kind that nobody registered is set aside', async () => {
    await office.plan({ subjectId: 1, kind: 'unheard-of' });
    await work(1_000);
    expect(await office.row(1)).toMatchObject({ state: 'setAside', cause: 'kind' });
    expect(office.setAside).toMatchObject([{ kind: 'unheard-of', cause: 'kind' }]);
  });

  it("a refusal of the groups' guard is set aside at once", async () => {
    office.telegram.api.config.use(async (prev, method, payload, signal) => {
      if (method === 'sendMessage') throw new GroupGuardRefusal('name');
      return prev(method, payload, signal);
    });
    await office.plan({ subjectId: 1, to: { groupId: 1 } });
    await work(1_000);
    expect(await office.row(1)).toMatchObject({ state: 'setAside', cause: 'guard' });
    expect(given).toEqual(['note 1 guard']);
    expect(office.telegram.calls).toEqual([]);
  });

  describe('editing', () => {
    const editing = (editOnly: boolean) =>
      noting({ render: async () => ({ card: { text: 'new' }, edit: { messageId: 5, editOnly } }) });

    it('a message that says so already counts as sent', async () => {
      answer(office.person(1), telegram(400, 'Bad Request: message is not modified: specified new message…'));
      await office.plan({ subjectId: 1 });
      await work(1_000, editing(false));
      expect(await office.row(1)).toMatchObject({ state: 'sent', messageId: 5 });
    });

    it.each(['message to edit not found', "message can't be edited", 'MESSAGE_ID_INVALID'])(
      'when %s, the card is sent anew',
      async (description) => {
        answer(office.person(1), telegram(400, `Bad Request: ${description}`), 1);
        await office.plan({ subjectId: 1 });
        await work(3_000, editing(false));
        expect(office.telegram.calls.map(({ method }) => method)).toEqual(['editMessageText', 'sendMessage']);
        expect(await office.row(1)).toMatchObject({ state: 'sent', messageId: 1 });
      },
    );

    it('what may only be edited is dropped when it is gone', async () => {
      answer(office.person(1), telegram(400, 'Bad Request: message to edit not found'));
      await office.plan({ subjectId: 1 });
      await work(3_000, editing(true));
      expect(await office.row(1)).toMatchObject({ state: 'dropped', cause: 'gone' });
      expect(given).toEqual(['note 1 gone']);
    });
  });

  it('a hook that fails leaves the message sent', async () => {
    await office.plan({ subjectId: 1 });
    const onSent = async () => {
      throw new Error('no');
    };
    await work(30_000, noting({ onSent }));
    expect(office.said()).toEqual(['1001 note 1']);
    expect(await office.row(1)).toMatchObject({ state: 'sent' });
  });

  it('what a hook writes is written with the mark', async () => {
    await office.plan({ subjectId: 1 });
    await work(
      1_000,
      noting({
        onSent: async (tx, { subjectId, unit }, messageId) => {
          const subject = { unitId: unit.id, subject: 'note', subjectId, action: `sent ${messageId}` };
          await tx.auditEntry.create({ data: { ...subject, at: new Date(0) } });
        },
      }),
    );
    expect(await store.db.read.auditEntry.findMany()).toMatchObject([{ action: 'sent 1', subjectId: 1 }]);
  });

  it('counts what failed and what waits', async () => {
    answer(office.person(1), telegram(500, 'Internal Server Error'), 1);
    await office.plan(
      { subjectId: 1 },
      { subjectId: 2, to: { personId: 2 } },
      { subjectId: 3, dueAt: new Date(office.time.ms() + HOUR) },
    );
    const delivery = office.delivery({ note: noting() });
    await delivery.tick();
    office.time.advance(4_000);
    const { oldestDueSeconds, ...counts } = await delivery.metrics();
    expect(counts).toEqual({ due: 1, sentTotal: 1, failedByCause: { server: 1 } });
    expect(oldestDueSeconds).toBeCloseTo(4, 0);
  });
});
