import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostKind } from '../../src/access/actor.js';
import { COMMAND_NAMES, COMMANDS } from '../../src/bot/commands.js';
import type { Tap } from '../../src/dialogs/callback.js';
import { PLAIN } from '../../src/features/counts/rules.js';
import { questionTap } from '../../src/features/counts/taps.js';
import { EXPORTS, exportTap, FORMATS, SPANS } from '../../src/features/exports/taps.js';
import { whoseTap } from '../../src/features/roster/taps.js';
import { LOCALES } from '../../src/lib/locale.js';
import { databases, type TestDatabase } from '../support/database.js';
import { size } from '../support/size.js';
import { type HostileWorld, hostileWorld } from './hostile-world.js';

const FEATURES = new URL('../../src/features/', import.meta.url);

/** Open to anybody, and so to whom a post has ended: what is said there is about themselves alone. */
const OPEN = new Set<string>(COMMAND_NAMES.filter((name) => COMMANDS[name].needs === 'anyone'));

/** Taps that strangers may use: asking for access, taking up a post by a code, and taking along what is kept of them. */
const STRANGERS = new Set(['access-ask', 'access-in', 'invok', 'prvx']);

function isTap(value: unknown): value is Tap<unknown> {
  return typeof value === 'object' && value !== null && 'read' in value && 'name' in value;
}

/** Data of a kind of button that is none of chance: each part is a number, or a word of the feature's own. */
function sampleOf(tap: Tap<unknown>, words: readonly string[]): string | undefined {
  let seed = 7;
  const draw = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * most);
  };
  for (let tries = 0; tries < 400_000; tries += 1) {
    const parts = Array.from({ length: tries % 8 }, () =>
      draw(2) === 0 ? '1' : (words[draw(words.length)] ?? '1'),
    );
    const data = [tap.name, ...parts].join(':');
    if (data.length <= 64 && tap.read(data) !== undefined) return data;
  }
  return undefined;
}

/** What is for a person as such; about nothing that there is. */
const PERSONAL = new Set(['access.decided', 'post.ended']);
const NOTHING = 999_999;

/** Data that chance doesn't find. */
const KNOWN = new Map([
  [questionTap.name, questionTap.data(PLAIN)],
  [exportTap.name, exportTap.data({ what: EXPORTS[0], format: FORMATS[0], span: SPANS[0] })],
  [whoseTap.name, whoseTap.data({ batch: 1, line: 1, of: 'person', other: 1, answer: 'same' })],
]);

/** One of each kind of button that there is, by its name. */
async function everyTap(): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(FEATURES, { recursive: true })).filter((file) => file.endsWith('taps.ts'));
  const found = new Map<string, string>();
  for (const file of files) {
    const feature = file.split('/')[0] ?? '';
    const sources = (await readdir(new URL(`${feature}/`, FEATURES), { recursive: true }))
      .filter((name) => /(?:taps|rules)\.ts$/u.test(name))
      .map((name) => readFile(new URL(`${feature}/${name}`, FEATURES), 'utf8'));
    const actor = readFile(new URL('../access/actor.ts', FEATURES), 'utf8');
    const text = (await Promise.all([...sources, actor])).join('\n');
    const words = [...new Set([...text.matchAll(/'([\w-]{1,20})'/gu)].map(([, word]) => word ?? ''))];
    const exported: Record<string, unknown> = await import(`${FEATURES.pathname}${file}`);
    for (const tap of Object.values(exported).filter(isTap)) {
      const data = KNOWN.get(tap.name) ?? sampleOf(tap, words);
      expect(data, `no data of the kind ${tap.name} was found`).toBeDefined();
      found.set(tap.name, data ?? '');
    }
  }
  return found;
}

const KINDS = [
  'head',
  'officer',
  'humas',
  'agencyHead',
  'agencyContact',
] as const satisfies readonly PostKind[];
/** Whose ended post is tried: everything that there is, by each of them. */
const TRIED = size<readonly (typeof KINDS)[number][]>(['officer', 'agencyHead'], KINDS);

