import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createLocalTelegram, serveTelegram } from '../../playground/emulator/index.js';
import { createApp } from '../../src/app.js';
import { describeProblems, parseConfig } from '../../src/config/config.js';
import { bothLanguages, explainFault, UNKNOWN } from '../../src/faults/explain.js';
import { formatKey } from '../../src/keys/key-text.js';
import { systemClock } from '../../src/lib/clock.js';
import { createLogger } from '../../src/lib/logger.js';
import { DATA_KEY, HEAD, TOKEN } from '../e2e/world.js';
import { databases } from '../support/database.js';
import { size } from '../support/size.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const server = process.env['TEST_POSTGRES_URL'];

let folder: string;
let apiRoot: string;
let stopTelegram: () => Promise<void>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sambang-start-'));
  const playground = await serveTelegram(createLocalTelegram({ token: TOKEN }), { port: 0 });
  apiRoot = playground.url;
  stopTelegram = () => playground.close();
});
afterEach(async () => {
  await stopTelegram();
  await rm(folder, { recursive: true });
});

type Env = Readonly<Record<string, string>>;
const settings = (): Env => ({
  BOT_TOKEN: TOKEN,
  BOT_API_ROOT: apiRoot,
  PORT: '0',
  UNIT_NAME: 'Rutan Kelas IIB Masohi',
  HEAD_TELEGRAM_IDS: `${HEAD}`,
});
type Run = ChildProcess & { readonly said: () => string };

/** The program as `npm start` runs it, in a folder of its own; `before` is run in its process first. */
function run(env: Env, before = ''): Run {
  const first = before === '' ? [] : ['--import', `data:text/javascript,${encodeURIComponent(before)}`];
  const child = spawn(process.execPath, [...first, `${root}dist/main.js`], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...settings(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (said += String(data)));
  return Object.assign(child, { said: () => said });
}

/** What the program says when it can't start, as {@link refusal}, and that it ends with 1 then. */
async function refusalOfProgram(env: Env, before?: string): Promise<string> {
  const child = run(env, before);
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(1);
  return plain(child.said());
}

/** Two sentences, one in each language, and nothing of the program's insides. */
function plain(said: string): string {
  expect(said).toMatch(/\.\n.*\.\n$/u);
  expect(said).not.toMatch(/ {4}at |node_modules|"level":"(?:error|fatal)"/u);
  return said;
}

/** What it says when it can't start, in this process, as `src/program.ts` says it. */
async function refusal(env: Env): Promise<string> {
  const parsed = parseConfig({ ...settings(), BACKUP_HOUR: 'off', ...env }, []);
  if (!parsed.ok) throw new Error(describeProblems(parsed.problems));
  const before = process.cwd();
  process.chdir(folder);
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line: string) => void lines.push(line) });
  const app = createApp(parsed.config, { clock: systemClock, logger });
  try {
    const fault = await app.start().then(
      () => undefined,
      (error: unknown) => explainFault(error, parsed.config),
    );
    return plain(lines.join('') + bothLanguages(fault ?? UNKNOWN));
  } finally {
    await app.stop();
    process.chdir(before);
  }
}

