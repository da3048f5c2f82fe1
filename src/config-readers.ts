/** How each variable's text is read. No text is the default, or a problem where there is none. */
import { isIP } from 'node:net';
import type { Locale } from './lib/locale.js';
import { type LogLevel, logLevels } from './lib/logger.js';

/** What is wrong with a value, and one sentence with an example on how to mend it. */
type Bad = { readonly problem: string; readonly mend: string };
export type Good<T> = { readonly value: T };
export type Reading<T> = Good<T> | Bad;

// Values are never repeated in a problem: a token pasted behind the wrong name would end up on the screen.
const bad = (problem: string, mend: string): Bad => ({ problem, mend });
const good = <T>(value: T): Good<T> => ({ value });

export function readToken(text = ''): Reading<string> {
  const mend = 'Copy it from @BotFather in Telegram (/newbot or /token): BOT_TOKEN=123456:ABC-DEF1234ghIkl';
  if (text === '') return bad('is missing', mend);
  if (!/^\d+:[\w-]{3,}$/.test(text)) return bad("doesn't look like a bot token", mend);
  return good(text);
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

export function readApiRoot(text = 'https://api.telegram.org'): Reading<string> {
  const mend =
    'Leave it out for Telegram itself, or give the server’s address: BOT_API_ROOT=http://127.0.0.1:8081';
  const url = parseUrl(text);
  if (!url || !/^https?:$/.test(url.protocol)) return bad("isn't an http(s) address", mend);
  if (url.search || url.hash) return bad("holds a '?' or '#'", mend);
  if (text.endsWith('/'))
    return bad("ends with '/'", 'Take the last slash away: BOT_API_ROOT=http://127.0.0.1:8081');
  return good(text);
}

export function readDatabaseUrl(text = 'file:./data/sambang.db'): Reading<string> {
  const mend =
    'Give a file, DATABASE_URL=file:./data/sambang.db, or PostgreSQL, DATABASE_URL=postgresql://user:password@host:5432/sambang';
  if (text.startsWith('file:')) return text === 'file:' ? bad('names no file', mend) : good(text);
  const url = parseUrl(text);
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol))
    return bad("isn't a file: or postgresql: address", mend);
  if (url.pathname.length < 2) return bad('names no database after the host', mend);
  return good(text);
}

/** How many connections to PostgreSQL may be open: half of them read. */
export function readConnections(text = '20'): Reading<number> {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return count >= 2 && count <= 1000
    ? good(count)
    : bad("isn't a number from 2 to 1000", 'Half of them read, half write: DATABASE_CONNECTIONS=20');
}

/** Another way to the same PostgreSQL database. */
export function readPostgresUrl(text = ''): Reading<string | undefined> {
  if (text === '') return good(undefined);
  const url = parseUrl(text);
  return url && /^postgres(?:ql)?:$/.test(url.protocol) && url.pathname.length > 1
    ? good(text)
    : bad(
        "isn't a postgresql: address with a database's name",
        'Leave it out, or give another way to the database of DATABASE_URL: postgresql://user:password@host:5432/sambang',
      );
}

export function readHeads(text = ''): Reading<readonly bigint[]> {
  const entries = text.split(',').map((entry) => entry.trim());
  const ids = entries.filter((entry) => entry !== '');
  const at = entries.findIndex((entry) => entry !== '' && !/^[1-9]\d{0,15}$/.test(entry));
  if (at < 0) return good([...new Set(ids.map(BigInt))]);
  return bad(
    `holds something other than a Telegram id (entry ${at + 1})`,
    'Give the numbers with commas between, not names: HEAD_TELEGRAM_IDS=123456789,987654321',
  );
}

export function readUnitName(text = ''): Reading<string> {
  const mend = 'Give the name of your office: UNIT_NAME=Rutan Kelas IIB Masohi';
  if (text === '') return bad('is missing', mend);
  return text.length > 100 ? bad('is longer than 100 characters', mend) : good(text);
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
    "isn't a known time zone",
    'Use Asia/Jakarta (WIB), Asia/Makassar (WITA) or Asia/Jayapura (WIT): UNIT_TIMEZONE=Asia/Jayapura',
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
  return bad("isn't a language of this program", 'Use id (Indonesian) or en (English): DEFAULT_LOCALE=id');
}

export function readWebhookUrl(text = ''): Reading<URL | undefined> {
  if (text === '') return good(undefined);
  const example = 'WEBHOOK_URL=https://bot.example.go.id/telegram';
  const url = parseUrl(text);
  const loopback = url !== undefined && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback))) {
    return bad(
      "isn't an https address",
      `Give the public address, or leave it out for long polling: ${example}`,
    );
  }
  if (/^\/(?:healthz|metrics)?$/.test(url.pathname)) {
    return bad('has no path of its own', `Add one that is neither /healthz nor /metrics: ${example}`);
  }
  return good(url);
}

export function readWebhookSecret(text: string | undefined, needed: boolean): Reading<string> {
  const mend = 'Make up 16 to 256 letters, digits, _ or -: WEBHOOK_SECRET=k3-long-and-hard-to-guess';
  if (!needed) return good(text ?? '');
  if (text === undefined) return bad('is missing; a webhook needs it', mend);
  if (!/^[\w-]*$/.test(text)) return bad('holds characters other than letters, digits, _ and -', mend);
  return text.length < 16 || text.length > 256 ? bad("isn't 16 to 256 characters long", mend) : good(text);
}

export function readHost(text = '127.0.0.1'): Reading<string> {
  if (text === 'localhost' || isIP(text) !== 0) return good(text);
  return bad(
    "isn't an IP address",
    'Use 127.0.0.1 for this computer only, 0.0.0.0 to be reached from others (containers): HOST=127.0.0.1',
  );
}

export function readPort(text = '8080'): Reading<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? good(port) : bad("isn't a number from 0 to 65535", 'Give a free port: PORT=8080');
}

export function readLogLevel(text = 'info'): Reading<LogLevel> {
  const level = logLevels.find((name) => name === text.toLowerCase());
  return level ? good(level) : bad("isn't a log level", `Use one of ${logLevels.join(', ')}: LOG_LEVEL=info`);
}
