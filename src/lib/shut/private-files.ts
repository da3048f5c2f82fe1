import { chmod, mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The modes of what holds personal data: nobody else on the computer reads it. */
export const PRIVATE = { file: 0o600, folder: 0o700 } as const;
const OTHERS = 0o077;

/** Whatever this process makes from now on is its owner's alone. Windows, where folders are kept by users, has no such thing. */
export function keepPrivate(): void {
  process.umask(OTHERS);
}

/** Makes a folder, where it is missing, that its owner alone may enter. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: PRIVATE.folder });
}

/** Makes an empty file, where it is missing, that its owner alone may read. SQLite gives what lies beside it the same mode. */
export async function makePrivateFile(file: string): Promise<void> {
  await (await open(file, 'a', PRIVATE.file)).close();
}

/** What others could reach: now closed, or left open because it isn't this user's to close. */
export type Mended = { readonly path: string; readonly closed: boolean };

/**
 * Closes to others what in a folder is `ours` by its name, and the folder itself where nothing else is in it: a folder
 * that other programs use stays as it is.
 */
export async function closeToOthers(
  folder: string,
  ours: (name: string) => boolean,
): Promise<readonly Mended[]> {
  if (process.platform === 'win32') return [];
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) return [];
  const files = names.filter((name) => ours(name));
  const paths = files.map((name) => join(folder, name));
  if (files.length > 0 && files.length === names.length) paths.unshift(folder);
  const found = await Promise.all(paths.map(close));
  return found.filter((one) => one !== undefined);
}

async function close(path: string): Promise<Mended | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || (found.mode & OTHERS) === 0) return undefined;
  const mode = found.isDirectory() ? PRIVATE.folder : PRIVATE.file;
  const closed = await chmod(path, mode).then(
    () => true,
    () => false,
  );
  return { path, closed };
}
