import fc from 'fast-check';
import type { Update } from 'grammy/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrapped } from '../../src/telegram/retry.js';
import { databases, type TestDatabase } from '../support/database.js';
import { size } from '../support/size.js';
import { isSaid, type Step, step } from './hostile-updates.js';
import { GROUP, type HostileWorld, hostileWorld } from './hostile-world.js';

/** How many updates; more by hand, with another seed. */
const UPDATES = Number(process.env['FUZZ_UPDATES'] ?? size(800, 2_400));
const SEED = Number(process.env['FUZZ_SEED'] ?? 20231);

describe.each(databases())('hostile updates on $kind', ({ kind, open }) => {
  let database: TestDatabase;
  let world: HostileWorld;
  beforeAll(async () => {
    database = await open();
    world = await hostileWorld(database);
  });
  afterAll(async () => {
    await world.bot.stop();
    await database.close();
  });

  function updateOf({ who, place, kind: shape, content: said, around: about, data, pick, shape: of }: Step) {
    const { bot, accounts } = world;
    const account = who === 'nobody' ? undefined : accounts[who];
    const from = account && { id: account.id, is_bot: false, first_name: account.name };
    const chat =
      place === 'private'
        ? { id: account?.id ?? 777, type: 'private', first_name: 'X' }
        : place === 'channel'
          ? { id: -100_5, type: 'channel', title: 'Saluran' }
          : { id: GROUP.id, type: 'supergroup', title: GROUP.title };
    const topic = place === 'topic' ? { message_thread_id: 7, is_topic_message: true } : {};
    const message = { message_id: 500_000 + (pick % 1000), date: 1, chat, ...(from && { from }), ...topic };
    const words = 'text' in said ? said.text : '';
    const entities =
      words.startsWith('/') && words.length > 1
        ? { entities: [{ type: 'bot_command', offset: 0, length: words.split(/\s/u, 1)[0]?.length ?? 0 }] }
        : {};
    const file =
      'document' in said ? { document: { ...(said.document as object), file_id: world.file } } : {};
    const whole = { ...message, ...about, ...said, ...file, ...entities };
    switch (shape) {
      case 'message':
        return { message: whole };
      case 'edited':
        return { edited_message: whole };
      case 'post':
        return { channel_post: whole };
      case 'inline':
        return {
          inline_query: {
            id: '1',
            from: from ?? { id: 7, is_bot: false, first_name: 'X' },
            query: words,
            offset: '',
          },
        };
      case 'other':
        return [
          {
            my_chat_member: {
              chat,
              from,
              date: 1,
              old_chat_member: { status: 'member', user: from },
              new_chat_member: { status: 'kicked', user: from, until_date: 0 },
            },
          },
          { poll: { id: '1' } },
          { chat_join_request: { chat, from, date: 1, user_chat_id: 1 } },
          {
            message_reaction: {
              chat,
              message_id: 1,
              date: 1,
              old_reaction: [],
              new_reaction: [],
              user: from,
            },
          },
          { message: { ...message, migrate_to_chat_id: -1_009_999 } },
          { message: { ...message, migrate_from_chat_id: -1_009_998 } },
        ][pick % 6];
      default: {
        const live = bot.shown.filter(({ chatId, keyboard }) => chatId === chat.id && keyboard.length > 0);
        const on = shape === 'live' ? live[pick % Math.max(1, live.length)] : undefined;
        const keys = on?.keyboard.flat() ?? [];
        const key = keys[(pick >> 3) % Math.max(1, keys.length)];
        const used = key && 'callback_data' in key ? key.callback_data : data;
        const at = on?.messageId ?? message.message_id;
        const shown = { message_id: at, date: of === 'inaccessible' ? 0 : 1, chat, text: 'x', ...topic };
        return {
          callback_query: {
            id: '1',
            from: from ?? { id: 777, is_bot: false, first_name: '' },
            chat_instance: '1',
            ...(of === 'game' ? { game_short_name: 'x' } : { data: used }),
            ...(of === 'inlineMessage'
              ? { inline_message_id: 'abc' }
              : of === 'without'
                ? {}
                : { message: shown }),
          },
        };
      }
    }
  }

  it('raise no fault, get an answer where one is waited for, tell a group no name, and leave another unit alone', async () => {
    const { bot } = world;
    const otherBefore = await world.otherState();
    const wrong = new Map<string, string>();
    const note = (what: string, update: object) => {
      if (!wrong.has(what)) wrong.set(what, JSON.stringify(update).slice(0, 700));
    };
    for (const each of fc.sample(step, { seed: SEED, numRuns: kind === 'sqlite' ? UPDATES : UPDATES / 4 })) {
      const update = updateOf(each) as unknown as Omit<Update, 'update_id'>;
      const before = bot.calls.length;
      const fault = await bot.handle(update).then(
        () => undefined,
        (raised: unknown) => unwrapped(raised),
      );
      if (fault !== undefined)
        note(fault instanceof Error ? (fault.stack ?? '').slice(-900) : 'fault', update);
      const calls = bot.calls.slice(before);
      const told = calls.filter(({ method }) => method !== 'setMyCommands');
      if ('callback_query' in update && !told.some(({ method }) => method === 'answerCallbackQuery'))
        note('a tap without an answer', update);
      const waits =
        each.kind === 'message' && each.place === 'private' && each.who !== 'nobody' && isSaid(each.content);
      if (waits && told.length === 0) note('silence', update);
      for (const { payload } of calls)
        if (Number(payload['chat_id']) < 0 && /Rahasia/u.test(JSON.stringify(payload)))
          note('a name in a group', update);
      bot.shown.splice(0, bot.shown.length - 400);
    }
    expect([...wrong]).toEqual([]);
    expect(await world.otherState()).toBe(otherBefore);
  });
});
