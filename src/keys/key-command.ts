// npm run key -- show | change | begin-anew: shows, changes, or gives up the key that personal data are sealed with.
import { type ConfigProblem, describeProblems } from '../config/config.js';
import { loadEnvFile } from '../config/env-file.js';
import { readDatabaseUrl, readDataKeys } from '../config/readers.js';
import { createDatabase, type Db } from '../db/database.js';
import { migrate } from '../db/migrations/migrate.js';
import { orFault } from '../faults/explain.js';
import { keepPrivate } from '../lib/shut/private-files.js';
import { say } from '../office/backup-settings.js';
import { beginAnew, changeKey, countLost } from './change-key.js';
import { isInUse } from './in-use.js';
import { formatKey } from './key-text.js';
import { heldKeys, type KeySettings } from './open-seal.js';

const { stdout, stderr } = process;
keepPrivate();
const settings = keySettings();
process.exitCode = settings
  ? await orFault(settings.databaseUrl, () => run(settings, process.argv.slice(2)))
  : 1;

function keySettings(): KeySettings | undefined {
  const { problems: unread } = loadEnvFile();
  const given = (name: string): string | undefined => process.env[name]?.trim() || undefined;
  const url = readDatabaseUrl(given('DATABASE_URL'));
  const keys = readDataKeys(given('DATA_KEY'));
  if (unread.length === 0 && 'value' in url && 'value' in keys)
    return { databaseUrl: url.value, dataKeys: keys.value };
  const bad = Object.entries({ DATABASE_URL: url, DATA_KEY: keys }).flatMap(
    ([variable, reading]): ConfigProblem[] => ('problem' in reading ? [{ variable, ...reading }] : []),
  );
  stderr.write(`${describeProblems([...unread, ...bad])}\n`);
  return undefined;
}

async function run(of: KeySettings, [verb, sure]: readonly string[]): Promise<number> {
  if (verb === 'show') return show(of);
  if (verb === 'change') return onDatabase(of, (db) => change(db, of));
  if (verb === 'begin-anew') return onDatabase(of, (db) => begin(db, of, sure === '--yes'));
  say(stderr, {
    id: `Pilih: npm run key -- show (tampilkan kunci), change (ganti kunci), atau begin-anew (mulai lagi bila kunci hilang).`,
    en: `Choose: npm run key -- show (show the key), change (change it), or begin-anew (where it was lost).`,
  });
  return 1;
}

async function show(of: KeySettings): Promise<number> {
  const { keys, place } = await heldKeys(of);
  if (keys.length === 0) {
    say(stderr, {
      id: `Belum ada kunci di ${place}; ia dibuat saat Sambang pertama dijalankan.`,
      en: `There is no key at ${place} yet; it is made at Sambang's first start.`,
    });
    return 1;
  }
  stdout.write(`DATA_KEY=${keys.map(formatKey).join()}\n`);
  return 0;
}

async function onDatabase(of: KeySettings, work: (db: Db) => Promise<number>): Promise<number> {
  if (await isInUse(of.databaseUrl)) {
    say(stderr, {
      id: `Sambang masih berjalan. Hentikan dulu, lalu ulangi. Tidak ada yang diubah.`,
      en: `Sambang is still running. Stop it first, then try again. Nothing was changed.`,
    });
    return 1;
  }
  await migrate(of.databaseUrl);
  const db = await createDatabase(of.databaseUrl);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function change(db: Db, of: KeySettings): Promise<number> {
  const changed = await changeKey(db, of);
  if (!changed.ok) {
    say(stdout, {
      id: `Kunci diberikan lewat DATA_KEY. Ganti barisnya di .env dengan yang di bawah ini, lalu jalankan lagi perintah ini:`,
      en: `The key is given by DATA_KEY. Put the line below in its place in .env, then run this command again:`,
    });
    stdout.write(`\n  DATA_KEY=${changed.value}\n`);
    return 1;
  }
  const { rows, files, place, key, former } = changed;
  say(stdout, {
    id: `Kunci sudah diganti; ${rows} isian dan ${files} berkas disegel ulang. Catat kunci baru dan simpan di tempat terkunci:`,
    en: `The key is changed; ${rows} entries and ${files} files were sealed anew. Write the new key down and lock it away:`,
  });
  stdout.write(`\n  DATA_KEY=${key}\n\n`);
  if (place === 'DATA_KEY') {
    say(stdout, {
      id: `Sekarang tulis baris itu di .env, tanpa kunci lama di belakangnya.`,
      en: `Now put that line into .env, without the former key behind it.`,
    });
  }
  say(stdout, {
    id: `Cadangan yang dibuat sebelum ini memerlukan kunci lama; simpan bersamanya:`,
    en: `Backups made before now need the former key; keep it with them:`,
  });
  stdout.write(`\n  ${former.join('\n  ')}\n`);
  return 0;
}

async function begin(db: Db, of: KeySettings, sure: boolean): Promise<number> {
  if (!sure) {
    const lost = await countLost(db, of);
    say(stderr, {
      id: `${lost} isian disegel dengan kunci yang tidak ada di sini dan akan hilang: formulir yang belum selesai dan pesan yang belum diolah. Data kunjungan, peserta, dan sesi tidak tersentuh. Bila kunci lama benar-benar hilang: npm run key -- begin-anew --yes`,
      en: `${lost} entries were sealed with a key that isn't here and would be lost: unfinished forms and messages not handled yet. Visits, participants and sessions aren't touched. If the former key is really gone: npm run key -- begin-anew --yes`,
    });
    return 1;
  }
  const lost = await beginAnew(db, of);
  say(stdout, {
    id: `Mulai lagi dengan kunci yang ada; ${lost} isian dihapus. Jalankan lagi Sambang: npm start`,
    en: `Begun anew with the key at hand; ${lost} entries were deleted. Start Sambang again: npm start`,
  });
  return 0;
}
