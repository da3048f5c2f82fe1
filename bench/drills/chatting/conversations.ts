import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase } from '#sambang/db/database.js';
import { UNIT } from '../../counts/sample.js';
import { startProgram } from '../program.js';
import { type Line, openLine, sowUnit } from '../world.js';

export type ConversationsPlan = {
  readonly kills: number;
  /** How long the program lives at most before it is ended, in milliseconds. */
  readonly longestLifeMs: number;
};

export type ConversationsReport = ConversationsPlan & {
  /** Agencies that the head has typed in. */
  readonly typed: number;
  readonly lost: number;
  readonly doubled: number;
  /** Updates that had to be stored and were left at the end. */
  readonly leftStored: number;
  readonly leftWithTelegram: number;
  readonly seconds: number;
};

const HEAD = UNIT.firstPerson;

/**
 * The head types one agency after another while the program is ended again and again, politely and not, at random
 * moments, and the line falls silent now and then: each agency is there once.
 */
export async function drillConversations(
  databaseUrl: string,
  plan: ConversationsPlan,
): Promise<ConversationsReport> {
  const began = performance.now();
  await sowUnit(databaseUrl, 1);
  const line = await openLine(1, false);
  const { telegram } = line;
  let program = startProgram(databaseUrl, line);
  const over = new AbortController();
  try {
    const add = await addButton(line);
    const typing = typeAgencies(line, add, over.signal);
    for (let kill = 0; kill < plan.kills; kill += 1) {
      if (kill % 3 === 1) {
        telegram.fail({ method: 'sendMessage', chatId: HEAD, kind: 'timeout', ms: 60_000 });
      }
      // Every fifth ends at any moment, also while it starts; the others while people are served.
      if (kill % 5 < 4) await polled(line);
      await sleep(Math.random() * plan.longestLifeMs);
      await program.end(kill % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
      telegram.clearFaults();
      program = startProgram(databaseUrl, line);
    }
    over.abort();
    const typed = await typing;
    const result = await verdict(databaseUrl, line, typed);
    return { ...plan, typed, ...result, seconds: (performance.now() - began) / 1_000 };
  } finally {
    over.abort();
    await program.end('SIGKILL');
    await line.close();
  }
}

/** Resolves once the program has been given updates, or told that there are none. */
function polled({ telegram }: Line): Promise<void> {
  return new Promise((resolve) => {
    const stop = telegram.onCall(({ method }) => {
      if (method !== 'getUpdates') return;
      stop();
      resolve();
    });
  });
}

/** What the button that adds an agency says to the bot. */
async function addButton({ telegram }: Line): Promise<string> {
  telegram.send(HEAD, HEAD, { text: '/mitra' });
  const list = await telegram.waitFor(HEAD, ({ buttons }) => buttons.flat().length > 0, 60_000);
  const button = list.buttons.flat().find((one) => 'callback_data' in one && one.text.includes('Tambah'));
  if (!button || !('callback_data' in button)) throw new Error('there is no button to add an agency');
  return button.callback_data;
}

/** Taps and types without waiting for answers, as somebody on a slow line does. Resolves to how many were typed. */
async function typeAgencies({ telegram }: Line, add: string, signal: AbortSignal): Promise<number> {
  const [first] = telegram.messages(HEAD).filter(({ fromBot }) => fromBot);
  let typed = 0;
  while (!signal.aborted) {
    typed += 1;
    void telegram.tapData(HEAD, HEAD, first?.id ?? 0, add, { limitMs: Number.POSITIVE_INFINITY });
    telegram.send(HEAD, HEAD, { text: `Dinas Latihan ${typed}` });
    // No faster than people with a post are read: about sixty a minute.
    await sleep(1_000 + Math.random() * 2_000);
  }
  return typed;
}

async function verdict(databaseUrl: string, { telegram }: Line, typed: number) {
  const db = await createDatabase(databaseUrl);
  try {
    const stored = () => db.read.storedUpdate.count({ where: { state: 'waiting' } });
    const patience = performance.now() + 120_000;
    while (telegram.pendingUpdates().length + (await stored()) > 0 && performance.now() < patience)
      await sleep(200);
    const agencies = await db.read.agency.findMany({ select: { name: true } });
    const names = new Set(agencies.map(({ name }) => name));
    return {
      lost: typed - names.size,
      doubled: agencies.length - names.size,
      leftStored: await stored(),
      leftWithTelegram: telegram.pendingUpdates().length,
    };
  } finally {
    await db.close();
  }
}
