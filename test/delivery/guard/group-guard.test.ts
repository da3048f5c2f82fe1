import { InputFile } from 'grammy';
import type { MessageEntity } from 'grammy/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countStatements } from '../../../bench/bots/statements.js';
import { type DroppedLine, GroupGuardRefusal, groupGuard } from '../../../src/delivery/guard/group-guard.js';
import { tellInside } from '../../../src/delivery/guard/payload.js';
import { nameWatch } from '../../../src/features.js';
import { searchName } from '../../../src/reading/search-name.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { type Office, openOffice } from '../office.js';

describe.each(databases())('the guard of groups on $kind', ({ open }) => {
  let store: TestDatabase;
  let office: Office;
  const dropped: DroppedLine[] = [];
  const at = new Date('2026-11-24T01:00:00Z');
  const someone = (registerKey: string, name: string) => ({
    unitId: office.unitId,
    registerKey,
    registerNumber: registerKey,
    name,
    searchName: searchName(name),
    presentFrom: at,
    createdAt: at,
  });

  beforeAll(async () => {
    store = await open({ neighbours: false });
    office = await openOffice(store.db);
    office.telegram.api.config.use(
      groupGuard(nameWatch(store.db, { now: () => at }), (line) => dropped.push(line)),
    );
    const { unitId } = office;
    await store.db.write(async (tx) => {
      const crowd = Array.from({ length: 10_000 }, (_, i) =>
        someone(`BI${i}/2001`, `Tahanan Bernama ${i} Sekian`),
      );
      for (let from = 0; from < crowd.length; from += 500) {
        await tx.participant.createMany({ data: crowd.slice(from, from + 500) });
      }
      await tx.participant.createMany({
        data: [
          someone('BI003/2023', 'Budi Lating'),
          someone('TPK17/22', 'Abdul Rahman bin Abdul Karim Al-Habsyi'),
          someone('BI004/2023', 'Yohanes'),
          someone('BI005/2023', 'Hasna Wael'),
          someone('BI006/2023', 'Bintang'),
          someone('BI007/2023', 'Hasna Wael Tuasikal'),
        ],
      });
      await tx.person.update({ where: { id: 1 }, data: { name: 'Hasna Wael' } });
      await tx.person.update({ where: { id: 2 }, data: { name: 'Budi Lating' } });
      await tx.post.updateMany({ where: { unitId, personId: 2 }, data: { endedAt: at } });
    });
  });
  beforeEach(() => {
    dropped.length = 0;
  });
  afterAll(() => store.close());

  const GROUP = -1_001;
  /** Why it was refused, and that a refused call doesn't leave. */
  const refused = async (call: () => Promise<unknown>) => {
    const before = office.telegram.calls.length;
    try {
      await call();
    } catch (error) {
      expect(office.telegram.calls.length).toBe(before);
      expect(dropped).toEqual([]);
      if (error instanceof GroupGuardRefusal) return error.reason;
      throw error;
    }
    return undefined;
  };
  const say = (text: string, chat: number | string = GROUP) =>
    refused(() => office.telegram.api.sendMessage(chat, text));
  const file = (name: string) => new InputFile(new Uint8Array([1]), name);
  const sent = () => office.telegram.calls.at(-1)?.payload ?? {};

  it('lets totals pass', async () => {
    expect(await say('Terdaftar 42 orang: A.III 12, B.I 30. Hadir 39 dari 42 (92,9 %).')).toBeUndefined();
  });

  it.each([
    'Yang sakit: Budi Lating',
    'BUDI\nLATING',
    'Lating, Budi',
    'B. Lating',
    'Búdi Làting',
    'Budi\u200bLating',
    'B\u200bu\u200bd\u200bi Lating',
    'B u d i L a t i n g',
    'Вudi Lаting',
    'abdul rahman bin abdul karim al habsyi',
    'Abdurrachman A. Karim Habsyi',
    'Pak Yohanes dari gereja',
  ])('refuses the name in %j', async (text) => {
    expect(await say(text)).toBe('name');
  });

  it.each(['BI-003/2023', 'B.I. 99/2022', 'A.III 004/2023', 'reg TPK-17/22', 'nomor 3 th. 23'])(
    'refuses the register number %s',
    async (text) => {
      expect(await say(`Hadir ${text}`)).toBe('register-number');
    },
  );

  it('says why, by ids alone', async () => {
    const { id } = await store.db.read.participant.findFirstOrThrow({ where: { name: 'Budi Lating' } });
    const call = office.telegram.api.sendMessage(GROUP, 'Lating, Budi');
    await expect(call).rejects.toMatchObject({ hit: { participantId: id, rule: 'name-run' } });
    await expect(call).rejects.not.toMatchObject({ message: expect.stringMatching(/budi/iu) });
  });

  it('lets ordinary words pass, and names of those who hold a post now', async () => {
    expect(await say('Kelas Bintang di Jalan Bintang')).toBeUndefined();
    expect(await say('Petugas: Hasna Wael')).toBeUndefined();
    expect(await say('Hasna Wael Tuasikal')).toBe('name');
  });

  it('lets pass what a head has said to be no name, until that is taken back', async () => {
    const { unitId } = office;
    const exemption = { unitId, words: 'yohanes', grantedById: 1, grantedAt: at };
    const { id } = await store.db.write((tx) => tx.nameExemption.create({ data: exemption }));
    expect(await say('Paduan suara Yohanes')).toBeUndefined();
    await store.db.write((tx) => tx.nameExemption.update({ where: { id }, data: { withdrawnAt: at } }));
    expect(await say('Paduan suara Yohanes')).toBe('name');
  });

  it('knows at once who is added, renamed or given another number', async () => {
    expect(await say('Juru masak: Zakaria Ohorella')).toBeUndefined();
    const { id } = await store.db.write((tx) =>
      tx.participant.create({ data: someone('X77', 'Zakaria Ohorella') }),
    );
    expect(await say('Juru masak: Zakaria Ohorella')).toBe('name');
    const changed = { name: 'Elia Picauly', registerKey: 'X78', version: { increment: 1 } };
    await store.db.write((tx) => tx.participant.update({ where: { id }, data: changed }));
    expect(await say('Juru masak: Zakaria Ohorella, X-77')).toBeUndefined();
    expect(await say('Elia Picauly')).toBe('name');
    expect(await say('No. X-78')).toBe('register-number');
  });

  it('asks nothing of private chats, and the same of channels and groups by name', async () => {
    expect(await say('Budi Lating, BI-003/2023', 1_001)).toBeUndefined();
    expect(await say('Budi Lating', '@dinas')).toBe('name');
    expect(await say('Budi Lating', '-1001')).toBe('name');
  });

  it('leaves out the line that offends, sends the rest as it is formatted, and tells of the line', async () => {
    const text = 'Pekan ini\nHadir: Budi Lating\n\nKelas menjahit 12 orang';
    const entities: MessageEntity[] = [
      { type: 'bold', offset: 0, length: 9 },
      { type: 'italic', offset: 17, length: 11 },
      { type: 'code', offset: text.indexOf('12'), length: 2 },
      { type: 'underline', offset: 6, length: text.length - 6 },
    ];
    await office.telegram.api.sendMessage(GROUP, text, { entities });
    const left = 'Pekan ini\n\nKelas menjahit 12 orang';
    expect(sent()).toMatchObject({ text: left });
    const kept = (type: string) => {
      const found = (sent()['entities'] as MessageEntity[]).filter((entity) => entity.type === type);
      return found.map(({ offset, length }) => left.slice(offset, offset + length)).join('|');
    };
    expect(['bold', 'italic', 'code'].map(kept)).toEqual(['Pekan ini', '', '12']);
    expect(kept('underline').replaceAll('|', '')).toContain('Kelas menjahit 12 orang');
    const { id } = await store.db.read.participant.findFirstOrThrow({ where: { name: 'Budi Lating' } });
    expect(dropped).toEqual([
      {
        chatId: GROUP,
        line: 'Hadir: Budi Lating',
        words: 'budi lating',
        rule: expect.stringMatching(/^name-/u),
        participantId: id,
        unitId: office.unitId,
      },
    ]);
  });

  it('leaves out both lines that a name goes over, and what names somebody across the gap', async () => {
    await office.telegram.api.sendMessage(GROUP, 'Satu\nBudi\nLating\nDua');
    expect(sent()).toMatchObject({ text: 'Satu\nDua' });
    await office.telegram.api.sendMessage(GROUP, 'Satu\nHadir Budi\nBI-003/2023\nLating\nDua');
    expect(sent()).toMatchObject({ text: 'Satu\nDua' });
  });

  it('leaves lines out of captions and edits too', async () => {
    const { api } = office.telegram;
    const caption = 'Foto sesi\nBudi Lating';
    await api.sendPhoto(GROUP, 'AgAC', { caption }).catch(() => undefined);
    expect(sent()).toMatchObject({ caption: 'Foto sesi' });
    await api.editMessageText(GROUP, 1, 'Jumlah: 3\nBudi Lating').catch(() => undefined);
    expect(sent()).toMatchObject({ text: 'Jumlah: 3' });
    const photo = { type: 'photo' as const, media: 'AgAC' };
    await api.sendMediaGroup(GROUP, [photo, { ...photo, caption }]).catch(() => undefined);
    expect(JSON.stringify(sent()['media'])).toContain('"caption":"Foto sesi"');
  });

  it('tells of no line where the message didn’t go out', async () => {
    office.telegram.respond = () => ({ error: 400, description: 'Bad Request: chat not found' });
    await expect(office.telegram.api.sendMessage(GROUP, 'Satu\nBudi Lating')).rejects.toThrow(
      'chat not found',
    );
    office.telegram.respond = () => undefined;
    expect(dropped).toEqual([]);
  });

  it('refuses what has no lines: buttons, polls, titles, markup, and what goes over from one to the next', async () => {
    const { api } = office.telegram;
    const keys = (...labels: string[]) => ({
      reply_markup: { inline_keyboard: [labels.map((text) => ({ text, callback_data: 'x' }))] },
    });
    const text = 'Satu\nDua';
    expect(await refused(() => api.sendMessage(GROUP, text, keys('Budi Lating')))).toBe('name');
    expect(await refused(() => api.sendMessage(GROUP, text, keys('Budi', 'Lating')))).toBe('name');
    expect(await refused(() => api.sendMessage(GROUP, 'Satu\nBudi', keys('Lating')))).toBe('name');
    expect(await refused(() => api.sendPoll(GROUP, 'Siapa?', ['Budi Lating', 'x']))).toBe('name');
    expect(await refused(() => api.setChatTitle(GROUP, 'Budi Lating'))).toBe('name');
    expect(await refused(() => api.editMessageText(GROUP, 1, 'Budi Lating'))).toBe('name');
    const html = 'Satu\nBudi <b>Lat</b>ing';
    expect(await refused(() => api.sendMessage(GROUP, html, { parse_mode: 'HTML' }))).toBe('name');
  });

  it('reads captions, file names and what is told of the inside', async () => {
    const { api } = office.telegram;
    const photo = (caption: string) => ({ type: 'photo' as const, media: 'AgAC', caption });
    expect(await refused(() => api.sendPhoto(GROUP, 'AgAC', { caption: 'Budi Lating' }))).toBe('name');
    expect(await refused(() => api.sendMediaGroup(GROUP, [photo(''), photo('Budi Lating')]))).toBe('name');
    expect(await refused(() => api.sendDocument(GROUP, tellInside(file('Budi_Lating.pdf'), '')))).toBe(
      'name',
    );
    expect(await refused(() => api.sendDocument(GROUP, tellInside(file('a.csv'), 'x\nBI-003/2023\ny')))).toBe(
      'register-number',
    );
  });

  it('refuses what it can’t read', async () => {
    const { api } = office.telegram;
    expect(await refused(() => api.sendPhoto(GROUP, file('grafik.png')))).toBe('unread');
    expect(await refused(() => api.forwardMessage(GROUP, 1_001, 5))).toBe('unread');
    expect(await refused(() => api.copyMessages(GROUP, 1_001, [5]))).toBe('unread');
  });

  it('refuses what would take too long to compare', async () => {
    const { api } = office.telegram;
    const long = 'Tahanan Bernama '.repeat(2_000);
    expect(await refused(() => api.sendDocument(GROUP, tellInside(file('a.txt'), long)))).toBe('too-long');
  });

  it('reads a full message among 10,000 participants in one statement', async () => {
    const text = Array.from({ length: 560 }, (_, i) => `kata${i}`)
      .join(' ')
      .slice(0, 4_096);
    await say(text);
    const counting = countStatements();
    expect(await say(text)).toBeUndefined();
    counting.end();
    const statements = Object.values(counting.counts()).reduce((sum, count) => sum + count, 0);
    expect(statements).toBe(1);
  });
});
