/**
 * Of the rows of a joined query one for each of what `idOf` tells apart, in the order in which they first come; rows
 * where it is null have none.
 */
export function uniqueRows<Row, T>(
  rows: readonly Row[],
  idOf: (row: Row) => number | null,
  make: (row: Row) => T,
): T[] {
  const found = new Map<number, T>();
  for (const row of rows) {
    const id = idOf(row);
    if (id !== null && !found.has(id)) found.set(id, make(row));
  }
  return [...found.values()];
}

/** An instant that a union gives as text: SQLite doesn't know what it is there, PostgreSQL writes it without a zone. */
export const instant = (value: string | null): Date =>
  new Date(value === null ? 0 : /[+Z]/u.test(value) ? value : `${value.replace(' ', 'T')}Z`);
