import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Api } from 'grammy';
import { createDatabase } from '#sambang/db/database.js';
import { createDelivery } from '#sambang/delivery/delivery.js';
import type { Notice } from '#sambang/delivery/notice.js';
import { addressesOf, markUnreachable, unitsBy } from '#sambang/features/people/index.js';
import { groupLost, groupMoved, groupsBy, topicGone } from '#sambang/features/summaries/index.js';
import { systemClock } from '#sambang/lib/clock.js';
import { createLogger } from '#sambang/lib/logger.js';
import { createTelegramClient } from '#sambang/telegram/client.js';
import { DRILL_KIND } from '../world.js';

export type SenderJob = {
  readonly databaseUrl: string;
  readonly apiRoot: string;
  readonly token: string;
  readonly leaseMs: number;
};

const reminder: Notice = {
  toAnybody: true,
  stillDue: async () => ({ send: true }),
  render: async ({ subjectId }) => ({ card: { text: `Pengingat ${subjectId}` } }),
};

/** A sending process: delivery as the program runs it, until it is killed. */
export async function runSender({ databaseUrl, apiRoot, token, leaseMs }: SenderJob): Promise<void> {
  process.on('disconnect', () => process.exit(1));
  const db = await createDatabase(databaseUrl);
  const client = createTelegramClient({ apiRoot });
  const delivery = createDelivery({
    db,
    clock: systemClock,
    logger: createLogger('silent'),
    owner: 'drill',
    leaseMs,
    api: new Api(token, client.options),
    notices: new Map([[DRILL_KIND, reminder]]),
    reach: {
      personLost: markUnreachable,
      addressesOf,
      unitsBy,
      groupLost,
      groupMoved,
      groupsBy,
      topicGone,
    },
  });
  process.send?.('ready');
  await delivery.run(new AbortController().signal);
}

export type Sender = {
  readonly ready: Promise<void>;
  /** SIGKILL: it can't finish anything. */
  readonly kill: () => Promise<void>;
};

/** Starts a sending process. */
export function startSender(job: SenderJob): Sender {
  const child: ChildProcess = fork(
    fileURLToPath(new URL('../../drill.js', import.meta.url)),
    ['sender', JSON.stringify(job)],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  const exited = once(child, 'exit');
  return {
    ready: Promise.race([once(child, 'message'), exited]).then(() => undefined),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
