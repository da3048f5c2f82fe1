import { GrammyError } from 'grammy';
import type { PostKind } from '../../src/access/actor.js';
import { Prisma } from '../../src/generated/sqlite/client.js';
import { isoDate, localDate } from '../../src/lib/zoned.js';
import { type Account, startBot, type TestBot } from '../support/bot.js';
import type { TestDatabase } from '../support/database.js';
import { printsOf, TABLES } from '../support/prints.js';
import { worldOf } from '../support/world.js';

type Row = { readonly unitId: number | undefined; readonly text: string };

/** Tables that record what a person does without changing the unit's data. */
const ASIDE = new Set(['HandledUpdate', 'DialogState', 'Card', 'Lease']);

type Refusal = { readonly error_code: number; readonly description: string };

/** Telegram's own error, as grammY raises it. */
export function refused({ error_code, description }: Refusal, method = 'editMessageText'): GrammyError {
  return new GrammyError(`Call to '${method}' failed!`, { ok: false, error_code, description }, method, {});
}

export type HostileWorld = Awaited<ReturnType<typeof hostileWorld>>;

/** One unit's data: agencies, programmes with people, a session, a visit, an invitation, a request, a group. */
async function fill(bot: TestBot, unitId: number, people: Record<string, number>, mark: string) {
  const { db, clock } = bot;
  const createdAt = clock.now();
  const ago = (ms: number) => new Date(createdAt.getTime() - ms);
  const unit = worldOf(db, { unitId, now: clock.now, since: ago(30 * 86_400_000) });
  const social = await unit.agency(`Dinas Sosial ${mark}`);
  const fisheries = await unit.agency(`Dinas Perikanan ${mark}`);
  const catfish = await unit.programme(`Budidaya Lele ${mark}`, { agencyId: fisheries, namesShown: true });
  const sewing = await unit.programme(`Menjahit ${mark}`, { agencyId: social, namesShown: true });
  const enrolled: number[] = [];
  for (let n = 1; n <= 5; n += 1)
    for (const id of [catfish, sewing])
      enrolled.push(await unit.trainee(id, `Rahasia${mark}${n} Tersembunyi${id}`));
  const session = await unit.session(catfish, ago(86_400_000), {
    number: 1,
    endsAt: ago(80_000_000),
    topic: 'Pakan',
    loggedById: people['officer'] ?? 1,
    loggedAt: createdAt,
    attendance: {
      create: enrolled.slice(0, 3).map((participantId, index) => ({
        participantId,
        number: index + 1,
        mark: 'present' as const,
      })),
    },
  });
  return db.write(async (tx) => {
    const invitation = await tx.invitation.create({
      data: {
        unitId,
        kind: 'officer',
        tokenHash: `hash ${mark}`,
        invitedById: people['head'] ?? 1,
        createdAt,
        expiresAt: new Date(createdAt.getTime() + 5 * 86_400_000),
      },
    });
    const asks = await tx.person.create({
      data: { telegramId: BigInt(9000 + unitId), name: `Peminta ${mark}`, createdAt },
    });
    const request = await tx.accessRequest.create({ data: { unitId, personId: asks.id, createdAt } });
    const [participant = 0] = enrolled;
    const enrolment = await tx.enrolment.findFirstOrThrow({ where: { participantId: participant } });
    return {
      fisheries,
      social,
      catfish,
      sewing,
      session,
      invitation: invitation.id,
      request: request.id,
      participant,
      enrolment: enrolment.id,
    };
  });
}

/**
 * Two units with the same kinds of data in one database; the bot is the first one's, with a person for each post,
 * a stranger, and somebody of the second unit.
 */
