/**
 * How PostgreSQL's own tools back up and restore the database at `url`. The password is left out: the tools ask for it.
 */
export function dumpCommands(
  url: string,
  file: string,
): { readonly backup: string; readonly restore: string } {
  const address = toolAddress(url);
  return {
    backup: `pg_dump --format=custom --no-owner --file=${file} "${address}"`,
    restore: `pg_restore --clean --if-exists --no-owner --single-transaction --dbname="${address}" ${file}`,
  };
}

/** A PostgreSQL address as its tools take it, without the password. */
export function toolAddress(url: string): string {
  const address = new URL(url);
  address.password = '';
  // What Prisma and other programs add to an address, PostgreSQL's tools refuse.
  const sslmode = address.searchParams.get('sslmode');
  address.search = sslmode === null ? '' : new URLSearchParams({ sslmode }).toString();
  return address.href;
}
