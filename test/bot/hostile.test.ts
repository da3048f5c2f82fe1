import fc from 'fast-check';
import type { Update } from 'grammy/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_NAMES, COMMANDS } from '../../src/bot/commands.js';
import { unwrapped } from '../../src/bot/retry.js';
import { databases, type TestDatabase } from '../support/database.js';
import { GROUP, type HostileWorld, hostileWorld } from './hostile-world.js';

/** How many updates; more by hand, with another seed. */
const UPDATES = Number(process.env['FUZZ_UPDATES'] ?? 2400);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20231);

const WHO = [
  'head',
  'officer',
  'humas',
  'agencyHead',
  'agencyContact',
  'stranger',
  'otherHead',
  'nobody',
] as const;
const PLACES = ['private', 'group', 'topic', 'channel'] as const;

const nasty = fc.constantFrom(
  '',
  ' ',
  '\n\n',
  '\u200b',
  '\u2060\ufeff',
  '\u202eterbalik\u202c',
  'مرحبا بالعالم',
  '😀'.repeat(300),
  '👨‍👩‍👧‍👦',
  '*tebal* _miring_ [a](b) `c`',
  '<b>x</b> &amp; <script>',
  '{ $nama } { COUNT($x) }',
  '$0 $& ${x} %s %n',
  '\'; DROP TABLE "Person"; --',
  'x'.repeat(4096),
  'Dinas '.repeat(600),
  'perikanan',
  'besok',
  'kemarin jam 9',
  '31 februari',
  '10',
  '99999999999',
  '-1',
  '3,7 sakit; 9 sidang',
  '1-5 alpa',
  'Budidaya Lele A',
  'a:b:c',
  'd:1:submit',
  '/',
  '//',
  '/kunjungan@bot_lain',
  '/sesi_1',
  '/sesi_999999999',
  '/start x',
  `/start ${'y'.repeat(200)}`,
  '@sambang_bot',
);
const command = fc
  .tuple(
    fc.constantFrom(
      ...COMMAND_NAMES.flatMap((name) => [COMMANDS[name].id, COMMANDS[name].en]),
      'start',
      'tidakada',
    ),
    fc.constantFrom('', '@sambang_bot'),
    fc.oneof(fc.constant(''), nasty),
  )
  .map(([word, at, rest]) => `/${word}${at} ${rest}`.slice(0, 4096));
const text = fc.oneof(nasty, command, fc.string({ unit: 'grapheme', maxLength: 60 }));

const number = fc.constantFrom(
  '0',
  '1',
  '2',
  '3',
  '4',
  'a',
  '1z',
  'zzzzz',
  'zzzzzz',
  '1z141z3',
  '1z141z4',
  'zzzzzzzzzz',
  '-1',
  '1.5',
  '',
);
const NAMES = [
  'ag',
  'agpage',
  'agnew',
  'aged',
  'rem',
  'rems',
  'reme',
  'snooze',
  'count',
  'ro',
  'rolist',
  'rodate',
  'rokind',
  'roag',
  'roagp',
  'rosame',
  'roout',
  'rored',
  'roapply',
  'rocancel',
  'q',
  'qr',
  'qa',
  'sestoday',
  'seslog',
  'sesnew',
  'sesview',
  'sesfix',
  'seshist',
  'sesphoto',
  'sespast',
  'sesfilter',
  'pr',
  'prpage',
  'prnew',
  'pred',
  'prnames',
  'prpt',
  'ptlist',
  'pt',
  'ptfind',
  'enlist',
  'en',
  'enmove',
  'enend',
  'enwhy',
  'sumset',
  'sumbound',
  'sumstop',
  'sumnow',
  'vl',
  'vn',
  'v',
  'inv',
  'invag',
  'invpo',
  'invx',
  'access-ask',
  'access',
  'locale',
  'invlist',
  'settings',
  'rosterhelp',
  'd',
];
const part = fc.oneof(
  { weight: 6, arbitrary: number },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'head',
      'officer',
      'agencyHead',
      'refuse',
      'id',
      'en',
      'menu',
      'save',
      'day',
      'ask',
      'yes',
      '2023-08-29',
      '0900',
      '2023-99-99',
      'trade',
      'active',
      'quiet',
      'retry',
      'drop',
      'accept',
      'all',
      'back',
      'submit',
      'cancel',
      'f.name.v1',
      'e.__proto__',
      'f.constructor.x',
      '__proto__',
      'upcoming',
      'programme',
      'now',
      '-',
    ),
  },
);
const forged = fc.oneof(
  fc
    .tuple(fc.constantFrom(...NAMES), fc.array(part, { maxLength: 7 }))
    .map(([name, parts]) => [name, ...parts].join(':')),
  fc.string({ maxLength: 64 }),
  fc.string({ minLength: 65, maxLength: 300 }),
);

