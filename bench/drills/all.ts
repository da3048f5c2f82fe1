import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** In their short form most drills wait most of the time. */
const AT_ONCE = 3;

async function runOne(script: string, name: string, isShort: boolean): Promise<boolean> {
  const began = performance.now();
  const child = spawn(process.execPath, [script, name, ...(isShort ? ['short'] : [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      said += data.toString();
    });
  const [code] = await once(child, 'exit');
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  const how = code === 0 ? 'as promised' : 'NOT AS PROMISED';
  process.stdout.write(`${said}== ${name}: ${how}, ${seconds} s\n\n`);
  return code === 0;
}

/**
 * Runs drills in processes of their own and shows what each said when it has ended: in full size one after the other,
 * so that none is in another's way, in their short form several at once.
 *
 * @returns The names of those that were not as promised.
 */
export async function runAll(script: string, names: readonly string[], isShort: boolean): Promise<string[]> {
  const waiting = [...names];
  const failed: string[] = [];
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      if (!(await runOne(script, name, isShort))) failed.push(name);
  };
  await Promise.all(Array.from({ length: isShort ? AT_ONCE : 1 }, work));
  process.stdout.write(failed.length === 0 ? 'all drills as promised\n' : `FAILED: ${failed.join(', ')}\n`);
  return failed;
}
