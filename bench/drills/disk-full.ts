import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase } from '#sambang/db/database.js';
import { createLocalTelegram, type LocalTelegram, serveTelegram } from '../../playground/emulator/index.js';
import { type Disk, openDisk } from './disk.js';
import { type Chatting, chat, idsOf } from './fleet/chatting.js';
import { otherThanRoot, until } from './fleet/child.js';
import { addressOf, ask, startPrimary } from './fleet/postgres.js';
import { type Program, startProgram, WEBHOOK_PATH } from './fleet/program.js';
import { freePort } from './port.js';
import { stuff } from './stuffing.js';

export type DiskFullPlan = {
  readonly kind: 'sqlite' | 'postgresql';
  readonly by: 'polling' | 'webhook';
  readonly people: number;
};

export type DiskFullReport = DiskFullPlan & {
  /** What people were told was saved, before the disk was full, and after. */
  readonly confirmed: number;
  /** Confirmed, and not in the database. */
  readonly lost: number;
  /** Agencies that are there twice. */
  readonly doubled: number;
  /** Of the people, who were told that it is not their fault and that what they sent waits. */
  readonly toldItWaits: number;
  /** Names that were typed into the full disk, and how many of them were saved by themselves once there was room. */
  readonly typedIntoFull: number;
  readonly savedByItself: number;
  /** What stands last in the chats of the others. */
  readonly saidOfTheRest: readonly string[];
  /** Whether a head was told that the disk is full, and that it is over. */
  readonly headsTold: boolean;
  readonly headsToldOver: boolean;
  /** What `/healthz/ready` answered before, while and after the disk was full. */
  readonly ready: readonly number[];
  /** Updates that Telegram still held while the disk was full: not confirmed, or answered 503. */
  readonly held: number;
  /** Updates that still found room as rows meanwhile. */
  readonly stored: number;
  /** What a webhook was answered for a tap meanwhile, and whether the tap was, too; undefined where it polls. */
  readonly answered: { readonly status: number; readonly tap: boolean } | undefined;
  readonly leftWithTelegram: number;
  readonly leftStored: number;
  /** From there being room again until all that waited was done. */
  readonly onAgainSeconds: number;
};

const TOKEN = '424242:disk';
const DISK_MB = 48;
/** What people and heads are told. */
const WAITS = 'Bukan kesalahan Anda';
const FULL = 'Disk server penuh';
const OVER = 'Sudah pulih: Disk';

type Closers = (() => Promise<unknown>)[];

/** A database on a small disk of its own. */
async function openPlace(
  kind: DiskFullPlan['kind'],
  folder: string,
  closers: Closers,
): Promise<{ readonly url: string; readonly disk: Disk }> {
  if (kind === 'sqlite') {
    const disk = await openDisk(join(folder, 'disk'), DISK_MB);
    closers.push(disk.close);
    return { url: `file:${join(disk.folder, 'data', 'sambang.db')}`, disk };
  }
  const server = await startPrimary(folder);
  closers.push(server.stop);
  const disk = await openDisk(join(folder, 'disk'), DISK_MB, await otherThanRoot('postgres'));
  closers.push(disk.close);
  await ask(server.port, `CREATE TABLESPACE small LOCATION '${disk.folder}'`);
  await ask(server.port, 'CREATE DATABASE sambang TABLESPACE small');
  return { url: addressOf(server.port, 'sambang'), disk };
}

function fellowsOf(telegram: LocalTelegram, ids: readonly number[], words: string): number {
  return ids.filter((id) =>
    telegram.messages(id).some(({ fromBot, text }) => fromBot && text.includes(words)),
  ).length;
}

/** What `/healthz/ready` answers. */
async function readiness({ port }: Program): Promise<number> {
  const { status } = await fetch(`http://127.0.0.1:${port}/healthz/ready`);
  return status;
}

