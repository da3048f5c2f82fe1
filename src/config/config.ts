import type { Locale } from '../lib/locale.js';
import type { LogLevel } from '../lib/logger.js';
import type { Said } from '../lib/said.js';
import type { Keep } from '../office/files/thinning.js';
import {
  readBackupChat,
  readBackupFolder,
  readBackupHour,
  readBackupKeep,
} from '../office/settings-readers.js';
import { type Named, strangeNames } from './names.js';
import {
  type Good,
  type Reading,
  readApiRoot,
  readConnections,
  readDatabaseUrl,
  readDataKeys,
  readHeads,
  readHost,
  readLocale,
  readLogLevel,
  readPort,
  readPostgresUrl,
  readPublicUrl,
  readTimezone,
  readToken,
  readUnitName,
  readWebhookSecret,
  readWebhookUrl,
} from './readers.js';

/** What the program was told. Secrets are in it: never log it whole. */
export interface Config {
  readonly botToken: string;
  /** Without a trailing slash. */
  readonly botApiRoot: string;
  /** `file:…` is SQLite, `postgresql://…` PostgreSQL. */
  readonly databaseUrl: string;
  /** Other ways to a PostgreSQL database, past a pooler and for reading, and how many connections may be open. */
  readonly postgresql?: {
    readonly directUrl: string | undefined;
    readonly readUrl: string | undefined;
    readonly connections: number;
  };
  /** Telegram ids of people who are heads from the start, each once. */
  readonly headTelegramIds: readonly bigint[];
  readonly unitName: string;
  /** An IANA name, as in `Asia/Jayapura`. */
  readonly unitTimezone: string;
  readonly defaultLocale: Locale;
  /**
   * What personal data stored in passing are sealed with: 32 bytes each, the one that seals first, then those that
   * are to be given up. None: a file beside the database holds them.
   */
  readonly dataKeys: readonly Uint8Array[];
  /** Undefined: long polling. */
  readonly webhook: WebhookConfig | undefined;
  /** Where people reach calendar feeds and answer pages, without a trailing slash; undefined: there are none. */
  readonly publicUrl?: string | undefined;
  /** The address that health, metrics, the webhook and what is public are served at; port 0 is any free one. */
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  readonly backup: BackupConfig;
}

interface BackupConfig {
  readonly folder: string;
  /** Of the day, in the unit's zone: 0 to 23. Undefined: no backup is made by itself. */
  readonly hour: number | undefined;
  readonly keep: Keep;
  /** The private chat or channel that encrypted copies go to. */
  readonly chatId: number | undefined;
}

interface WebhookConfig {
  /** What Telegram is told to call. */
  readonly url: string;
  /** The path of it, as in `/telegram`. */
  readonly path: string;
  readonly secret: string;
}

/** One bad variable: what is wrong, and one sentence with an example on how to mend it. Holds no value. */
export interface ConfigProblem {
  readonly variable: string;
  readonly problem: Said;
  readonly mend: Said;
}

/** `warnings`: names that are none of a setting, with which it starts all the same. */
export type ConfigResult =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly ConfigProblem[] }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

type Env = Readonly<Record<string, string | undefined>>;
type Readings = Readonly<Record<string, Reading<unknown>>>;
type AllGood<R extends Readings> = { readonly [K in keyof R]: Extract<R[K], Good<unknown>> };

function allGood<R extends Readings>(readings: R): readings is R & AllGood<R> {
  return Object.values(readings).every((reading) => 'value' in reading);
}

function readAll(env: Env) {
  const given = (variable: string): string | undefined => env[variable]?.trim() || undefined;
  return {
    BOT_TOKEN: readToken(given('BOT_TOKEN')),
    BOT_API_ROOT: readApiRoot(given('BOT_API_ROOT')),
    DATABASE_URL: readDatabaseUrl(given('DATABASE_URL')),
    DATABASE_DIRECT_URL: readPostgresUrl(given('DATABASE_DIRECT_URL')),
    DATABASE_READ_URL: readPostgresUrl(given('DATABASE_READ_URL')),
    DATABASE_CONNECTIONS: readConnections(given('DATABASE_CONNECTIONS')),
    HEAD_TELEGRAM_IDS: readHeads(given('HEAD_TELEGRAM_IDS')),
    UNIT_NAME: readUnitName(given('UNIT_NAME')),
    UNIT_TIMEZONE: readTimezone(given('UNIT_TIMEZONE')),
    DEFAULT_LOCALE: readLocale(given('DEFAULT_LOCALE')),
    WEBHOOK_URL: readWebhookUrl(given('WEBHOOK_URL')),
    WEBHOOK_SECRET: readWebhookSecret(given('WEBHOOK_SECRET'), given('WEBHOOK_URL') !== undefined),
    PUBLIC_URL: readPublicUrl(given('PUBLIC_URL')),
    DATA_KEY: readDataKeys(given('DATA_KEY')),
    HOST: readHost(given('HOST')),
    PORT: readPort(given('PORT')),
    LOG_LEVEL: readLogLevel(given('LOG_LEVEL')),
    BACKUP_FOLDER: readBackupFolder(given('BACKUP_FOLDER')),
    BACKUP_HOUR: readBackupHour(given('BACKUP_HOUR')),
    BACKUP_KEEP: readBackupKeep(given('BACKUP_KEEP')),
    BACKUP_CHAT_ID: readBackupChat(given('BACKUP_CHAT_ID')),
  };
}

