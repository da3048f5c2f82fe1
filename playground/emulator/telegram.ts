import type { BotCommand, Update, User } from 'grammy/types';
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

export type LocalTelegram = ReturnType<typeof createLocalTelegram>;

/**
 * One Telegram with one bot, in memory: people, chats, messages, files and the updates that wait for the bot.
 * Nothing listens yet; `serveTelegram` serves it. What people can't do throws an `Error` that says why.
 */
export function createLocalTelegram(options: LocalTelegramOptions) {
  const id = Number(/^(\d+):[\w-]+$/.exec(options.token)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(id)) throw new Error('a bot token looks like 123456:secret');
  const world = new World({
    token: options.token,
    bot: {
      id,
      is_bot: true,
      first_name: options.botName ?? 'Bot',
      username: options.botUsername ?? 'test_bot',
      can_join_groups: true,
      can_read_all_group_messages: options.privacyMode === false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
      can_manage_bots: false,
      supports_join_request_queries: false,
    },
    now: options.now ?? (() => new Date()),
    clock: options.clock ?? (() => performance.now()),
    enforceLimits: options.enforceLimits ?? false,
    privacyMode: options.privacyMode ?? true,
    webhookRetryMs: options.webhookRetryMs ?? 1000,
  });
  world.webhook.onAnswer = (answer) => carryOutWebhookAnswer(world, answer);
  const acts = new Acts(world);
  const groups = new Groups(world);

  return {
    /** The state behind, for the server and the page. */
    world,
    token: options.token,
    bot: world.people.bot,
    /** The Bot API within this process, for `new Bot(token, { client: { fetch } })`. */
    fetch: createFetch(world),

    /** A person with an account; the bot can't write to them before they write to it. */
    addUser: (user: NewUser): User => world.addUser(user),
    /** Somebody takes another name or language. */
    changeUser: (user: NewUser): User => world.people.change(user),
    /** Somebody has pressed Start before the story begins: the bot may write to them, and is told nothing. */
    begin: acts.begin.bind(acts),
    /** A group or supergroup; the bot is told that it was added. */
    addGroup: groups.add.bind(groups),
    addBot: groups.addBot.bind(groups),
    promoteBot: groups.promoteBot.bind(groups),
    removeBot: groups.removeBot.bind(groups),
    addTopic: groups.addTopic.bind(groups),
    migrateGroup: groups.migrate.bind(groups),

    /** A person sends a message; a private chat has the person's id. */
    send: acts.send.bind(acts),
    /** A person sends 2 to 10 photos as one album. */
    sendAlbum: acts.sendAlbum.bind(acts),
    /** A person opens `t.me/<bot>?start=<payload>` and presses Start. */
    openLink: acts.openLink.bind(acts),
    /** A person taps a button by its text or data; resolves when the bot answers or after `limitMs` (10 s). */
    tap: acts.tap.bind(acts),
    /** Sends any callback data, also for a button or message that isn't there any more. */
    tapData: acts.tapData.bind(acts),
    /** Queues any update, also of kinds that this Telegram doesn't make itself or the bot did not ask for. */
    inject: (update: NewUpdate): Update => world.inject(update),
    block: acts.block.bind(acts),
    unblock: acts.unblock.bind(acts),

    /** The chat's messages as they are now, oldest first, deleted ones marked. */
    messages: (chatId: number): readonly SeenMessage[] => messagesOf(world, chatId),
    /**
     * Waits for a message that is there or comes, new or edited, the newest that fits.
     *
     * @throws after `limitMs`, naming what is there.
     */
    waitFor: (chatId: number, fits: (message: SeenMessage) => boolean, limitMs = 5000) =>
      waitForMessage(world, chatId, fits, limitMs),
    /** Empties all chats and the queue of updates, as before anyone wrote; people, groups and files stay. */
    forget: (): void => world.forget(),
    /** The bytes behind a file id. */
    file: (fileId: string): { readonly name: string; readonly mime: string; readonly bytes: Uint8Array } =>
      world.files.byId(fileId),
    /** What "/" shows a person in a chat. */
    commands: (userId: number, chatId: number): readonly BotCommand[] =>
      world.commands.shownTo(
        world.room(chatId),
        userId,
        world.people.person(userId).user.language_code ?? '',
      ),
    /** The newest calls of the bot, oldest first (at most 10,000). */
    calls: world.calls as readonly Call[],
    /** Listens to calls as they are answered; the returned function ends it. */
    onCall: (listener: (call: Call) => void): (() => void) => world.called.on(listener),
    /** Listens to changes of chats; the returned function ends it. */
    on: (listener: (event: WorldEvent) => void): (() => void) => world.changed.on(listener),
    /** Updates that the bot has not confirmed yet. */
    pendingUpdates: () => world.updates.pending,
    /** Takes the oldest of them away, for a test that hands updates to the bot by itself. */
    takeUpdate: (): Update | undefined => {
      const [oldest] = world.updates.pending;
      if (oldest) world.updates.confirm(oldest.update_id);
      return oldest;
    },
    /** Gives the next update this id: Telegram starts at any number after a week in which nothing came. */
    countUpdatesFrom: (first: number): void => world.updates.countFrom(first),
    /** Plans a fault for the next matching calls. */
    fail: (fault: Fault): void => world.faults.plan(fault),
    /** Forgets faults that nothing met yet. */
    clearFaults: (): void => world.faults.clear(),
  };
}
