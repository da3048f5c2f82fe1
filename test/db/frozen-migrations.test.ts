import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { listMigrations, migrationsFolder, PRISMA_FOLDER } from '../../src/db/migrations.js';

const SCRIPT = fileURLToPath(new URL('../../scripts/check-migrations.mjs', import.meta.url));
const [INIT = ''] = await listMigrations(migrationsFolder('sqlite'));

describe('the check of frozen migrations', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(inject('templates').folder, 'frozen-'));
    await cp(new URL('migrations/', PRISMA_FOLDER), folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** What it complains of; nothing where it passes. */
  function check(...options: readonly string[]): Promise<string> {
    return new Promise((resolve) => {
      execFile(process.execPath, [SCRIPT, ...options, folder], (error, _, complaints) => {
        expect(error === null).toBe(complaints === '');
        resolve(complaints);
      });
    });
  }

  const list = () => readFile(join(folder, 'frozen.sha256'), 'utf8');

  async function addOne(): Promise<string> {
    const name = 'sqlite/29990101000000_more';
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'migration.sql'), 'SELECT 1;');
    return `${name}/migration.sql`;
  }

  it("passes the program's own, which begin with one made from nothing", async () => {
    expect(await check()).toBe('');
    expect(INIT).toMatch(/_init$/);
    expect(await list()).toContain(`  postgresql/${INIT}/migration.sql\n`);
    expect(await list()).toContain(`  sqlite/${INIT}/migration.sql\n`);
  });

  it.each(['sqlite', 'postgresql'])('says to write a new one where one for %s was edited', async (kind) => {
    await appendFile(join(folder, kind, INIT, 'migration.sql'), '-- and one more thing\n');
    const complaints = await check();
    expect(complaints).toContain(`${kind}/${INIT}/migration.sql is frozen and has been edited`);
    expect(complaints).toContain('write a new migration instead: npm run db:migration');
    expect(complaints.trim().split('\n')).toHaveLength(1);
  });

  it('does not freeze an edited one over', async () => {
    const before = await list();
    await appendFile(join(folder, 'sqlite', INIT, 'migration.sql'), '-- and one more thing\n');
    expect(await check('--freeze')).toContain('has been edited');
    expect(await list()).toBe(before);
  });

  it('sees that one was taken away', async () => {
    await rm(join(folder, 'sqlite', INIT), { recursive: true });
    expect(await check()).toContain(`sqlite/${INIT}/migration.sql is frozen and has been taken away`);
  });

  it('asks for a new one to be read and frozen, and then holds it', async () => {
    const before = await list();
    const file = await addOne();
    expect(await check()).toContain(`${file} is not frozen yet`);
    expect(await check('--freeze')).toBe('');
    expect(await check()).toBe('');
    expect((await list()).split('\n')).toEqual(expect.arrayContaining(before.split('\n')));
    await appendFile(join(folder, file), '\n');
    expect(await check()).toContain(`${file} is frozen and has been edited`);
  });
});
