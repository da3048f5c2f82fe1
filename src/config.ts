import {
  type Good,
  type Reading,
  readApiRoot,
  readConnections,
  readDatabaseUrl,
  readHeads,
  readHost,
  readLocale,
  readLogLevel,
  readPort,
  readPostgresUrl,
  readTimezone,
  readToken,
  readUnitName,
  readWebhookSecret,
  readWebhookUrl,
} from './config-readers.js';
import type { Locale } from './lib/locale.js';
import type { LogLevel } from './lib/logger.js';
import { editDistance } from './reading/match.js';

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
  /** Undefined: long polling. */
  readonly webhook: WebhookConfig | undefined;
  /** The address that health, metrics and the webhook are served at; port 0 is any free one. */
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
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
  readonly problem: string;
  readonly mend: string;
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
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
    HOST: readHost(given('HOST')),
    PORT: readPort(given('PORT')),
    LOG_LEVEL: readLogLevel(given('LOG_LEVEL')),
  };
}

/** Every variable, in the order in which problems are told and `.env.example` explains them. */
export const variables: readonly string[] = Object.keys(readAll({}));

// The shorter the name, the likelier that a similar one is another program's: HOST and PORT are two apart.
const slips = (name: string): number => (name.length >= 8 ? 2 : 0);

function misspelled(env: Env): ConfigProblem[] {
  const missing = variables.filter((variable) => !env[variable]?.trim());
  return Object.keys(env).flatMap((name) => {
    if (variables.includes(name) || !env[name]?.trim()) return [];
    const written = name.toUpperCase().replaceAll(/[-. ]/g, '_');
    const meant = missing.find((variable) => editDistance(written, variable) <= slips(variable));
    if (meant === undefined) return [];
    return [{ variable: name, problem: "isn't a setting", mend: `Did you mean ${meant}? Rename it.` }];
  });
}

/**
 * Reads the configuration from environment variables. Empty is the same as not given. Names every bad variable
 * at once, and those that look like slips for one that isn't given.
 */
export function parseConfig(env: Env): ConfigResult {
  const readings = readAll(env);
  const slipped = misspelled(env);
  if (slipped.length > 0 || !allGood(readings))
    return { ok: false, problems: [...problemsOf(readings), ...slipped] };
  const url = readings.WEBHOOK_URL.value;
  return {
    ok: true,
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
      host: readings.HOST.value,
      port: readings.PORT.value,
      logLevel: readings.LOG_LEVEL.value,
    },
  };
}

function problemsOf(readings: Readings): ConfigProblem[] {
  return Object.entries(readings).flatMap(([variable, reading]) =>
    'value' in reading ? [] : [{ variable, problem: reading.problem, mend: reading.mend }],
  );
}

/** The problems as lines for the terminal. Holds no secret. */
export function describeProblems(problems: readonly ConfigProblem[]): string {
  const lines = problems.map(({ variable, problem, mend }) => `  ${variable} ${problem}.\n    ${mend}`);
  const head = `Sambang can't start yet. Please mend ${problems.length === 1 ? 'this' : 'these'} in .env:`;
  return [head, ...lines].join('\n');
}
