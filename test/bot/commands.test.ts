import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAgencyPost, POST_KINDS } from '../../src/access/actor.js';
import { canSome } from '../../src/access/can.js';
import { COMMAND_NAMES, COMMANDS } from '../../src/bot/commands.js';
import { LOCALES } from '../../src/lib/locale.js';
import { translator } from '../../src/words/translate.js';
import { startBot, type TestBot } from '../support/bot.js';
import { databases, type TestDatabase } from '../support/database.js';

const [sqlite] = databases();
const GROUP = { id: -1_001_234, title: 'Staf Rutan' };

describe('every command', () => {
  let database: TestDatabase;
  let bot: TestBot;
  beforeAll(async () => {
    if (!sqlite) throw new Error('SQLite is always there');
    database = await sqlite.open();
    bot = await startBot(database);
    await bot.db.write((tx) =>
      tx.agency.create({
        data: {
          unitId: bot.unitId,
          name: 'Dinas Sosial',
          searchName: 'dinas sosial',
          createdAt: bot.clock.now(),
        },
      }),
    );
    for (const [index, kind] of POST_KINDS.entries()) {
      await bot.person({ id: 100 + index, name: `Orang ${kind}` }, kind, isAgencyPost(kind) ? 1 : null);
    }
  });
  afterAll(async () => {
    await bot.stop();
    await database.close();
  });

  const seats = POST_KINDS.map((kind, index) => ({ kind, account: { id: 100 + index, name: kind } }));
  const words = COMMAND_NAMES.flatMap((name) =>
    LOCALES.map((locale) => ({ name, word: COMMANDS[name][locale] })),
  );

  it.each(words)(
    '/$word answers those whom the table names, and refuses the others politely',
    async ({ name, word }) => {
      const { needs } = COMMANDS[name];
      const refusal = translator('id')('refused-post');
      for (const { account } of seats) {
        const known = await bot.people.identify(BigInt(account.id), bot.clock.now());
        const allowed =
          needs === 'everyone' || needs === 'anyone' || (known?.actor && canSome(known.actor, needs));
        const seat = bot.as(account);
        const before = bot.calls.length;
        await seat.say(`/${word}`);
        expect(bot.calls.length, `${word} says nothing to ${account.name}`).toBeGreaterThan(before);
        expect([account.name, seat.last().text === refusal]).toEqual([account.name, !allowed]);
        await seat.say('/batal');
      }
    },
  );

  it.each(words)('/$word keeps what is private out of a group', async ({ name, word }) => {
    const seat = bot.as({ id: 100, name: 'head' }, GROUP);
    await seat.say(`/${word}`);
    const said = seat.last().text;
    expect(said === translator('id')('private-only')).toBe(COMMANDS[name].place === 'private');
  });

  it('shows each post its own menu', async () => {
    for (const { account } of seats) {
      const known = await bot.people.identify(BigInt(account.id), bot.clock.now());
      if (!known?.actor) throw new Error('a post is missing');
      const { actor } = known;
      const menus = bot.calls.filter(
        ({ method, payload }) =>
          method === 'setMyCommands' && (payload['scope'] as { chat_id?: number }).chat_id === account.id,
      );
      const shown = ((menus.at(-1)?.payload['commands'] ?? []) as { command: string }[]).map(
        ({ command }) => command,
      );
      const expected = COMMAND_NAMES.filter((name) => {
        const { needs } = COMMANDS[name];
        // Who acts in one unit has none to choose from.
        if (name === 'units') return actor.units !== undefined;
        return needs === 'everyone' || needs === 'anyone' || canSome(actor, needs);
      }).map((name) => COMMANDS[name].id);
      expect(shown).toEqual(expected);
    }
  });
});
