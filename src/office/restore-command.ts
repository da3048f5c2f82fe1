// npm run restore -- FILE: puts a backup in the database's place and keeps what was there.
import { basename, join } from 'node:path';
import { systemClock } from '../lib/clock.js';
import { formatDate } from '../lib/zoned.js';
import { BACKUPS, isThere, listBackups } from './backup.js';
import { backupSettings, rowsText, say } from './backup-settings.js';
import { dumpCommands } from './dump-commands.js';
import { type Restored, restore } from './restore.js';

const LISTED = 10;

const settings = backupSettings();
process.exitCode = settings ? await run(settings, process.argv[2]) : 1;

async function run(
  { address, zone }: NonNullable<typeof settings>,
  given: string | undefined,
): Promise<number> {
  const { stdout, stderr } = process;
  if (address.kind === 'postgresql') {
    const dump = given ?? join(BACKUPS, 'sambang-YYYYMMDD-HHMMSS.dump');
    say(
      stderr,
      `Belum dipulihkan: data Sambang ada di PostgreSQL. Hentikan Sambang, lalu jalankan perintah ini:\n\n  ${dumpCommands(address.url, dump).restore}\n`,
      `Nothing was restored: Sambang's data are in PostgreSQL. Stop Sambang, then run the command above.`,
    );
    return 1;
  }
  if (given === undefined) {
    await list();
    return 1;
  }
  // The bare name of a file in backups/ will do.
  const file = (await isThere(given)) ? given : join(BACKUPS, basename(given));
  try {
    const restored = await restore(file, address.path, systemClock.now(), zone);
    if (!restored.ok) {
      const why = refusal(restored, given);
      say(stderr, `${why.id} Tidak ada yang diubah.`, `${why.en} Nothing was changed.`);
      return 1;
    }
    const what = rowsText(restored.rows);
    say(stdout, `Dipulihkan dari ${file}: ${what.id}.`, `Restored from ${file}: ${what.en}.`);
    if (restored.aside !== undefined) {
      say(
        stdout,
        `Data yang tadi dipakai disimpan di ${restored.aside}; hapus sendiri bila sudah tidak diperlukan.`,
        `What was in use is kept at ${restored.aside}; delete it yourself when it is no longer needed.`,
      );
    }
    say(stdout, `Jalankan lagi Sambang: npm start`, `Start Sambang again: npm start`);
    return 0;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(
      stderr,
      `Pemulihan GAGAL, data yang dipakai tetap di tempatnya. Sebabnya: ${why}.`,
      `Restoring FAILED; the data in use are where they were. Why: ${why}.`,
    );
    return 1;
  }
}

async function list(): Promise<void> {
  const { stderr } = process;
  const found = await listBackups(BACKUPS);
  const [newest] = found;
  if (!newest) {
    say(
      stderr,
      `Belum ada cadangan di folder ${BACKUPS}. Buat dengan: npm run backup`,
      `There are no backups in the folder ${BACKUPS} yet. Make one with: npm run backup`,
    );
    return;
  }
  const example = `npm run restore -- ${newest.name}`;
  say(stderr, `Cadangan mana? Contoh: ${example}`, `Which backup? For example: ${example}`);
  for (const { name, date, bytes } of found.slice(0, LISTED)) {
    stderr.write(`  ${name}  ${formatDate(date, 'id')}  ${(bytes / 1_048_576).toFixed(1)} MB\n`);
  }
}

function refusal(
  { reason, detail }: Extract<Restored, { readonly ok: false }>,
  given: string,
): { readonly id: string; readonly en: string } {
  switch (reason) {
    case 'missing':
      return {
        id: `Tidak ada berkas ${given}. Lihat yang ada dengan: npm run restore`,
        en: `There is no file ${given}. See what there is with: npm run restore`,
      };
    case 'damaged':
      return {
        id: `${given} rusak atau bukan cadangan Sambang (${detail}). Pilih cadangan lain.`,
        en: `${given} is damaged or no backup of Sambang (${detail}). Choose another one.`,
      };
    case 'newer':
      return {
        id: `${given} dibuat oleh Sambang versi yang lebih baru. Pasang versi itu dulu.`,
        en: `${given} was made by a newer version of Sambang. Install that version first.`,
      };
    case 'foreign':
      return {
        id: `${given} adalah basis data program lain, bukan cadangan Sambang. Pilih cadangan lain.`,
        en: `${given} is another program's database, no backup of Sambang. Choose another one.`,
      };
    case 'running':
      return {
        id: `Sambang masih berjalan. Hentikan dulu (Ctrl+C di jendelanya, atau hentikan layanannya), lalu ulangi.`,
        en: `Sambang is still running. Stop it first (Ctrl+C in its window, or stop its service), then try again.`,
      };
    case 'same-file':
      return {
        id: `${given} adalah berkas yang sedang dipakai, bukan cadangan.`,
        en: `${given} is the file in use, not a backup.`,
      };
  }
}
