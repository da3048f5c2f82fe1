import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api, type ApiClientOptions } from 'grammy';
import type { Update } from 'grammy/types';
import type { PersonContent } from '../../playground/emulator/index.js';
import type { PostKind } from '../../src/access/actor.js';
import { createBot } from '../../src/bot/create-bot.js';
import type { Db, Reader } from '../../src/db/database.js';
import { createDelivery } from '../../src/delivery/delivery.js';
import { type DroppedLine, groupGuard } from '../../src/delivery/guard/group-guard.js';
import { toMessage } from '../../src/dialogs/card.js';
import { createFallback } from '../../src/features/help/feature.js';
import type { WithBackups } from '../../src/features/people/index.js';
import { createPeopleService } from '../../src/features/people/service.js';
import { createFeatures, nameWatch } from '../../src/features.js';
import { createLogger } from '../../src/lib/logger.js';
import { createSeal, KEY_BYTES, type Seal } from '../../src/lib/shut/seal.js';
import { DownloadError } from '../../src/telegram/client.js';
import { type FixedClock, fixedClock } from './clock.js';
import type { TestDatabase } from './database.js';
import { type Account, type Group, type Shown, TOKEN, testTelegram } from './telegram.js';
import { worldOf } from './world.js';

export type { Account, Shown } from './telegram.js';

/**
 * An edit that comes to what is there already, and one of a message with a file: the bot tries, and sends anew. The menu
 * of who loses a post is taken from their chat, whether they ever opened it or not.
 */
const TRIED =
  /message is not modified|there is no text in the message to edit|deleteMyCommands: Bad Request: chat not found/;
/** In an update that comes twice the tap may have its answer already. */
const REPEATED = new RegExp(`${TRIED.source}|query is too old`);

/** What open forms are sealed with, in every process of a test. */
const SEAL = createSeal(new Uint8Array(KEY_BYTES).fill(7));

/** Where an open form stands, and what was filled in; undefined where none is open. */
export async function openState(reader: Reader): Promise<unknown> {
  const row = await reader.dialogState.findFirst({ where: { sealed: { not: null } } });
  return row?.sealed ? JSON.parse(SEAL.open(row.sealed, 'form')) : undefined;
}

/** Puts every open form where this state stands. */
export async function reseal(db: Db, state: object): Promise<void> {
  const sealed = SEAL.seal(JSON.stringify(state), 'form');
  await db.write((tx) => tx.dialogState.updateMany({ data: { sealed } }));
}

type Options = WithBackups & {
  readonly now?: string;
  readonly zone?: string;
  /** `told` where a test is about what Telegram refuses; otherwise a refusal fails the step that met it. */
  readonly refusals?: 'told';
  /** Another process of the same bot, at its clock and its Telegram. */
  readonly beside?: { readonly clock: FixedClock; readonly double: ReturnType<typeof testTelegram> };
  readonly seal?: Seal;
  /** How a file comes from Telegram, given its bytes. */
  readonly download?: (bytes: Uint8Array) => Promise<Uint8Array>;
  /** Where copies of what was sent are kept. */
  readonly evidenceFolder?: string;
  /** Where people reach pages; without it there are none. */
  readonly publicUrl?: string;
  /** Whom HEAD_TELEGRAM_IDS names. */
  readonly owners?: readonly bigint[];
};

/**
 * The real bot with the real features on a real database, driven by `handleUpdate`, before the local Telegram. A call to
 * a method that it has no reason to make throws, and a refused one fails the step, so that nothing goes unnoticed.
 */
