import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';

describe.each(conversations())('agencies on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    bot = await startBot(database);
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const head = () => bot.person({ id: 11, name: 'Karutan Masohi' }, 'head');

  it('adds an agency by its name and offers the invitations, in one message', async () => {
    const karutan = await head();
    await karutan.say('/mitra');
    expect(karutan.last().text).toContain('Belum ada instansi mitra');
    await karutan.tap('Tambah instansi');
    const form = karutan.last();
    await karutan.say('  Dinas  Perikanan Maluku Tengah ');
    expect(karutan.last()).toBe(form);
    expect(form.text).toContain('Dinas Perikanan Maluku Tengah');
    expect(form.text).toContain('Belum ada kontak yang terhubung');
    await karutan.tap('Undang kepala dinas');
    expect(karutan.last().text).toContain('Kepala Dinas Perikanan Maluku Tengah');
    expect(karutan.last().text).toContain('https://t.me/sambang_bot?start=');
  });

  it('refuses a second agency of the same name and keeps the form open', async () => {
    const karutan = await head();
    for (const name of ['Dinas Sosial', 'DINAS SOSIAL']) {
      await karutan.say('/mitra');
      await karutan.tap('Tambah instansi');
      await karutan.say(name);
    }
    expect(karutan.last().text).toContain('sudah ada');
    await karutan.say('Dinas Sosial Provinsi');
    expect(karutan.last().text).toContain('Instansi ditambahkan');
    expect(await bot.own.agency.count()).toBe(2);
  });

  it('adds once when the update comes twice, and shows the outcome again', async () => {
    const karutan = await head();
    await karutan.say('/mitra');
    await karutan.tap('Tambah instansi');
    const update = await karutan.say('Dinas Sosial');
    const shown = karutan.last().text;
    await bot.redeliver(update);
    expect(await bot.own.agency.count()).toBe(1);
    expect(karutan.last().text).toBe(shown);
  });

  it('edits name and address with a trace, and /batal leaves everything', async () => {
    const karutan = await head();
    await karutan.say('/mitra');
    await karutan.tap('Tambah instansi');
    await karutan.say('Dinas Sosial');
    await karutan.tap('Ubah');
    await karutan.tap('Ubah alamat');
    await karutan.say('Jl. Geser 1, Masohi');
    expect(karutan.last().text).toContain('📍 Jl. Geser 1, Masohi');
    await karutan.tap('Simpan');
    expect(karutan.last().text).toContain('Perubahan tersimpan');
    const [entry] = await bot.own.auditEntry.findMany({ where: { action: 'agency.edit' } });
    expect(entry?.detail).toMatchObject({ from: { address: null }, to: { address: 'Jl. Geser 1, Masohi' } });
    await karutan.tap('Ubah');
    await karutan.say('/batal');
    expect(karutan.last().text).toBe('Dibatalkan. Tidak ada yang disimpan.');
    await karutan.say('/batal');
    expect(karutan.last().text).toContain('Tidak ada formulir yang terbuka');
  });

  it('shows a contact only its own agency', async () => {
    const karutan = await head();
    for (const name of ['Dinas Sosial', 'Dinas Perikanan']) {
      await karutan.say('/mitra');
      await karutan.tap('Tambah instansi');
      await karutan.say(name);
    }
    const contact = await bot.person({ id: 21, name: 'Kontak Perikanan' }, 'agencyContact', 2);
    await contact.say('/mitra');
    expect(contact.buttons()).toEqual([['Dinas Perikanan']]);
    await contact.tapData('ag:1');
    expect(bot.queryAnswers.at(-1)).toEqual({ text: 'Data instansi lain tidak dapat dibuka.', alert: true });
    await contact.tapData('agnew');
    await contact.tapData('aged:2');
    expect(await bot.own.dialogState.count({ where: { dialog: { not: null } } })).toBe(0);
  });

  it('says that a button of a closed form no longer applies', async () => {
    const karutan = await head();
    await karutan.say('/mitra');
    await karutan.tap('Tambah instansi');
    const data = karutan
      .last()
      .keyboard.flat()
      .find(({ text }) => text === 'Batal');
    await karutan.say('Dinas Sosial');
    await karutan.tapData(data && 'callback_data' in data ? data.callback_data : '');
    expect(bot.queryAnswers.at(-1)?.text).toBe('Tombol ini sudah tidak berlaku.');
    expect(await bot.own.agency.count()).toBe(1);
  });
});