/** What a webhook is answered for an update of somebody's. */
async function answerTo({ port }: Program, person: number): Promise<number> {
  const from = { id: person, is_bot: false, first_name: 'Orang' };
  const message = { message_id: 900_000, date: Math.floor(Date.now() / 1_000), text: '/mitra' };
  const response = await fetch(`http://127.0.0.1:${port}${WEBHOOK_PATH}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-telegram-bot-api-secret-token': 'a-secret-of-the-drill',
    },
    body: JSON.stringify({
      update_id: 900_000_000,
      // A new form on a full disk can't be stored: it is neither handled nor kept.
      callback_query: {
        id: '1',
        from,
        chat_instance: '1',
        data: 'agnew',
        message: { ...message, chat: { id: person, type: 'private', first_name: 'Orang' } },
      },
    }),
  });
  return response.status;
}

/** Fills the disk and what room is left within the database's own files, so that somebody is told that it waits. */
async function fillUp(disk: Disk, program: Program, url: string, isSomebodyTold: () => boolean) {
  await until('no more can be written', async () => {
    await disk.fill();
    await stuff(url, 'updates');
    return (await readiness(program)) === 503;
  });
  await until('somebody is told', async () => isSomebodyTold()).catch(() => undefined);
  await stuff(url, 'forms');
}

async function verdict(url: string, { confirmed }: Chatting) {
  const db = await createDatabase(url);
  try {
    const agencies = await db.read.agency.findMany({ select: { name: true } });
    const names = new Set(agencies.map(({ name }) => name));
    return {
      names,
      lost: confirmed.filter(({ name }) => !names.has(name)).length,
      doubled: agencies.length - names.size,
      leftStored: await db.read.storedUpdate.count({ where: { state: 'waiting' } }),
    };
  } finally {
    await db.close();
  }
}

async function drill(plan: DiskFullPlan, folder: string, closers: Closers): Promise<DiskFullReport> {
  const { kind, by, people } = plan;
  // One more who doesn't chat.
  const all = idsOf(people + 1);
  const [beside = 0, ...ids] = all.toReversed();
  const telegram = createLocalTelegram({ token: TOKEN });
  for (const id of all) telegram.addUser({ id, first_name: 'Orang', language_code: 'id' });
  const served = await serveTelegram(telegram, { port: 0 });
  closers.push(() => served.close());
  const { url, disk } = await openPlace(kind, folder, closers);
  const cwd = join(folder, 'here');
  await mkdir(cwd);
  const port = await freePort();
  const program = await startProgram({
    port,
    databaseUrl: url,
    apiRoot: served.url,
    token: TOKEN,
    heads: all,
    cwd,
    ...(by === 'webhook' && { webhook: `http://127.0.0.1:${port}${WEBHOOK_PATH}` }),
  });
  closers.push(program.kill);
  const chatting = chat(telegram, people);
  await sleep(3_000);
  const before = await readiness(program);
  await fillUp(disk, program, url, () => fellowsOf(telegram, ids, WAITS) > 0);
  const status = by === 'webhook' ? await answerTo(program, beside) : undefined;
  const answered =
    status === undefined ? undefined : { status, tap: fellowsOf(telegram, [beside], 'Apa nama') > 0 };
  await until('heads are told', async () => fellowsOf(telegram, ids, FULL) > 0, program).catch(
    () => undefined,
  );
  const during = await readiness(program);
  const held = telegram.pendingUpdates().length;
  const stored = (await verdict(url, chatting)).leftStored;
  const toldItWaits = fellowsOf(telegram, ids, WAITS);
  const headsTold = fellowsOf(telegram, ids, FULL) > 0;
  const typed = ids.map((id) => ({
    id,
    name: telegram.messages(id).findLast(({ fromBot }) => !fromBot)?.text ?? '',
  }));

  await disk.free();
  const freed = performance.now();
  const stopping = chatting.stop();
  await until('all is done', async () => telegram.pendingUpdates().length === 0, program).catch(
    () => undefined,
  );
  const onAgainSeconds = (performance.now() - freed) / 1_000;
  await stopping;
  await until(
    'heads are told that it is over',
    async () => fellowsOf(telegram, ids, OVER) > 0,
    program,
  ).catch(() => undefined);
  const after = await readiness(program);
  const { names, ...found } = await verdict(url, chatting);
  const named = typed.filter(({ name }) => name.startsWith('Dinas '));
  const unsaved = named.filter(({ name }) => !names.has(name));
  return {
    ...plan,
    ...found,
    confirmed: chatting.confirmed.length,
    toldItWaits,
    typedIntoFull: named.length,
    savedByItself: named.length - unsaved.length,
    saidOfTheRest: unsaved.flatMap(({ id }) =>
      telegram
        .messages(id)
        .slice(-6)
        .map(({ text }) => text.slice(0, 120)),
    ),
    headsTold,
    headsToldOver: fellowsOf(telegram, ids, OVER) > 0,
    ready: [before, during, after],
    held,
    stored,
    answered,
    leftWithTelegram: telegram.pendingUpdates().length,
    onAgainSeconds,
  };
}

/** People chat while the disk fills under the program, and when there is room again. */
export async function drillDiskFull(plan: DiskFullPlan): Promise<DiskFullReport> {
  const folder = await mkdtemp(join(tmpdir(), 'sambang-disk-'));
  // The database's server may be somebody else's process, and has its folder in here.
  await chmod(folder, 0o755);
  const closers: Closers = [() => rm(folder, { recursive: true, force: true })];
  try {
    return await drill(plan, folder, closers);
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}
