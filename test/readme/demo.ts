import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../', import.meta.url));

export type RunningDemo = {
  readonly url: string;
  /** Ends the demo and removes what it kept. */
  readonly stop: () => Promise<void>;
};

/**
 * Runs what `npm run demo` runs, on a free port and with its data in a folder of its own.
 *
 * @throws {Error} with what the demo said when it ends before it listens.
 */
export async function startDemo(): Promise<RunningDemo> {
  const folder = await mkdtemp(join(tmpdir(), 'sambang-demo-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(process.execPath, [join(root, await demoScript())], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', DEMO_PORT: new URL(url).port },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await listening(child, url);
  return {
    url,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `dist/…/main.js` out of package.json's script `demo`. */
async function demoScript(): Promise<string> {
  const { scripts } = z
    .object({ scripts: z.object({ demo: z.string().regex(/^node \S+$/) }) })
    .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  return scripts.demo.slice('node '.length);
}

async function listening(child: ChildProcess, url: string): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code}: ${said}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (data: Buffer) => {
        said += String(data);
        if (said.includes(url)) resolve();
      });
    }
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
