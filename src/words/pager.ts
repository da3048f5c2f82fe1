import type { Translate } from './translate.js';

/** Where a list is: the page shown, from 0, and how many there are, 1 or more. */
export type Place = { readonly at: number; readonly pages: number };

type Turn = { readonly label: string; readonly data: string };

/** The place of a page in a list of so many; the last one where the page asked for is no more, as after a removal. */
export function placeOf(total: number, page: number, perPage: number): Place {
  const pages = Math.max(1, Math.ceil(total / perPage));
  return { at: Math.min(Math.max(0, page), pages - 1), pages };
}

/** One page of a list, and its place. */
export function pageOf<T>(
  all: readonly T[],
  page: number,
  perPage: number,
): Place & { readonly shown: readonly T[] } {
  const { at, pages } = placeOf(all.length, page, perPage);
  return { at, pages, shown: all.slice(at * perPage, (at + 1) * perPage) };
}

function back(t: Translate, at: number, turn: (page: number) => string): Turn[] {
  return at > 0 ? [{ label: t('page-previous'), data: turn(at - 1) }] : [];
}

/** The buttons that turn a list's pages, as far as there are any; `turn` gives a button's data. */
export function pager(t: Translate, { at, pages }: Place, turn: (page: number) => string): Turn[] {
  const next = at < pages - 1 ? [{ label: t('page-next', { page: at + 2, pages }), data: turn(at + 1) }] : [];
  return [...back(t, at, turn), ...next];
}

/** The same where nobody has counted: `more` says whether a page follows, `next` is the key of what that is called. */
export function leafing(
  t: Translate,
  { at, more, next = 'page-more' }: { readonly at: number; readonly more: boolean; readonly next?: string },
  turn: (page: number) => string,
): Turn[] {
  return [...back(t, at, turn), ...(more ? [{ label: t(next), data: turn(at + 1) }] : [])];
}