describe.each(databases())('whose post has just ended, on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: HostileWorld;
  let taps: ReadonlyMap<string, string>;
  const people = new Map<
    PostKind,
    { readonly id: number; readonly personId: number; readonly name: string }
  >();
  const waited = new Map<PostKind, Parameters<HostileWorld['bot']['redeliver']>[0]>();

  beforeAll(async () => {
    database = await open();
    world = await hostileWorld(database);
    taps = await everyTap();
    const { bot, accounts } = world;
    const boss = await bot.person({ id: 110, name: 'Kepala Kedua' }, 'head');
    for (const kind of KINDS) {
      const account = accounts[kind];
      const person = await bot.own.person.findUniqueOrThrow({ where: { telegramId: BigInt(account.id) } });
      people.set(kind, { id: account.id, personId: person.id, name: account.name });
      // A form of each kind is open somewhere, a message of each kind waits, and an update hasn't been handled.
      const forms = bot.features.flatMap(({ dialogs }) => dialogs.map(({ name }) => name));
      const about = { openedBy: 1, updatedAt: bot.clock.now(), telegramId: BigInt(account.id) };
      await bot.db.write((tx) =>
        tx.dialogState.createMany({
          data: forms.map((dialog, index) => ({ ...about, dialog, chatId: BigInt(-5000 - index) })),
        }),
      );
      await plan(kind, 'before');
      waited.set(kind, await bot.withhold(() => bot.as(account).say('/program')));
      const post = await bot.own.post.findFirstOrThrow({ where: { personId: person.id, endedAt: null } });
      await boss.say('/orang');
      await boss.tapData(`pe:${post.id.toString(36)}`);
      await boss.tap('Mutasi');
      const left = await bot.own.post.count({ where: { personId: person.id, endedAt: null } });
      if (left > 0) throw new Error(`the post of ${kind} did not end`);
    }
  });
  afterAll(async () => {
    await world.bot.stop();
    await database.close();
  });

  /** Plans a message of every kind for somebody. */
  async function plan(kind: PostKind, when: string): Promise<readonly string[]> {
    const { bot, own } = world;
    const personId = people.get(kind)?.personId ?? 0;
    const kinds = bot.features.flatMap(({ notices }) => notices.map(([name]) => name));
    const now = bot.clock.now();
    await bot.db.write((tx) =>
      tx.outbox.createMany({
        data: kinds.map((name) => ({
          unitId: bot.unitId,
          kind: name,
          subjectId: PERSONAL.has(name) ? NOTHING : own.catfish,
          subjectVersion: 1,
          personId,
          dedupeKey: `${name}:${when}:person:${personId}`,
          createdAt: now,
          dueAt: now,
          nextAt: now,
        })),
      }),
    );
    return kinds;
  }

  const account = (kind: PostKind) => world.accounts[kind === 'agencyContact' ? 'agencyContact' : kind];

  async function expectQuiet(kind: PostKind, act: () => Promise<unknown>, what: string) {
    const { bot } = world;
    const state = async () =>
      (await world.state()).replaceAll(/"lastSeenOn":("[^"]*"|null)|"unreachableAt":[^,}]*/gu, '');
    const before = await state();
    const calls = bot.calls.length;
    await act();
    const said = bot.calls
      .slice(calls)
      .filter(({ method }) => !['setMyCommands', 'deleteMyCommands'].includes(method))
      .map(({ payload }) => JSON.stringify(payload))
      .join('\n');
    expect([what, before === (await state())]).toEqual([what, true]);
    expect([what, said]).toEqual([
      what,
      expect.not.stringMatching(/Rahasia|Budidaya|Menjahit|Dinas|Karutan/u),
    ]);
    expect([what, said.includes('Bot ini untuk petugas')]).toEqual([what, true]);
    expect(
      await bot.own.dialogState.count({
        where: { telegramId: BigInt(account(kind).id), dialog: { not: null } },
      }),
    ).toBe(0);
  }

  it.each(TRIED)('%s gets nothing from any command, in either language', async (kind) => {
    const seat = world.bot.as(account(kind));
    for (const name of COMMAND_NAMES.filter((one) => !OPEN.has(one))) {
      for (const locale of LOCALES) {
        const word = COMMANDS[name][locale];
        await expectQuiet(kind, () => seat.say(`/${word}`), word);
        await expectQuiet(kind, () => seat.say(`/${word} dinas perikanan a`), word);
      }
    }
  });

  it.each(TRIED)('%s gets nothing from any kind of button, and from none of a form', async (kind) => {
    const seat = world.bot.as(account(kind));
    await expectQuiet(kind, () => seat.say('/program'), 'a message to tap on');
    const theirs = [...taps].flatMap(([name, data]) => (STRANGERS.has(name) ? [] : [data]));
    for (const data of [...theirs, 'd:1:submit', 'd:1:cancel']) {
      await expectQuiet(kind, () => seat.tapData(data), data);
    }
  });

  it.each(TRIED)(
    '%s gets nothing by text, photo, file, a reply, or an update that had waited',
    async (kind) => {
      const { bot } = world;
      const seat = bot.as(account(kind));
      await expectQuiet(kind, () => seat.say('3,7 sakit'), 'text');
      await expectQuiet(kind, () => seat.photo(`foto-${kind}`), 'photo');
      await expectQuiet(kind, () => seat.document('daftar.csv', Buffer.from('no;nama\n1;x')), 'file');
      await expectQuiet(kind, () => seat.say('jumat jam 10', seat.last()), 'reply');
      const update = waited.get(kind);
      await expectQuiet(kind, async () => update && bot.redeliver(update), 'waited');
    },
  );

  it.each(TRIED)('%s is told once that it has ended, and sent nothing else of any kind', async (kind) => {
    const { bot } = world;
    const personId = people.get(kind)?.personId ?? 0;
    const toPerson = new Set(
      bot.features.flatMap(({ notices }) =>
        notices.filter(([, notice]) => notice.toAnybody).map(([name]) => name),
      ),
    );
    expect(toPerson).toEqual(PERSONAL);
    const waiting = await bot.own.outbox.findMany({
      where: { personId, dedupeKey: { contains: ':before:' }, kind: { notIn: [...toPerson] } },
    });
    expect(new Set(waiting.map(({ state }) => state))).toEqual(new Set(['withdrawn']));
    await plan(kind, 'after');
    // To one chat a message goes every three seconds.
    const waits = () => bot.own.outbox.count({ where: { personId, state: 'planned' } });
    for (let turn = 0; turn < 20 && (await waits()) > 0; turn += 1) {
      await bot.deliver();
      bot.clock.advance({ minutes: 5 });
    }
    const planned = await bot.own.outbox.findMany({
      where: { personId, dedupeKey: { contains: ':after:' }, kind: { notIn: [...toPerson] } },
    });
    expect(planned.length).toBeGreaterThan(30);
    expect(new Set(planned.map(({ state, cause }) => `${state} ${cause}`))).toEqual(
      new Set(['dropped no-post']),
    );
    const told = bot
      .as(account(kind))
      .messages()
      .map(({ text }) => text)
      .filter((text) => !text.startsWith('Bot ini untuk petugas'));
    expect(told).toEqual([expect.stringContaining('sudah berakhir')]);
  });
});
