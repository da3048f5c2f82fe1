import { InputFile } from 'grammy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countStatements } from '../../../bench/bots/statements.js';
import { GroupGuardRefusal, groupGuard, tellInside } from '../../../src/delivery/guard/group-guard.js';
import { guardedNames } from '../../../src/features.js';
import { searchName } from '../../../src/reading/search-name.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { type Office, openOffice } from '../office.js';

describe.each(databases())('the guard of groups on $kind', ({ open }) => {
  let store: TestDatabase;
  let office: Office;
  const at = new Date('2026-11-24T01:00:00Z');

  beforeAll(async () => {
    store = await open({ neighbours: false });
    office = await openOffice(store.db);
    office.telegram.api.config.use(groupGuard(guardedNames(store.db)));
    const { unitId } = office;
    const someone = (registerKey: string, name: string) => ({
      unitId,
      registerKey,
      registerNumber: registerKey,
      name,
      searchName: searchName(name),
      presentFrom: at,
      createdAt: at,
    });
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
        ],
      });
      await tx.person.update({ where: { id: 1 }, data: { name: 'Hasna Wael' } });
      await tx.person.update({ where: { id: 2 }, data: { name: 'Budi Lating' } });
      const post = { unitId, kind: 'officer' as const, startedAt: at };
      await tx.post.createMany({
        data: [
          { ...post, personId: 1 },
          { ...post, personId: 2, endedAt: at },
        ],
      });
    });
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
      if (error instanceof GroupGuardRefusal) return error.reason;
      throw error;
    }
    return undefined;
  };
  const say = (text: string, chat: number | string = GROUP) =>
    refused(() => office.telegram.api.sendMessage(chat, text));
  const file = (name: string) => new InputFile(new Uint8Array([1]), name);

  it('lets totals pass', async () => {
    expect(await say('Terdaftar 42 orang: A.III 12, B.I 30. Hadir 39 dari 42 (92,9 %).')).toBeUndefined();
  });

  it.each([
    'Yang sakit: Budi Lating',
    'BUDI\nLATING',
    'Budi, Lating',
    'Búdi Làting',
    'Budi\u200bLating',
    'B\u200bu\u200bd\u200bi Lating',
    'abdul rahman bin abdul karim al habsyi',
  ])('refuses the name in %j', async (text) => {
    expect(await say(text)).toBe('name');
  });

  it.each(['BI-003/2023', 'B.I. 99/2022', 'A.III 004/2023', 'reg TPK-17/22'])(
    'refuses the register number %s',
    async (text) => {
      expect(await say(`Hadir ${text}`)).toBe('register-number');
    },
  );

  it('lets a single word pass, and names of those who hold a post now', async () => {
    expect(await say('Pak Yohanes dari gereja')).toBeUndefined();
    expect(await say('Petugas: Hasna Wael')).toBeUndefined();
  });

  it('asks nothing of private chats, and the same of channels and groups by name', async () => {
    expect(await say('Budi Lating, BI-003/2023', 1_001)).toBeUndefined();
    expect(await say('Budi Lating', '@dinas')).toBe('name');
    expect(await say('Budi Lating', '-1001')).toBe('name');
  });

  it('reads buttons, polls, titles, edits and what goes over from one to the next', async () => {
    const { api } = office.telegram;
    const keys = (...labels: string[]) => ({
      reply_markup: { inline_keyboard: [labels.map((text) => ({ text, callback_data: 'x' }))] },
    });
    expect(await refused(() => api.sendMessage(GROUP, 'x', keys('Budi Lating')))).toBe('name');
    expect(await refused(() => api.sendMessage(GROUP, 'x', keys('Budi', 'Lating')))).toBe('name');
    expect(await refused(() => api.sendPoll(GROUP, 'Siapa?', ['Budi Lating', 'x']))).toBe('name');
    expect(await refused(() => api.setChatTitle(GROUP, 'Budi Lating'))).toBe('name');
    expect(await refused(() => api.editMessageText(GROUP, 1, 'Budi Lating'))).toBe('name');
    expect(await refused(() => api.sendMessage(GROUP, 'Budi <b>Lat</b>ing', { parse_mode: 'HTML' }))).toBe(
      'name',
    );
  });

  it('reads captions, file names and what is told of the inside', async () => {
    const { api } = office.telegram;
    const photo = (caption: string) => ({ type: 'photo' as const, media: 'AgAC', caption });
    expect(await refused(() => api.sendPhoto(GROUP, 'AgAC', { caption: 'Budi Lating' }))).toBe('name');
    expect(await refused(() => api.sendMediaGroup(GROUP, [photo(''), photo('Budi Lating')]))).toBe('name');
    expect(await refused(() => api.sendDocument(GROUP, tellInside(file('Budi_Lating.pdf'), '')))).toBe(
      'name',
    );
    expect(await refused(() => api.sendDocument(GROUP, tellInside(file('a.csv'), 'BI-003/2023')))).toBe(
      'register-number',
    );
  });

  it('refuses what it can’t read', async () => {
    const { api } = office.telegram;
    expect(await refused(() => api.sendPhoto(GROUP, file('grafik.png')))).toBe('unread');
    expect(await refused(() => api.forwardMessage(GROUP, 1_001, 5))).toBe('unread');
    expect(await refused(() => api.copyMessages(GROUP, 1_001, [5]))).toBe('unread');
  });

  it('reads a full message among 10,000 participants in no more than twenty statements', async () => {
    const text = Array.from({ length: 560 }, (_, i) => `kata${i}`)
      .join(' ')
      .slice(0, 4_096);
    await say(text);
    const counting = countStatements();
    expect(await say(text)).toBeUndefined();
    counting.end();
    const statements = Object.values(counting.counts()).reduce((sum, count) => sum + count, 0);
    expect(statements).toBeLessThanOrEqual(20);
  });
});
