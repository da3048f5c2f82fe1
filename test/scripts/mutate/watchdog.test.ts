import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const WATCHDOG = new URL('../../../scripts/mutate/watchdog.mjs', import.meta.url).href;

/** How a program ends that is watched, and does something. */
async function ended(program: string) {
  const watched = `
    import { Worker } from 'node:worker_threads';
    const beats = new Int32Array(new SharedArrayBuffer(4));
    const workerData = { beats, heldMs: 400 };
    new Worker(new URL(${JSON.stringify(WATCHDOG)}), { workerData, execArgv: [] }).unref();
    ${program}`;
  const [code, signal] = await once(
    // One that is not ended by the watchdog would go on without end.
    spawn(process.execPath, ['--input-type=module', '--eval', watched], { timeout: 15_000 }),
    'exit',
  );
  return { code, signal };
}

it('ends a process that hangs', async () => {
  expect(await ended('for (;;);')).toEqual({ code: null, signal: 'SIGKILL' });
});

it('lets one go on that gives signs', async () => {
  const beating = `
    const beat = setInterval(() => Atomics.add(beats, 0, 1), 20);
    setTimeout(() => clearInterval(beat), 1500);`;
  expect(await ended(beating)).toEqual({ code: 0, signal: null });
});
