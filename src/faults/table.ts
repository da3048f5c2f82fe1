import { POSTGRESQL_REFUSES } from '../db/start/refusal.js';
import type { Said } from '../lib/said.js';
import type { Evidence } from './evidence.js';

/** What a fault's sentences may name; nothing that the terminal isn't to show. */
export type Setting = {
  /** Where it serves. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  /** The SQLite file; none on PostgreSQL. */
  readonly file?: string | undefined;
};

/** One sort of fault: how it is told, and in two sentences what it is and what to do. The first that fits is said. */
export type Fault = {
  readonly fits: (evidence: Evidence, setting: Setting) => boolean;
  readonly say: (setting: Setting, evidence: Evidence) => Said;
};

const code = (pattern: RegExp) => (evidence: Evidence) => evidence.codes.some((one) => pattern.test(one));
/** The migrations' engine hands on words without codes. */
const words = (pattern: RegExp) => (evidence: Evidence) => pattern.test(evidence.messages);
const either =
  (...ways: readonly Fault['fits'][]): Fault['fits'] =>
  (evidence, setting) =>
    ways.some((fits) => fits(evidence, setting));
const named = (name: string) => (evidence: Evidence) => evidence.names.includes(name);
const fileOf = ({ file }: Setting) => file ?? 'data';
const otherPort = (port = 8080) => (port >= 65_535 ? port - 1 : port + 1);

/** Where Sambang serves. */
const SERVING: readonly Fault[] = [
  {
    fits: code(/^EADDRINUSE$/),
    say: ({ port = 0 }) => ({
      id: `Port ${port} sudah dipakai program lain, mungkin Sambang yang masih berjalan. Hentikan program itu, atau tulis PORT=${otherPort(port)} di .env.`,
      en: `Port ${port} is taken by another program, perhaps a Sambang that still runs. Stop that program, or write PORT=${otherPort(port)} into .env.`,
    }),
  },
  {
    fits: (evidence) => code(/^(?:EACCES|EADDRNOTAVAIL)$/)(evidence) && evidence.calls.includes('listen'),
    say: ({ host = '', port = 0 }) => ({
      id: `Sambang tidak boleh melayani di ${host}, port ${port}. Tulis HOST=127.0.0.1 dan PORT=8080 di .env.`,
      en: `Sambang may not serve at ${host}, port ${port}. Write HOST=127.0.0.1 and PORT=8080 into .env.`,
    }),
  },
];

/** What Telegram refuses. */
const TELEGRAM: readonly Fault[] = [
  {
    fits: named('BadTokenError'),
    say: () => ({
      id: 'Telegram tidak menerima BOT_TOKEN. Salin lagi dari @BotFather (/token) ke .env, lalu jalankan lagi.',
      en: 'Telegram does not accept BOT_TOKEN. Copy it again from @BotFather (/token) into .env and start again.',
    }),
  },
  {
    fits: ({ refused }) => refused.includes('setWebhook 400'),
    say: () => ({
      id: 'Telegram menolak alamat di WEBHOOK_URL. Periksa apakah alamat itu bisa dibuka dari internet dengan https di port 443, 80, 88 atau 8443, atau kosongkan WEBHOOK_URL.',
      en: 'Telegram refuses the address in WEBHOOK_URL. Check that it can be reached from the internet by https at port 443, 80, 88 or 8443, or leave WEBHOOK_URL empty.',
    }),
  },
];

