import { editDistance } from '../reading/match.js';

/**
 * A name that no setting has. `meant`: the setting that isn't given and that it looks like. `slip`: it is that one's
 * name but for a letter or two, so that a default would be taken for what was written.
 */
export type Named = { readonly name: string; readonly meant: string | undefined; readonly slip: boolean };

/** Words that people write for a setting, beside those of its name. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  BOT_TOKEN: ['TOKEN', 'BOT', 'TELEGRAM'],
  HEAD_TELEGRAM_IDS: [
    'HEAD',
    'HEADS',
    'ADMIN',
    'ADMINS',
    'OWNER',
    'OWNERS',
    'KEPALA',
    'KARUTAN',
    'ID',
    'IDS',
  ],
  DATABASE_URL: ['DATABASE', 'DB', 'SQLITE', 'POSTGRES', 'POSTGRESQL', 'URL', 'URI', 'DSN'],
  UNIT_NAME: ['UNIT', 'NAME', 'NAMA', 'OFFICE', 'KANTOR', 'RUTAN', 'LAPAS'],
  UNIT_TIMEZONE: ['TIMEZONE', 'TZ', 'ZONE', 'ZONA', 'WAKTU', 'TIME', 'NAME'],
  DATA_KEY: ['KEY', 'KUNCI', 'ENCRYPTION', 'DATA'],
  WEBHOOK_SECRET: ['WEBHOOK', 'SECRET', 'TOKEN'],
  WEBHOOK_URL: ['WEBHOOK', 'URL', 'ADDRESS'],
  PUBLIC_URL: ['PUBLIC', 'URL', 'ADDRESS', 'SITE', 'BASE'],
  BOT_API_ROOT: ['API', 'ROOT', 'SERVER', 'URL'],
  DEFAULT_LOCALE: ['LOCALE', 'LANG', 'LANGUAGE', 'BAHASA', 'DEFAULT'],
  LOG_LEVEL: ['LOG', 'LOGLEVEL', 'LEVEL', 'LOGGING', 'VERBOSITY'],
  HOST: ['HOST', 'HOSTNAME', 'BIND', 'LISTEN', 'ADDRESS'],
  PORT: ['PORT', 'HTTP', 'SERVER'],
};

/** A word that tells the setting; the others of {@link SYNONYMS} only bear it out. */
const TELLING: Readonly<Record<string, RegExp>> = {
  BOT_TOKEN: /TOKEN/,
  HEAD_TELEGRAM_IDS: /^(?:HEAD|ADMIN|OWNER)S?$|KEPALA|KARUTAN/,
  DATABASE_URL: /DATABASE|^DB$|SQLITE|POSTGRES/,
  UNIT_NAME: /UNIT|OFFICE|KANTOR|RUTAN|LAPAS|NAMA/,
  UNIT_TIMEZONE: /TZ|ZONE|ZONA/,
  DATA_KEY: /KEY|KUNCI|ENCRYPTION/,
  WEBHOOK_SECRET: /SECRET/,
  WEBHOOK_URL: /WEBHOOK/,
  BOT_API_ROOT: /API|ROOT/,
  DEFAULT_LOCALE: /LOCALE|LANG|BAHASA/,
  LOG_LEVEL: /LOG|VERBOSITY/,
  HOST: /HOST|BIND|LISTEN/,
  PORT: /PORT/,
};

/** Settings whose words an environment holds for other programs, too: there, only their exact slips are told. */
const COMMON = new Set(['BOT_API_ROOT', 'DEFAULT_LOCALE', 'LOG_LEVEL', 'HOST', 'PORT']);
/** What an environment is likely to hold for others, though all its words are ours. */
const ORDINARY = /^(?:TZ|LANG|LANGUAGE|NAME|HOSTNAME|TIME|API_KEY|SECRET_KEY|ADMIN|DATA)$/;

// The shorter the name, the likelier that a similar one is another program's: HOST and PORT are two apart.
const slips = (name: string): number => (name.length >= 8 ? 2 : 0);

/** How many of a name's words speak for a setting; 0 where none tells it. */
function likeness(words: readonly string[], variable: string): number {
  if (!words.some((word) => TELLING[variable]?.test(word))) return 0;
  return words.filter((word) => SYNONYMS[variable]?.includes(word)).length;
}

function meantBy(words: readonly string[], settings: readonly string[]): string | undefined {
  const ranked = Object.keys(SYNONYMS)
    .filter((variable) => settings.includes(variable))
    .map((variable) => ({ variable, likeness: likeness(words, variable) }))
    .toSorted((one, other) => other.likeness - one.likeness);
  return ranked[0] && ranked[0].likeness > 0 ? ranked[0].variable : undefined;
}

/**
 * The names that no setting has and that somebody may have meant for one: all that stand in the file, and of the
 * environment those that look like a setting which isn't given and like nothing else.
 */
export function strangeNames(
  env: Readonly<Record<string, string | undefined>>,
  variables: readonly string[],
  inFile: readonly string[],
): Named[] {
  const missing = variables.filter((variable) => !env[variable]?.trim());
  return Object.keys(env).flatMap((name): Named[] => {
    if (variables.includes(name) || !env[name]?.trim()) return [];
    const written = name.toUpperCase().replaceAll(/[-. ]/g, '_');
    const slip = missing.find((variable) => editDistance(written, variable) <= slips(variable));
    if (slip !== undefined) return [{ name, meant: slip, slip: true }];
    const words = written.split('_').filter((word) => word !== '' && word !== 'SAMBANG');
    if (inFile.includes(name)) return [{ name, meant: meantBy(words, missing), slip: false }];
    const meant = meantBy(words, missing);
    if (meant === undefined || COMMON.has(meant) || ORDINARY.test(written)) return [];
    const allOurs = words.every((word) => SYNONYMS[meant]?.includes(word));
    return allOurs ? [{ name, meant, slip: false }] : [];
  });
}
