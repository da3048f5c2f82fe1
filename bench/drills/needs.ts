import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a drill needs and this place hasn't got, in words: it can't be run, which says nothing of what is promised. */
export class Lacking extends Error {}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** @throws {Lacking} where one of these programs isn't installed. */
export async function needPrograms(...names: readonly string[]): Promise<void> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const name of names) {
    const found = await Promise.all(folders.map((folder) => isProgram(join(folder, name))));
    if (!found.includes(true)) throw new Lacking(`there is no ${name} here`);
  }
}

/**
 * Where PostgreSQL's server programs are.
 *
 * @throws {Lacking} where there are none.
 */
export async function serverPrograms(): Promise<string> {
  const { stdout } = await run('pg_config', ['--bindir']).catch(() => ({ stdout: '' }));
  const folder = stdout.trim();
  for (const name of ['initdb', 'postgres', 'pg_basebackup'])
    if (folder === '' || !(await isProgram(join(folder, name))))
      throw new Lacking(`PostgreSQL's server is not installed here: there is no ${name}`);
  return folder;
}
