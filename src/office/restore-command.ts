// npm run restore -- FILE [--key-file KEY]: puts a backup in the database's place and keeps what was there.
import { open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { explainFault, orFault } from '../faults/explain.js';
import { readKeyFile } from '../keys/key-file.js';
import { heldKeys } from '../keys/open-seal.js';
import { systemClock } from '../lib/clock.js';
import { keepPrivate, makePrivateFolder } from '../lib/shut/private-files.js';
import { formatDate } from '../lib/zoned.js';
import { BadBackupError, fileFor, isThere, listBackups, type Rows } from './backup.js';
import { type BackupSettings, backupSettings, rowsText, say } from './backup-settings.js';
import { evidenceBackupOf, evidenceFolderOf } from './evidence/folder.js';
import { mirrorSealed } from './evidence/mirror.js';
import { faultOf } from './faults.js';
import { isSealed, unseal } from './files/sealing.js';
import { dumpCommands, restoreDump } from './postgres.js';
import { closePlaces } from './private-places.js';
import { restore } from './restore.js';
import { type Refused, refusal } from './restore-words.js';

const LISTED = 10;

type Outcome = { readonly ok: true; readonly rows: Rows; readonly aside?: string | undefined } | Refused;

keepPrivate();
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'key-file': { type: 'string' } },
});
const configured = backupSettings();
process.exitCode = configured
  ? await orFault(configured.databaseUrl, () => run(configured, positionals[0], values['key-file']))
  : 1;

async function run(
  settings: BackupSettings,
  given: string | undefined,
  keyFile: string | undefined,
): Promise<number> {
  const { stderr } = process;
  const { folder } = settings.shelf;
  await closePlaces(settings.address, folder);
  if (given === undefined) {
    await list(folder);
    return 1;
  }
  // The bare name of a file in the folder for backups will do.
  const file = (await isThere(given)) ? given : join(folder, basename(given));
  try {
    const outcome = await restoreFrom(file, settings, keyFile);
    if (!outcome.ok) {
      say(stderr, refusal(outcome, given));
      return 1;
    }
    await restoreEvidence(file, settings);
    tellRestored(file, outcome);
    return 0;
  } catch (error) {
    tellFailed(error, settings, file);
    return 1;
  }
}

/** What a file begins with tells whose backup it is. */
async function kindOf(file: string): Promise<'sqlite' | 'postgresql' | undefined> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    const head = buffer.subarray(0, bytesRead).toString('latin1');
    if (head.startsWith('PGDMP')) return 'postgresql';
    return head.startsWith('SQLite format 3') ? 'sqlite' : undefined;
  } finally {
    await handle.close();
  }
}

async function restoreFrom(
  file: string,
  settings: BackupSettings,
  keyFile: string | undefined,
): Promise<Outcome> {
  if (!(await isThere(file))) return { ok: false, reason: 'missing' };
  if (!(await isSealed(file))) return restoreOpen(file, settings);
  const keys = keyFile === undefined ? (await heldKeys(settings)).keys : await readKeyFile(keyFile);
  if (keys.length === 0) return { ok: false, reason: 'no-key' };
  await makePrivateFolder(settings.shelf.folder);
  const opened = `${fileFor(settings.shelf, systemClock.now(), 'db')}.opened`;
  try {
    const unsealed = await unseal(file, opened, keys);
    if (unsealed === 'damaged') return { ok: false, reason: 'damaged', detail: 'age' };
    if (unsealed === 'wrong-key') return { ok: false, reason: 'wrong-key' };
    return await restoreOpen(opened, settings);
  } finally {
    await rm(opened, { force: true });
  }
}

async function restoreOpen(file: string, { address, shelf }: BackupSettings): Promise<Outcome> {
  const kind = await kindOf(file);
  if (kind !== undefined && kind !== address.kind) return { ok: false, reason: 'other-kind' };
  if (address.kind === 'sqlite') return restore(file, address.path, systemClock.now(), shelf.zone);
  return restoreDump(file, address.url).catch((error: unknown): Outcome => {
    if (error instanceof BadBackupError) return { ok: false, reason: 'damaged', detail: error.message };
    throw error;
  });
}

/** Puts back what was sent and is missing, from beside the backup. */
async function restoreEvidence(file: string, { address }: BackupSettings): Promise<void> {
  const { added } = await mirrorSealed(evidenceBackupOf(dirname(file)), evidenceFolderOf(address), 'missing');
  if (added === 0) return;
  say(process.stdout, {
    id: `Dikembalikan juga: ${added} foto, pindaian, atau rekaman.`,
    en: `Put back too: ${added} photos, scans or recordings.`,
  });
}

function tellRestored(file: string, { rows, aside }: Extract<Outcome, { readonly ok: true }>): void {
  const { stdout } = process;
  const what = rowsText(rows);
  say(stdout, {
    id: `Dipulihkan dari ${file}: ${what.id}.`,
    en: `Restored from ${file}: ${what.en}.`,
  });
  if (aside !== undefined) {
    say(stdout, {
      id: `Data yang tadi dipakai disimpan di ${aside}; hapus sendiri bila sudah tidak diperlukan.`,
      en: `What was in use is kept at ${aside}; delete it yourself when it is no longer needed.`,
    });
  }
  say(stdout, {
    id: `Jalankan lagi Sambang, dengan DATA_KEY yang sama: npm start`,
    en: `Start Sambang again, with the same DATA_KEY: npm start`,
  });
}

function tellFailed(error: unknown, { address, databaseUrl }: BackupSettings, file: string): void {
  if (address.kind === 'postgresql' && faultOf(error) === 'no-tool') {
    say(process.stderr, {
      id: `Belum dipulihkan: pg_restore tidak terpasang di sini. Pasang klien PostgreSQL, atau jalankan ini pada basis data yang kosong:\n\n  ${dumpCommands(address.url, file).restore}\n`,
      en: `Nothing was restored: there is no pg_restore here. Install PostgreSQL's client, or run the command above on an empty database.`,
    });
    return;
  }
  const why = error instanceof Error ? error.message : String(error);
  const { id, en } = explainFault(error, { databaseUrl }) ?? { id: `Sebabnya: ${why}.`, en: `Why: ${why}.` };
  say(process.stderr, {
    id: `Pemulihan GAGAL, data yang dipakai tetap di tempatnya. ${id}`,
    en: `Restoring FAILED; the data in use are where they were. ${en}`,
  });
}

async function list(folder: string): Promise<void> {
  const { stderr } = process;
  const found = await listBackups(folder);
  const [newest] = found;
  if (!newest) {
    say(stderr, {
      id: `Belum ada cadangan di folder ${folder}. Buat dengan: npm run backup`,
      en: `There are no backups in the folder ${folder} yet. Make one with: npm run backup`,
    });
    return;
  }
  const example = `npm run restore -- ${newest.name}`;
  say(stderr, { id: `Cadangan mana? Contoh: ${example}`, en: `Which backup? For example: ${example}` });
  for (const { name, date, bytes } of found.slice(0, LISTED)) {
    stderr.write(`  ${name}  ${formatDate(date, 'id')}  ${(bytes / 1_048_576).toFixed(1)} MB\n`);
  }
}
