import { Worker } from 'node:worker_threads';
import type { Line, Sheet, SheetsReading } from './sheets.js';
import { checkEntries, type ZipEntry } from './zip.js';

/** What may lie in a workbook, unpacked: the largest roster is about a fifth of that. */
const MAX_INSIDE = 60_000_000;
/** A worker's heap in MB: a workbook whose cells stand a million lines apart would fill any. */
const HEAP_MB = 384;
const PATIENCE_MS = 30_000;

// The worker is plain JavaScript, which isn't compiled: the same file from `src` and from `dist`.
const WORKER = new URL('../../../src/lib/sheets/workbook-worker.js', import.meta.url);

/** What the worker says: a sheet begins, some of its lines, all is said. */
type Said =
  | { readonly sheet: string; readonly hidden: boolean }
  | { readonly lines: readonly Line[] }
  | { readonly end: true }
  | { readonly fault: 'corrupt' | 'too-big-inside' };

let last: Promise<unknown> = Promise.resolve();

/** Reads an XLSX file in a worker, one file at a time: each takes memory and a processor. */
export async function readWorkbook(bytes: Uint8Array, entries: readonly ZipEntry[]): Promise<SheetsReading> {
  const parts = entries.filter(({ name }) => name.endsWith('.xml') || name.endsWith('.rels'));
  const turn = last.then(async (): Promise<SheetsReading> => {
    const found = await checkEntries(bytes, parts, MAX_INSIDE);
    return found === 'sound' ? read(bytes) : { ok: false, fault: { reason: found } };
  });
  last = turn.catch(() => undefined);
  return turn;
}

function read(bytes: Uint8Array): Promise<SheetsReading> {
  const content = new Uint8Array(bytes).buffer;
  const worker = new Worker(WORKER, {
    workerData: content,
    transferList: [content],
    // Nothing of what it may say of a damaged file is for the log: it could quote a cell.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  const sheets: (Sheet & { readonly lines: Line[] })[] = [];
  return new Promise((resolve) => {
    const end = (reading: SheetsReading) => {
      clearTimeout(late);
      resolve(reading);
      void worker.terminate();
    };
    const late = setTimeout(() => end({ ok: false, fault: { reason: 'too-big-inside' } }), PATIENCE_MS);
    worker.on('message', (said: Said) => {
      if ('sheet' in said) {
        sheets.push({ name: said.sheet, lines: [], ...(said.hidden && { hidden: true }) });
      } else if ('lines' in said) sheets.at(-1)?.lines.push(...said.lines);
      else if ('fault' in said) end({ ok: false, fault: { reason: said.fault } });
      else end({ ok: true, sheets });
    });
    worker.on('error', (error) => {
      const full = Reflect.get(error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY';
      end({ ok: false, fault: { reason: full ? 'too-big-inside' : 'corrupt' } });
    });
    worker.on('exit', () => end({ ok: false, fault: { reason: 'corrupt' } }));
  });
}
