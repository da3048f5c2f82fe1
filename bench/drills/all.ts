import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isGood, type Outcome, summary } from './outcome.js';

/** In their short form most drills wait most of the time. */
const AT_ONCE = 3;

async function runOne(script: string, name: string, isShort: boolean): Promise<Outcome> {
  const began = performance.now();
  const child = spawn(process.execPath, [script, name, ...(isShort ? ['short'] : [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      said += data.toString();
    });
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - began) / 1_000;
  process.stdout.write(`== ${name}, ${seconds.toFixed(0)} s\n${said}\n`);
  return { name, code, seconds, said };
}

/**
 * Runs drills in processes of their own and shows what each said when it has ended: in full size one after the other,
 * so that none is in another's way, in their short form several at once. Ends with a table.
 *
 * @returns Whether all that could be run here were as promised.
 */
export async function runAll(script: string, names: readonly string[], isShort: boolean): Promise<boolean> {
  const waiting = [...names];
  const outcomes: Outcome[] = [];
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      outcomes.push(await runOne(script, name, isShort));
  };
  await Promise.all(Array.from({ length: isShort ? AT_ONCE : 1 }, work));
  process.stdout.write(
    `${summary(outcomes.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name)))}\n`,
  );
  return isGood(outcomes);
}
