import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase } from '../../src/db/database.js';
import { migrate } from '../../src/db/migrations/migrate.js';
import { changeKey } from '../../src/keys/change-key.js';
import { openSeal } from '../../src/keys/open-seal.js';
import { createSealedFiles } from '../../src/lib/shut/sealed-files.js';
import { evidenceFolderOf } from '../../src/office/evidence/folder.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('what was sent, in backups', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sambang-office-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** The program of the office as it is compiled, and what it said. */
  async function run(command: string, ...given: string[]): Promise<string> {
    const child = spawn(process.execPath, [join(root, 'dist', 'office', `${command}.js`), ...given], {
      cwd: folder,
      env: { ...process.env, DATABASE_URL: 'file:./data/sambang.db', UNIT_TIMEZONE: 'Asia/Jayapura' },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return `${code}: ${said}`;
  }

  async function office() {
    const databaseUrl = `file:${join(folder, 'data', 'sambang.db')}`;
    await migrate(databaseUrl);
    const db = await createDatabase(databaseUrl);
    const settings = { databaseUrl, dataKeys: [] };
    const { seal } = await openSeal(db, settings);
    const evidence = evidenceFolderOf({ kind: 'sqlite', path: join(folder, 'data', 'sambang.db') });
    return { db, settings, seal, evidence };
  }

  it('is backed up once, and put back where it is missing', async () => {
    const { db, seal, evidence } = await office();
    const files = createSealedFiles(evidence, seal);
    const name = await files.put(Buffer.from('foto'));
    await db.close();
    expect(await run('backup-command')).toContain('1 berkas terenkripsi');
    expect(await run('backup-command')).toContain('0 baru');
    await rm(evidence, { recursive: true });
    const backups = await readdir(join(folder, 'data', 'backups'));
    const backup = backups.find((file) => file.endsWith('.db')) ?? '';
    expect(await run('restore-command', backup)).toContain('Dikembalikan juga: 1 foto');
    expect(Buffer.from((await files.get(name)) ?? []).toString()).toBe('foto');
  });

  it('is sealed anew with the key', async () => {
    const { db, settings, seal, evidence } = await office();
    const name = await createSealedFiles(evidence, seal).put(Buffer.from('foto'));
    expect(await changeKey(db, settings)).toMatchObject({ ok: true, files: 1 });
    const { seal: present } = await openSeal(db, settings);
    await db.close();
    const opened = await createSealedFiles(evidence, present).get(name);
    expect(Buffer.from(opened ?? []).toString()).toBe('foto');
  });
});
