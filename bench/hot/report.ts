import type { Spread } from '../counts/figures.js';
import type { HotReport } from './run.js';

const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2));
const range = ({ median, low, high }: Spread): string => `${digits(median)} (${digits(low)}–${digits(high)})`;

/** The figures as lines for a terminal. */
export function hotTable({ rows, floorMicros, participants, rssMb }: HotReport): string {
  const cells = rows.map(({ name, micros, ratio, calls, statements }) => [
    name,
    range(ratio),
    range(micros),
    calls.toFixed(1),
    statements.toFixed(1),
  ]);
  const heads = ['', '÷ floor', 'µs an update', 'calls', 'statements'];
  const widths = heads.map((head, n) => Math.max(head.length, ...cells.map((row) => row[n]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, n) => (n === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[n] ?? 0))).join('  ')}`;
  return [
    `processor time an update by webhook, 32 in flight, ${participants} participants on SQLite; floor (bare grammY, one prepared`,
    `statement, one call) ${range(floorMicros)} µs in the same rounds; median (least–greatest); ${digits(rssMb)} MB`,
    line(heads),
    ...cells.map(line),
  ].join('\n');
}
