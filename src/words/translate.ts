import { readdirSync, readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Locale } from '../lib/locale.js';
import { shorten } from './shorten.js';

/** Values for a message: text as it is; numbers are formatted in the language (pass a year as text). */
type Vars = Readonly<Record<string, string | number>>;

/**
 * The text of a message in one language.
 * @throws Error when the key is missing or a variable is: a fault of ours, which must not reach a screen.
 */
export type Translate = (key: string, vars?: Vars) => string;

/** What somebody wrote is quoted back in these, and only its beginning: a message holds 4096 characters. */
const QUOTED = ['typed', 'understood'];
const QUOTE_LENGTH = 60;

function quoted(vars: Vars): Vars {
  const long = QUOTED.filter((name) => String(vars[name] ?? '').length > QUOTE_LENGTH);
  if (long.length === 0) return vars;
  const shortened = long.map((name) => [name, shorten(String(vars[name]), QUOTE_LENGTH)]);
  return { ...vars, ...Object.fromEntries(shortened) };
}

const folder = new URL('../../src/locales/', import.meta.url);

/** The message files of a language: one per feature, `src/locales/<locale>/<feature>.ftl`. */
export function localeFiles(locale: Locale): readonly URL[] {
  const inLocale = new URL(`${locale}/`, folder);
  return readdirSync(inLocale)
    .filter((name) => name.endsWith('.ftl'))
    .toSorted()
    .map((name) => new URL(name, inLocale));
}

function load(locale: Locale): Translate {
  // Fluent's isolation marks show as boxes on old phones.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  for (const file of localeFiles(locale)) {
    for (const error of bundle.addResource(new FluentResource(readFileSync(file, 'utf8')))) throw error;
  }
  return (key, vars) => {
    const message = bundle.getMessage(key);
    if (!message?.value) throw new Error(`no text for ${key} in ${locale}`);
    const errors: Error[] = [];
    const text = bundle.formatPattern(message.value, vars ? quoted(vars) : null, errors);
    if (errors[0]) throw new Error(`text ${key} in ${locale}: ${errors[0].message}`);
    return text;
  };
}

const translators = new Map<Locale, Translate>();

/** The translator of a language; its files are read at the first call. */
export function translator(locale: Locale): Translate {
  let translate = translators.get(locale);
  if (!translate) {
    translate = load(locale);
    translators.set(locale, translate);
  }
  return translate;
}