export async function hostileWorld(database: TestDatabase) {
  const bot = await startBot(database, {
    now: '2023-08-29T00:00:00Z',
    refusals: 'told',
    publicUrl: 'https://sambang.example.go.id',
  });
  const { db, clock, unitId } = bot;
  const lookUp = async (kind: PostKind, unit: number, agencyId: number | null, id: number) => {
    const account = { id, name: `Orang ${kind} ${unit}` };
    const person = await db.write((tx) =>
      // Seen today already: of an update nothing is kept but what it does.
      tx.person.create({
        data: {
          telegramId: BigInt(id),
          name: account.name,
          createdAt: clock.now(),
          lastSeenOn: isoDate(localDate(clock.now(), bot.zone)),
        },
      }),
    );
    const { id: post } = await db.write((tx) =>
      tx.post.create({ data: { unitId: unit, personId: person.id, kind, agencyId, startedAt: clock.now() } }),
    );
    return { account, personId: person.id, post };
  };
  const { id: otherUnit } = await db.write((tx) =>
    tx.unit.create({ data: { name: 'Lapas Lain', zone: bot.zone, createdAt: clock.now() } }),
  );
  const head = await lookUp('head', unitId, null, 101);
  const officer = await lookUp('officer', unitId, null, 102);
  const humas = await lookUp('humas', unitId, null, 103);
  const otherHead = await lookUp('head', otherUnit, null, 201);
  const otherOfficer = await lookUp('officer', otherUnit, null, 202);
  const filled = await fill(bot, unitId, { head: head.personId, officer: officer.personId }, 'A');
  const otherFilled = await fill(
    bot,
    otherUnit,
    { head: otherHead.personId, officer: otherOfficer.personId },
    'B',
  );
  const fisheriesHead = await lookUp('agencyHead', unitId, filled.fisheries, 104);
  const socialContact = await lookUp('agencyContact', unitId, filled.social, 105);
  const otherKadis = await lookUp('agencyHead', otherUnit, otherFilled.fisheries, 204);
  const own = { ...filled, officerPost: officer.post, kadisPost: fisheriesHead.post };
  const other = { ...otherFilled, officerPost: otherOfficer.post, kadisPost: otherKadis.post };

  const accounts = {
    head: head.account,
    officer: officer.account,
    humas: humas.account,
    agencyHead: fisheriesHead.account,
    agencyContact: socialContact.account,
    stranger: { id: 900, name: 'Orang Asing' },
    otherHead: otherHead.account,
    otherOfficer: otherOfficer.account,
  } satisfies Record<string, Account>;

  // Telegram's manners towards messages that aren't there and texts that are too long.
  bot.failures.push(({ method, payload }) => {
    const text = payload['text'];
    if (
      typeof text === 'string' &&
      (text.length > 4096 || (method !== 'answerCallbackQuery' && !text.trim()))
    )
      return refused({ error_code: 400, description: 'Bad Request: message is too long or empty' }, method);
    for (const { text: label } of keysOf(payload))
      if (label.trim() === '')
        return refused({ error_code: 400, description: 'Bad Request: button text is empty' }, method);
    if (method === 'answerCallbackQuery' && typeof text === 'string' && text.length > 200)
      return refused({ error_code: 400, description: 'Bad Request: MESSAGE_TOO_LONG' }, method);
    if (method !== 'editMessageText' && method !== 'editMessageReplyMarkup') return undefined;
    const there = bot.shown.some(
      ({ chatId, messageId }) => chatId === payload['chat_id'] && messageId === payload['message_id'],
    );
    return there
      ? undefined
      : refused({ error_code: 400, description: 'Bad Request: message to edit not found' }, method);
  });

  // A stranger's file is not fetched; from now on it is there to be fetched.
  const sent = await bot.as(accounts.stranger).document('x.csv', Buffer.from('no;name\n1;"x'));
  const file = sent.message?.document?.file_id ?? '';

  /** Everything that the database says, but for what a person is in the middle of; `of` narrows it to a unit. */
  async function state(of?: number): Promise<string> {
    const prints = await printsOf(db.read, db.kind);
    const rows: string[] = [];
    for (const table of TABLES.filter((name) => !ASIDE.has(name)))
      for (const { unitId: unit, text } of await rowsOf(table, prints.get(table) ?? ''))
        if (of === undefined || unit === of) rows.push(text);
    return rows.join('\n');
  }

  const read = new Map<string, { readonly print: string; readonly rows: readonly Row[] }>();

  /** A table's rows; they are read where something in it changed. */
  async function rowsOf(table: string, print: string): Promise<readonly Row[]> {
    const before = read.get(table);
    if (before?.print === print) return before.rows;
    const found = await db.read.$queryRaw<object[]>(Prisma.raw(`SELECT * FROM "${table}" ORDER BY 1`));
    const rows = found.map((row) => ({
      unitId: 'unitId' in row ? Number(row.unitId) : undefined,
      text: `${table} ${JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}`,
    }));
    read.set(table, { print, rows });
    return rows;
  }

  /** What there is of the other unit, but for who asks it for access: anybody may. */
  async function otherState(): Promise<string> {
    const rows = (await state(otherUnit)).split('\n');
    return rows.filter((row) => !/^AccessRequest |^Outbox .*"kind":"access\.request"/u.test(row)).join('\n');
  }

  return { bot, accounts, file, own, other, otherUnit, state, otherState };
}

function keysOf(payload: Record<string, unknown>): { readonly text: string }[] {
  const markup = payload['reply_markup'] as { inline_keyboard?: { text: string }[][] } | undefined;
  return markup?.inline_keyboard?.flat() ?? [];
}