describe('what keeps the program from starting is said in two sentences', () => {
  it('a port that is taken, by its number', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const said = await refusal({ PORT: String(port) });
    expect(said).toContain(`Port ${port} sudah dipakai program lain`);
    expect(said).toContain(`Port ${port} is taken by another program`);
  });

  it('a token that Telegram does not accept', async () => {
    const said = await refusalOfProgram({ BOT_TOKEN: '778:another-token-of-the-right-shape-12345' });
    expect(said).toContain('Telegram tidak menerima BOT_TOKEN');
    expect(said).toContain('Telegram does not accept BOT_TOKEN');
    expect(said).not.toContain('another-token');
  });

  it('a folder that can’t be written to', async () => {
    await writeFile(join(folder, 'plain'), '');
    const said = await refusal({ DATABASE_URL: 'file:./plain/sambang.db' });
    expect(said).toContain('Sambang may not write to ./plain');
  });

  it('a database that is none, that is another program’s, and that another program has locked', async () => {
    await writeFile(join(folder, 'none.db'), 'bukan basis data, bukan basis data');
    expect(await refusal({ DATABASE_URL: 'file:./none.db' })).toContain(
      'rusak atau bukan basis data Sambang',
    );
    const other = new BetterSqlite3(join(folder, 'other.db'));
    other.exec('CREATE TABLE note (text)');
    expect(await refusal({ DATABASE_URL: 'file:./other.db' })).toContain('belongs to another program');
    other.exec('BEGIN EXCLUSIVE');
    expect(await refusal({ DATABASE_URL: 'file:./other.db' })).toContain('sedang dipakai program lain');
    other.close();
  });

  it('a key that isn’t the database’s, and that is not echoed', async () => {
    const child = run({});
    await expect.poll(child.said).toContain('Kunci data baru dibuat di data/sambang.key');
    child.kill('SIGTERM');
    await once(child, 'close');
    const key = formatKey(DATA_KEY);
    const said = await refusal({ DATA_KEY: key });
    expect(said).toContain("The data key in DATA_KEY isn't this database's");
    expect(said).toContain('npm run key -- begin-anew');
    expect(said).not.toContain(key);
    await rm(join(folder, 'data', 'sambang.key'));
    expect(await refusal({})).toContain('kunci data yang tidak ada di data/sambang.key');
  });

  it('a Node that is too old', async () => {
    const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })`;
    expect(await refusalOfProgram({}, old)).toContain('Node.js 18.20.4 terlalu tua');
  });

  it('an .env that can’t be read, by the number of the line', async () => {
    await writeFile(join(folder, '.env'), '# Rutan\nBOT_TOKEN: 777:rahasia-sekali\n');
    const child = run({});
    await once(child, 'close');
    expect(child.said()).toContain('.env: 2 bukan baris NAMA=nilai');
    expect(child.said()).not.toContain('rahasia-sekali');
  });

  it.skipIf(server === undefined)('PostgreSQL that does not let in, or lacks the database', async () => {
    const url = (change: (address: URL) => void) => {
      const address = new URL(server ?? '');
      change(address);
      return { DATABASE_URL: address.href, DATA_KEY: formatKey(DATA_KEY) };
    };
    const stranger = url((address) =>
      Object.assign(address, { username: 'nobody_such', password: 'rahasia' }),
    );
    const denied = await refusal(stranger);
    expect(denied).toContain('PostgreSQL menolak nama pengguna atau kata sandi');
    expect(denied).not.toContain('rahasia');
    expect(await refusal(url((address) => Object.assign(address, { pathname: '/none_such' })))).toContain(
      'has no database of that name',
    );
  });
});

describe('an .env as Notepad saves it', () => {
  it.each([
    ['with a mark of UTF-8', (text: string) => `\u{feff}${text}`],
    ['as UTF-16', (text: string) => Buffer.from(`\u{feff}${text}`, 'utf16le')],
  ])('is read: %s', async (_what, encoded) => {
    await writeFile(join(folder, '.env'), encoded('LOG_LEVEL=loud\r\nHEADS=1\r\n'));
    const child = run({});
    await once(child, 'close');
    expect(child.said()).toContain('LOG_LEVEL bukan tingkat log');
    expect(child.said()).toContain('HEADS');
  });
});

describe.skipIf(process.platform === 'win32')('whatever umask the program is started with', () => {
  it.each(size(['000'], ['000', '022']))('its files are its owner’s alone: %s', async (umask) => {
    const [sqlite] = databases();
    expect(sqlite?.kind).toBe('sqlite');
    const child = run({ BACKUP_HOUR: 'off', BACKUP_FOLDER: 'backups' }, `process.umask(0o${umask})`);
    await expect.poll(child.said).toContain('Sambang is running');
    const data = join(folder, 'data');
    const names = await readdir(data);
    expect(names.toSorted()).toEqual(['sambang.db', 'sambang.db-shm', 'sambang.db-wal', 'sambang.key']);
    const backup = spawn(process.execPath, [`${root}dist/office/backup-command.js`], {
      cwd: folder,
      env: { ...process.env, BACKUP_FOLDER: 'backups' },
    });
    expect(await once(backup, 'close')).toEqual([0, null]);
    const copies = await readdir(join(folder, 'backups'));
    const files = [
      ...names.map((name) => join(data, name)),
      ...copies.map((name) => join(folder, 'backups', name)),
    ];
    const modes = await Promise.all(files.map(async (file) => (await stat(file)).mode & 0o777));
    expect(modes).toEqual(files.map(() => 0o600));
    for (const place of [data, join(folder, 'backups')]) expect((await stat(place)).mode & 0o777).toBe(0o700);
  });
});
