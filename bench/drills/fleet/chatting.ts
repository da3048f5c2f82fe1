import { createDatabase } from '#sambang/db/database.js';
import type { LocalTelegram, SeenMessage } from '../../../playground/emulator/index.js';
import { UNIT } from '../../counts/sample.js';

/** Something that the bot told somebody was done. `at` is milliseconds by `performance.now()`. */
type Confirmed = { readonly name: string; readonly at: number; readonly ms: number };

export type Chatting = {
  /** What was confirmed so far. */
  readonly confirmed: readonly Confirmed[];
  /** How often somebody gave up waiting for an answer and began anew. */
  readonly begunAnew: () => number;
  /** Lets everybody finish what they are at. */
  readonly stop: () => Promise<void>;
};

/** How long somebody waits for an answer before beginning anew, unless it is said. */
const PATIENCE_MS = 90_000;

export function idsOf(people: number): readonly number[] {
  return Array.from({ length: people }, (_, n) => UNIT.firstPerson + n);
}

type Patient = { readonly telegram: LocalTelegram; readonly patienceMs: number };

function answerTo(
  { telegram, patienceMs }: Patient,
  id: number,
  since: number,
  word: string,
): Promise<SeenMessage> {
  return telegram.waitFor(
    id,
    (message) => message.fromBot && message.id > since && message.text.includes(word),
    patienceMs,
  );
}

/** One person adds an agency: a command, a tap, and its name typed. */
async function addAgency(around: Patient, id: number, name: string): Promise<void> {
  const { telegram } = around;
  const asked = telegram.send(id, id, { text: '/mitra' });
  const list = await answerTo(around, id, asked.message_id, 'nstansi');
  await telegram.tap(id, id, list.id, '＋ Tambah instansi');
  await answerTo(around, id, asked.message_id, 'Apa nama instansinya');
  telegram.send(id, id, { text: name });
  await answerTo(around, id, asked.message_id, name);
}

/** People, heads all of them, who add one agency after the other until they are stopped. */
export function chat(telegram: LocalTelegram, people: number, patienceMs = PATIENCE_MS): Chatting {
  const confirmed: Confirmed[] = [];
  const stopping = new AbortController();
  let anew = 0;

  async function person(id: number): Promise<void> {
    for (let turn = 1; !stopping.signal.aborted; turn += 1) {
      const name = `Dinas ${id} Urusan ${turn}`;
      const began = performance.now();
      try {
        await addAgency({ telegram, patienceMs }, id, name);
        confirmed.push({ name, at: performance.now(), ms: performance.now() - began });
      } catch {
        anew += 1;
      }
    }
  }

  const all = Promise.all(idsOf(people).map(person));
  return {
    confirmed,
    begunAnew: () => anew,
    stop: async () => {
      stopping.abort();
      await all;
    },
  };
}

export type ChatReport = {
  readonly confirmed: number;
  /** Confirmed, and not in the database. */
  readonly lost: number;
  /** Confirmed to somebody in more than one message. */
  readonly toldTwice: number;
  readonly begunAnew: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** The longest time in which nobody was confirmed anything. */
  readonly longestSilenceMs: number;
};

/** Compares what people were told with the database. */
export async function verdict(
  { confirmed, begunAnew }: Chatting,
  telegram: LocalTelegram,
  databaseUrl: string,
): Promise<ChatReport> {
  const db = await createDatabase(databaseUrl);
  try {
    const rows = await db.read.agency.findMany({ select: { name: true } });
    const kept = new Set(rows.map(({ name }) => name));
    const people = new Set(confirmed.map(({ name }) => Number(name.split(' ')[1])));
    const told = [...people].flatMap((id) =>
      telegram.messages(id).flatMap(({ fromBot, text }) => (fromBot ? agenciesAdded(text) : [])),
    );
    const times = confirmed.map(({ ms }) => ms).toSorted((a, b) => a - b);
    const moments = confirmed.map(({ at }) => at).toSorted((a, b) => a - b);
    return {
      confirmed: confirmed.length,
      lost: confirmed.filter(({ name }) => !kept.has(name)).length,
      toldTwice: told.length - new Set(told).size,
      begunAnew: begunAnew(),
      medianMs: Math.round(times[Math.floor(times.length / 2)] ?? 0),
      p99Ms: Math.round(times[Math.floor(times.length * 0.99)] ?? 0),
      longestSilenceMs: Math.round(
        Math.max(0, ...moments.slice(1).map((at, index) => at - (moments[index] ?? at))),
      ),
    };
  } finally {
    await db.close();
  }
}

/** The agencies that a card says were added. */
function agenciesAdded(text: string): string[] {
  const name = /Instansi ditambahkan[^]*?(Dinas \d+ Urusan \d+)/.exec(text)?.[1];
  return name === undefined ? [] : [name];
}
