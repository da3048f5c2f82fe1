/** How each variable's text is read. No text is the default, or a problem where there is none. */
import { isIP } from 'node:net';
import { parseKey } from '../keys/key-text.js';
import type { Locale } from '../lib/locale.js';
import { type LogLevel, logLevels } from '../lib/logger.js';
import type { Said } from '../lib/said.js';

/** What is wrong with a value, and one sentence with an example on how to mend it. */
type Bad = { readonly problem: Said; readonly mend: Said };
export type Good<T> = { readonly value: T };
export type Reading<T> = Good<T> | Bad;

// Values are never repeated in a problem: a token pasted behind the wrong name would end up on the screen.
export const bad = (problem: Said, mend: Said): Bad => ({ problem, mend });
/** The same sentence in both languages. */
export const said = (id: string, en: string): Said => ({ id, en });
const MISSING = said('belum diisi', 'is missing');
export const good = <T>(value: T): Good<T> => ({ value });

export function readToken(text = ''): Reading<string> {
  const example = 'BOT_TOKEN=123456:ABC-DEF1234ghIkl';
  const mend = said(
    `Salin dari @BotFather di Telegram (/newbot atau /token): ${example}`,
    `Copy it from @BotFather in Telegram (/newbot or /token): ${example}`,
  );
  if (text === '') return bad(MISSING, mend);
  if (!/^\d+:[\w-]{3,}$/.test(text))
    return bad(said('bukan token bot', "doesn't look like a bot token"), mend);
  return good(text);
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

export function readApiRoot(text = 'https://api.telegram.org'): Reading<string> {
  const example = 'BOT_API_ROOT=http://127.0.0.1:8081';
  const mend = said(
    `Kosongkan untuk Telegram sendiri, atau tulis alamat server: ${example}`,
    `Leave it out for Telegram itself, or give the server’s address: ${example}`,
  );
  const url = parseUrl(text);
  if (!url || !/^https?:$/.test(url.protocol))
    return bad(said('bukan alamat http(s)', "isn't an http(s) address"), mend);
  if (url.search || url.hash) return bad(said("berisi '?' atau '#'", "holds a '?' or '#'"), mend);
  if (text.endsWith('/'))
    return bad(
      said("diakhiri '/'", "ends with '/'"),
      said(`Hapus garis miring terakhir: ${example}`, `Take the last slash away: ${example}`),
    );
  return good(text);
}

export function readDatabaseUrl(text = 'file:./data/sambang.db'): Reading<string> {
  const file = 'DATABASE_URL=file:./data/sambang.db';
  const server = 'DATABASE_URL=postgresql://user:password@host:5432/sambang';
  const mend = said(
    `Tulis sebuah berkas, ${file}, atau PostgreSQL, ${server}`,
    `Give a file, ${file}, or PostgreSQL, ${server}`,
  );
  if (text.startsWith('file:'))
    return text === 'file:' ? bad(said('tidak menyebut berkas', 'names no file'), mend) : good(text);
  const url = parseUrl(text);
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol))
    return bad(said('bukan alamat file: atau postgresql:', "isn't a file: or postgresql: address"), mend);
  if (url.pathname.length < 2)
    return bad(said('tidak menyebut basis data setelah server', 'names no database after the host'), mend);
  return good(text);
}

/** How many connections to PostgreSQL may be open: half of them read. */
export function readConnections(text = '20'): Reading<number> {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return count >= 2 && count <= 1000
    ? good(count)
    : bad(
        said('bukan angka dari 2 sampai 1000', "isn't a number from 2 to 1000"),
        said(
          'Separuhnya membaca, separuhnya menulis: DATABASE_CONNECTIONS=20',
          'Half of them read, half write: DATABASE_CONNECTIONS=20',
        ),
      );
}

/** Another way to the same PostgreSQL database. */
export function readPostgresUrl(text = ''): Reading<string | undefined> {
  if (text === '') return good(undefined);
  const url = parseUrl(text);
  return url && /^postgres(?:ql)?:$/.test(url.protocol) && url.pathname.length > 1
    ? good(text)
    : bad(
        said(
          'bukan alamat postgresql: dengan nama basis data',
          "isn't a postgresql: address with a database's name",
        ),
        said(
          'Kosongkan, atau tulis jalan lain ke basis data di DATABASE_URL: postgresql://user:password@host:5432/sambang',
          'Leave it out, or give another way to the database of DATABASE_URL: postgresql://user:password@host:5432/sambang',
        ),
      );
}

