import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Prisma } from '../../src/generated/sqlite/client.js';
import { type Account, startBot, type TestBot } from '../support/bot.js';
import { databases, type TestDatabase } from '../support/database.js';
import { type SampleUnit, sampleUnit } from '../support/sample-unit.js';
import { size } from '../support/size.js';

/** Stands behind every name that the other unit has. */
const MARK = 'Seberang';

/** Columns with words, by table: what a card could show. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  Agency: ['name', 'address'],
  Programme: ['name', 'place', 'trainer'],
  Participant: ['name', 'registerNumber'],
  Visit: ['purpose', 'minutes', 'letterNumber'],
  FollowUp: ['what'],
  Session: ['topic', 'notes', 'trainer'],
  ClosedDay: ['reason'],
  GroupChat: ['title'],
  MonthClosing: ['reopenReason', 'closeReason'],
};

const COMMANDS = [
  ...[
    '/start',
    '/bantuan',
    '/kunjungan',
    '/tindaklanjut',
    '/sesi',
    '/jumlah',
    '/program',
    '/peserta',
    '/mitra',
  ],
  ...[
    '/ringkasan',
    '/orang',
    '/serahterima',
    '/undang',
    '/jejak',
    '/antrian',
    '/unduh',
    '/pengaturan',
    '/privasi',
  ],
  ...['/unit', '/kunjungan kalender', '/jumlah agustus 2023', '/kunjungan lewat'],
];

/** How many buttons are tapped to see what lies behind them, and how many of a kind are tried. */
const TAPPED = size(60, 400);
const OF_A_KIND = size(2, 6);

const POSTS = ['head', 'officer', 'humas', 'kadis', 'contact'] as const;

/**
 * Two units that look alike, of which the other's names are marked. What its people are shown is tapped and typed by the
 * first one's: no query that forgets its scope gets away with it.
 */
