import { writeFileSync } from 'node:fs';
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
  }[verdict.by];
  return `${became}: ${described(mutation)}`;
}

const settings = asked();
if (!settings) {
  process.exitCode = 2;
} else {
  const sofar: Judged[] = [];
  const judged = await mutate(settings.root ?? ROOT, settings, {
    say,
    judged: (one) => {
      sofar.push(one);
      say(progress(one));
      if (settings.json !== undefined) writeFileSync(settings.json, JSON.stringify(sofar, null, 1));
    },
  });
  say(`\n${reported(judged)}`);
  const { percent } = shareOf(judged);
  const tooFew = settings.atLeast !== undefined && percent < settings.atLeast;
  if (tooFew) say(`That is less than ${settings.atLeast} %.`);
  // The runner of the tests leaves a 1 there for each test that saw a mutation.
  process.exitCode = tooFew ? 1 : 0;
}
