// npm run backup: one verified copy of the database in backups/, also while Sambang runs.
import { join } from 'node:path';
import { explainFault, orFault } from '../faults/explain.js';
import { systemClock } from '../lib/clock.js';
import { keepPrivate, makePrivateFolder } from '../lib/private-files.js';
import type { Said } from '../lib/said.js';
import { BACKUPS, backUp, isThere, KEPT_DAYS, stamp } from './backup.js';
import { backupSettings, rowsText, say } from './backup-settings.js';
import { dumpCommands } from './dump-commands.js';
import { closePlaces } from './private-places.js';

keepPrivate();
const settings = backupSettings();
process.exitCode = settings ? await orFault(settings.url, () => run(settings)) : 1;

async function run({ url, address, zone }: NonNullable<typeof settings>): Promise<number> {
  const now = systemClock.now();
  const { stdout, stderr } = process;
  await makePrivateFolder(BACKUPS);
  if (address.kind === 'postgresql') {
    const { backup } = dumpCommands(address.url, join(BACKUPS, `sambang-${stamp(now, zone)}.dump`));
    say(
      stderr,
      `Belum dicadangkan: data Sambang ada di PostgreSQL. Jalankan perintah ini; Sambang boleh tetap berjalan:\n\n  ${backup}\n`,
      `Nothing was backed up: Sambang's data are in PostgreSQL. Run the command above; Sambang may keep running.`,
    );
    return 1;
  }
  await closePlaces(address);
  if (!(await isThere(address.path))) {
    say(
      stderr,
      `Tidak ada basis data di ${address.path}. Jalankan dari folder Sambang, atau periksa DATABASE_URL di .env.`,
      `There is no database at ${address.path}. Run this in Sambang's folder, or check DATABASE_URL in .env.`,
    );
    return 1;
  }
  try {
    const { file, rows, removed } = await backUp(address.path, BACKUPS, now, zone);
    const what = rowsText(rows);
    say(
      stdout,
      `Cadangan selesai dan sudah diperiksa: ${file} (${what.id}).`,
      `Backed up and verified: ${file} (${what.en}).`,
    );
    say(
      stdout,
      `Cadangan disimpan ${KEPT_DAYS} hari; ${removed.length} yang lebih lama dihapus. Salin juga ke luar komputer ini, misalnya ke flashdisk, dan simpan di tempat terkunci.`,
      `Backups are kept for ${KEPT_DAYS} days; ${removed.length} older removed. Keep a copy outside this computer too, locked away.`,
    );
    return 0;
  } catch (error) {
    const { id, en } = whyOf(error, url);
    say(
      stderr,
      `Cadangan GAGAL, dan yang lama tidak disentuh. ${id}`,
      `The backup FAILED; older ones were left alone. ${en}`,
    );
    return 1;
  }
}

function whyOf(error: unknown, databaseUrl: string): Said {
  const why = error instanceof Error ? error.message : String(error);
  return (
    explainFault(error, { databaseUrl }) ?? {
      id: `Sebabnya: ${why}. Periksa ruang kosong di disk, lalu ulangi.`,
      en: `Why: ${why}. Check the free space on the disk and try again.`,
    }
  );
}
