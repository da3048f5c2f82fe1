import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RunningProgram } from '../counts/run.js';
import { UNIT } from '../counts/sample.js';
import type { BotJob, Launch } from './bot.js';

const Reported = z.object({
  cpuMicros: z.number(),
  rssBytes: z.number(),
  heapBytes: z.number(),
  statements: z.record(z.string(), z.number()),
});

/** With BENCH_PROFILE naming a folder, Sambang leaves a processor profile there. */
function profiling(kind: BotJob['kind']): readonly string[] {
  const folder = process.env['BENCH_PROFILE'];
  return folder === undefined || kind !== 'stack' ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}

/** Starts a bot in a process of its own, so that its processor time and memory are its own; see `serve.ts`. */
export const launchProcess: Launch = async (job) => {
  const { kind, apiRoot, token, databaseFile, countStatements = false, webhookPort = 0 } = job;
  const child = fork(
    fileURLToPath(new URL('../main.js', import.meta.url)),
    [kind, apiRoot, token, databaseFile, String(countStatements), String(webhookPort)],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [...process.execArgv, ...profiling(kind)] },
  );
  const message = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const died = (): void => reject(new Error(`the ${kind} bot's process has ended`));
      child.once('exit', died);
      child.once('message', (said) => {
        child.off('exit', died);
        resolve(said);
      });
    });
  await message();
  return {
    vitals: async (collect = false) => {
      const answer = message();
      child.send(collect ? 'vitals after collecting' : 'vitals');
      return Reported.parse(await answer);
    },
    stop: async () => {
      const exited = once(child, 'exit');
      child.send('stop');
      await exited;
    },
  };
};

/** Starts the program as `npm start` does, with nothing but what it is told here. */
export async function launchProgram(job: BotJob, folder: string): Promise<RunningProgram> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../main.js', import.meta.url))], {
    // Not where an `.env` may lie.
    cwd: folder,
    env: {
      ...process.env,
      BOT_TOKEN: job.token,
      BOT_API_ROOT: job.apiRoot,
      DATABASE_URL: `file:${job.databaseFile}`,
      HEAD_TELEGRAM_IDS: String(UNIT.firstPerson),
      UNIT_NAME: UNIT.name,
      UNIT_TIMEZONE: UNIT.zone,
      WEBHOOK_URL: '',
      HOST: '',
      PORT: '0',
      LOG_LEVEL: '',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  const died = exited.then((): never => {
    throw new Error('the program has ended by itself');
  });
  // Where it is stopped nobody listens any more.
  died.catch(() => undefined);
  return {
    died,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
