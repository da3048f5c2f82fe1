import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A program that a drill has started, and ends by its own process id. */
export type Child = {
  readonly stop: () => Promise<void>;
  /** SIGKILL: it can't finish anything. */
  readonly kill: () => Promise<void>;
  /** All that it has said so far. */
  readonly said: () => string;
  readonly hasEnded: () => boolean;
};

export type Launch = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whose process it is, where not one's own: some servers refuse to be root's. */
  readonly as?: { readonly uid: number; readonly gid: number } | undefined;
  /** What ends it politely. */
  readonly signal?: 'SIGTERM' | 'SIGINT';
};

export function start({ command, args, cwd, env = {}, as, signal = 'SIGTERM' }: Launch): Child {
  const child: ChildProcess = spawn(command, [...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    ...as,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => {
      said = (said + data.toString()).slice(-20_000);
    });
  const exited = once(child, 'exit');
  const end = async (by: NodeJS.Signals): Promise<void> => {
    child.kill(by);
    await exited;
  };
  return {
    stop: () => end(signal),
    kill: () => end('SIGKILL'),
    said: () => said,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
  };
}

/** Who a server may run as that refuses to be root's; undefined where this process isn't root's itself. */
export async function otherThanRoot(name: string): Promise<Launch['as']> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

const PATIENCE_MS = 60_000;

/**
 * Asks again and again until it is so; what throws isn't yet.
 *
 * @param child Whoever is to make it so: with its end the wait ends too.
 * @throws {Error} `what` after a minute.
 */
export async function until(what: string, isSo: () => Promise<boolean>, child?: Child): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end && child?.hasEnded() !== true) {
    if (await isSo().catch(() => false)) return;
    await sleep(50);
  }
  throw new Error(`not so: ${what}. ${child?.said() ?? ''}`);
}
