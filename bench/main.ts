import { cpus, loadavg } from 'node:os';

// `npm run bench`. The same file runs each measured bot in a process of its own; neither loads what only the other needs.
if (process.argv.length > 2) {
  const { serveBot } = await import('./bots/serve.js');
  await serveBot(process.argv.slice(2));
} else {
  const { runBench } = await import('./counts/run.js');
  const { launchProcess, launchProgram } = await import('./bots/process.js');
  const { toJson, toTable } = await import('./counts/report.js');
  const { onServer, onSqlite } = await import('./databases.js');
  const { importLines, measureImport, measureReading, readingLine } = await import('./imports.js');
  const { accuracyTable, measureAccuracy } = await import('./guard/accuracy.js');
  const { benchGuard, speedTable } = await import('./guard/speed.js');
  const { benchSheet, sheetTable } = await import('./sheet.js');
  const { benchVisitList, visitTable } = await import('./visit-list.js');
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
  const visits = { few: 100, many: 10_000, rounds: 7, perRound: 40 };
  const listed = await benchVisitList(visits, process.env['TEST_POSTGRES_URL']);
  process.stdout.write(`\n${visitTable(listed, visits)}\n\n${JSON.stringify({ visitList: listed })}\n`);
  // After the comparison: it would warm the machine for what is measured there.
  const rows = 5_000;
  const server = process.env['TEST_POSTGRES_URL'] ?? '';
  const imports = {
    SQLite: await onSqlite((url) => measureImport(url, rows)),
    ...(server && { PostgreSQL: await onServer(server, (url) => measureImport(url, rows)) }),
  };
  const lines = Object.entries(imports).flatMap(([database, found]) => importLines(database, found));
  const reading = await measureReading(20_000);
  process.stdout.write(
    `\n${[...lines, readingLine(reading)].join('\n')}\n\n${JSON.stringify({ reading })}\n`,
  );
  const sheet = { people: 60, openings: 40, taps: 200, fast: 20 };
  const tapped = await benchSheet(sheet);
  process.stdout.write(`\n${sheetTable(tapped, sheet)}\n\n${JSON.stringify({ sheet: tapped })}\n`);
  const guarded = await benchGuard({ seed: 2023, participants: [120, 1_000, 10_000], texts: 2_000 });
  const told = measureAccuracy({ seed: 2023, names: 1_000, sentences: 10_000 });
  process.stdout.write(
    `\n${speedTable(guarded)}\n${accuracyTable(told)}\n\n${JSON.stringify({ guard: guarded })}\n`,
  );
}