export function readHeads(text = ''): Reading<readonly bigint[]> {
  const entries = text.split(',').map((entry) => entry.trim());
  const ids = entries.filter((entry) => entry !== '');
  const at = entries.findIndex((entry) => entry !== '' && !/^[1-9]\d{0,15}$/.test(entry));
  if (at < 0) return good([...new Set(ids.map(BigInt))]);
  return bad(
    said(
      `berisi yang bukan nomor id Telegram (isian ke-${at + 1})`,
      `holds something other than a Telegram id (entry ${at + 1})`,
    ),
    said(
      'Tulis angkanya dengan koma di antaranya, bukan nama: HEAD_TELEGRAM_IDS=123456789,987654321',
      'Give the numbers with commas between, not names: HEAD_TELEGRAM_IDS=123456789,987654321',
    ),
  );
}

export function readUnitName(text = ''): Reading<string> {
  const example = 'UNIT_NAME=Rutan Kelas IIB Masohi';
  const mend = said(`Tulis nama kantor: ${example}`, `Give the name of your office: ${example}`);
  if (text === '') return bad(MISSING, mend);
  return text.length > 100
    ? bad(said('lebih dari 100 huruf', 'is longer than 100 characters'), mend)
    : good(text);
}

const zoneAliases = new Map([
  ['WIB', 'Asia/Jakarta'],
  ['WITA', 'Asia/Makassar'],
  ['WIT', 'Asia/Jayapura'],
]);

export function readTimezone(text = 'Asia/Jayapura'): Reading<string> {
  const zone = zoneAliases.get(text.toUpperCase()) ?? text;
  // Offsets such as +09:00 pass as zones in some releases of Node and not in others.
  const known = /^[a-z]/i.test(zone) && isZone(zone);
  if (known) return good(zone);
  return bad(
    said('bukan zona waktu yang dikenal', "isn't a known time zone"),
    said(
      'Pakai Asia/Jakarta (WIB), Asia/Makassar (WITA), atau Asia/Jayapura (WIT): UNIT_TIMEZONE=Asia/Jayapura',
      'Use Asia/Jakarta (WIB), Asia/Makassar (WITA) or Asia/Jayapura (WIT): UNIT_TIMEZONE=Asia/Jayapura',
    ),
  );
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
}

export function readLocale(text = 'id'): Reading<Locale> {
  if (text === 'id' || text === 'en') return good(text);
  return bad(
    said('bukan bahasa yang ada', "isn't a language of this program"),
    said(
      'Pakai id (Indonesia) atau en (Inggris): DEFAULT_LOCALE=id',
      'Use id (Indonesian) or en (English): DEFAULT_LOCALE=id',
    ),
  );
}

/** Reached from elsewhere by TLS alone; on this computer it may be tried without. */
function isSafe({ protocol, hostname }: URL): boolean {
  const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && loopback);
}

function readHttps(text: string, mend: Said): Reading<URL> {
  const url = parseUrl(text);
  return url && isSafe(url) ? good(url) : bad(said('bukan alamat https', "isn't an https address"), mend);
}

/** Where people reach what is served to them: without a trailing slash. */
export function readPublicUrl(text = ''): Reading<string | undefined> {
  if (text === '') return good(undefined);
  const example = 'PUBLIC_URL=https://sambang.example.go.id';
  const read = readHttps(
    text,
    said(
      `Tulis alamat yang bisa dibuka dari internet, atau kosongkan: ${example}`,
      `Give the address that can be opened from the internet, or leave it out: ${example}`,
    ),
  );
  if (!('value' in read)) return read;
  const { value: url } = read;
  if (url.search || url.hash || url.username || url.password) {
    return bad(
      said("berisi '?', '#' atau kata sandi", "holds a '?', a '#' or a password"),
      said(
        `Tulis nama server, bila perlu dengan jalur: ${example}`,
        `Give the server’s name, with a path where needed: ${example}`,
      ),
    );
  }
  return good(url.href.replace(/\/+$/, ''));
}

