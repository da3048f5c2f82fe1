/** A column of sealed bytes: which, and what for (the purpose that `Seal` is told). */
export type SealedColumn = { readonly model: string; readonly column: string; readonly purpose: string };

/** Everything that is sealed in the database. Changing the key goes over it; what isn't named here is lost by it. */
export const SEALED: readonly SealedColumn[] = [
  { model: 'StoredUpdate', column: 'sealed', purpose: 'update' },
  { model: 'DialogState', column: 'sealed', purpose: 'form' },
  { model: 'Incident', column: 'facts', purpose: 'incident' },
];
