import type { Update } from 'grammy/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openState } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';
import { type HostileWorld, hostileWorld } from '../hostile-world.js';

describe.each(conversations())('what comes late to a form on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: HostileWorld;
  let officer: ReturnType<HostileWorld['bot']['as']>;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    world = await hostileWorld(database);
    officer = world.bot.as(world.accounts.officer);
  });

  const later = (act: () => Promise<Update>) => world.bot.withhold(act);
  const handle = (update: Update) => world.bot.redeliver(update);
  const atNotes = async () => {
    await officer.say('/sesi Budidaya Lele A, hari ini jam 8-9, Pakan');
    await officer.say('semua hadir');
    await officer.tap('Materi');
  };

  it('is added where the question takes more than one answer, which is said', async () => {
    await atNotes();
    const note = await later(() => officer.say('Air jernih'));
    const picture = await later(() => officer.photo('kolam'));
    await officer.tap('Lewati');
    const preview = officer.last();
    await handle(picture);
    await handle(note);
    expect(officer.last()).toBe(preview);
    expect(preview.text).toContain('Kiriman Anda tadi sudah ditambahkan ke catatan.');
    expect(preview.text).toContain('Air jernih');
    expect(await openState(world.bot.own)).toMatchObject({
      at: 'preview',
      values: { notes: 'Air jernih', photos: [{}] },
    });
    await handle(note);
    expect(await openState(world.bot.own)).toMatchObject({ values: { notes: 'Air jernih' } });
  });

  it('is not taken for an answer to the next question, and it is said what became of it', async () => {
    await officer.say('/kunjungan');
    await officer.tap('Jadwalkan');
    const typed = await later(() => officer.say('dinas sosial'));
    await officer.tap('Dinas Perikanan A');
    const before = await openState(world.bot.own);
    await handle(typed);
    expect(officer.last().text).toContain(
      'Tulisan Anda "dinas sosial" tidak terpakai karena formulir sudah maju ke pertanyaan lain.',
    );
    expect(await openState(world.bot.own)).toEqual(before);
  });

  it.each([
    ['a text', () => officer.say('Air jernih'), 'Tulisan Anda "Air jernih" tidak terpakai'],
    ['a picture', () => officer.photo('kolam'), 'Foto Anda tidak terpakai'],
  ])('is told that the form is closed: %s', async (_what, act, said) => {
    await atNotes();
    const note = await later(act);
    await officer.tap('Lewati');
    await officer.tap('Simpan');
    await handle(note);
    expect(officer.last().text).toContain(said);
    expect(officer.last().text).toContain('sudah ditutup');
  });

  it('is told so too where another form is open by now, which stays as it was', async () => {
    await atNotes();
    const note = await later(() => officer.say('Air jernih'));
    await officer.say('/kunjungan Dinas Perikanan A, Kamis jam 10, kerja sama');
    await handle(note);
    expect(officer.last().text).toContain('sudah ditutup');
    expect(officer.last().text).toContain('Periksa dulu');
  });

  it('is an ordinary text where no form was open when it was sent', async () => {
    const text = await later(() => officer.say('halo'));
    await officer.say('/mitra');
    await officer.tap('Tambah instansi');
    await handle(text);
    expect(officer.last().text).toContain('Salam, Bapak/Ibu.');
    await officer.say('Dinas Kesehatan');
    expect(officer.last().text).toContain('Instansi ditambahkan');
  });

  it('opens no form in place of one that was opened after it, but shows what was filled in', async () => {
    const visit = await later(() => officer.say('/kunjungan Dinas Perikanan A, Kamis jam 10, kerja sama'));
    await atNotes();
    await handle(visit);
    expect(officer.last().text).toContain('Formulir ini ditutup karena formulir lain dibuka.');
    expect(officer.last().text).toContain('kerja sama');
    expect(officer.buttons()).toEqual([]);
    expect(await openState(world.bot.own)).toMatchObject({ at: 'noted' });
  });

  it('leaves open a form that was opened after /batal', async () => {
    const leave = await later(() => officer.say('/batal'));
    await atNotes();
    await handle(leave);
    expect(officer.last().text).toContain('Formulir ini dibuka sesudah itu');
    expect(await openState(world.bot.own)).toMatchObject({ at: 'noted' });
    await officer.say('/batal');
    expect(await openState(world.bot.own)).toBeUndefined();
  });

  it('is a second tap on Kembali or Lewati: it goes no further', async () => {
    await officer.say('/kunjungan');
    await officer.tap('Jadwalkan');
    await officer.tap('Dinas Perikanan A');
    await officer.tap('Kita ke sana');
    const [one, two] = [await later(() => officer.tap('Kembali')), await later(() => officer.tap('Kembali'))];
    await handle(one);
    const { text } = officer.last();
    await handle(two);
    expect(world.bot.queryAnswers.at(-1)?.text).toBe('Tombol ini sudah tidak berlaku.');
    expect(officer.last().text).toBe(text);
  });
});
