import type { InputFile } from 'grammy';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Shown, startBot, type TestBot } from '../../../support/bot.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at } from '../../../support/world.js';

type Account = Awaited<ReturnType<TestBot['person']>>;

/** Tuesday, 5 September 2023, 11.30 WIT. */
const NOW = '2023-09-05T02:30:00Z';

const sqlite = databases().slice(0, 1);

describe.each(sqlite)('sessions on paper', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Account;
  let fisheries: number;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database, { now: NOW });
    officer = await bot.person({ id: 11, name: 'Ibu Sari' }, 'officer');
    fisheries = await bot.world.agency('Dinas Perikanan');
  });

  const programme = (size: number, more: Parameters<typeof bot.world.course>[0] = {}) =>
    bot.world.course({ size, agencyId: fisheries, ...more });

  const planned = (programmeId: number, from = '2023-09-05T09:00', until = '2023-09-05T11:00') =>
    bot.world.session(programmeId, at(from), { state: 'planned', endsAt: at(until) });

  /** The text of the last document that was sent to somebody, page by page. */
  async function document(to: Account): Promise<{ readonly name: string; readonly pages: string[] }> {
    const call = bot.calls.findLast(
      ({ method, payload }) => method === 'sendDocument' && payload['chat_id'] === to.chatId,
    );
    const file = call?.payload['document'] as InputFile & { filename: string };
    const raw = (await file.toRaw()) as Uint8Array;
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(raw)), { mergePages: false });
    return { name: file.filename, pages: text.map((page) => page.replaceAll(/\s+/gu, ' ')) };
  }

  const sheet = () => bot.own.attendanceSheet.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const session = (id: number) => bot.own.session.findUniqueOrThrow({ where: { id } });
  const marks = async (sessionId: number) => {
    const rows = await bot.own.attendance.findMany({ where: { sessionId }, orderBy: { number: 'asc' } });
    return Object.fromEntries(rows.map(({ number, mark }) => [number, mark]));
  };
  const tap = async (account: Account, ...labels: string[]) => {
    for (const label of labels) await account.tap(label);
  };

  it('prints a planned session’s sheet with numbers, names, registers, legend and code', async () => {
    const { id } = await programme(14);
    const sessionId = await planned(id);
    await officer.say(`/sesi_${sessionId}`);
    await officer.tap('🖨 Cetak lembar');
    const { code } = await sheet();
    const { name, pages } = await document(officer);
    expect(name).toBe(`lembar-${code}-budidaya-ikan-lele-2023-09-05.pdf`);
    expect(pages).toHaveLength(1);
    for (const said of [
      'Rutan Kelas IIB Masohi',
      'DAFTAR HADIR Budidaya Ikan Lele',
      'Selasa, 5 September 2023, 09.00–11.00 WIT',
      'Pak Rudi',
      code,
      'H hadir · T terlambat · S sakit · I izin · Sd sidang · M menolak · A alpa',
      '1 Peserta 01 BI-',
      '14 Peserta 14 BI-',
      'halaman 1 dari 1',
    ]) {
      expect(pages[0]).toContain(said);
    }
    expect(officer.last().text).toContain(`/sesi ${code} 3,7 sakit; 9 sidang`);
    expect(officer.buttons()).toEqual([['Catat dari lembar', 'Lihat']]);
  });

  it('shows an agency’s contact numbers and initials only, and names where the programme allows it', async () => {
    const contact = await bot.person({ id: 21, name: 'Pak Yan' }, 'agencyContact', fisheries);
    const { id } = await programme(2);
    await contact.say(`/sesi_${await planned(id)}`);
    await contact.tap('Cetak lembar');
    const first = (await document(contact)).pages.join(' ');
    expect(first).toContain('1 P.');
    expect(first).not.toMatch(/Peserta 01|BI-|register/u);
    await bot.db.write((tx) => tx.programme.update({ where: { id }, data: { namesShown: true } }));
    await contact.tap('Lihat');
    await contact.tap('Cetak lembar');
    const again = (await document(contact)).pages.join(' ');
    expect(again).toContain('Peserta 01');
    expect(again).not.toMatch(/BI-|register/u);
  });

  it('records from the code and what was marked on paper with one line and one tap', async () => {
    const { id } = await programme(14);
    const sessionId = await planned(id);
    await officer.say(`/sesi_${sessionId}`);
    await officer.tap('Cetak lembar');
    const { code } = await sheet();
    const spaced = `${code.slice(0, 2)} ${code.slice(2)}`.toLowerCase();
    await officer.say(`/sesi ${spaced} 3,7 sakit; 9 sidang`);
    expect(officer.last().text).toContain('Periksa dulu');
    expect(officer.last().text).toContain('Hadir 11 · sakit 2 · sidang 1');
    expect(officer.last().text).toContain('Selasa, 5 September 2023, 09.00–11.00 WIT');
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('Hadir 11 dari 11 yang wajib hadir (100 %; 3 berhalangan sah).');
    expect(officer.last().text).toContain('Sekarang kirim foto lembar yang sudah diisi');
    expect(await session(sessionId)).toMatchObject({ state: 'held', number: 1 });
    expect(await marks(sessionId)).toMatchObject({ 3: 'sick', 7: 'sick', 9: 'court', 14: 'present' });

    await officer.photo('lembar');
    expect(officer.last().text).toBe('📄 Foto lembar disimpan sebagai bukti Budidaya Ikan Lele · sesi 1.');
    expect(await bot.own.attachment.findMany({ select: { kind: true, sessionId: true } })).toEqual([
      { kind: 'sheet', sessionId },
    ]);
    const said = officer.messages().length;
    await officer.photo('lain');
    expect(await bot.own.attachment.count()).toBe(1);
    expect(officer.messages().length).toBeGreaterThanOrEqual(said);
    await officer.say(`/sesi_${sessionId}`);
    expect(officer.last().text).toContain('📄 1 foto lembar');
    expect(officer.last().text).not.toContain('📷');
    expect(officer.buttons().flat()).toContain('Lembar (1)');
  });

  it('asks who was absent after a bare code, and goes to the preview from there', async () => {
    const { id } = await programme(5);
    await officer.say(`/sesi_${await planned(id)}`);
    await officer.tap('Cetak lembar');
    const { code } = await sheet();
    await officer.say(code);
    expect(officer.last().text).toContain('5. Peserta 05');
    await officer.say('2 alpa');
    expect(officer.last().text).toContain('Periksa dulu');
    expect(officer.last().text).toContain('Hadir 4 · alpa 1');
  });

  it('names the faulty part of what was typed after a code', async () => {
    const { id } = await programme(5);
    await officer.say(`/sesi_${await planned(id)}`);
    await officer.tap('Cetak lembar');
    await officer.say(`/sesi ${(await sheet()).code} 2 alpa; 9 sakit`);
    expect(officer.last().text).toContain('Hadir 4 · alpa 1 (no. 2)');
    expect(officer.last().text).toContain('Nomor 9 tidak ada di daftar (1–5).');
    await tap(officer, 'Lanjut', 'Simpan');
    expect(officer.last().text).toContain('✅ Tercatat.');
  });

  it('keeps the paper’s numbers when somebody left or joined between printing and the session', async () => {
    const { id, participants } = await programme(4);
    const sessionId = await planned(id);
    bot.clock.set('2023-09-04T00:00:00Z');
    await officer.say(`/sesi_${sessionId}`);
    await officer.tap('Cetak lembar');
    const { code } = await sheet();
    const left = participants[1] ?? 0;
    await bot.db.write(async (tx) => {
      await tx.enrolmentChange.updateMany({
        where: { enrolment: { participantId: left } },
        data: { until: at('2023-09-04T12:00') },
      });
    });
    // Sorted by name this one would be the first.
    await bot.world.trainee(id, 'Aaron Baru', at('2023-09-04T12:00'));
    bot.clock.set(NOW);
    await officer.say(`/sesi ${code}`);
    expect(officer.last().text).toContain('1. Peserta 01');
    expect(officer.last().text).toContain('2. (sudah keluar, tidak dihitung)');
    expect(officer.last().text).toContain('5. Aaron Baru (baru, tidak ada di lembar)');
    expect(officer.last().text).toContain('4 peserta');
    await officer.say('2,4 sakit; 5 alpa');
    expect(officer.last().text).toContain('Nomor 2 sudah keluar sebelum sesi ini, jadi tidak dicatat.');
    await tap(officer, 'Lanjut', 'Simpan');
    expect(officer.last().text).toContain('Hadir 2 dari 3 yang wajib hadir');
    expect(await marks(sessionId)).toEqual({ 1: 'present', 3: 'present', 4: 'sick', 5: 'absent' });

    await officer.tap('Koreksi');
    await officer.tap('Ubah kehadiran');
    await officer.say('4 hadir; 2 hadir');
    expect(officer.last().text).toContain('Nomor 2 sudah keluar');
    await tap(officer, 'Lanjut', 'Simpan koreksi');
    expect(await marks(sessionId)).toEqual({ 1: 'present', 3: 'present', 4: 'present', 5: 'absent' });
  });

  it('records by the ordinary button in the paper’s numbers too', async () => {
    const { id } = await programme(2);
    const sessionId = await planned(id);
    await officer.say(`/sesi_${sessionId}`);
    await officer.tap('Cetak lembar');
    await bot.world.trainee(id, 'Aaron', at('2023-09-05T08:00'));
    await officer.say('/sesi');
    await officer.tap('Catat: Budidaya Ikan Lele 09.00');
    expect(officer.last().text).toContain('3. Aaron (baru, tidak ada di lembar)');
    await officer.say('3 alpa');
    expect(officer.last().text).not.toContain('Nomor 3 tidak ada');
  });

  it('answers a code that leads nowhere, with the next step', async () => {
    const { id } = await programme(3);
    await officer.say('/sesi K7M4 3 sakit');
    expect(officer.last().text).toContain('Kode K7M4 tidak ada pada lembar Rutan Kelas IIB Masohi.');
    expect(officer.last().text).toContain('/sesi, lalu pilih programnya');

    const sessionId = await planned(id, '2023-09-05T14:00', '2023-09-05T15:00');
    await officer.say(`/sesi_${sessionId}`);
    await officer.tap('Cetak lembar');
    const { code } = await sheet();
    await officer.say(`/sesi ${code}`);
    expect(officer.last().text).toContain('Sesi lembar ini belum berlangsung.');

    const other = await bot.person(
      { id: 22, name: 'Pak Tom' },
      'agencyContact',
      await bot.world.agency('Dinas Sosial'),
    );
    await other.say(`/sesi ${code}`);
    expect(other.last().text).toContain('Lembar itu bukan bagian Anda');
    expect(other.last().text).not.toContain('Budidaya');

    bot.clock.set('2023-09-05T06:30:00Z');
    await bot.db.write((tx) =>
      tx.session.update({ where: { id: sessionId }, data: { state: 'cancelled', cancelReason: 'trainer' } }),
    );
    await officer.say(`/sesi ${code} 2 sakit`);
    expect(officer.last().text).toContain('Sesi lembar ini dibatalkan.');
    await tap(officer, 'Tetap catat', 'Semua hadir', 'Simpan');
    expect(officer.last().text).toContain('Hadir 3 dari 3');
    const held = await bot.own.session.findFirstOrThrow({ where: { state: 'held' } });
    expect(held.id).not.toBe(sessionId);

    await bot.db.write((tx) => tx.session.update({ where: { id: held.id }, data: { state: 'cancelled' } }));
    await bot.db.write((tx) => tx.session.update({ where: { id: sessionId }, data: { state: 'held' } }));
    await officer.say(`/sesi ${code} 2 sakit`);
    expect(officer.last().text).toContain('Lembar ini sudah dicatat.');
    expect(officer.last().text).toContain('Budidaya Ikan Lele');
  });

  it('prints for a time without a plan, which makes the plan', async () => {
    const { id } = await programme(3);
    await officer.say('/sesi cetak lele, kamis jam 9-11');
    const { pages } = await document(officer);
    expect(pages[0]).toContain('Kamis, 7 September 2023, 09.00–11.00 WIT');
    const { sessionId } = await sheet();
    expect(await session(sessionId)).toMatchObject({
      state: 'planned',
      programmeId: id,
      startsAt: at('2023-09-07T09:00'),
      number: null,
    });
    await officer.say('/sesi cetak lele, kamis jam 9-11');
    expect(await bot.own.session.count()).toBe(1);
    expect(await bot.own.attendanceSheet.count()).toBe(1);
  });

  it('offers the usual times of a programme, and says how to type another', async () => {
    const { id } = await programme(3);
    await bot.db.write((tx) =>
      tx.session.create({
        data: {
          ...{ unitId: bot.unitId, programmeId: id, number: 1, state: 'held', headcount: 2 },
          ...{ startsAt: at('2023-08-31T09:00'), endsAt: at('2023-08-31T11:00') },
        },
      }),
    );
    await officer.say('/sesi');
    await officer.tap('Cetak lembar');
    await officer.tap('＋ Budidaya Ikan Lele');
    expect(officer.last().text).toContain('/sesi cetak Budidaya Ikan Lele, besok jam 9–11');
    await officer.tap('Kam 7 Sep 09.00');
    expect((await document(officer)).pages[0]).toContain('Kamis, 7 September 2023');
    await officer.say('/program');
    await officer.tap('Budidaya Ikan Lele');
    await officer.tap('Cetak lembar');
    expect(officer.buttons().flat()).toContain('🗓 Kam 7 Sep 09.00');
    expect(officer.buttons().flat()).not.toContain('Kam 7 Sep 09.00');
  });

  it('refuses an empty sheet with what to do first', async () => {
    const { id } = await programme(0);
    await officer.say(`/sesi_${await planned(id)}`);
    await officer.tap('Cetak lembar');
    expect(bot.queryAnswers.at(-1)?.text).toContain('Daftarkan peserta dulu di /program.');
    expect(await bot.own.attendanceSheet.count()).toBe(0);
  });

  describe('replies', () => {
    const send = (account: Account, more: object, to?: Shown) =>
      bot.handle({
        message: {
          ...{ message_id: 9000 + Math.floor(Math.random() * 1000), date: 1 },
          from: { id: account.account.id, is_bot: false, first_name: 'x', language_code: 'id' },
          chat: { id: account.chatId, type: 'private', first_name: 'x' },
          ...(to && {
            reply_to_message: { message_id: to.messageId, date: 1, chat: { id: account.chatId } },
          }),
          ...more,
        } as never,
      });
    const picture = (id: string) => ({
      photo: [{ file_id: id, file_unique_id: `u${id}`, width: 1, height: 1 }],
    });

    /** A reminder of a planned session as it lies in somebody's chat. */
    async function reminder(account: Account, sessionId: number): Promise<Shown> {
      const person = await bot.own.person.findFirstOrThrow({
        where: { telegramId: BigInt(account.account.id) },
      });
      const message = bot.earlier(account.account, 'Sesi ini belum tercatat.');
      await bot.db.write((tx) =>
        tx.outbox.create({
          data: {
            ...{ dedupeKey: 'x', unitId: bot.unitId, kind: 'session.unrecorded', subjectId: sessionId },
            ...{ subjectVersion: 1, personId: person.id, state: 'sent', messageId: message.messageId },
            ...{ dueAt: bot.clock.now(), nextAt: bot.clock.now(), createdAt: bot.clock.now() },
          },
        }),
      );
      return message;
    }

    it('to a reminder with numbers open the preview with them', async () => {
      const { id } = await programme(9);
      const sessionId = await planned(id);
      const message = await reminder(officer, sessionId);
      await officer.say('3,7 sakit; 9 sidang', message);
      expect(officer.last().text).toContain('Periksa dulu');
      expect(officer.last().text).toContain('Hadir 6 · sakit 2 · sidang 1');
      await officer.tap('Simpan');
      expect(await session(sessionId)).toMatchObject({ state: 'held' });
    });

    it('with an album are kept whole and answered once', async () => {
      const { id } = await programme(3);
      const sessionId = await planned(id);
      const message = await reminder(officer, sessionId);
      const before = officer.messages().length;
      const album = { media_group_id: 'g1' };
      await send(officer, { ...picture('a'), ...album, caption: 'Panen perdana' }, message);
      await send(officer, { ...picture('b'), ...album }, message);
      // A part that lost its reply is still the album's.
      await send(officer, { ...picture('c'), ...album });
      expect(officer.messages().length).toBe(before + 1);
      expect(officer.last().text).toBe(
        '📷 Foto-foto ditambahkan ke Budidaya Ikan Lele.\n🗒 Keterangannya masuk ke catatan.',
      );
      expect(await bot.own.attachment.count({ where: { sessionId, kind: 'photo' } })).toBe(3);
      expect(await session(sessionId)).toMatchObject({ notes: 'Panen perdana', state: 'planned' });

      await officer.say('/sesi');
      await tap(officer, 'Catat: Budidaya', 'Semua hadir', 'Langsung periksa', 'Simpan');
      expect(await session(sessionId)).toMatchObject({ notes: 'Panen perdana', state: 'held' });
    });

    it('with a voice message are kept as a recording, and a picture can be told to be the sheet', async () => {
      const { id } = await programme(3);
      const sessionId = await planned(id);
      const message = await reminder(officer, sessionId);
      await send(officer, { voice: { file_id: 'v', file_unique_id: 'uv', duration: 3 } }, message);
      expect(officer.last().text).toBe('🎙 Rekaman ditambahkan ke Budidaya Ikan Lele.');
      await send(officer, picture('p'), message);
      await officer.tap('Ini foto lembar');
      expect(officer.last().text).toBe('📄 Disimpan sebagai foto lembar.');
      await send(officer, { ...picture('q'), caption: 'lembar' }, message);
      const kinds = await bot.own.attachment.findMany({ where: { sessionId }, select: { kind: true } });
      expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(['sheet', 'sheet', 'voice']);
      expect((await session(sessionId)).notes).toBeNull();
    });

    it('of somebody else to the same number are not about that session', async () => {
      const { id } = await programme(3);
      const message = await reminder(officer, await planned(id));
      const humas = await bot.person({ id: 31, name: 'Ibu Ita' }, 'humas');
      await send(humas, picture('p'), { ...message, chatId: humas.chatId });
      expect(await bot.own.attachment.count()).toBe(0);
    });
  });

  describe('a month', () => {
    let head: Account;
    let id: number;
    beforeEach(async () => {
      head = await bot.person({ id: 1, name: 'Pak Karutan' }, 'head');
      ({ id } = await programme(3));
    });

    async function held(number: number, from: string) {
      const startsAt = at(from);
      const endsAt = new Date(startsAt.getTime() + 7_200_000);
      const { id: sessionId } = await bot.db.write(async (tx) => {
        const person = await tx.person.findFirstOrThrow({ where: { telegramId: 11n } });
        return tx.session.create({
          data: {
            ...{ unitId: bot.unitId, programmeId: id, number, state: 'held', headcount: 2, startsAt, endsAt },
            ...{ loggedById: person.id, loggedAt: bot.clock.now() },
          },
        });
      });
      return sessionId;
    }

    it('is closed by the head when all is recorded, and then changes no more until it is reopened', async () => {
      const sessionId = await held(1, '2023-08-29T09:00');
      await officer.say('/sesi tutup Agustus 2023');
      expect(officer.last().text).toContain('Hanya kepala yang menutup dan membuka bulan');
      await officer.say(`/sesi_${sessionId}`);
      const card = officer.last();
      expect(officer.buttons().flat()).toContain('Koreksi');
      await officer.say('/sesi budidaya, 30 agustus');
      const form = officer.last();

      await head.say('/sesi tutup Agustus 2023');
      expect(head.last().text).toContain('✅ Bulan ditutup.');
      expect(head.last().text).toContain('🔒 Agustus 2023');
      expect(head.last().text).toContain('Ditutup oleh Pak Karutan, Selasa, 5 September 2023, 11.30 WIT');

      await officer.tap('Koreksi', card);
      expect(card.text).toContain('Agustus 2023 sudah ditutup oleh Pak Karutan');
      expect(card.text).toContain('/sesi buka Agustus 2023');
      expect(card.keyboard.flat().map(({ text }) => text)).not.toContain('Koreksi');
      await officer.say('Hujan deras', card);
      expect(officer.last().text).toContain('Agustus 2023 sudah ditutup oleh Pak Karutan');
      expect((await session(sessionId)).notes).toBeNull();
      await officer.say('/sesi budidaya, 30 agustus jam 9-11');
      expect(officer.last().text).toContain('Agustus 2023 sudah ditutup oleh Pak Karutan');
      await officer.say('/sesi budidaya, 30 agustus');
      expect(officer.last().text).toContain('Agustus 2023 sudah ditutup oleh Pak Karutan');
      for (const label of ['Semua hadir', 'Langsung periksa', 'Simpan']) await officer.tap(label, form);
      expect(form.text).toContain('Agustus 2023 sudah ditutup oleh Pak Karutan');
      expect(await bot.own.session.count()).toBe(1);
      await officer.tap('Batal', form);

      await head.say('/sesi buka Agustus 2023');
      expect(head.last().text).toContain('Apa alasannya?');
      await head.say('Lembar 30 Agustus baru ditemukan');
      await head.tap('Sesi dan kehadiran');
      await head.tap('Petugas dan kepala');
      await head.tap('Besok');
      expect(head.last().text).toContain('Angka yang dilaporkan tetap disimpan');
      await head.tap('Buka');
      expect(head.last().text).toContain('✅ Bulan dibuka untuk perubahan.');
      expect(head.last().text).toContain('Dibuka oleh Pak Karutan karena Lembar 30 Agustus baru ditemukan');
      await officer.say('Hujan deras', card);
      expect((await session(sessionId)).notes).toBe('Hujan deras');
    });

    it('with sessions not recorded lists them, and can be closed with a reason', async () => {
      await held(1, '2023-08-22T09:00');
      await planned(id, '2023-08-29T09:00', '2023-08-29T11:00');
      await head.say('/sesi lalu');
      await tap(head, '🔒 Tutup bulan', '📖 Agustus 2023');
      expect(head.last().text).toContain('Tercatat 1 · dibatalkan 0 · belum dicatat 1');
      expect(head.buttons()).toEqual([
        ['⚠️ Sel 29 Agu 09.00 · Budidaya Ikan Lele'],
        ['Tutup walau belum lengkap'],
        ['‹ Semua bulan'],
      ]);
      await head.say('/sesi tutup agustus');
      expect(head.last().text).toContain('Masih ada sesi yang belum dicatat.');
      await head.tap('Tutup walau belum lengkap');
      await head.say('Lembar hilang karena banjir');
      expect(head.last().text).toContain('✅ Bulan ditutup.');
      expect(head.last().text).toContain('Belum lengkap waktu ditutup: Lembar hilang karena banjir');
      expect(head.buttons()).toEqual([['🔓 Buka untuk perubahan'], ['‹ Semua bulan']]);
    });

    it('with a session not recorded leaves that one as it is too', async () => {
      const sessionId = await planned(id, '2023-08-29T09:00', '2023-08-29T11:00');
      const version = () => bot.own.session.findUniqueOrThrow({ where: { id: sessionId } });
      await officer.say(`/sesi_${sessionId}`);
      const card = officer.last();
      const shown = officer.buttons().flat();
      expect(shown).toEqual(expect.arrayContaining(['Isi sekarang', 'Pindahkan', 'Batalkan sesi']));
      const before = await version();
      await officer.tap('Batalkan sesi', card);
      const form = officer.last();

      await head.say('/sesi tutup agustus');
      await head.tap('Tutup walau belum lengkap');
      await head.say('Lembar hilang karena banjir');

      await officer.tap('Pelatih berhalangan', form);
      expect(form.text).toContain('Agustus 2023 sudah ditutup oleh Pak Karutan');
      for (const label of ['Isi sekarang', 'Pindahkan', 'Pengganti pelatih', 'Batalkan sesi']) {
        await officer.say(`/sesi_${sessionId}`);
        expect(officer.last().text).toContain('🔒 Agustus 2023 sudah ditutup oleh Pak Karutan');
        expect(officer.buttons().flat()).not.toContain(label);
      }
      expect(await version()).toEqual(before);

      await head.say('/sesi buka agustus');
      await head.say('Lembarnya ditemukan');
      for (const label of ['Semua', 'Petugas dan kepala', 'Hari ini', 'Buka']) await head.tap(label);
      await officer.say(`/sesi_${sessionId}`);
      expect(officer.buttons().flat()).toEqual(shown);
    });

    it('that isn’t over, or no month at all, is not closed', async () => {
      await head.say('/sesi tutup September 2023');
      expect(head.last().text).toContain('Bulan ini belum berakhir, jadi belum dapat ditutup.');
      await head.say('/sesi tutup kemarin dulu');
      expect(head.last().text).toContain('itu bukan bulan. Contoh: /sesi tutup Agustus 2023');
      expect(await bot.own.monthClosing.count()).toBe(0);
    });
  });
});
