import { parentPort, workerData } from 'node:worker_threads';
import readWorkbook from 'read-excel-file/universal';

// Reads the XLSX file in `workerData` (an ArrayBuffer) and says what is in it, sheet by sheet; see workbook.ts.

// oxlint-disable unicorn/require-post-message-target-origin -- a worker's port has no origin

/** Lines to a message: unpacking one takes the program a few milliseconds. */
const PORTION = 500;
/** More lines than any table of an office. */
const MAX_LINES = 100_000;

/** A cell as text: dates as YYYY-MM-DD, numbers without the noise of their last binary digit. */
function text(cell) {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  if (typeof cell === 'number') return String(Number.isInteger(cell) ? cell : Number(cell.toPrecision(15)));
  return String(cell);
}

try {
  for (const { sheet, data } of await readWorkbook(workerData)) {
    if (data.length > MAX_LINES) {
      parentPort.postMessage({ fault: 'too-big-inside' });
      break;
    }
    parentPort.postMessage({ sheet });
    for (let at = 0; at < data.length; at += PORTION) {
      const lines = data
        .slice(at, at + PORTION)
        .map((row, index) => ({ line: at + index + 1, cells: row.map(text) }));
      parentPort.postMessage({ lines });
    }
  }
  parentPort.postMessage({ end: true });
} catch {
  parentPort.postMessage({ fault: 'corrupt' });
}
