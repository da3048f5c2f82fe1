// Writes down each feature's face, docs/faces/<noun>.txt: what its index.ts exports, as it is declared.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { facesOf, keptFaces } from './house/faces.mjs';
import { readHouse } from './house/reading/house.mjs';

const root = process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url));
const faces = facesOf(readHouse(root));

for (const path of keptFaces(root).filter((kept) => !faces.has(kept))) rmSync(join(root, path));
for (const [path, text] of faces) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
