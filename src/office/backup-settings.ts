import { type ConfigProblem, describeProblems } from '../config.js';
import { readDatabaseUrl, readTimezone } from '../config-readers.js';
import { type DatabaseAddress, parseDatabaseUrl } from '../db/url.js';
import { loadEnvFile } from '../env-file.js';

/** What backing up and restoring needs of the configuration; a bot token isn't part of it. */
export type BackupSettings = {
  readonly url: string;
  readonly address: DatabaseAddress;
  readonly zone: string;
};

/** Reads it from `.env` and the environment as the program does. Writes what is wrong, and then is undefined. */
export function backupSettings(): BackupSettings | undefined {
  const { problems: unread } = loadEnvFile();
  const given = (name: string): string | undefined => process.env[name]?.trim() || undefined;
  const readings = {
    DATABASE_URL: readDatabaseUrl(given('DATABASE_URL')),
    UNIT_TIMEZONE: readTimezone(given('UNIT_TIMEZONE')),
  };
  const { DATABASE_URL: url, UNIT_TIMEZONE: zone } = readings;
  if (unread.length === 0 && 'value' in url && 'value' in zone) {
    return { url: url.value, address: parseDatabaseUrl(url.value), zone: zone.value };
  }
  const bad = Object.entries(readings).flatMap(([variable, reading]): ConfigProblem[] =>
    'problem' in reading ? [{ variable, ...reading }] : [],
  );
  process.stderr.write(`${describeProblems([...unread, ...bad])}\n`);
  return undefined;
}

/** Writes the same in both languages, Indonesian first. */
export function say(stream: NodeJS.WritableStream, id: string, en: string): void {
  stream.write(`${id}\n${en}\n`);
}

/** The name, the size and the rows that matter, as people tell a backup by them. */
export function rowsText(rows: Readonly<Record<string, number>>): {
  readonly id: string;
  readonly en: string;
} {
  const { Participant = 0, Visit = 0, Session = 0, Attendance = 0 } = rows;
  return {
    id: `${Visit} kunjungan, ${Participant} WBP, ${Session} sesi, ${Attendance} catatan kehadiran`,
    en: `${Visit} visits, ${Participant} participants, ${Session} sessions, ${Attendance} attendance marks`,
  };
}
