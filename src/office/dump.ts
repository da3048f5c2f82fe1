import { execFile } from 'node:child_process';
import { open, rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { PRIVATE } from './backup.js';
import { toolAddress } from './dump-commands.js';

const run = promisify(execFile);

/**
 * Dumps the PostgreSQL database at `url` into a file by PostgreSQL's own `pg_dump`, and has `pg_restore` read it
 * through.
 *
 * @returns false where these tools aren't here.
 * @throws with their words where they fail; nothing is left then.
 */
export async function dump(url: string, file: string): Promise<boolean> {
  // Where anybody on the computer may see the arguments, nobody sees the environment.
  const { password } = new URL(url);
  const env = { ...process.env, ...(password !== '' && { PGPASSWORD: decodeURIComponent(password) }) };
  const partial = `${file}.partial`;
  try {
    await (await open(partial, 'wx', PRIVATE.file)).close();
    await run('pg_dump', ['--format=custom', '--no-owner', `--file=${partial}`, toolAddress(url)], { env });
    await run('pg_restore', ['--list', partial], { maxBuffer: 64 * 1_048_576 });
    await rename(partial, file);
    return true;
  } catch (error) {
    await rm(partial, { force: true });
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
