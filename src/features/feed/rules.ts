import { createHmac } from 'node:crypto';

/** Where feeds lie below the public address. */
export const FEED_PLACE = '/kalender/';

/** What a calendar fetches ends so; without it there is a page that says how to subscribe. */
const FILE = '.ics';

const KEY = /^[\w-]{43}$/u;

/** The key of a feed, of 256 bits: the same update is given the same again, without its being stored. */
export function derivedKey(secret: string, words: string): string {
  return createHmac('sha256', secret).update(`feed ${words}`).digest('base64url');
}

/** What a path asks for, as far as it may be a key at all. */
export function askedFor(rest: string): { readonly key: string; readonly what: 'file' | 'page' } | undefined {
  const isFile = rest.endsWith(FILE);
  const key = isFile ? rest.slice(0, -FILE.length) : rest;
  return KEY.test(key) ? { key, what: isFile ? 'file' : 'page' } : undefined;
}

/** The addresses of a feed: for a calendar, and for a browser. */
export function addressesOf(
  publicUrl: string,
  key: string,
): { readonly file: string; readonly page: string } {
  const page = `${publicUrl}${FEED_PLACE}${key}`;
  return { file: `${page}${FILE}`, page };
}

/** The same as calendars are told to subscribe to, where a link may say so. */
export function webcal(file: string): string {
  return file.replace(/^https?:/u, 'webcal:');
}
