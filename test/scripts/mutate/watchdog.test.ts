import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const WATCHDOG = new URL('../../../scripts/mutate/trial/watchdog.mjs', import.meta.url).href;

/** How a program ends that is watched, and does something. */
async function ended(program: string, allowedMs = 400) {
  const watched = `
    import { Worker } from 'node:worker_threads';
    const allowed = new Int32Array(new SharedArrayBuffer(8));
    allowed[0] = ${allowedMs};
    new Worker(new URL(${JSON.stringify(WATCHDOG)}), { workerData: allowed, execArgv: [] }).unref();
    ${program}`;
  const [code, signal] = await once(
    // One that is not ended by the watchdog would go on without end.
    spawn(process.execPath, ['--input-type=module', '--eval', watched], { timeout: 15_000 }),
    'exit',
  );
  return { code, signal };
}

it('ends a process in an endless loop', async () => {
  expect(await ended('for (;;);')).toEqual({ code: null, signal: 'SIGKILL' });
});

it('ends a process that waits for what never comes', async () => {
  expect(await ended('setInterval(() => {}, 1000);')).toEqual({ code: null, signal: 'SIGKILL' });
});

it('lets one go on that says that it does', async () => {
  const saying = `
    const said = setInterval(() => Atomics.add(allowed, 1, 1), 20);
    setTimeout(() => clearInterval(said), 4000);`;
  expect(await ended(saying, 2000)).toEqual({ code: 0, signal: null });
});
