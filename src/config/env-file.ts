import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { ConfigProblem } from './config.js';

const FILE = '.env';
const LINE = /^\s*(?:#.*|(?:export\s+)?[\w.-]+\s*=.*)?$/;

/** The names that stand in `.env`, and what in it nobody could read. */
export type EnvFile = { readonly names: readonly string[]; readonly problems: readonly ConfigProblem[] };

/**
 * Takes `.env` in the working folder into the environment, which goes before it; nothing where there is none. Notepad's
 * ways of saving are read, too.
 */
export function loadEnvFile(): EnvFile {
  if (!existsSync(FILE)) return { names: [], problems: [] };
  const text = decode(readFileSync(FILE));
  const given = parseEnv(text);
  for (const [name, value] of Object.entries(given)) process.env[name] ??= value ?? '';
  return { names: Object.keys(given), problems: text.split(/\r?\n/).flatMap(problemIn) };
}

/** UTF-8, with or without its mark, or UTF-16 as some editors write it. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  return bytes.toString('utf8').replace(/^\u{feff}/u, '');
}

// A line is named by its number: a secret may stand in it.
function problemIn(line: string, at: number): ConfigProblem[] {
  if (LINE.test(line)) return [];
  return [
    {
      variable: `.env: ${at + 1}`,
      problem: { id: 'bukan baris NAMA=nilai', en: "isn't a line NAME=value" },
      mend: {
        id: 'Tulis satu pengaturan sebaris, seperti PORT=8080; keterangan diawali #.',
        en: 'Write one setting a line, as in PORT=8080; comments begin with #.',
      },
    },
  ];
}
