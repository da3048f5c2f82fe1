import { join, parse } from 'node:path';
import type { DatabaseAddress } from '../../db/url.js';

/** Where copies of what was sent are kept: beside an SQLite database and called after it, else in `data`. */
export function evidenceFolderOf(address: DatabaseAddress): string {
  if (address.kind === 'postgresql') return join('data', 'sambang-evidence');
  const { dir, name } = parse(address.path);
  return join(dir, `${name}-evidence`);
}

/** Where backups of them are kept, in the folder for backups. */
export function evidenceBackupOf(folder: string): string {
  return join(folder, 'sambang-evidence');
}
