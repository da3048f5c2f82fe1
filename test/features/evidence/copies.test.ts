import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from 'grammy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serveTelegram } from '../../../playground/emulator/index.js';
import { afterFailure } from '../../../src/features/evidence/copies/rules.js';
import { fetchCopies } from '../../../src/features/evidence/index.js';
import { createSeal, KEY_BYTES, keyId } from '../../../src/lib/shut/seal.js';
import { createSealedFiles, sealFilesAnew } from '../../../src/lib/shut/sealed-files.js';
import { mirrorSealed } from '../../../src/office/evidence/mirror.js';
import { createTelegramClient } from '../../../src/telegram/client.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { TOKEN } from '../../support/telegram.js';
import { at } from '../../support/world.js';

const key = (of: number) => new Uint8Array(KEY_BYTES).fill(of);
const seal = createSeal(key(7));

describe('when a file is tried again', () => {
  const now = new Date('2023-09-05T00:00:00Z');

  it.each([
    ['outage', 1, 1],
    ['outage', 4, 8],
    ['outage', 40, 360],
    ['refused', 7, 64],
  ] as const)('after %s number %i in %i minutes', (failure, tries, minutes) => {
    expect(afterFailure(failure, tries, now)).toEqual({
      nextTryAt: new Date(now.getTime() + minutes * 60_000),
    });
  });

  it.each([
    ['large', 1],
    ['refused', 8],
  ] as const)('never after %s number %i', (failure, tries) => {
    expect(afterFailure(failure, tries, now)).toEqual({ lost: true });
  });
});

describe.each(databases())('copies of what was sent on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let folder: string;
  const closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    folder = await mkdtemp(join(tmpdir(), 'sambang-copies-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    // What is the neighbours' is copied already, so to speak.
    await database.db.write((tx) => tx.attachment.updateMany({ data: { lost: true } }));
    bot = await startBot(database, { now: '2023-09-05T02:30:00Z', evidenceFolder: folder });
  });
  afterEach(async () => {
    await bot.stop();
    for (const close of closing.splice(0).toReversed()) await close();
  });

  /** The Bot API over HTTP, and how a round of copying goes by it. */
  async function overHttp() {
    const served = await serveTelegram(bot.telegram, { port: 0 });
    const client = createTelegramClient({ apiRoot: served.url });
    closing.push(client.close);
    const api = new Api(TOKEN, client.options);
    const files = createSealedFiles(folder, seal);
    const fetch = () =>
      fetchCopies(
        {
          db: bot.db,
          files,
          download: (fileId, maxBytes) => client.downloadFile(api, fileId, { maxBytes, timeoutMs: 5_000 }),
        },
        bot.clock.now(),
      );
    return { served, fetch, files };
  }

  async function recorded(photos: readonly string[]) {
    const officer = await bot.person({ id: 11, name: 'Ibu Sari' }, 'officer');
    const { id } = await bot.world.course({ size: 2 });
    await bot.world.session(id, at('2023-09-04T09:00'), { number: 1, headcount: 2 });
    const session = await bot.own.session.findFirstOrThrow();
    await officer.say(`/sesi_${session.id}`);
    const card = officer.last();
    for (const photo of photos) {
      bot.telegram.send(11, 11, {
        photo: { id: photo, bytes: Buffer.from(`bytes of ${photo}`) },
        replyTo: card.messageId,
      });
      const update = bot.telegram.takeUpdate();
      if (update) await bot.bot.handleUpdate(update);
    }
    return { officer, session };
  }
  const rows = () => bot.own.attachment.findMany({ orderBy: { id: 'asc' } });

  it('are fetched over HTTP, lie encrypted, and open to what was sent', async () => {
    await recorded(['foto1', 'foto2']);
    const { served, fetch, files } = await overHttp();
    closing.push(() => served.close());
    expect(await fetch()).toEqual({ made: 2, outage: false });
    expect(await fetch()).toEqual({ made: 0, outage: false });
    const [one] = await rows();
    const names = await readdir(folder);
    expect(names).toHaveLength(2);
    for (const name of names) {
      const bytes = await readFile(join(folder, name));
      expect(bytes.includes('bytes of foto')).toBe(false);
      expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
    }
    const opened = await files.get(one?.copy ?? '');
    expect(Buffer.from(opened ?? []).toString()).toBe('bytes of foto1');
  });

  it('wait for the end of an outage, and for one another', async () => {
    await recorded(['foto1', 'foto2']);
    const { served, fetch } = await overHttp();
    await served.close();
    expect(await fetch()).toEqual({ made: 0, outage: true });
    const [first, second] = await rows();
    expect(first).toMatchObject({ copy: null, tries: 1, lost: false });
    expect(second).toMatchObject({ copy: null, tries: 0, nextTryAt: null });
    const again = await overHttp();
    closing.push(() => again.served.close());
    // The first is not due again yet.
    expect(await again.fetch()).toEqual({ made: 1, outage: false });
    bot.clock.advance(61_000);
    expect(await again.fetch()).toEqual({ made: 1, outage: false });
    expect((await rows()).every(({ copy }) => copy !== null)).toBe(true);
  });

  it('are shown by a new bot that doesn’t know the files, which it then knows', async () => {
    const { session } = await recorded(['foto1']);
    expect(await bot.fetchCopies()).toMatchObject({ made: 1 });
    await bot.stop();
    bot = await startBot(database, {
      now: '2023-09-06T02:30:00Z',
      evidenceFolder: folder,
      refusals: 'told',
    });
    bot.countFrom(900_000);
    const officer = bot.as({ id: 11, name: 'Ibu Sari' });
    await officer.say(`/sesi_${session.id}`);
    await officer.tap('Foto');
    const sent = bot.calls.filter(({ method }) => method === 'sendPhoto');
    expect(sent).toHaveLength(2);
    const [row] = await rows();
    expect(row?.fileId).not.toBe('foto1');
    expect(Buffer.from(bot.telegram.file(row?.fileId ?? '').bytes).toString()).toBe('bytes of foto1');
    await officer.say(`/sesi_${session.id}`);
    await officer.tap('Foto');
    expect(bot.calls.filter(({ method }) => method === 'sendPhoto')).toHaveLength(3);
  });

  it('are missed where there is none, and that is said', async () => {
    const { session } = await recorded(['foto1']);
    await bot.stop();
    bot = await startBot(database, {
      now: '2023-09-06T02:30:00Z',
      evidenceFolder: folder,
      refusals: 'told',
    });
    bot.countFrom(900_000);
    const officer = bot.as({ id: 11, name: 'Ibu Sari' });
    await officer.say(`/sesi_${session.id}`);
    await officer.tap('Foto');
    expect(officer.last().text).toContain('belum sempat disalin');
  });
});

