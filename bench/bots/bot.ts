/** Which bot, where its Bot API is, and the SQLite file it reads. */
export type BotJob = {
  readonly kind: 'stack' | 'floor';
  readonly apiRoot: string;
  readonly token: string;
  readonly databaseFile: string;
  /** Where it is to be called for each update; left out: it polls. */
  readonly webhookPort?: number;
  /** Counts SQL statements; slows the bot down, so never together with other measurements. */
  readonly countStatements?: boolean;
};

type Vitals = {
  /** Processor time of the whole process so far, user and system, in microseconds. */
  readonly cpuMicros: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** How often each SQL text was executed so far; empty unless they are counted. */
  readonly statements: Readonly<Record<string, number>>;
};

export type RunningBot = {
  /** @param collect Whether garbage is collected before memory is read. */
  readonly vitals: (collect?: boolean) => Promise<Vitals>;
  readonly stop: () => Promise<void>;
};

/** Starts a bot, usually in a process of its own. It may not have polled yet. */
export type Launch = (job: BotJob) => Promise<RunningBot>;

async function start(job: BotJob): Promise<() => Promise<void>> {
  if (job.kind === 'stack') return (await import('./stack.js')).startStack(job);
  if (job.webhookPort === undefined) return (await import('./floor.js')).startFloor(job);
  return (await import('./webhook-floor.js')).startWebhookFloor(job, job.webhookPort);
}

/** Starts a bot in this process, and loads no more of the program than that bot needs. */
export const launchHere: Launch = async (job) => {
  const counting = job.countStatements ? (await import('./statements.js')).countStatements() : undefined;
  const stop = await start(job);
  return {
    vitals: (collect = false) => {
      if (collect) globalThis.gc?.();
      const { user, system } = process.cpuUsage();
      const { rss, heapUsed } = process.memoryUsage();
      return Promise.resolve({
        cpuMicros: user + system,
        rssBytes: rss,
        heapBytes: heapUsed,
        statements: counting?.counts() ?? {},
      });
    },
    stop: async () => {
      await stop();
      counting?.end();
    },
  };
};
