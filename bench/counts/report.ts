import { type Comparison, FIGURES, type Figure, type Spread } from './figures.js';
import type { Report, SizeReport } from './run.js';

const LABELS: Record<Figure, string> = {
  cpuMicros: 'processor time, µs an update',
  p50Ms: 'latency p50, ms',
  p99Ms: 'latency p99, ms',
};

const NOTES = [
  'counted: processor time (user + system) and memory of the bot’s own process; the Bot API stub and the load',
  'run in another one. Latency: from the update being there to fetch until the answer arrives at the stub.',
  'floor: bare grammY, polling one update after another, one prepared statement on the same SQLite file, no access',
  'check, the same HTTP client. Median of the rounds (least–greatest).',
];

type Row = readonly [label: string, stack: string, floor: string, ratio: string];

/** The report as aligned lines for a terminal. */
export function toTable({ sizes, startup, seconds }: Report): string {
  const rows = sizes.flatMap((measured): (Row | string)[] => [
    '',
    title(measured, 'one at a time'),
    ...comparisonRows(measured.oneAtATime),
    title(measured, `bursts of ${measured.size.burst} people`),
    ...comparisonRows(measured.burst),
    ...otherRows(measured),
  ]);
  const started = `start to first poll: ${range(startup.again)} ms; making the database: ${range(startup.firstTime)} ms`;
  return [...NOTES, ...aligned(rows), '', started, `took ${seconds.toFixed(0)} s`].join('\n');
}

/** The report as one line of JSON with what it was measured on, rounded to what can be told apart. */
export function toJson(report: Report, machine: Readonly<Record<string, string | number>>): string {
  return JSON.stringify({ ...machine, ...report }, (_key, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(4)) : value,
  );
}

function title({ size: { participants, enrolments }, rounds }: SizeReport, load: string): string {
  return `${participants} participants, ${enrolments} enrolments: ${load}, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`;
}

function comparisonRows(comparison: Comparison): Row[] {
  return FIGURES.map((figure) => {
    const { stack, floor, ratio } = comparison[figure];
    return [LABELS[figure], range(stack), range(floor), range(ratio)];
  });
}

function otherRows({ memory: { stack, floor }, statements }: SizeReport): Row[] {
  const row = (label: string, ofStack: number, ofFloor: number): Row => [
    label,
    digits(ofStack),
    digits(ofFloor),
    digits(ofStack / ofFloor),
  ];
  return [
    row('memory after collecting, MB: RSS', stack.rssMb, floor.rssMb),
    row('heap in use, MB', stack.heapMb, floor.heapMb),
    row('SQL statements an update', statements.stack, statements.floor),
  ];
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString();
}

function range({ median, low, high }: Spread): string {
  return `${digits(median)} (${digits(low)}–${digits(high)})`;
}

/** Columns as wide as their widest; a text alone is a heading, under which the columns' names stand. */
function aligned(rows: readonly (Row | string)[]): string[] {
  const heads: Row = ['', 'stack', 'floor', 'stack ÷ floor'];
  const cells = rows.filter((row) => typeof row !== 'string');
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: Row): string =>
    row
      .map((cell, column) =>
        column === 0 ? `  ${cell.padEnd(widths[0] ?? 0)}` : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return [line(heads), ...rows.map((row) => (typeof row === 'string' ? row : line(row)))];
}
