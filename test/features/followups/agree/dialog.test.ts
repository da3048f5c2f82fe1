import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { followUpNewTap, followUpTap } from '../../../../src/features/followups/followup/taps.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { type FollowUpWorld, followUpWorld, type Someone } from '../held-visit.js';

const [sqlite] = databases();

describe('follow-ups in the chat', () => {
  let database: TestDatabase;
  let world: FollowUpWorld;
  let officer: Someone;
  let kadis: Someone;
  beforeAll(async () => {
    if (!sqlite) throw new Error('SQLite is always there');
    database = await sqlite.open();
  });
  beforeEach(async () => {
    world = await followUpWorld(database);
    ({ officer, kadis } = world);
  });
  afterEach(async () => {
    await world.bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const LINE = 'kirim draf PKS, Dinas Perikanan, 15 September';
  const blank = (who: Someone) => ({
    chatId: who.chatId,
    messageId: 1,
    text: '',
    entities: [],
    keyboard: [],
    edits: 0,
  });
  const begin = async (visit: number) => {
    await officer.say('/tindaklanjut');
    await officer.tapData(followUpNewTap.data({ visit }));
  };
  const stored = () => world.bot.own.followUp.findMany({ orderBy: { id: 'asc' } });

  /** One agreed with the fisheries for 15 September, its owner told. */
  async function agreed(): Promise<void> {
    await begin(await world.visit());
    await officer.say(LINE);
    await officer.tap('Simpan');
    await world.bot.deliver();
  }

  it('takes several lines, and asks again only for those that it couldn’t read', async () => {
    await begin(await world.visit());
    await officer.say(`${LINE}\nundang penyuluh, Dinas Kehutanan, Senin\nsiapkan kolam, saya, besok`);
    expect(officer.last().text).toContain(
      [
        'Terbaca: 2. Yang ini belum:',
        '✗ undang penyuluh, Dinas Kehutanan, Senin',
        '   Siapa "Dinas Kehutanan"? Yang bisa ditulis: Dinas Perikanan, Budi, Sinta, atau "saya".',
        'Tulis lagi yang belum terbaca saja.',
      ].join('\n'),
    );
    expect(officer.buttons()[0]).toEqual(['Lanjut dengan 2 yang terbaca']);
    await officer.say('undang penyuluh, humas, Senin');
    expect(officer.last().text).toContain('3. undang penyuluh\n   👤 Sinta · 🗓 Senin, 4 September 2023');
    await officer.tap('Simpan');
    expect((await stored()).map(({ what, dueOn }) => [what, dueOn])).toEqual([
      ['kirim draf PKS', '2023-09-15'],
      ['siapkan kolam', '2023-09-01'],
      ['undang penyuluh', '2023-09-04'],
    ]);
    await world.bot.deliver();
    expect(world.humas.last().text).toContain('📌 Tindak lanjut baru untuk Anda');
  });

  it('“Tidak bisa” asks what is in the way and tells the officer, who decides', async () => {
    await agreed();
    await kadis.tap('Tidak bisa');
    await kadis.say('Menunggu tanda tangan bupati');
    expect(kadis.last().text).toContain('Kendala Anda diteruskan kepada petugas.');
    await world.bot.deliver();
    expect(officer.last().text).toContain('❌ Dinas Perikanan menyampaikan kendala');
    expect(officer.last().text).toContain('💬 Menunggu tanda tangan bupati');
    await officer.tap('Hapus dari daftar');
    await officer.say('Diganti surat edaran');
    expect(officer.last().text).toContain('🗑 Dihapus dari daftar');
    await world.bot.deliver();
    expect(kadis.last().text).toContain('Tindak lanjut ini tidak diperlukan lagi');
    expect(await world.planned()).toEqual([]);
    expect(await stored()).toMatchObject([{ state: 'dropped', outcome: 'Diganti surat edaran' }]);
  });

  it('a second tap and a button of an earlier state change nothing and show how it stands', async () => {
    await agreed();
    const old = { ...kadis.last() };
    await kadis.tap('Selesai', old);
    const before = await stored();
    await kadis.tap('Selesai', old);
    expect(kadis.last().text).toContain('Sudah tercatat sebelumnya.');
    await kadis.tap('Tidak bisa', old);
    expect(kadis.last().text).toContain('Tindak lanjut ini sudah berubah.');
    expect(await stored()).toEqual(before);
  });

  it('another agency finds nothing, by list or by forged button', async () => {
    await agreed();
    await world.other.say('/tindaklanjut');
    expect(world.other.last().text).not.toContain('draf');
    expect(world.other.buttons()).toEqual([['• Terbuka', 'Selesai']]);
    for (const button of ['open', 'done', 'cannot', 'move', 'drop', 'reopen', 'note'] as const) {
      await world.other.tapData(followUpTap.data({ button, id: 1, version: 1 }), blank(world.other));
      expect(world.bot.queryAnswers.at(-1)?.text).toBe('Tindak lanjut itu tidak dapat dibuka.');
    }
    await world.other.tapData(followUpNewTap.data({ visit: 1 }), blank(world.other));
    await kadis.tapData(followUpTap.data({ button: 'drop', id: 1, version: 1 }), blank(kadis));
    expect(world.bot.queryAnswers.at(-1)?.text).toBe('Anda tidak dapat mengubah tindak lanjut ini.');
    expect(await stored()).toMatchObject([{ state: 'open', version: 1 }]);
    expect(await world.bot.own.dialogState.count({ where: { dialog: { not: null } } })).toBe(0);
  });

  it('can’t be added to a visit that hasn’t been held', async () => {
    await officer.say('/tindaklanjut');
    await officer.tapData(followUpNewTap.data({ visit: await world.visit('confirmed') }));
    expect(world.bot.queryAnswers.at(-1)?.text).toBe('Kunjungan ini belum tercatat terlaksana.');
  });
});