/** The disk and what is on it. */
const DISK: readonly Fault[] = [
  {
    fits: either(code(/^(?:ENOSPC|EDQUOT|SQLITE_FULL|53100)$/), words(/database or disk is full/)),
    say: (setting) => ({
      id: `Disk penuh: ${fileOf(setting)} tidak bisa ditulis. Kosongkan ruang di disk, lalu jalankan lagi; yang sudah tersimpan tetap utuh.`,
      en: `The disk is full: ${fileOf(setting)} can't be written. Make room on the disk and start again; what was saved is whole.`,
    }),
  },
  {
    fits: either(
      code(/^SQLITE_(?:BUSY|LOCKED)/),
      words(/another program has the file open|database is locked/),
    ),
    say: (setting) => ({
      id: `Basis data ${fileOf(setting)} sedang dipakai program lain. Hentikan Sambang yang lain atau program yang membukanya, lalu jalankan lagi.`,
      en: `The database ${fileOf(setting)} is in use by another program. Stop the other Sambang, or whatever has it open, and start again.`,
    }),
  },
  {
    fits: either(code(/^SQLITE_(?:NOTADB|CORRUPT)/), words(/file is not a database|disk image is malformed/)),
    say: (setting) => ({
      id: `Berkas ${fileOf(setting)} rusak atau bukan basis data Sambang. Pulihkan cadangan dengan npm run restore, atau perbaiki DATABASE_URL di .env.`,
      en: `The file ${fileOf(setting)} is damaged or no database of Sambang's. Put a backup in its place with npm run restore, or mend DATABASE_URL in .env.`,
    }),
  },
  {
    fits: either(
      words(/attempt to write a readonly database|unable to open database file/),
      code(/^(?:EACCES|EPERM|EROFS|EEXIST|EISDIR|ENOTDIR|SQLITE_(?:READONLY|CANTOPEN|PERM|AUTH)\w*)$/),
    ),
    say: (setting, { paths }) => ({
      id: `Sambang tidak boleh menulis di ${paths[0] ?? fileOf(setting)}. Beri pengguna yang menjalankan Sambang hak menulis di folder itu, atau pilih tempat lain dengan DATABASE_URL di .env.`,
      en: `Sambang may not write to ${paths[0] ?? fileOf(setting)}. Give the user that runs Sambang the right to write in that folder, or choose another place by DATABASE_URL in .env.`,
    }),
  },
];

const OUT_OF_REACH = either(
  words(/Can't reach database server/),
  code(
    /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|DatabaseNotReachable|SocketTimeout|57P0[1-4])$/,
  ),
);

/** The way to PostgreSQL. */
const POSTGRESQL: readonly Fault[] = [
  {
    fits: either(
      code(/^(?:28P01|28000|AuthenticationFailed)$/),
      words(/User was denied access|[Aa]uthentication failed/),
    ),
    say: () => POSTGRESQL_REFUSES.login,
  },
  {
    fits: either(code(/^(?:3D000|DatabaseDoesNotExist)$/), words(/Database \S+ does not exist/)),
    say: () => POSTGRESQL_REFUSES.missing,
  },
  {
    fits: code(/^25006$/),
    say: () => ({
      id: 'Server PostgreSQL ini sekarang hanya bisa dibaca, misalnya karena server cadangan atau karena disknya penuh. Arahkan DATABASE_URL di .env ke server utama, atau pulihkan server itu, lalu jalankan lagi.',
      en: 'This PostgreSQL server can only be read at the moment, as a standby is, or one whose disk is full. Let DATABASE_URL in .env name the primary, or put the server right, and start again.',
    }),
  },
  {
    fits: (evidence, setting) => setting.file === undefined && OUT_OF_REACH(evidence, setting),
    say: () => ({
      id: 'Server PostgreSQL tidak menjawab. Pastikan server itu berjalan, dan periksa alamat serta port di DATABASE_URL di .env.',
      en: 'The PostgreSQL server does not answer. See that it runs, and check the address and port of DATABASE_URL in .env.',
    }),
  },
];

/** What Sambang runs on. */
const MACHINE: readonly Fault[] = [
  {
    fits: code(/^ERR_DLOPEN_FAILED$/),
    say: () => ({
      id: 'Bagian Sambang dibuat untuk versi Node.js yang lain. Jalankan npm ci di folder Sambang, lalu jalankan lagi.',
      en: 'A part of Sambang was made for another version of Node.js. Run npm ci in Sambang’s folder and start again.',
    }),
  },
];

/** Every fault that is told in words of its own. The more particular come first. */
export const FAULTS: readonly Fault[] = [...SERVING, ...TELEGRAM, ...DISK, ...POSTGRESQL, ...MACHINE];
