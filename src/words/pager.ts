import type { Translate } from './translate.js';

/** Where a list is: the page shown, from 0, and how many there are, 1 or more. */
type Place = { readonly at: number; readonly pages: number };

/** One page of a list; the last one where the page asked for is no more, as after something was removed. */
export function pageOf<T>(
  all: readonly T[],
  page: number,
  perPage: number,
): Place & { readonly shown: readonly T[] } {
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const at = Math.min(Math.max(0, page), pages - 1);
  return { at, pages, shown: all.slice(at * perPage, (at + 1) * perPage) };
}

/** The buttons that turn a list's pages, as far as there are any; `turn` gives a button's data. */
export function pager(
  t: Translate,
  { at, pages }: Place,
  turn: (page: number) => string,
): { readonly label: string; readonly data: string }[] {
  const previous = at > 0 ? [{ label: t('page-previous'), data: turn(at - 1) }] : [];
  const next = at < pages - 1 ? [{ label: t('page-next', { page: at + 2, pages }), data: turn(at + 1) }] : [];
  return [...previous, ...next];
}
