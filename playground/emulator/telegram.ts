import type { BotCommand, Update, User, UserFromGetMe } from 'grammy/types';
import { carryOutWebhookAnswer } from './api/webhook-answer.js';
import { createFetch } from './in-process.js';
import type { NewUpdate } from './updates/updates.js';
import { Acts } from './world/acts.js';
import type { SeenMessage } from './world/chats.js';
import type { Fault } from './world/faults.js';
import { Groups } from './world/groups.js';
import type { NewUser } from './world/people.js';
import { messagesOf, waitForMessage } from './world/watch.js';
import { type Call, World, type WorldEvent } from './world/world.js';

/** How to make a local Telegram. */
export interface LocalTelegramOptions {
  /** `<bot id>:<secret>`; the bot's id is taken from it. */
  readonly token: string;
  /** The bot's name; `Bot` when left out. */
  readonly botName?: string;
  /** Without `@`; `test_bot` when left out. */
  readonly botUsername?: string;
  /** Dates of messages; the machine's clock when left out. */
  readonly now?: () => Date;
  /** Milliseconds that never go back, for limits and the age of taps; not moved by `now`. */
  readonly clock?: () => number;
  /** Refuse with 429 above Telegram's broadcasting limits (see `Limits`); false when left out. */
  readonly enforceLimits?: boolean;
  /** In groups show the bot only what privacy mode lets through; true when left out, as for new bots. */
  readonly privacyMode?: boolean;
  /** Milliseconds before a refused webhook delivery is tried again, doubling each time; 1000 when left out. */
  readonly webhookRetryMs?: number;
}

/** One Telegram with one bot. What people can't do throws an `Error` that says why. */
export interface LocalTelegram {
  /** The state behind, for the server and the page. */
  readonly world: World;
  readonly token: string;
  readonly bot: UserFromGetMe;
  /** The Bot API within this process, for `new Bot(token, { client: { fetch } })`. */
  readonly fetch: ReturnType<typeof createFetch>;

  /** A person with an account; the bot can't write to them before they write to it. */
  readonly addUser: (user: NewUser) => User;
  /** Somebody takes another name or language. */
  readonly changeUser: (user: NewUser) => User;
  /** Somebody has pressed Start before the story begins: the bot may write to them, and is told nothing. */
  readonly begin: Acts['begin'];
  /** A group or supergroup; the bot is told that it was added. */
  readonly addGroup: Groups['add'];
  readonly addBot: Groups['addBot'];
  readonly promoteBot: Groups['promoteBot'];
  readonly removeBot: Groups['removeBot'];
  readonly addTopic: Groups['addTopic'];
  readonly migrateGroup: Groups['migrate'];

  /** A person sends a message; a private chat has the person's id. */
  readonly send: Acts['send'];
  /** A person sends 2 to 10 photos as one album. */
  readonly sendAlbum: Acts['sendAlbum'];
  /** A person opens `t.me/<bot>?start=<payload>` and presses Start. */
  readonly openLink: Acts['openLink'];
  /** A person taps a button by its text or data; resolves when the bot answers or after `limitMs` (10 s). */
  readonly tap: Acts['tap'];
  /** Sends any callback data, also for a button or message that isn't there any more. */
  readonly tapData: Acts['tapData'];
  /** Queues any update, also of kinds that this Telegram doesn't make itself or the bot did not ask for. */
  readonly inject: (update: NewUpdate) => Update;
  readonly block: Acts['block'];
  readonly unblock: Acts['unblock'];

