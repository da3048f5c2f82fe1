import { existsSync } from 'node:fs';
import { type Reading, readDatabaseUrl, readTimezone } from '../config-readers.js';
import { type DatabaseAddress, parseDatabaseUrl } from '../db/url.js';
import type { Shelf } from './backup.js';
import { readBackupFolder, readBackupKeep } from './settings-readers.js';

/** What backing up and restoring needs of the configuration; a bot token isn't part of it. */
export type BackupSettings = {
  readonly address: DatabaseAddress;
  readonly shelf: Shelf;
  /** As it is written; undefined where it isn't given. */
  readonly dataKey: string | undefined;
};

/** Reads it from `.env` and the environment as the program does. Writes what is wrong, and then is undefined. */
export function backupSettings(): BackupSettings | undefined {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const given = (name: string): string | undefined => process.env[name]?.trim() || undefined;
  const url = readDatabaseUrl(given('DATABASE_URL'));
  const zone = readTimezone(given('UNIT_TIMEZONE'));
  const folder = readBackupFolder(given('BACKUP_FOLDER'));
  const keep = readBackupKeep(given('BACKUP_KEEP'));
  if ('value' in url && 'value' in zone && 'value' in folder && 'value' in keep) {
    return {
      address: parseDatabaseUrl(url.value),
      shelf: { folder: folder.value, zone: zone.value, keep: keep.value },
      dataKey: given('DATA_KEY'),
    };
  }
  tell({ DATABASE_URL: url, UNIT_TIMEZONE: zone, BACKUP_FOLDER: folder, BACKUP_KEEP: keep });
  return undefined;
}

function tell(readings: Readonly<Record<string, Reading<unknown>>>): void {
  for (const [name, reading] of Object.entries(readings)) {
    if ('problem' in reading) process.stderr.write(`${name} ${reading.problem}.\n  ${reading.mend}\n`);
  }
}

/** The same in both languages. */
export type Both = { readonly id: string; readonly en: string };

/** Writes the same in both languages, Indonesian first. */
export function say(stream: NodeJS.WritableStream, { id, en }: Both): void {
  stream.write(`${id}\n${en}\n`);
}

/** The rows that matter, as people tell a backup by them. */
export function rowsText(rows: Readonly<Record<string, number>>): Both {
  const { Participant = 0, Visit = 0, Session = 0, Attendance = 0 } = rows;
  return {
    id: `${Visit} kunjungan, ${Participant} WBP, ${Session} sesi, ${Attendance} catatan kehadiran`,
    en: `${Visit} visits, ${Participant} participants, ${Session} sessions, ${Attendance} attendance marks`,
  };
}
