import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readArguments, type Settings, USAGE } from './arguments.js';
import { mutate } from './mutate.js';
import { described, type Judged, reported, shareOf } from './report.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function asked(): Settings | undefined {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return undefined;
  }
}

function progress({ mutation, verdict }: Judged): string {
  const became = {
    tests: 'killed',
    compiler: 'refused by the compiler',
    nobody: 'SURVIVED',
    equivalence: 'changes nothing',
    unreached: 'not reached',
  }[verdict.by];
  return `${became}: ${described(mutation)}`;
}

const settings = asked();
if (!settings) {
  process.exitCode = 2;
} else {
  const judged = await mutate(ROOT, settings, { say, judged: (one) => say(progress(one)) });
  say(`\n${reported(judged)}`);
  if (settings.json !== undefined) await writeFile(settings.json, JSON.stringify(judged, null, 1));
  const { percent } = shareOf(judged);
  if (settings.atLeast !== undefined && percent < settings.atLeast) {
    say(`That is less than ${settings.atLeast} %.`);
    process.exitCode = 1;
  }
}
