import { GrammyError } from 'grammy';
import type { startBot, TestBot } from '../../../support/bot.js';

const DAY_MS = 86_400_000;
/** Said of every visit, so that it is seen where one is told of. */
export const MARK = 'Kerja sama';

/** One thing that happens in a week: what, and two numbers by which it is chosen. */
export type Move = readonly [what: number, first: number, second: number];

const LINES = [
  `/kunjungan Dinas Perikanan, besok jam 10, ${MARK} budidaya`,
  `/kunjungan Dinas Sosial, kamis jam 9, ${MARK} sikap`,
  `/kunjungan Dinas Perikanan dan Dinas Sosial, lusa 13.00-14.30, ${MARK} pelatihan`,
  `/kunjungan Balai Latihan, jumat jam 9, ${MARK} bengkel`,
];
const WORDS = [
  ...['jumat 14.00', 'besok jam 11', 'sakit, tidak bisa', 'lanjut', '/kunjungan', '/agenda', '/batal', '10'],
  `${MARK} jadi, sepakat`,
];
/** Buttons that go on, so that what is begun also ends now and then. */
const ONWARDS =
  /Simpan|Bersedia|Tidak bisa|Usul|Terima|Terlaksana|Tidak jadi|Ya|Selesai|Lewati|Setuju|Perlu ubah|Batalkan|Tetap|Mutasi/u;

type Somebody = ReturnType<TestBot['as']>;

/** People of a unit and three agencies, one of which has nobody, and what happens to them and their visits. */
export async function playground(bot: Awaited<ReturnType<typeof startBot>>) {
  const [fisheries, social] = [
    await bot.world.agency('Dinas Perikanan'),
    await bot.world.agency('Dinas Sosial'),
  ];
  await bot.world.agency('Balai Latihan');
  const head = await bot.person({ id: 11, name: 'Karutan' }, 'head');
  const officer = await bot.person({ id: 12, name: 'Petugas Budi' }, 'officer');
  const others = [
    await bot.person({ id: 13, name: 'Petugas Rina' }, 'officer'),
    await bot.person({ id: 14, name: 'Sinta Humas' }, 'humas'),
    await bot.person({ id: 21, name: 'Kadis Ikan' }, 'agencyHead', fisheries),
    await bot.person({ id: 22, name: 'Staf Ikan' }, 'agencyContact', fisheries),
    await bot.person({ id: 31, name: 'Kadis Sosial' }, 'agencyHead', social),
  ];
  const everybody = [head, officer, ...others];
  const blocked = new Set<number>();
  bot.failures.push(({ method, payload }) =>
    method.startsWith('send') && blocked.has(Number(payload['chat_id']))
      ? new GrammyError(
          'refused',
          { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
          method,
          payload,
        )
      : undefined,
  );

  const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length];

  /** Whoever writes or taps has the bot unblocked. */
  function acting(who: number): Somebody | undefined {
    const somebody = pick(everybody, who);
    if (somebody) blocked.delete(somebody.chatId);
    return somebody;
  }

  async function propose(who: number, line: number): Promise<void> {
    const somebody = acting(who);
    await somebody?.say(pick(LINES, line) ?? '/kunjungan');
  }

  /** A button on one of the last messages, of those that lead on where there are any. */
  async function tap(who: number, which: number): Promise<void> {
    const somebody = acting(who);
    const messages = somebody?.messages().filter(({ keyboard }) => keyboard.length > 0) ?? [];
    const message = pick(messages.slice(-4), which);
    const buttons = message?.keyboard.flat().filter((button) => 'callback_data' in button) ?? [];
    const onwards = buttons.filter(({ text }) => ONWARDS.test(text));
    const button = pick(onwards.length > 0 && which % 4 > 0 ? onwards : buttons, which >> 2);
    if (!somebody || !message || !button || !('callback_data' in button)) return;
    await somebody.tapData(button.callback_data, message);
  }

  async function say(who: number, words: number): Promise<void> {
    const somebody = acting(who);
    const card = somebody?.messages().at(-1);
    await somebody?.say(pick(WORDS, words) ?? '/batal', words % 5 === 0 ? card : undefined);
  }

  /** The post of one of those beside the head is ended, in two taps. */
  async function endPost(who: number): Promise<void> {
    const somebody = pick(others, who);
    await head.say(`/orang ${somebody?.account.name}`);
    for (const label of ['Akhiri', 'Mutasi']) {
      const card = head.messages().at(-1);
      const has = card?.keyboard.flat().some(({ text }) => text.includes(label));
      if (has && card) await head.tap(label, card);
    }
  }

  async function block(who: number, isOff: boolean): Promise<void> {
    const somebody: Somebody | undefined = pick(others, who);
    if (!somebody) return;
    if (!isOff) blocked.add(somebody.chatId);
    else if (blocked.has(somebody.chatId)) await acting(everybody.indexOf(somebody))?.say('/start');
  }

  async function pass(hours: number): Promise<void> {
    bot.clock.advance(hours * (DAY_MS / 24));
    for (let look = 0; look < 3; look += 1) await bot.deliver();
  }

  // The week begins with a visit that is agreed and one that is asked of two.
  for (const line of [0, 2]) {
    await propose(1, line);
    await officer.tap('Simpan dan kirim');
  }
  await pass(0);
  await others[2]?.tap(
    'Bersedia',
    others[2].messages().find(({ text }) => text.includes('budidaya')),
  );

  return {
    move: async ([what, first, second]: Move): Promise<void> => {
      switch (what % 12) {
        case 0:
        case 1:
          return propose(first, second);
        case 2:
          return say(first, second);
        case 3:
          return pass(1 + (second % 20));
        case 4:
          return pass(1);
        case 5:
          return second % 6 === 0 ? endPost(first) : block(first, second % 2 === 0);
        default:
          return tap(first, second);
      }
    },
  };
}