/** Every variable, in the order in which problems are told and `.env.example` explains them. */
export const variables: readonly string[] = Object.keys(readAll({}));

function strangerOf({ name, meant }: Named): ConfigProblem {
  return {
    variable: name,
    problem: { id: 'bukan nama pengaturan', en: "isn't a setting" },
    mend: meant
      ? { id: `Maksudnya ${meant}? Ganti namanya.`, en: `Did you mean ${meant}? Rename it.` }
      : {
          id: 'Hapus, atau periksa ejaannya di .env.example.',
          en: 'Take it out, or check its spelling in .env.example.',
        },
  };
}

/**
 * Reads the configuration from environment variables. Empty is the same as not given. Names every bad variable
 * at once, and those that look like another name for one that isn't given.
 *
 * @param inFile The names that stand in `.env`: what is in there was meant for this program.
 */
export function parseConfig(env: Env, inFile: readonly string[] = []): ConfigResult {
  const readings = readAll(env);
  const strange = strangeNames(env, variables, inFile);
  const problems = problemsOf(readings);
  const missing = problems.map(({ variable }) => variable);
  const grave = strange.filter(({ slip, meant }) => slip || missing.includes(meant ?? ''));
  if (grave.length > 0 || !allGood(readings))
    return { ok: false, problems: [...problems, ...strange.map(strangerOf)] };
  const url = readings.WEBHOOK_URL.value;
  return {
    ok: true,
    warnings: strange.map(strangerOf),
    config: {
      botToken: readings.BOT_TOKEN.value,
      botApiRoot: readings.BOT_API_ROOT.value,
      databaseUrl: readings.DATABASE_URL.value,
      postgresql: {
        directUrl: readings.DATABASE_DIRECT_URL.value,
        readUrl: readings.DATABASE_READ_URL.value,
        connections: readings.DATABASE_CONNECTIONS.value,
      },
      headTelegramIds: readings.HEAD_TELEGRAM_IDS.value,
      unitName: readings.UNIT_NAME.value,
      unitTimezone: readings.UNIT_TIMEZONE.value,
      defaultLocale: readings.DEFAULT_LOCALE.value,
      webhook: url && { url: url.href, path: url.pathname, secret: readings.WEBHOOK_SECRET.value },
      publicUrl: readings.PUBLIC_URL.value,
      dataKeys: readings.DATA_KEY.value,
      host: readings.HOST.value,
      port: readings.PORT.value,
      logLevel: readings.LOG_LEVEL.value,
      backup: {
        folder: readings.BACKUP_FOLDER.value,
        hour: readings.BACKUP_HOUR.value,
        keep: readings.BACKUP_KEEP.value,
        chatId: readings.BACKUP_CHAT_ID.value,
      },
    },
  };
}

function problemsOf(readings: Readings): ConfigProblem[] {
  return Object.entries(readings).flatMap(([variable, reading]) =>
    'value' in reading ? [] : [{ variable, problem: reading.problem, mend: reading.mend }],
  );
}

/** The problems as lines for the terminal, Indonesian first. Holds no secret. */
export function describeProblems(problems: readonly ConfigProblem[]): string {
  const one = problems.length === 1;
  const id = 'Sambang belum bisa dijalankan. Perbaiki ini di .env:';
  const en = `Sambang can't start yet. Please mend ${one ? 'this' : 'these'} in .env:`;
  return `${listed({ id, en }, problems, 'id')}\n\n${listed({ id, en }, problems, 'en')}`;
}

/** The names that are none of a setting as lines for the terminal, Indonesian first. */
export function describeWarnings(warnings: readonly ConfigProblem[]): string {
  const head = { id: 'Tidak dipakai oleh Sambang:', en: 'Not used by Sambang:' };
  return `${listed(head, warnings, 'id')}\n\n${listed(head, warnings, 'en')}`;
}

function listed(head: Said, problems: readonly ConfigProblem[], language: keyof Said): string {
  const lines = problems.map(
    ({ variable, problem, mend }) => `  ${variable} ${problem[language]}.\n    ${mend[language]}`,
  );
  return [head[language], ...lines].join('\n');
}
