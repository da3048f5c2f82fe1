import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { launchProcess, launchProgram } from './bots/process.js';
import { toJson, toTable } from './counts/report.js';
import { runBench } from './counts/run.js';
import { onServer, onSqlite } from './databases.js';
import { accuracyTable, measureAccuracy } from './guard/accuracy.js';
import { benchGuard, speedTable } from './guard/speed.js';
import { hotTable } from './hot/report.js';
import { benchHot } from './hot/run.js';
import { importLines, measureImport, measureReading, readingLine } from './imports.js';
import { benchSheet, sheetTable } from './sheet.js';
import { benchVisitList, visitTable } from './visit-list.js';

/** `short`: as little as still tells something, while one works on it. */
type How = { readonly short: boolean; readonly path: string | undefined };

function say(table: string, figures: object): void {
  process.stdout.write(`\n${table}\n\n${JSON.stringify(figures)}\n`);
}

async function counts(): Promise<void> {
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    loadBefore: loadavg()[0] ?? 0,
  };
  const report = await runBench(
    {
      sizes: [
        { participants: 120, enrolments: 150, burst: 50 },
        { participants: 10_000, enrolments: 20_000, burst: 10 },
      ],
      rounds: 9,
      roundsUntilMs: 55_000,
      warmUp: { updates: 600, ms: 2_000 },
      oneAtATime: { updates: 150, ms: 1_000 },
      burst: { updates: 150, ms: 400 },
      counted: 10,
      starts: 3,
    },
    { launch: launchProcess, program: launchProgram },
  );
  process.stdout.write(
    `/jumlah on SQLite; Node ${machine.node}, ${machine.cores} × ${machine.cpu}, load before ${machine.loadBefore.toFixed(1)}\n${toTable(report)}\n\n${toJson(report, machine)}\n`,
  );
}

async function hot({ short, path }: How): Promise<void> {
  const plan = short
    ? { participants: 120, rounds: 3, updates: 128, warmUp: 1_280 }
    : { participants: 120, rounds: 9, updates: 320, warmUp: 1_280 };
  const report = await benchHot({ ...plan, only: path }, launchProcess);
  say(hotTable(report), { hot: report });
}

async function visits(): Promise<void> {
  const plan = { few: 100, many: 10_000, rounds: 7, perRound: 40 };
  const listed = await benchVisitList(plan, process.env['TEST_POSTGRES_URL']);
  say(visitTable(listed, plan), { visitList: listed });
}

async function imports(): Promise<void> {
  const rows = 5_000;
  const server = process.env['TEST_POSTGRES_URL'] ?? '';
  const found = {
    SQLite: await onSqlite((url) => measureImport(url, rows)),
    ...(server && { PostgreSQL: await onServer(server, (url) => measureImport(url, rows)) }),
  };
  const lines = Object.entries(found).flatMap(([database, one]) => importLines(database, one));
  const reading = await measureReading(20_000);
  say([...lines, readingLine(reading)].join('\n'), { reading });
}

async function sheet(): Promise<void> {
  const plan = { people: 60, openings: 40, taps: 200, fast: 20 };
  const tapped = await benchSheet(plan);
  say(sheetTable(tapped, plan), { sheet: tapped });
}

async function guard(): Promise<void> {
  const guarded = await benchGuard({ seed: 2023, participants: [120, 1_000, 10_000], texts: 2_000 });
  const told = measureAccuracy({ seed: 2023, names: 1_000, sentences: 10_000 });
  say(`${speedTable(guarded)}\n${accuracyTable(told)}`, { guard: guarded });
}

/** In this order: what is compared with the floor comes before what would warm the machine for it. */
const PARTS: Readonly<Record<string, (how: How) => Promise<void>>> = {
  counts,
  hot,
  visits,
  imports,
  sheet,
  guard,
};

/** @throws {Error} on an argument that it doesn't know. */
export async function runParts(args: string[]): Promise<void> {
  const options = {
    only: { type: 'string' },
    short: { type: 'boolean', default: false },
    path: { type: 'string' },
  } as const;
  const { only, short, path } = parseArgs({ args, options }).values;
  if (only !== undefined && !(only in PARTS)) {
    throw new Error(`--only takes one of: ${Object.keys(PARTS).join(', ')}`);
  }
  for (const [name, run] of Object.entries(PARTS)) {
    if (only === undefined || only === name) await run({ short, path });
  }
}
