// npm run backup: one verified copy of the database in the folder for backups, also while Sambang runs.
import { explainFault, orFault } from '../faults/explain.js';
import { systemClock } from '../lib/clock.js';
import type { Said } from '../lib/said.js';
import { keepPrivate } from '../lib/shut/private-files.js';
import { fileFor, isThere } from './backup.js';
import { type BackupSettings, backupSettings, rowsText, say } from './backup-settings.js';
import { evidenceBackupOf } from './evidence/folder.js';
import { faultOf } from './faults.js';
import { makeBackup } from './make.js';
import { dumpCommands } from './postgres.js';
import { closePlaces } from './private-places.js';

keepPrivate();
const settings = backupSettings();
process.exitCode = settings ? await orFault(settings.databaseUrl, () => run(settings)) : 1;

async function run({ address, databaseUrl, shelf }: BackupSettings): Promise<number> {
  const now = systemClock.now();
  const { stdout, stderr } = process;
  await closePlaces(address, shelf.folder);
  if (address.kind === 'sqlite' && !(await isThere(address.path))) {
    say(stderr, {
      id: `Tidak ada basis data di ${address.path}. Jalankan dari folder Sambang, atau periksa DATABASE_URL di .env.`,
      en: `There is no database at ${address.path}. Run this in Sambang's folder, or check DATABASE_URL in .env.`,
    });
    return 1;
  }
  try {
    const { file, rows, removed, evidence } = await makeBackup(address, shelf, now);
    const what = rowsText(rows);
    if (evidence.files > 0) {
      say(stdout, {
        id: `Foto, pindaian, dan rekaman: ${evidence.files} berkas terenkripsi di ${evidenceBackupOf(shelf.folder)}, ${evidence.added} baru.`,
        en: `Photos, scans and recordings: ${evidence.files} encrypted files in ${evidenceBackupOf(shelf.folder)}, ${evidence.added} new.`,
      });
    }
    const { days, weeks, months } = shelf.keep;
    say(stdout, {
      id: `Cadangan selesai dan sudah diperiksa: ${file} (${what.id}).`,
      en: `Backed up and verified: ${file} (${what.en}).`,
    });
    say(stdout, {
      id: `Disimpan: cadangan terakhir dari ${days} hari, ${weeks} minggu, dan ${months} bulan; ${removed.length} yang lebih lama dihapus. Salin juga ke luar komputer ini, misalnya ke flashdisk, dan simpan di tempat terkunci.`,
      en: `The last backups of ${days} days, ${weeks} weeks and ${months} months are kept; ${removed.length} older removed. Keep a copy outside this computer too, locked away.`,
    });
    return 0;
  } catch (error) {
    const url = address.kind === 'postgresql' ? address.url : undefined;
    say(stderr, failed(error, databaseUrl, url && dumpCommands(url, fileFor(shelf, now, 'dump')).backup));
    return 1;
  }
}

/** @param command What does it by hand on PostgreSQL. */
function failed(error: unknown, databaseUrl: string, command: string | undefined): Said {
  if (command !== undefined && faultOf(error) === 'no-tool') {
    return {
      id: `Belum dicadangkan: pg_dump tidak terpasang di sini. Pasang klien PostgreSQL (paket postgresql-client), atau jalankan ini di tempat yang memilikinya; Sambang boleh tetap berjalan:\n\n  ${command}\n`,
      en: `Nothing was backed up: there is no pg_dump here. Install PostgreSQL's client (the package postgresql-client), or run the command above where there is one; Sambang may keep running.`,
    };
  }
  const why = error instanceof Error ? error.message : String(error);
  const { id, en } = explainFault(error, { databaseUrl }) ?? {
    id: `Sebabnya: ${why}. Periksa ruang kosong di disk, lalu ulangi.`,
    en: `Why: ${why}. Check the free space on the disk and try again.`,
  };
  return {
    id: `Cadangan GAGAL, dan yang lama tidak disentuh. ${id}`,
    en: `The backup FAILED; older ones were left alone. ${en}`,
  };
}