describe.each(databases())('of another unit, on $kind', ({ open, kind }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let own: SampleUnit;
  let other: SampleUnit;
  const found = new Set<string>();

  const accountOf = (unit: SampleUnit, post: (typeof POSTS)[number]): Account => {
    const { telegramId, name } = unit[post];
    return { id: Number(telegramId), name };
  };

  /** Puts the mark behind all that the other unit's rows say. */
  async function mark(unitId: number): Promise<void> {
    await bot.db.write(async (tx) => {
      for (const [table, columns] of Object.entries(WORDS))
        for (const column of columns)
          await tx.$executeRaw(
            Prisma.raw(
              `UPDATE "${table}" SET "${column}" = "${column}" || ' ${MARK}' WHERE "unitId" = ${unitId} AND "${column}" IS NOT NULL`,
            ),
          );
      await tx.$executeRaw(
        Prisma.raw(
          `UPDATE "Person" SET "name" = "name" || ' ${MARK}' WHERE "id" IN (SELECT "personId" FROM "Post" WHERE "unitId" = ${unitId})`,
        ),
      );
    });
  }

  /** Everything that the other unit has, but for what its people are in the middle of. */
  async function rows(unitId: number): Promise<readonly string[]> {
    const said: string[] = [];
    for (const model of Object.values(Prisma.ModelName)) {
      const all = await bot.db.read.$queryRaw<{ unitId?: number }[]>(
        Prisma.raw(`SELECT * FROM "${model}" ORDER BY 1`),
      );
      for (const row of all)
        if ('unitId' in row && row.unitId === unitId && model !== 'DialogState')
          said.push(
            `${model} ${JSON.stringify(row, (_key, one: unknown) => (typeof one === 'bigint' ? `${one}` : one))}`,
          );
    }
    return said;
  }

  /** What somebody's commands and the buttons below them lead to. */
  async function look(account: Account): Promise<void> {
    const person = bot.as(account);
    const waiting: string[] = [];
    const collect = (since: number) => {
      for (const { payload } of bot.calls.slice(since)) {
        if (Number(payload['chat_id']) !== account.id) continue;
        const markup = payload['reply_markup'] as
          | { inline_keyboard?: { callback_data?: string }[][] }
          | undefined;
        for (const { callback_data: data } of markup?.inline_keyboard?.flat() ?? [])
          if (data !== undefined && !data.startsWith('d:') && !found.has(data)) {
            found.add(data);
            waiting.push(data);
          }
      }
    };
    for (const command of COMMANDS) {
      const since = bot.calls.length;
      await person.say(command);
      collect(since);
    }
    for (let tapped = 0; tapped < TAPPED; tapped += 1) {
      const data = waiting.shift();
      if (data === undefined) return;
      const since = bot.calls.length;
      await person.tapData(data, person.last());
      collect(since);
    }
  }

  beforeAll(async () => {
    database = await open();
    bot = await startBot(database, { now: '2023-09-05T02:30:00Z', refusals: 'told' });
    own = await sampleUnit(bot.db, 'Rutan Dobo');
    other = await sampleUnit(bot.db, 'Rutan Wahai');
    await mark(other.unitId);
    for (const post of kind === 'sqlite' ? (['head', 'kadis'] as const) : (['head'] as const))
      await look({ ...accountOf(other, post), name: `${other[post].name} ${MARK}` });
  }, 60_000);
  afterAll(async () => {
    await bot.stop();
    await database.close();
  });

  /** A few buttons of each kind. */
  function tried(): readonly string[] {
    const perKind = new Map<string, string[]>();
    for (const data of found) {
      const name = data.split(':')[0] ?? '';
      const known = perKind.get(name) ?? [];
      if (known.length < OF_A_KIND) perKind.set(name, [...known, data]);
    }
    return [...perKind.values()].flat();
  }

  async function saidTo(account: Account, act: () => Promise<unknown>): Promise<string> {
    const since = bot.calls.length;
    await act();
    return JSON.stringify(
      bot.calls
        .slice(since)
        .filter(
          ({ payload }) => payload['chat_id'] === undefined || Number(payload['chat_id']) === account.id,
        )
        .map(({ payload }) => payload),
    );
  }

  it('its own people are shown its things by these buttons', async () => {
    expect(tried().length).toBeGreaterThan(kind === 'sqlite' ? 60 : 40);
    const account = { ...accountOf(other, 'head'), name: `${other.head.name} ${MARK}` };
    let shown = 0;
    for (const data of tried()) {
      const person = bot.as(account);
      if ((await saidTo(account, () => person.tapData(data, person.last()))).includes(MARK)) shown += 1;
    }
    expect(shown).toBeGreaterThan(15);
  });

  it.each(POSTS)(
    'nothing is shown to %s by its buttons, or by its names, and nothing of it changes',
    async (post) => {
      const account = accountOf(own, post);
      const person = bot.as(account);
      await person.say('/start');
      const before = await rows(other.unitId);
      for (const data of tried()) {
        const said = await saidTo(account, () => person.tapData(data, person.last()));
        expect([data, said]).toEqual([data, expect.not.stringContaining(MARK)]);
      }
      const things = [`Dinas Sosial ${MARK}`, `Seni Anyaman ${MARK}`, `Zainal ${MARK}`, `Budi ${MARK}`];
      const asking = [
        '/mitra',
        '/program',
        '/peserta',
        '/jumlah',
        '/orang',
        '/kunjungan',
        '/sesi',
        '/jejak',
        '/unit',
      ];
      for (const command of asking)
        for (const thing of things) {
          const said = await saidTo(account, () => person.say(`${command} ${thing}`));
          // What was typed is said back; nothing behind it is.
          const told = said.replaceAll(thing, '').replaceAll(thing.toLowerCase(), '');
          expect([command, thing, told]).toEqual([command, thing, expect.not.stringContaining(MARK)]);
          await person.say('/batal');
        }
      expect(await rows(other.unitId)).toEqual(before);
    },
  );
});