const content = fc.oneof(
  { weight: 6, arbitrary: text.map((value) => ({ text: value })) },
  {
    weight: 3,
    arbitrary: fc.oneof(
      text.map((caption) => ({
        caption: caption.slice(0, 1024),
        photo: [{ file_id: 'p', file_unique_id: 'u', width: 1, height: 1 }],
      })),
      fc.constantFrom<object>(
        { photo: [] },
        {
          sticker: {
            file_id: 's',
            file_unique_id: 's',
            type: 'regular',
            width: 1,
            height: 1,
            is_animated: false,
            is_video: false,
          },
        },
        { voice: { file_id: 'v', file_unique_id: 'v', duration: 1 } },
        { video: { file_id: 'v', file_unique_id: 'v', width: 1, height: 1, duration: 1 }, caption: 'lihat' },
        { contact: { phone_number: '+62', first_name: 'X' } },
        { location: { latitude: 1, longitude: 1 } },
        {
          poll: {
            id: '1',
            question: '?',
            options: [],
            total_voter_count: 0,
            is_closed: false,
            is_anonymous: true,
            type: 'regular',
          },
        },
        { dice: { emoji: '🎲', value: 1 } },
        { document: { file_id: 'FILE', file_unique_id: 'd', file_name: 'x.csv' } },
        { document: { file_id: 'FILE', file_unique_id: 'd' } },
        { document: { file_id: 'none', file_unique_id: 'd', file_name: 'x.csv', file_size: 99_999_999_999 } },
        {
          document: {
            file_id: 'none',
            file_unique_id: 'd',
            file_name: '\u202evsc.exe',
            mime_type: 'image/png',
            file_size: 3,
          },
        },
        { new_chat_members: [{ id: 4242, is_bot: true, first_name: 'Sambang' }] },
        { left_chat_member: { id: 4242, is_bot: true, first_name: 'Sambang' } },
        { new_chat_title: 'Judul' },
        { group_chat_created: true },
        { pinned_message: { message_id: 1, date: 0, chat: { id: 1, type: 'private' } } },
        { forum_topic_created: { name: 'x', icon_color: 1 } },
        { web_app_data: { data: 'x', button_text: 'x' } },
        {},
      ),
    ),
  },
);

const around = fc.constantFrom<object>(
  {},
  {},
  {},
  { forward_origin: { type: 'hidden_user', sender_user_name: 'X', date: 0 } },
  { via_bot: { id: 5, is_bot: true, first_name: 'Bot' } },
  { reply_to_message: { message_id: 1001, date: 1, chat: { id: 102, type: 'private' }, text: 'x' } },
  { edit_date: 1 },
  { media_group_id: 'album' },
  { sender_chat: { id: -100, type: 'channel', title: 'Saluran' } },
);

const step = fc.record({
  who: fc.constantFrom(...WHO),
  place: fc.constantFrom<(typeof PLACES)[number]>(
    'private',
    'private',
    'private',
    'group',
    'topic',
    'channel',
  ),
  kind: fc.constantFrom(
    'message',
    'message',
    'tap',
    'tap',
    'live',
    'live',
    'live',
    'edited',
    'post',
    'inline',
    'other',
  ),
  content,
  around,
  data: forged,
  pick: fc.nat(),
  shape: fc.constantFrom('plain', 'plain', 'plain', 'inaccessible', 'without', 'inlineMessage', 'game'),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

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
    const words = 'text' in said ? String(said.text) : '';
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
      const waits = each.kind === 'message' && each.place === 'private' && each.who !== 'nobody';
      if (waits && told.length === 0) note('silence', update);
      for (const { payload } of calls)
        if (Number(payload['chat_id']) < 0 && /Rahasia/u.test(JSON.stringify(payload)))
          note('a name in a group', update);
      bot.shown.splice(0, bot.shown.length - 400);
    }
    expect([...wrong]).toEqual([]);
    expect(await world.otherState()).toBe(otherBefore);
  }, 120_000);
});