export async function startBot(database: TestDatabase, options: Options = {}) {
  const { db } = database;
  const zone = options.zone ?? 'Asia/Jayapura';
  const clock = options.beside?.clock ?? fixedClock(options.now ?? '2023-08-28T00:00:00Z');
  const logger = createLogger('silent');
  const double = options.beside?.double ?? testTelegram({ db, clock });
  const { telegram, calls, shown, queryAnswers, failures, refusals } = double;
  const names = nameWatch(db, clock);
  const dropped: DroppedLine[] = [];
  const intercept = (api: Api): void => {
    api.config.use(double.transformer);
    api.config.use(groupGuard(names, (line) => dropped.push(line)));
  };
  let judged = refusals.length;
  /** Fails where Telegram refused something that it would not have had to, had the bot known its state. */
  const checked = async <T>(step: Promise<T>, harmless = TRIED): Promise<T> => {
    const done = await step;
    const refused = refusals.slice(judged).find((words) => !harmless.test(words));
    judged = refusals.length;
    if (refused !== undefined && options.refusals !== 'told') throw new Error(`Telegram refused ${refused}`);
    return done;
  };

  /** Of a file that it doesn't know, as of the neighbours', Telegram says so: that is no outage. */
  const fileOf = (fileId: string) => {
    try {
      return telegram.file(fileId);
    } catch {
      throw new DownloadError('unavailable');
    }
  };

  const people = createPeopleService({ db, defaultLocale: 'id' });
  const unit = { name: 'Rutan Kelas IIB Masohi', zone };
  // The first there is, whatever units were made before.
  await db.write(async (tx) => {
    await tx.unit.upsert({
      where: { id: 1 },
      update: {},
      create: { ...unit, id: 1, createdAt: clock.now() },
    });
    // PostgreSQL counts on from the ids that it has given itself.
    if (db.kind === 'postgresql')
      await tx.$queryRaw`SELECT setval('"Unit_id_seq"', 1) FROM "Unit_id_seq" WHERE last_value = 1`;
  });
  const { unitId } = await people.prepareUnit(
    { ...unit, headTelegramIds: [], headName: 'Kepala Rutan' },
    clock.now(),
  );
  const evidenceFolder = options.evidenceFolder ?? join(tmpdir(), `sambang-evidence-${process.pid}`);
  const { features, forDelivery, incidents, fetchCopies } = createFeatures({
    db,
    names,
    people,
    clock,
    logger,
    seal: options.seal ?? SEAL,
    secret: 'test',
    owners: options.owners ?? [],
    publicUrl: options.publicUrl,
    evidenceFolder,
    send: (chatId, card) => {
      const { text, ...other } = toMessage(card);
      return deliveryApi.sendMessage(Number(chatId), text, other);
    },
    defaultLocale: 'id',
    botUsername: telegram.bot.username,
    download: async (fileId) => {
      const { bytes } = fileOf(fileId);
      return options.download ? options.download(bytes) : bytes;
    },
    wake: () => undefined,
    ...(options.lastBackup && { lastBackup: options.lastBackup }),
  });
  const client: ApiClientOptions = { fetch: telegram.fetch };
  const bot = createBot(TOKEN, {
    db,
    seal: options.seal ?? SEAL,
    names,
    clock,
    logger,
    people,
    features,
    wake: () => undefined,
    botInfo: telegram.bot,
    client,
    fallback: createFallback(features.flatMap(({ sayings = [] }) => sayings)),
    unitName: 'Rutan Kelas IIB Masohi',
    defaultLocale: 'id',
  });
  intercept(bot.api);
  const deliveryApi = new Api(TOKEN, client);
  intercept(deliveryApi);
  const delivery = createDelivery({
    ...{ db, api: deliveryApi, clock, logger, ...forDelivery },
    owner: 'test',
    // Pacing waits in real time are no part of these tests.
    wait: async (ms) => clock.advance(ms),
  });

  /** Hands the update that waits to the bot. */
  const handleNext = async (): Promise<Update> => {
    const update = telegram.takeUpdate();
    if (!update)
      throw new Error('privacy mode hides this from the bot: make it a command or an answer to it');
    if (!withheld) await checked(bot.handleUpdate(update));
    return update;
  };
  let withheld = false;
  /** Does something whose update waits: it is handled when it is given to `redeliver`. */
  const withhold = async (act: () => Promise<Update>): Promise<Update> => {
    withheld = true;
    try {
      return await act();
    } finally {
      withheld = false;
    }
  };
  const handle = (update: Omit<Update, 'update_id'>): Promise<Update> => {
    double.inject(update);
    return handleNext();
  };

  /** Acts for somebody in their private chat with the bot, or in a group. */
  const as = (account: Account, group?: Group) => {
    const chatId = group?.id ?? account.id;
    /** They are there by the name that they have now. */
    const present = (): void => {
      double.meetUser(account);
      if (group) double.meetGroup(group, account.id);
    };
    const send = (content: PersonContent) => {
      present();
      telegram.send(account.id, chatId, {
        ...content,
        ...(group?.topicId !== undefined && { threadId: group.topicId }),
      });
      return handleNext();
    };
    const messages = () => shown.filter((message) => message.chatId === chatId);
    const last = (): Shown => {
      const message = messages().at(-1);
      if (!message) throw new Error(`the bot has said nothing to ${account.name}`);
      return message;
    };
    const tapData = (data: string, message: Shown = last()) => {
      present();
      void telegram.tapData(account.id, chatId, message.messageId, data, {
        limitMs: Number.POSITIVE_INFINITY,
      });
      return handleNext();
    };
    return {
      account,
      chatId,
      messages,
      last,
      /** Text; a leading slash makes it a command. */
      say: (text: string, reply?: Shown) => send({ text, ...(reply && { replyTo: reply.messageId }) }),
      /** A photo whose file id is this. */
      photo: (id: string) => send({ photo: { id, bytes: Buffer.from(id) } }),
      document: (name: string, bytes: Uint8Array, mime = 'text/csv', caption?: string) =>
        send({ document: { name, bytes, mime }, ...(caption !== undefined && { caption }) }),
      /** Taps the button whose label contains the text, on the last message with buttons or on the given one. */
      tap: (label: string, message?: Shown) => {
        const on = message ?? messages().findLast(({ keyboard }) => keyboard.length > 0);
        if (!on) throw new Error(`${account.name} sees no message with buttons`);
        const buttons = on.keyboard.flat();
        const button =
          buttons.find(({ text }) => text === label) ?? buttons.find(({ text }) => text.includes(label));
        if (!button || !('callback_data' in button)) {
          throw new Error(`no button "${label}"; there are: ${buttons.map(({ text }) => text).join(' | ')}`);
        }
        return tapData(button.callback_data, on);
      },
      tapData,
      /** The labels on the keyboard of the last message. */
      buttons: () => last().keyboard.map((row) => row.map(({ text }) => text)),
    };
  };

  /** Somebody who holds a post from the start. */
  const person = async (account: Account, kind: PostKind, agencyId: number | null = null) => {
    const telegramId = BigInt(account.id);
    const startedAt = clock.now();
    await db.write(async (tx) => {
      const known = await tx.person.findUnique({ where: { telegramId } });
      const { id: personId } =
        known ?? (await tx.person.create({ data: { telegramId, name: account.name, createdAt: startedAt } }));
      await tx.post.create({ data: { unitId, personId, kind, agencyId, startedAt } });
    });
    return as(account);
  };

  return {
    db,
    /** Reads what is not the neighbours'. */
    own: database.own,
    clock,
    names,
    unitId,
    /** Fills the unit. */
    world: worldOf(db, { unitId, now: clock.now }),
    zone,
    telegram,
    double,
    withhold,
    calls,
    shown,
    queryAnswers,
    failures,
    refusals,
    /** Lines that were kept from groups. */
    dropped,
    as,
    person,
    handle,
    earlier: (account: Account, text: string) => double.earlier(account, text),
    people,
    features,
    incidents,
    fetchCopies: () => fetchCopies(clock.now()),
    bot,
    /** Delivers an update again, as Telegram does after a crash. */
    redeliver: (update: Update) => checked(bot.handleUpdate(update), REPEATED),
    /** Gives the next update this number. */
    countFrom: telegram.countUpdatesFrom,
    /** Sends what is due now. */
    deliver: () => checked(delivery.tick()),
    stop: () => delivery.stop(),
  };
}

export type TestBot = Awaited<ReturnType<typeof startBot>>;