describe('a folder of sealed files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sambang-sealed-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is copied once, put back where something is missing, and sealed anew with its key', async () => {
    const live = join(folder, 'live');
    const backup = join(folder, 'backup');
    const files = createSealedFiles(live, seal);
    const [one, two] = [await files.put(Buffer.from('satu')), await files.put(Buffer.from('dua'))];
    expect(await mirrorSealed(live, backup, 'all')).toEqual({ files: 2, added: 2 });
    expect(await mirrorSealed(live, backup, 'all')).toEqual({ files: 2, added: 0 });
    await rm(join(live, `${one}.sealed`));
    expect(await files.get(one)).toBeUndefined();
    expect(await mirrorSealed(backup, live, 'missing')).toEqual({ files: 2, added: 1 });
    expect(Buffer.from((await files.get(one)) ?? []).toString()).toBe('satu');

    const changed = createSeal(key(8), [key(7)]);
    expect(await sealFilesAnew(live, changed, keyId(key(8)))).toBe(2);
    expect(await sealFilesAnew(live, changed, keyId(key(8)))).toBe(0);
    const anew = createSealedFiles(live, createSeal(key(8)));
    expect(Buffer.from((await anew.get(two)) ?? []).toString()).toBe('dua');
    await expect(createSealedFiles(live, seal).get(two)).rejects.toThrow('another DATA_KEY');
    // A backup made now has them as they are sealed now.
    expect(await mirrorSealed(live, backup, 'all')).toEqual({ files: 2, added: 2 });
  });

  it('opens nothing under a name that is none', async () => {
    expect(await createSealedFiles(folder, seal).get('../../etc/passwd')).toBeUndefined();
  });
});
