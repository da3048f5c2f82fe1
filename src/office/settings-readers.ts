import { bad, good, type Reading, said } from '../config/readers.js';
import type { Keep } from './files/thinning.js';

/** A folder for backups. */
export function readBackupFolder(text = 'data/backups'): Reading<string> {
  if (!text.includes('://')) return good(text);
  return bad(
    said('bukan folder di komputer ini', "isn't a folder on this computer"),
    said(
      'Tulis sebuah folder, seperti: BACKUP_FOLDER=data/backups',
      'Give a folder, as in: BACKUP_FOLDER=data/backups',
    ),
  );
}

/** The hour of day at which a backup is made; undefined: none is made by itself. */
export function readBackupHour(text = '2'): Reading<number | undefined> {
  if (text === 'off') return good(undefined);
  const hour = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  if (hour <= 23) return good(hour);
  return bad(
    said('bukan jam dari 0 sampai 23, atau off', "isn't an hour from 0 to 23, or off"),
    said(
      'Tulis jam ketika tidak ada yang bekerja: BACKUP_HOUR=2',
      'Give the hour when nobody works: BACKUP_HOUR=2',
    ),
  );
}

/** How many backups are kept. */
export function readBackupKeep(text = '7,4,12'): Reading<Keep> {
  const [, days, weeks, months] = /^(\d{1,3}) *, *(\d{1,3}) *, *(\d{1,3})$/.exec(text) ?? [];
  if (months === undefined || Number(days) === 0) {
    return bad(
      said('bukan tiga angka, yang pertama paling sedikit 1', "isn't three numbers, the first at least 1"),
      said(
        'Tulis berapa hari, minggu, dan bulan cadangan terbarunya disimpan: BACKUP_KEEP=7,4,12',
        'Give the days, weeks and months of which the newest is kept: BACKUP_KEEP=7,4,12',
      ),
    );
  }
  return good({ days: Number(days), weeks: Number(weeks), months: Number(months) });
}

/** A chat that encrypted copies go to; undefined: nowhere. */
export function readBackupChat(text = ''): Reading<number | undefined> {
  if (text === '') return good(undefined);
  // People's ids are above zero, those of channels begin with -100 as those of supergroups do.
  if (/^(?:[1-9]\d{0,14}|-100\d{1,13})$/.test(text)) return good(Number(text));
  return bad(
    said('bukan nomor orang atau kanal', "isn't the id of a person or a channel"),
    said(
      'Tulis nomor obrolan pribadi atau kanal, jangan grup: BACKUP_CHAT_ID=123456789',
      'Give the number of a private chat or a channel, never of a group: BACKUP_CHAT_ID=123456789',
    ),
  );
}
