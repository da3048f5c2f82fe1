/** The same in both languages, as a terminal shows it: whoever installs Sambang has not chosen one yet. */
export type Said = { readonly id: string; readonly en: string };
