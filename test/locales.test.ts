import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from '../src/lib/locale.js';
import { localeFiles, translator } from '../src/words/translate.js';

/** Every variable named anywhere within a Fluent pattern. */
function variables(node: unknown, found = new Set<string>()): Set<string> {
  if (typeof node === 'object' && node !== null) {
    const { type, name } = node as { type?: unknown; name?: unknown };
    if (type === 'var' && typeof name === 'string') found.add(name);
    for (const child of Object.values(node)) variables(child, found);
  }
  return found;
}

function messages(
  locale: Locale,
): Map<string, { readonly file: string; readonly variables: readonly string[] }> {
  const found = new Map<string, { file: string; variables: readonly string[] }>();
  for (const url of localeFiles(locale)) {
    const file = basename(url.pathname);
    const text = readFileSync(url, 'utf8');
    const { body } = new FluentResource(text);
    // What Fluent can't read it leaves out without a word.
    const begun = [...text.matchAll(/^([a-z][\w-]*) =/gmu)].map(([, key]) => key);
    expect(begun, url.pathname).toEqual(body.map((message) => message.id));
    for (const { id, value } of body) {
      expect(found.has(id), `${id} is said twice in ${locale}`).toBe(false);
      found.set(id, { file, variables: [...variables(value)].toSorted() });
    }
  }
  return found;
}

const id = messages('id');
const en = messages('en');
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.includes('generated'))
  .map((path) => ({ path, text: readFileSync(`src/${path}`, 'utf8') }));
const all = sources.map(({ text }) => text).join('\n');

/** `visit-${x}-short` as a pattern for the keys that it can stand for. */
function patternOf(template: string): RegExp {
  const parts = template.split(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/u);
  return new RegExp(`^${parts.map((part) => part.replace(/[^\w-]/gu, '.*')).join('.+')}$`, 'u');
}
const templates = [...all.matchAll(/`([a-z][\w-]*-?\$\{[^`]*)`/gu)].map(([, template]) =>
  patternOf(template ?? ''),
);

describe('the texts', () => {
  it('are the same in every language, in files of the same name', () => {
    expect([...en.keys()].toSorted()).toEqual([...id.keys()].toSorted());
    for (const [key, { file }] of id) expect([key, en.get(key)?.file]).toEqual([key, file]);
  });

  it('take the same variables in every language', () => {
    for (const [key, message] of id) expect([key, en.get(key)?.variables]).toEqual([key, message.variables]);
  });

  it('exist for every key that the code names', () => {
    for (const { path, text } of sources) {
      for (const [, key] of text.matchAll(/\bt\(\s*['"]([\w-]+)['"]/gu)) {
        expect(id.has(key ?? ''), `${key} in ${path}`).toBe(true);
      }
      for (const [, template] of text.matchAll(/\bt\(\s*`([\w-]*\$\{[^`]*)`/gu)) {
        const pattern = patternOf(template ?? '');
        expect(
          [...id.keys()].some((key) => pattern.test(key)),
          `${template} in ${path}`,
        ).toBe(true);
      }
    }
  });

  it('are all used', () => {
    const unused = [...id.keys()].filter(
      (key) => !all.includes(`'${key}'`) && !templates.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });

  it('throw for a missing key or variable rather than show it', () => {
    for (const locale of LOCALES) {
      expect(() => translator(locale)('no-such-key')).toThrow('no text for no-such-key');
      expect(() => translator(locale)('choice-type')).toThrow('choice-type');
    }
  });
});
