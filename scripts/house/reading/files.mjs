import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folders that the house consists of, from the repository's root. */
const TOPS = ['src', 'playground', 'bench'];
const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const GENERATED = 'src/generated';

export const isCode = (path) => CODE.test(path);

function listed(root, folder) {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (path === GENERATED) return [];
      return entry.isDirectory() ? listed(root, path) : [path];
    });
}

/** Every file below the folders named but generated code, as paths from the root with `/`. */
export const listFiles = (root, folders = TOPS) => folders.flatMap((folder) => listed(root, folder));

export const readText = (root, path) => readFileSync(join(root, path), 'utf8');
