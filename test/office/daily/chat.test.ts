import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalTelegram } from '../../../playground/emulator/index.js';
import { groupGuard } from '../../../src/delivery/guard/group-guard.js';
import { type ChatDeps, sendCopy } from '../../../src/office/daily/chat.js';
import { unseal } from '../../../src/office/files/sealing.js';

const TOKEN = '777:a-token-of-the-right-shape-1234567890';
const OWNER = 5;
const GROUP = -1_001_000_000_005;
const KEY = new Uint8Array(randomBytes(32));
const NAME = 'sambang-20230905-020000.db';
const MADE = {
  madeAt: new Date('2023-09-04T17:00:00Z'),
  file: NAME,
  bytes: 1_258_291,
  rows: { Participant: 62, Visit: 12, Session: 40, Attendance: 480, Person: 9 },
};
const going = new AbortController().signal;

const guard = groupGuard({ find: async () => [] }, () => undefined);

function telegramOf() {
  const telegram = createLocalTelegram({ token: TOKEN });
  telegram.addUser({ id: OWNER, first_name: 'Yusuf', language_code: 'id' });
  telegram.begin(OWNER);
  return telegram;
}

describe('the copy of a backup for a chat', () => {
  let telegram: ReturnType<typeof createLocalTelegram>;
  let folder: string;
  let file: string;
  let deps: ChatDeps;
  beforeEach(async () => {
    telegram = telegramOf();
    folder = await mkdtemp(join(tmpdir(), 'sambang-chat-'));
    file = join(folder, NAME);
    await writeFile(file, 'what is in the database');
    const api = new Api(TOKEN, { fetch: telegram.fetch });
    api.config.use(guard);
    const isGroup = async () => false;
    deps = { api, chatId: OWNER, isGroup, key: KEY, locale: 'id', zone: 'Asia/Jayapura' };
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is a document that the key opens, with a caption of totals and a name of the time alone', async () => {
    await sendCopy(deps, file, MADE, going);
    const got = telegram.messages(OWNER).at(-1);
    const { name, bytes } = telegram.file(got?.document?.fileId ?? '');
    expect(name).toBe(`${NAME}.gz.age`);
    expect(got?.text.split('\n')).toEqual([
      '🔒 Cadangan data Sambang, Selasa, 5 September 2023, 02.00 WIT',
      '1,2 MB · 12 kunjungan, 62 WBP, 40 sesi, 480 catatan kehadiran',
      '',
      'Terenkripsi. Untuk memulihkan: npm run restore -- BERKAS, dengan DATA_KEY yang sama.',
    ]);
    await writeFile(join(folder, 'got'), bytes);
    expect(await unseal(join(folder, 'got'), join(folder, 'opened'), [KEY])).toBe('ok');
    expect(await readFile(join(folder, 'opened'), 'utf8')).toBe('what is in the database');
    expect(await readdir(folder)).toEqual(['got', 'opened', NAME]);
  });

  it.each(['group', 'supergroup'] as const)('never goes to a %s', async (type) => {
    const id = type === 'group' ? -5 : GROUP;
    telegram.addGroup({ id, title: 'Staf', type, memberIds: [OWNER] });
    await expect(sendCopy({ ...deps, chatId: id }, file, MADE, going)).rejects.toMatchObject({
      fault: 'group',
    });
    expect(telegram.calls.filter(({ method }) => method === 'sendDocument')).toEqual([]);
  });

  it('never goes to a chat that is told totals', async () => {
    const bound = { ...deps, isGroup: async (id: bigint) => id === BigInt(OWNER) };
    await expect(sendCopy(bound, file, MADE, going)).rejects.toMatchObject({ fault: 'group' });
    expect(telegram.calls.map(({ method }) => method)).toEqual(['getChat']);
  });

  it('goes to a channel past the guard of groups', async () => {
    // The local Telegram has no channels: what it is asked is told here, and what the guard lets through counts.
    const answers: Record<string, unknown> = {
      getChat: { id: GROUP, type: 'channel', title: 'Cadangan' },
      sendDocument: { message_id: 1 },
    };
    const api = new Api(TOKEN, { fetch: telegram.fetch });
    const reached: string[] = [];
    api.config.use(async (_prev, method) => {
      reached.push(method);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unsafe-return -- as Telegram answers
      return { ok: true, result: answers[method] } as never;
    });
    api.config.use(guard);
    await sendCopy({ ...deps, api, chatId: GROUP }, file, MADE, going);
    expect(reached).toEqual(['getChat', 'sendDocument']);
  });

  it('that can’t be sent says so, and leaves nothing beside the backup', async () => {
    telegram.block(OWNER);
    await expect(sendCopy(deps, file, MADE, going)).rejects.toMatchObject({ fault: 'chat' });
    telegram.unblock(OWNER);
    telegram.fail({ method: 'sendDocument', kind: '500' });
    await expect(sendCopy(deps, file, MADE, going)).rejects.toMatchObject({ fault: 'chat' });
    expect(await readdir(folder)).toEqual([NAME]);
  });

  it('larger than Telegram takes is not sent, and that is said', async () => {
    await writeFile(file, randomBytes(50_100_000));
    await expect(sendCopy(deps, file, MADE, going)).rejects.toMatchObject({ fault: 'too-large' });
    expect(await readdir(folder)).toEqual([NAME]);
  });

  it('takes the place of one that a kill left half sealed', async () => {
    for (const left of ['sending', 'sending.partial']) await writeFile(`${file}.${left}`, 'half');
    await sendCopy(deps, file, MADE, going);
    expect(telegram.messages(OWNER).at(-1)?.document?.size).toBeGreaterThan(100);
    expect(await readdir(folder)).toEqual([NAME]);
  });
});
