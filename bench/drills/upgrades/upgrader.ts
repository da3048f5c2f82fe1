import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { migrate } from '#sambang/db/migrations/migrate.js';
import { parseDatabaseUrl } from '#sambang/db/url.js';

export type UpgraderJob = {
  readonly databaseUrl: string;
  /** The folder of migrations; the program's own where it isn't said. */
  readonly folder?: string;
  /** The step at which the process kills itself, counted from 0. */
  readonly diesAt?: number;
};

/** A process that upgrades a database as the program does at its start, and says how many steps it took. */
export async function runUpgrader({ databaseUrl, folder, diesAt }: UpgraderJob): Promise<void> {
  process.on('disconnect', () => process.exit(1));
  let steps = 0;
  const { kind } = parseDatabaseUrl(databaseUrl);
  process.send?.('ready');
  await migrate(databaseUrl, {
    ...(folder !== undefined && { folder: pathToFileURL(folder) }),
    ...(kind === 'sqlite' && { backUp: keepCopy }),
    onStep: () => {
      if (steps === diesAt) process.kill(process.pid, 'SIGKILL');
      steps += 1;
    },
  });
  process.send?.(steps, () => process.exit(0));
}

async function keepCopy(path: string): Promise<string> {
  const backup = path.replace(/\.upgrading$/, '.backup');
  await copyFile(path, backup);
  return backup;
}

export type Upgrader = {
  /** It is about to begin. */
  readonly ready: Promise<void>;
  /** How many steps it took; undefined where it was killed. @throws with its words where it failed. */
  readonly ended: Promise<number | undefined>;
  readonly kill: () => void;
};

/** Starts such a process. */
export function startUpgrader(
  job: UpgraderJob,
  script = new URL('../../drill.js', import.meta.url),
): Upgrader {
  const child: ChildProcess = fork(fileURLToPath(script), ['upgrader', JSON.stringify(job)], {
    // Compiled code, also where the parent runs the sources.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let steps: number | undefined;
  let words = '';
  child.stderr?.on('data', (data: Buffer) => (words += String(data)));
  child.on('message', (said) => {
    if (typeof said === 'number') steps = said;
  });
  const ready = Promise.race([once(child, 'message'), once(child, 'close')]).then(() => undefined);
  const ended = once(child, 'close').then(([code, signal]) => {
    if (code !== 0 && signal !== 'SIGKILL') throw new Error(`an upgrade failed: ${words}`);
    return steps;
  });
  ended.catch(() => undefined);
  return { ready, ended, kill: () => void child.kill('SIGKILL') };
}