export function readWebhookUrl(text = ''): Reading<URL | undefined> {
  if (text === '') return good(undefined);
  const example = 'WEBHOOK_URL=https://bot.example.go.id/telegram';
  const read = readHttps(
    text,
    said(
      `Tulis alamat yang bisa dibuka dari internet, atau kosongkan: ${example}`,
      `Give the public address, or leave it out for long polling: ${example}`,
    ),
  );
  if (!('value' in read)) return read;
  const { value: url } = read;
  if (/^\/(?:healthz(?:\/.*)?|metrics)?$/.test(url.pathname)) {
    return bad(
      said('tidak punya jalur sendiri setelah nama servernya', 'has no path of its own'),
      said(
        `Tambahkan jalur selain /healthz dan /metrics: ${example}`,
        `Add one that is neither /healthz nor /metrics: ${example}`,
      ),
    );
  }
  return good(url);
}

export function readWebhookSecret(text: string | undefined, needed: boolean): Reading<string> {
  const example = 'WEBHOOK_SECRET=k3-long-and-hard-to-guess';
  const mend = said(
    `Karang 16 sampai 256 huruf, angka, _ atau -: ${example}`,
    `Make up 16 to 256 letters, digits, _ or -: ${example}`,
  );
  if (!needed) return good(text ?? '');
  if (text === undefined)
    return bad(said('belum diisi; webhook memerlukannya', 'is missing; a webhook needs it'), mend);
  if (!/^[\w-]*$/.test(text))
    return bad(
      said(
        'berisi tanda selain huruf, angka, _ dan -',
        'holds characters other than letters, digits, _ and -',
      ),
      mend,
    );
  return text.length < 16 || text.length > 256
    ? bad(said('panjangnya bukan 16 sampai 256', "isn't 16 to 256 characters long"), mend)
    : good(text);
}

export function readDataKeys(text = ''): Reading<readonly Uint8Array[]> {
  const entries = text.split(',').map((entry) => entry.trim());
  const keys = entries.flatMap((entry) => (entry === '' ? [] : [parseKey(entry)]));
  const read = keys.filter((key) => key !== undefined);
  if (read.length === keys.length) return good(read);
  return bad(
    said('bukan kunci 32 byte', "isn't a key of 32 bytes"),
    said(
      'Kosongkan agar dibuatkan, atau tulis 43 tanda seperti yang ditampilkan npm run key -- show (atau 64 digit heksadesimal): DATA_KEY=KunciDengan43Tanda…',
      'Leave it out and one is made, or give 43 characters as npm run key -- show prints them (or 64 hexadecimal digits): DATA_KEY=KeyOf43Characters…',
    ),
  );
}

export function readHost(text = '127.0.0.1'): Reading<string> {
  if (text === 'localhost' || isIP(text) !== 0) return good(text);
  return bad(
    said('bukan alamat IP', "isn't an IP address"),
    said(
      'Pakai 127.0.0.1 untuk komputer ini saja, 0.0.0.0 agar bisa dibuka dari komputer lain (kontainer): HOST=127.0.0.1',
      'Use 127.0.0.1 for this computer only, 0.0.0.0 to be reached from others (containers): HOST=127.0.0.1',
    ),
  );
}

export function readPort(text = '8080'): Reading<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return good(port);
  return bad(
    said('bukan angka 0 sampai 65535', "isn't a number from 0 to 65535"),
    said('Tulis port yang bebas: PORT=8080', 'Give a free port: PORT=8080'),
  );
}

export function readLogLevel(text = 'info'): Reading<LogLevel> {
  const level = logLevels.find((name) => name === text.toLowerCase());
  if (level) return good(level);
  const all = logLevels.join(', ');
  return bad(
    said('bukan tingkat log', "isn't a log level"),
    said(`Pakai salah satu dari ${all}: LOG_LEVEL=info`, `Use one of ${all}: LOG_LEVEL=info`),
  );
}
