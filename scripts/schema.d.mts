/**
 * The Prisma schema of a folder as one text: `schema.prisma`, then `models/*.prisma` by name.
 *
 * @param folder Its URL ends in a slash.
 * @throws {Error} where one of these is missing.
 */
export function readSchema(folder: URL): Promise<string>;

/**
 * A schema written for SQLite, as all here are, for a database of that kind.
 *
 * @throws {Error} where the schema does not name SQLite as its provider exactly once.
 */
export function schemaFor(kind: 'sqlite' | 'postgresql', schema: string): string;

/** @throws {Error} where `from` does not stand in the text exactly once. */
export function replaceOnce(text: string, from: string, to: string): string;
