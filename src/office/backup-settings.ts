import { type ConfigProblem, describeProblems } from '../config/config.js';
import { loadEnvFile } from '../config/env-file.js';
import { readDatabaseUrl, readDataKeys, readTimezone } from '../config/readers.js';
import { type DatabaseAddress, parseDatabaseUrl } from '../db/url.js';
import type { KeySettings } from '../keys/open-seal.js';
import type { Said } from '../lib/said.js';
import type { Shelf } from './backup.js';
import { readBackupFolder, readBackupKeep } from './settings-readers.js';

/** What backing up and restoring needs of the configuration; a bot token isn't part of it. */
export type BackupSettings = KeySettings & { readonly address: DatabaseAddress; readonly shelf: Shelf };

/** Reads it from `.env` and the environment as the program does. Writes what is wrong, and then is undefined. */
export function backupSettings(): BackupSettings | undefined {
  const { problems: unread } = loadEnvFile();
  const given = (name: string): string | undefined => process.env[name]?.trim() || undefined;
  const readings = {
    DATABASE_URL: readDatabaseUrl(given('DATABASE_URL')),
    UNIT_TIMEZONE: readTimezone(given('UNIT_TIMEZONE')),
    BACKUP_FOLDER: readBackupFolder(given('BACKUP_FOLDER')),
    BACKUP_KEEP: readBackupKeep(given('BACKUP_KEEP')),
    DATA_KEY: readDataKeys(given('DATA_KEY')),
  };
  const { DATABASE_URL: url, UNIT_TIMEZONE: zone, BACKUP_FOLDER: folder, BACKUP_KEEP: keep } = readings;
  const { DATA_KEY: keys } = readings;
  if (
    unread.length === 0 &&
    'value' in url &&
    'value' in zone &&
    'value' in folder &&
    'value' in keep &&
    'value' in keys
  ) {
    return {
      databaseUrl: url.value,
      dataKeys: keys.value,
      address: parseDatabaseUrl(url.value),
      shelf: { folder: folder.value, zone: zone.value, keep: keep.value },
    };
  }
  const bad = Object.entries(readings).flatMap(([variable, reading]): ConfigProblem[] =>
    'problem' in reading ? [{ variable, ...reading }] : [],
  );
  process.stderr.write(`${describeProblems([...unread, ...bad])}\n`);
  return undefined;
}

/** Writes the same in both languages, Indonesian first. */
export function say(stream: NodeJS.WritableStream, { id, en }: Said): void {
  stream.write(`${id}\n${en}\n`);
}

/** The rows that matter, as people tell a backup by them. */
export function rowsText(rows: Readonly<Record<string, number>>): Said {
  const { Participant = 0, Visit = 0, Session = 0, Attendance = 0 } = rows;
  return {
    id: `${Visit} kunjungan, ${Participant} WBP, ${Session} sesi, ${Attendance} catatan kehadiran`,
    en: `${Visit} visits, ${Participant} participants, ${Session} sessions, ${Attendance} attendance marks`,
  };
}