  /** The chat's messages as they are now, oldest first, deleted ones marked. */
  readonly messages: (chatId: number) => readonly SeenMessage[];
  /**
   * Waits for a message that is there or comes, new or edited, the newest that fits.
   *
   * @throws after `limitMs` (5 s), naming what is there.
   */
  readonly waitFor: (
    chatId: number,
    fits: (message: SeenMessage) => boolean,
    limitMs?: number,
  ) => Promise<SeenMessage>;
  /** Empties all chats and the queue of updates, as before anyone wrote; people, groups and files stay. */
  readonly forget: () => void;
  /** The bytes behind a file id. */
  readonly file: (fileId: string) => {
    readonly name: string;
    readonly mime: string;
    readonly bytes: Uint8Array;
  };
  /** What "/" shows a person in a chat. */
  readonly commands: (userId: number, chatId: number) => readonly BotCommand[];
  /** The newest calls of the bot, oldest first (at most 10,000). */
  readonly calls: readonly Call[];
  /** Listens to calls as they are answered; the returned function ends it. */
  readonly onCall: (listener: (call: Call) => void) => () => void;
  /** Listens to changes of chats; the returned function ends it. */
  readonly on: (listener: (event: WorldEvent) => void) => () => void;
  /** Updates that the bot has not confirmed yet. */
  readonly pendingUpdates: () => readonly Update[];
  /** Takes the oldest of them away, for a test that hands updates to the bot by itself. */
  readonly takeUpdate: () => Update | undefined;
  /** Gives the next update this id: Telegram starts at any number after a week in which nothing came. */
  readonly countUpdatesFrom: (first: number) => void;
  /** Plans a fault for the next matching calls. */
  readonly fail: (fault: Fault) => void;
  /** Forgets faults that nothing met yet. */
  readonly clearFaults: () => void;
}

const WAIT_MS = 5000;

/** What Telegram's `getMe` says of the bot. */
function botUser({ token, botName, botUsername, privacyMode }: LocalTelegramOptions): UserFromGetMe {
  const id = Number(/^(\d+):[\w-]+$/.exec(token)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(id)) throw new Error('a bot token looks like 123456:secret');
  return {
    id,
    is_bot: true,
    first_name: botName ?? 'Bot',
    username: botUsername ?? 'test_bot',
    can_join_groups: true,
    can_read_all_group_messages: privacyMode === false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  };
}

function createWorld(options: LocalTelegramOptions): World {
  const world = new World({
    token: options.token,
    bot: botUser(options),
    now: options.now ?? (() => new Date()),
    clock: options.clock ?? (() => performance.now()),
    enforceLimits: options.enforceLimits ?? false,
    privacyMode: options.privacyMode ?? true,
    webhookRetryMs: options.webhookRetryMs ?? 1000,
  });
  world.webhook.onAnswer = (answer) => carryOutWebhookAnswer(world, answer);
  return world;
}

function commandsFor(world: World, userId: number, chatId: number): readonly BotCommand[] {
  const language = world.people.person(userId).user.language_code ?? '';
  return world.commands.shownTo(world.room(chatId), userId, language);
}

function takeUpdate({ updates }: World): Update | undefined {
  const [oldest] = updates.pending;
  if (oldest) updates.confirm(oldest.update_id);
  return oldest;
}

/**
 * One Telegram with one bot, in memory: people, chats, messages, files and the updates that wait for the bot.
 * Nothing listens yet; `serveTelegram` serves it.
 */
export function createLocalTelegram(options: LocalTelegramOptions): LocalTelegram {
  const world = createWorld(options);
  const acts = new Acts(world);
  const groups = new Groups(world);

  return {
    world,
    token: options.token,
    bot: world.people.bot,
    fetch: createFetch(world),

    addUser: (user) => world.addUser(user),
    changeUser: (user) => world.people.change(user),
    begin: acts.begin.bind(acts),
    addGroup: groups.add.bind(groups),
    addBot: groups.addBot.bind(groups),
    promoteBot: groups.promoteBot.bind(groups),
    removeBot: groups.removeBot.bind(groups),
    addTopic: groups.addTopic.bind(groups),
    migrateGroup: groups.migrate.bind(groups),

    send: acts.send.bind(acts),
    sendAlbum: acts.sendAlbum.bind(acts),
    openLink: acts.openLink.bind(acts),
    tap: acts.tap.bind(acts),
    tapData: acts.tapData.bind(acts),
    inject: (update) => world.inject(update),
    block: acts.block.bind(acts),
    unblock: acts.unblock.bind(acts),

    messages: (chatId) => messagesOf(world, chatId),
    waitFor: (chatId, fits, limitMs = WAIT_MS) => waitForMessage(world, chatId, fits, limitMs),
    forget: () => world.forget(),
    file: (fileId) => world.files.byId(fileId),
    commands: (userId, chatId) => commandsFor(world, userId, chatId),
    calls: world.calls,
    onCall: (listener) => world.called.on(listener),
    on: (listener) => world.changed.on(listener),
    pendingUpdates: () => world.updates.pending,
    takeUpdate: () => takeUpdate(world),
    countUpdatesFrom: (first) => world.updates.countFrom(first),
    fail: (fault) => world.faults.plan(fault),
    clearFaults: () => world.faults.clear(),
  };
}
