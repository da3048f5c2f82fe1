// Puts lefthook.yml's hooks into this clone, as the last step of an install. Nothing to do, and no fault, where
// there is no git folder (an archive, a container), no lefthook (installed without dev dependencies), or in CI.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const lefthook = fileURLToPath(new URL('../node_modules/lefthook/bin/index.js', import.meta.url));

if (existsSync(`${root}.git`) && existsSync(lefthook) && !process.env.CI) {
  const { status, stderr } = spawnSync(process.execPath, [lefthook, 'install'], {
    cwd: root,
    encoding: 'utf8',
  });
  // An install is worth more than its hooks: it is said and goes on.
  if (status !== 0) process.stderr.write(`The git hooks of lefthook.yml are not installed:\n${stderr}\n`);
}
