import { parseDatabaseUrl } from '../db/url.js';
import type { Said } from '../lib/said.js';
import { evidenceOf } from './evidence.js';
import { FAULTS, type Setting } from './table.js';

/** What is known of the configuration when something goes wrong. */
type Known = { readonly databaseUrl: string; readonly host?: string; readonly port?: number };

/** An error may explain itself by a field `said`: what it is and what to do, without anything secret. */
function saidOf(one: object): Said | undefined {
  const said: unknown = Reflect.get(one, 'said');
  if (typeof said !== 'object' || said === null) return undefined;
  const [id, en] = ['id', 'en'].map((language): unknown => Reflect.get(said, language));
  return typeof id === 'string' && typeof en === 'string' ? { id, en } : undefined;
}

/**
 * What a fault at the start is and what to do, in both languages; undefined where it is none that is known. Never holds
 * a value of the configuration but where it serves and the database's file.
 */
export function explainFault(thrown: unknown, { databaseUrl, host, port }: Known): Said | undefined {
  const address = parseDatabaseUrl(databaseUrl);
  const setting: Setting = { host, port, file: address.kind === 'sqlite' ? address.path : undefined };
  const evidence = evidenceOf(thrown);
  const own = evidence.chain.map(saidOf).find((said) => said !== undefined);
  return own ?? FAULTS.find(({ fits }) => fits(evidence, setting))?.say(setting, evidence);
}

/** What is said of a fault that nobody has foreseen. */
export const UNKNOWN: Said = {
  id: 'Sambang tidak bisa berjalan karena gangguan yang tidak dikenal. Jalankan lagi; bila tetap begitu, kirim baris terakhir log di atas kepada pengelola Sambang.',
  en: 'Sambang cannot run, for a reason that is not known. Start it again; if it stays so, send the last line of the log above to its maintainers.',
};

/** Runs a command: of what goes wrong it says what it is and what to do. Resolves to its exit code. */
export async function orFault(databaseUrl: string, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    const fault = explainFault(error, { databaseUrl });
    if (!fault) throw error;
    process.stderr.write(bothLanguages(fault));
    return 1;
  }
}

/** Two lines for the terminal, Indonesian first. */
export const bothLanguages = ({ id, en }: Said): string => `${id}\n${en}\n`;
