// npm run claim: prints a code on this machine, by which somebody becomes head when the only head has lost the account.
import { describeProblems } from '../../config/config.js';
import { loadEnvFile } from '../../config/env-file.js';
import { readDatabaseUrl } from '../../config/readers.js';
import { createDatabase } from '../../db/database.js';
import { migrate } from '../../db/migrations/migrate.js';
import { orFault } from '../../faults/explain.js';
import { claimAnew } from '../../features/people/index.js';
import { keepPrivate } from '../../lib/shut/private-files.js';
import { say } from '../backup-settings.js';

const { stdout, stderr } = process;
keepPrivate();
const { problems } = loadEnvFile();
const url = readDatabaseUrl(process.env['DATABASE_URL']?.trim() || undefined);
if (problems.length > 0 || !('value' in url)) {
  const bad = 'problem' in url ? [{ variable: 'DATABASE_URL', ...url }] : [];
  stderr.write(`${describeProblems([...problems, ...bad])}\n`);
  process.exitCode = 1;
} else {
  process.exitCode = await orFault(url.value, () => claim(url.value));
}

/** Sambang may run meanwhile. */
async function claim(databaseUrl: string): Promise<number> {
  await migrate(databaseUrl);
  const db = await createDatabase(databaseUrl);
  try {
    const made = await claimAnew(db, new Date(), process.argv.slice(2).join(' '));
    if (!made.ok && made.units.length > 0) {
      const units = made.units.join(', ');
      say(stderr, {
        id: `Tidak ada satu unit yang cocok. Yang ada: ${units}. Contoh: npm run claim -- "${made.units[0]}"`,
        en: `No one unit matches. There are: ${units}. Example: npm run claim -- "${made.units[0]}"`,
      });
      return 1;
    }
    if (!made.ok) {
      say(stderr, {
        id: `Belum ada unit di basis data ini. Jalankan dulu Sambang: npm start`,
        en: `There is no unit in this database yet. Start Sambang first: npm start`,
      });
      return 1;
    }
    say(stdout, {
      id: `Kirim kode ini kepada bot; siapa yang mengirimnya lebih dulu menjadi kepala ${made.unit}, tujuh hari berlaku, sampai Sambang dijalankan ulang. Akhiri jabatan dari akun yang hilang lewat /orang. Jejaknya tercatat.`,
      en: `Send this code to the bot; whoever sends it first becomes head of ${made.unit}, for seven days, until Sambang is started again. End the post of the account that was lost by /people. It is in the trail.`,
    });
    stdout.write(`\n  ${made.code}\n\n`);
    return 0;
  } finally {
    await db.close();
  }
}
