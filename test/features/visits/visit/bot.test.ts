import { GrammyError } from 'grammy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchName } from '../../../../src/reading/search-name.js';
import { startBot, type TestBot } from '../../../support/bot.js';
import { conversations, type TestDatabase } from '../../../support/database.js';

const OFFICER = { id: 11, name: 'Budi' };
const HUMAS = { id: 12, name: 'Sinta' };
const HEAD = { id: 13, name: 'Pak Karutan' };
const FISHERIES_HEAD = { id: 21, name: 'Ibu Kadis' };
const FISHERIES_STAFF = { id: 22, name: 'Rahman' };
const SOCIAL_HEAD = { id: 31, name: 'Pak Sosial' };

describe.each(conversations())('visits in the chat on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Awaited<ReturnType<TestBot['person']>>;
  let fisheries: number;

  const agency = (name: string) =>
    bot.db.write((tx) =>
      tx.agency.create({
        data: { unitId: bot.unitId, name, searchName: searchName(name), createdAt: bot.clock.now() },
      }),
    );
  const plannedKinds = async () => {
    const rows = await bot.own.outbox.findMany({ where: { state: 'planned' }, orderBy: { id: 'asc' } });
    return rows.map(({ kind }) => kind);
  };

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    await database.reset();
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    ({ id: fisheries } = await agency('Dinas Perikanan Maluku Tengah'));
    await agency('Dinas Sosial');
    officer = await bot.person(OFFICER, 'officer');
    await bot.person(HUMAS, 'humas');
  });

  const LINE = '/kunjungan Dinas Perikanan, kamis jam 10, kerja sama pelatihan budidaya';

  /** A visit that the officer has proposed and its request delivered. */
  async function proposed() {
    const head = await bot.person(FISHERIES_HEAD, 'agencyHead', fisheries);
    await officer.say(LINE);
    await officer.tap('Simpan dan kirim');
    await bot.deliver();
    return head;
  }

  it('goes from one line to an agreement with its calendar file', async () => {
    const head = await bot.person(FISHERIES_HEAD, 'agencyHead', fisheries);
    await officer.say(LINE);
    expect(officer.last().text).toBe(
      [
        'Periksa dulu',
        '🏢 Dinas Perikanan Maluku Tengah — kita ke sana',
        '🗓 Kamis, 31 Agustus 2023, 10.00–11.00 WIT',
        '📝 kerja sama pelatihan budidaya',
        '👥 Anda, Humas (Sinta)',
        'Tidak ada bentrok.',
      ].join('\n'),
    );
    expect(officer.buttons()).toEqual([['Simpan dan kirim'], ['Ubah tanggal', 'Ubah lainnya'], ['Batal']]);
    await officer.tap('Simpan dan kirim');
    expect(officer.messages()).toHaveLength(1);
    expect(officer.last().text).toContain(
      'Menunggu jawaban · dikirim kepada Kepala Dinas Perikanan Maluku Tengah 09.00',
    );
    expect(officer.buttons()).toEqual([
      ['☎️ Catat jawaban', '📲 Kirim lewat WhatsApp'],
      ['Ubah', 'Batalkan kunjungan'],
      ['Riwayat'],
    ]);

    await bot.deliver();
    expect(head.last().text).toBe(
      [
        'Rutan Kelas IIB Masohi ingin berkunjung',
        '🗓 Kamis, 31 Agustus 2023, 10.00–11.00 WIT',
        '📍 Kantor Dinas Perikanan Maluku Tengah',
        '📝 kerja sama pelatihan budidaya',
        '👥 Petugas (Budi), Humas (Sinta)',
      ].join('\n'),
    );
    expect(head.buttons()).toEqual([['✅ Bersedia'], ['🔁 Usul waktu lain', '❌ Tidak bisa'], ['Riwayat']]);

    await head.tap('Bersedia');
    expect(head.last().text).toContain('✅ Disepakati');
    await bot.deliver();
    const [card, agreed] = officer.messages();
    expect(card?.text).toContain('✅ Disepakati');
    expect(agreed?.text).toContain('✅ Disepakati: Kamis, 31 Agustus 2023, 10.00–11.00 WIT');
    expect(agreed?.document).toBe('kunjungan.ics');
    expect(officer.messages()).toHaveLength(2);
    expect(head.last().document).toBe('kunjungan.ics');
    expect(bot.as(HUMAS).last().document).toBe('kunjungan.ics');
    expect(await plannedKinds()).toEqual([
      ...['visit.H-1', 'visit.H-1', 'visit.H-1', 'visit.2h', 'visit.2h', 'visit.2h', 'visit.outcome'],
    ]);
  });

  it('takes six taps in one message without the one line', async () => {
    await bot.person(FISHERIES_HEAD, 'agencyHead', fisheries);
    let taps = 0;
    const tap = async (label: string) => {
      taps += 1;
      await officer.tap(label);
    };
    await officer.say('/kunjungan');
    await tap('Jadwalkan');
    await tap('Dinas Perikanan');
    await tap('Kita ke sana');
    await tap('31');
    await tap('10.00');
    await officer.say('Kerja sama pelatihan budidaya');
    await tap('Simpan dan kirim');
    expect(taps).toBe(6);
    expect(officer.messages()).toHaveLength(1);
    expect(officer.last().text).toContain('Menunggu jawaban · dikirim');
  });

  it('another time goes to the officer and back with one tap each', async () => {
    const head = await proposed();
    const request = head.last();
    await head.tap('Usul waktu lain');
    await head.tap('›');
    await head.tap('1');
    await head.tap('09.00');
    expect(head.last().text).toBe(
      'Usul Anda, Jumat, 1 September 2023, 09.00–10.00 WIT, dikirim. Kami kabari segera.',
    );
    await bot.deliver();
    expect(request.text).toContain('Usul Anda: Jumat, 1 September 2023');
    expect(officer.messages()[0]?.text).toContain('mengusulkan Jumat, 1 September 2023, 09.00–10.00 WIT');
    const asked = officer.last();
    expect(asked.text).toContain(
      'Dinas Perikanan Maluku Tengah mengusulkan Jumat, 1 September 2023, 09.00–10.00 WIT\nSemula Kam 31 Agu 10.00',
    );
    expect(asked.text).toContain('Tidak ada bentrok.');
    expect(officer.buttons()).toEqual([['✅ Terima', '🔁 Usul lain'], ['Lihat kunjungan']]);
    await officer.tap('Terima');
    await bot.deliver();
    expect(officer.last().text).toContain('✅ Disepakati: Jumat, 1 September 2023, 09.00–10.00 WIT');
    expect(head.last().text).toContain('✅ Disepakati: Jumat, 1 September 2023, 09.00–10.00 WIT');
    expect(request.text).toContain('🗓 Jumat, 1 September 2023, 09.00–10.00 WIT');
  });

  it('an old button says that the time has changed and shows the present card', async () => {
    const head = await proposed();
    const old = { ...head.last(), keyboard: head.last().keyboard };
    await officer.tap('Ubah', officer.messages()[0]);
    await officer.tap('Ubah tanggal');
    await officer.say('jumat jam 9');
    await officer.tap('Simpan dan beri tahu');
    expect(officer.last().text).toContain('Waktu baru, Jumat, 1 September 2023, 09.00–10.00 WIT, dikirim.');
    await bot.deliver();
    expect(head.last().text).toContain('mengajukan waktu baru untuk kunjungan\nSemula Kam 31 Agu 10.00');
    await head.tap('Bersedia', old);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Jadwal ini sudah berubah.');
    const shown = head.messages()[0];
    expect(shown?.text).toContain('Jadwal ini sudah berubah.');
    expect(shown?.text).toContain('Jumat, 1 September 2023');
    expect(await bot.own.visit.count({ where: { state: 'confirmed' } })).toBe(0);
    await head.tap('Bersedia', shown);
    expect(await bot.own.visit.count({ where: { state: 'confirmed' } })).toBe(1);
  });

  it('a second tap is harmless, and a redelivered one shows the same', async () => {
    const head = await proposed();
    const before = { ...head.last(), keyboard: head.last().keyboard };
    const update = await head.tap('Bersedia');
    await bot.redeliver(update);
    await head.tap('Bersedia', before);
    expect(await bot.own.visitEvent.count({ where: { kind: 'accepted' } })).toBe(1);
    expect(head.last().text).toContain('✅ Disepakati');
  });

  it('nobody of another agency can do or see anything', async () => {
    const head = await proposed();
    const stranger = await bot.person(SOCIAL_HEAD, 'agencyHead', fisheries + 1);
    for (const button of head.last().keyboard.flat()) {
      if (!('callback_data' in button)) continue;
      await stranger.say('/kunjungan');
      await stranger.tapData(button.callback_data);
      expect(bot.queryAnswers.at(-1)).toEqual({
        text: 'Data instansi lain tidak dapat dibuka.',
        alert: true,
      });
      expect(stranger.last().text).not.toContain('Perikanan');
    }
    expect(await bot.own.visit.count({ where: { state: 'proposed' } })).toBe(1);
  });

  it('humas looks on: the card has only the history', async () => {
    await proposed();
    const humas = bot.as(HUMAS);
    await humas.say('/kunjungan');
    await humas.tap('Dinas Perikanan');
    expect(humas.buttons()).toEqual([['Riwayat']]);
    const [visit] = await bot.own.visit.findMany();
    await humas.tapData(`v:off:${visit?.id.toString(36)}:1`);
    expect(bot.queryAnswers.at(-1)?.alert).toBe(true);
  });

  it('a refusal reaches the officer with its reason, or without one', async () => {
    const head = await proposed();
    await head.tap('Tidak bisa');
    await head.tap('Sedang dinas luar');
    await bot.deliver();
    expect(officer.last().text).toContain(
      '❌ Dinas Perikanan Maluku Tengah belum bisa\n🗓 Kamis, 31 Agustus 2023, 10.00–11.00 WIT\nAlasan: Sedang dinas luar',
    );
    expect(officer.messages()[0]?.text).toContain('❌ Belum bisa');
    await officer.tap('Pilih waktu lain');
    await officer.say('senin depan jam 9');
    await bot.deliver();
    expect(head.last().text).toContain('Senin, 4 September 2023, 09.00–10.00 WIT');
    await head.tap('Tidak bisa');
    await head.tap('Lewati');
    await bot.deliver();
    expect(officer.last().text).not.toContain('Alasan');
  });

  it('with nobody to reach, the card says so at once and offers an invitation; then it is sent', async () => {
    await officer.say(LINE);
    await officer.tap('Simpan dan kirim');
    expect(officer.last().text).toContain('⚠️ Tersimpan, tetapi belum terkirim');
    expect(officer.buttons()).toEqual([
      ['Undang kepala instansi'],
      ['Undang staf'],
      ['☎️ Catat jawaban', '📲 Kirim lewat WhatsApp'],
      ['Ubah', 'Batalkan kunjungan'],
      ['Riwayat'],
    ]);
    await officer.tap('Undang kepala instansi');
    const head = await bot.person(FISHERIES_HEAD, 'agencyHead', fisheries);
    await officer.say('/kunjungan');
    await officer.tap('Dinas Perikanan');
    await officer.tap('Kirim sekarang');
    expect(officer.last().text).toContain('Menunggu jawaban · dikirim kepada');
    await bot.deliver();
    expect(head.last().text).toContain('ingin berkunjung');
  });

  describe('a head who has blocked the bot', () => {
    const block = (account: { readonly id: number }) =>
      bot.failures.push(({ method, payload }) =>
        method === 'sendMessage' && payload['chat_id'] === account.id
          ? new GrammyError(
              'refused',
              { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
              method,
              payload,
            )
          : undefined,
      );

    it('has the other contacts asked', async () => {
      await bot.person(FISHERIES_HEAD, 'agencyHead', fisheries);
      const contact = await bot.person(FISHERIES_STAFF, 'agencyContact', fisheries);
      block(FISHERIES_HEAD);
      await officer.say(LINE);
      await officer.tap('Simpan dan kirim');
      await bot.deliver();
      await bot.deliver();
      expect(contact.last().text).toContain('ingin berkunjung');
      expect(officer.messages()).toHaveLength(1);
    });

    it('has the officer told where there is nobody else', async () => {
      await bot.person(FISHERIES_HEAD, 'agencyHead', fisheries);
      block(FISHERIES_HEAD);
      await officer.say(LINE);
      await officer.tap('Simpan dan kirim');
      await bot.deliver();
      await bot.deliver();
      expect(officer.last().text).toContain('⚠️ Permintaan tidak sampai ke Dinas Perikanan Maluku Tengah');
      expect(officer.buttons()).toEqual([
        ['Undang kepala instansi'],
        ['☎️ Catat jawaban'],
        ['Lihat kunjungan'],
      ]);
      expect(officer.messages()[0]?.text).toContain('belum terkirim');
    });
  });

  it('several contacts without a head are all asked; one answer settles it for all', async () => {
    const one = await bot.person(FISHERIES_HEAD, 'agencyContact', fisheries);
    const other = await bot.person(FISHERIES_STAFF, 'agencyContact', fisheries);
    await officer.say(LINE);
    await officer.tap('Simpan dan kirim');
    await bot.deliver();
    const before = { ...other.last() };
    await one.tap('Bersedia');
    await bot.deliver();
    expect(other.messages()[0]?.text).toContain('✅ Disepakati');
    await other.tap('Tidak bisa', before);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Jadwal ini sudah berubah.');
    expect(await bot.own.visit.count({ where: { state: 'confirmed' } })).toBe(1);
  });

  it('a form left open while the visit changed saves nothing and says so', async () => {
    const head = await proposed();
    await head.tap('Usul waktu lain');
    await head.tap('31');
    await officer.tap('Batalkan kunjungan', officer.messages()[0]);
    await officer.tap('Cuaca');
    await head.tap('13.00');
    expect(head.last().text).toContain('Jadwal ini sudah berubah.');
    expect(head.last().text).toContain('🚫 Dibatalkan\nAlasan: 🌧 Cuaca');
    expect(await bot.own.visit.count({ where: { state: 'cancelled' } })).toBe(1);
  });

  it('a contact who has left the post gets nothing more and can do nothing', async () => {
    const head = await proposed();
    const request = { ...head.last() };
    await head.tap('Bersedia');
    await bot.db.write((tx) =>
      tx.post.updateMany({ where: { agencyId: fisheries }, data: { endedAt: bot.clock.now() } }),
    );
    const said = head.messages().length;
    bot.clock.set('2023-08-29T23:00:00Z');
    await bot.deliver();
    expect(head.messages()).toHaveLength(said);
    expect(await bot.own.outbox.count({ where: { cause: 'no-post' } })).toBe(2);
    await head.tap('Usul waktu lain', request);
    expect(bot.queryAnswers.at(-1)?.alert).toBe(true);
  });

  it('a reminder after downtime says today and that it is late, or stays away when it is too late', async () => {
    const head = await proposed();
    await head.tap('Bersedia');
    await bot.deliver();
    bot.clock.set('2023-08-30T21:00:00Z');
    await bot.deliver();
    expect(head.last().text).toContain('Hari ini: kunjungan');
    expect(head.last().text).toContain('terlambat terkirim');
    const said = head.messages().length;
    bot.clock.set('2023-08-31T01:05:00Z');
    await bot.deliver();
    expect(head.messages()).toHaveLength(said);
    expect(await bot.own.outbox.count({ where: { kind: 'visit.2h', cause: 'late' } })).toBe(3);
  });

  it('unread parts of the line are asked for, with what was understood kept', async () => {
    await officer.say('/kunjungan perikana, 31 Februari, budidaya');
    expect(officer.last().text).toContain('Saya baca "perikana" sebagai Dinas Perikanan Maluku Tengah.');
    expect(officer.last().text).toContain('"31 Februari", tanggal itu tidak ada');
    expect(officer.last().text).toContain('📝 budidaya');
    expect(officer.last().text).toContain('Tanggal berapa?');
    await officer.say('besok jam 10');
    expect(officer.last().text).toContain('Periksa dulu');
    expect(officer.last().text).toContain('Selasa, 29 Agustus 2023, 10.00–11.00 WIT');
  });

  it('a time that is over is refused and the form stays', async () => {
    await officer.say('/kunjungan Dinas Perikanan, hari ini jam 8, budidaya');
    expect(officer.last().text).toContain('Senin, 28 Agustus 2023, 08.00 WIT sudah lewat');
    await officer.tap('Hari ini');
    await officer.tap('08.00');
    expect(officer.last().text).toContain('sudah lewat');
    await officer.tap('10.00');
    expect(officer.last().text).toContain('Periksa dulu');
  });

  describe('a time that can not be had', () => {
    const CLASHING = '/kunjungan Dinas Sosial, kamis 10.30-11.30, bantuan';

    it('is shown with what is in the way and the three nearest free ones, one tap each', async () => {
      await proposed();
      await officer.say(CLASHING);
      expect(officer.last().text).toContain(
        '⚠️ Bentrok: Anda, Humas (Sinta) sudah ada kunjungan dengan Dinas Perikanan Maluku Tengah, Kamis, 31 Agustus 2023, 10.00–11.00 WIT.',
      );
      expect(officer.buttons()).toEqual([
        ['Kam 31 Agu 11.30'],
        ['Kam 31 Agu 12.00'],
        ['Jum 1 Sep 10.30'],
        ['Batal'],
      ]);
      await officer.tap('11.30');
      expect(officer.last().text).toContain('🗓 Kamis, 31 Agustus 2023, 11.30–12.30 WIT');
      expect(officer.last().text).toContain('Tidak ada bentrok.');
      await officer.tap('Simpan dan kirim');
      expect(await bot.own.visit.count()).toBe(2);
    });

    it('is given up for one that is typed', async () => {
      await proposed();
      await officer.say(CLASHING);
      await officer.say('jumat jam 9');
      expect(officer.last().text).toContain('🗓 Jumat, 1 September 2023, 09.00–10.00 WIT');
      expect(officer.buttons()[0]).toEqual(['Simpan dan kirim']);
    });

    it('is kept by a head with a reason, which the history shows', async () => {
      await bot.person(FISHERIES_HEAD, 'agencyHead', fisheries);
      const head = await bot.person(HEAD, 'head');
      await head.say('/kunjungan Dinas Perikanan, sabtu jam 10, peresmian kolam');
      expect(head.last().text).toContain('⚠️ Sab 2 Sep: akhir pekan');
      await head.tap('Tetap pakai waktu ini');
      await head.say('Atas permintaan Bupati');
      expect(head.last().text).toContain('⚠️ Sab 2 Sep: akhir pekan\nTetap dipakai: Atas permintaan Bupati');
      await head.tap('Simpan dan kirim');
      expect(head.last().text).toContain('Menunggu jawaban');
      await head.tap('Riwayat');
      expect(head.last().text).toContain('Tetap dipakai: Atas permintaan Bupati');
    });

    it('is taken by somebody else while the form is open: nothing is saved, and others are offered', async () => {
      const other = await bot.person({ id: 14, name: 'Tuti' }, 'officer');
      await officer.say('/kunjungan Dinas Perikanan, kamis jam 10, bantuan');
      await other.say(LINE);
      await other.tap('Simpan dan kirim');
      await officer.tap('Simpan dan kirim');
      expect(officer.last().text).toContain('Bentrok:');
      expect(officer.buttons()[0]).toEqual(['Kam 31 Agu 09.00']);
      expect(await bot.own.visit.count()).toBe(1);
    });

    it('when an agency suggested it: accepting shows why not, and another time goes back to the agency', async () => {
      const head = await proposed();
      await officer.say('/kunjungan Dinas Sosial, jumat jam 9, bantuan');
      await officer.tap('Simpan dan kirim');
      await head.tap('Usul waktu lain');
      await head.say('jumat jam 9');
      await bot.deliver();
      expect(officer.last().text).toContain(
        '⚠️ Bentrok: Anda, Humas (Sinta) sudah ada kunjungan dengan Dinas Sosial',
      );
      await officer.tap('Terima');
      expect(officer.last().text).toContain('Bentrok');
      expect(officer.buttons().slice(0, 2)).toEqual([['Jum 1 Sep 07.30'], ['Jum 1 Sep 13.00']]);
      await officer.tap('Jum 1 Sep 13.00');
      expect(officer.last().text).toContain('Waktu baru, Jumat, 1 September 2023, 13.00–14.00 WIT, dikirim.');
      await bot.deliver();
      expect(head.last().text).toContain('13.00–14.00');
    });

    it('moving there from the card is refused in the same way', async () => {
      await proposed();
      await officer.say('/kunjungan Dinas Sosial, jumat jam 9, bantuan');
      await officer.tap('Simpan dan kirim');
      await officer.tap('Ubah');
      await officer.tap('Ubah tanggal');
      await officer.say('kamis jam 10');
      expect(officer.last().text).toContain('Bentrok');
      await officer.tap('12.00');
      expect(officer.last().text).toContain('Ubah kunjungan');
      await officer.tap('Simpan dan beri tahu');
      expect(officer.last().text).toContain('Waktu baru, Kamis, 31 Agustus 2023, 12.00–13.00 WIT');
    });
  });

  describe('the calendar', () => {
    const days = () =>
      officer
        .buttons()
        .slice(3)
        .flat()
        .filter((label) => /\d/u.test(label));

    it('marks weekends, holidays, full days and today, and days that are over have no number', async () => {
      bot.clock.set('2023-09-25T00:00:00Z');
      await bot.person(HEAD, 'head');
      const [visit] = await bot.own.person.findMany({ where: { telegramId: BigInt(OFFICER.id) } });
      await bot.db.write((tx) =>
        tx.visit.create({
          data: {
            unitId: bot.unitId,
            direction: 'toAgency',
            purpose: 'Seharian',
            state: 'confirmed',
            startsAt: new Date('2023-09-25T22:30:00Z'),
            endsAt: new Date('2023-09-26T07:00:00Z'),
            officerId: visit?.id ?? 0,
            createdAt: bot.clock.now(),
            parties: { create: { agencyId: fisheries } },
          },
        }),
      );
      await officer.say('/kunjungan Dinas Sosial');
      expect(officer.buttons()[1]).toEqual(['«', '‹', 'September 2023', '›', '»']);
      expect(days()).toEqual(['•25', '26×', '27', '28*', '29', '(30)']);
      expect(officer.last().text).toContain('(5) tutup · 17* libur · 8× penuh');
      expect(officer.last().text).toContain('Kam 28 Sep: libur, Maulid Nabi Muhammad S.A.W.');
      await officer.tap('28*');
      expect(officer.last().text).toContain('Kam 28 Sep: libur, Maulid');
      expect(officer.last().text).toContain('Jam berapa?');
    });

    it('steps by month and by year, never before this month, and says where holidays are unknown', async () => {
      await officer.say('/kunjungan Dinas Sosial');
      await officer.tap('‹');
      expect(officer.buttons()[1]?.[2]).toBe('Agustus 2023');
      await officer.tap('›');
      await officer.tap('»');
      expect(officer.buttons()[1]?.[2]).toBe('September 2024');
      await officer.tap('«');
      await officer.tap('«');
      expect(officer.buttons()[1]?.[2]).toBe('Agustus 2023');
      for (let year = 2024; year <= 2027; year += 1) await officer.tap('»');
      expect(officer.last().text).toContain('Libur nasional tahun 2027 belum ada di tabel.');
    });
  });

  describe('the list', () => {
    async function several() {
      await bot.person(HEAD, 'head');
      for (const line of [
        'Dinas Perikanan, hari ini jam 13, budidaya lele',
        'Dinas Sosial, kamis jam 10, Bantuan Modal',
        'Dinas Perikanan, senin depan jam 10, panen',
      ]) {
        await officer.say(`/kunjungan ${line}`);
        await officer.tap('Simpan dan kirim');
      }
      await officer.say('/kunjungan');
    }
    const shown = () =>
      officer
        .buttons()
        .flat()
        .filter((label) => label.includes(' · '))
        .map((label) => label.replace(/^\S+ /u, ''));

    it('has today, this week, what comes, mine, waiting and past, a tap each', async () => {
      await several();
      expect(officer.buttons().slice(-3)).toEqual([
        ['Hari ini', 'Pekan ini', '• Mendatang'],
        ['Milik saya', 'Menunggu', 'Lewat'],
        ['Per instansi', '🔎 Cari', '🗳 Pilihan waktu'],
      ]);
      const [today, thursday, monday] = shown();
      expect(shown()).toHaveLength(3);
      await officer.tap('Hari ini');
      expect(shown()).toEqual([today]);
      await officer.tap('Pekan ini');
      expect(shown()).toEqual([today, thursday]);
      await officer.tap('Milik saya');
      expect(shown()).toEqual([today, thursday, monday]);
      const head = bot.as(HEAD);
      await head.say('/kunjungan');
      await head.tap('Milik saya');
      expect(head.last().text).toContain('Anda tidak ikut kunjungan mendatang mana pun.');
      bot.clock.set('2023-09-04T00:00:00Z');
      await officer.tap('Lewat');
      expect(shown()).toEqual([thursday, today]);
      await officer.tap('Hari ini');
      expect(shown()).toEqual([monday]);
    });

    it('shows one agency, and keeps to it from part to part', async () => {
      await several();
      await officer.tap('Per instansi');
      expect(officer.buttons().slice(0, 2)).toEqual([['Dinas Perikanan Maluku Tengah'], ['Dinas Sosial']]);
      await officer.tap('Dinas Sosial');
      expect(officer.last().text).toContain('Dinas Sosial · Mendatang');
      expect(shown()).toHaveLength(1);
      await officer.tap('Hari ini');
      expect(officer.last().text).toContain('Dinas Sosial · Hari ini\nTidak ada kunjungan hari ini.');
    });

    it('finds by words of the purpose and of the agency, in any case, a page at a time', async () => {
      await several();
      await officer.say('/kunjungan cari BANTUAN, modal');
      expect(officer.last().text).toContain('Kunjungan dengan "bantuan modal"');
      expect(shown()).toEqual(['Kam 31 Agu 10.00 · Dinas Sosial']);
      await officer.say('/kunjungan cari perikanan');
      expect(shown()).toHaveLength(2);
      await officer.say('/kunjungan cari jembatan');
      expect(officer.last().text).toContain('Tidak ada yang cocok');
      await bot.db.write((tx) => tx.visit.updateMany({ where: {}, data: { searchText: 'serah terima' } }));
      for (let n = 0; n < 4; n += 1) {
        const { id: _, ...row } = await bot.own.visit.findFirstOrThrow();
        await bot.db.write((tx) =>
          tx.visit.create({ data: { ...row, parties: { create: { agencyId: fisheries } } } }),
        );
      }
      await officer.say('/kunjungan cari serah');
      expect(shown()).toHaveLength(6);
      await officer.tap('Berikutnya');
      expect(shown()).toHaveLength(1);
    });

    it('an agency sees and finds only its own', async () => {
      await several();
      const contact = await bot.person(FISHERIES_STAFF, 'agencyContact', fisheries);
      await contact.say('/kunjungan cari dinas');
      expect(
        contact
          .buttons()
          .flat()
          .filter((label) => label.includes('Sosial')),
      ).toEqual([]);
      await contact.tap('Mendatang');
      expect(
        contact
          .buttons()
          .flat()
          .filter((label) => label.includes('Perikanan')),
      ).toHaveLength(2);
      expect(contact.buttons().slice(-2)).toEqual([
        ['Menunggu', 'Lewat'],
        ['🔎 Cari', '🗳 Pilihan waktu'],
      ]);
      await contact.tapData(`vl:coming:0:${(fisheries + 1).toString(36)}`);
      expect(contact.last().text).toContain('Belum ada kunjungan mendatang.');
    });
  });

  describe('closed days', () => {
    it('a head closes days by message, one a line; the calendar and the clash know them', async () => {
      const head = await bot.person(HEAD, 'head');
      await head.say('/kunjungan tutup 31 Agustus, upacara\nsenin depan, apel besar');
      expect(head.last().text).toContain('• Kamis, 31 Agustus 2023: upacara');
      expect(head.last().text).toContain('• Senin, 4 September 2023: apel besar');
      await officer.say(LINE);
      expect(officer.last().text).toContain('⚠️ Kam 31 Agu: tutup, upacara');
      expect(officer.buttons()[0]).toEqual(['Jum 1 Sep 10.00']);
      await officer.say('/kunjungan Dinas Sosial');
      expect(officer.buttons().flat()).toContain('(31)');
      expect(officer.last().text).toContain('Kam 31 Agu: tutup, upacara');

      await head.tap('Buka lagi Kamis, 31 Agustus 2023');
      expect(head.last().text).toContain('Hari itu dibuka lagi; sesi dari jadwal mingguan kembali ada.');
      expect(head.last().text).not.toContain('31 Agustus');
      await officer.say(LINE);
      expect(officer.last().text).toContain('Tidak ada bentrok.');
      await head.say('/kunjungan tutup 31/8, rapat');
      expect(head.last().text).toContain('• Kamis, 31 Agustus 2023: rapat');
      expect(await bot.own.auditEntry.count({ where: { subject: 'closedDay' } })).toBe(4);
    });

    it('what can not be read closes nothing, and says which line and how to write it', async () => {
      const head = await bot.person(HEAD, 'head');
      await head.say('/kunjungan tutup besok, rapat\n31 Februari, upacara');
      expect(head.last().text).toContain('"31 Februari", tanggal itu tidak ada');
      expect(head.last().text).toContain('/kunjungan tutup 12 September, upacara');
      expect(await bot.own.closedDay.count()).toBe(0);
      await head.say('/kunjungan tutup kemarin, rapat');
      expect(head.last().text).toContain('sudah lewat');
    });

    it('others see them and change nothing', async () => {
      const head = await bot.person(HEAD, 'head');
      await head.say('/kunjungan tutup besok, rapat');
      await officer.say('/kunjungan tutup lusa, rapat');
      expect(officer.last().text).toContain('Hanya kepala yang dapat menutup atau membuka hari.');
      expect(officer.last().text).toContain('rapat');
      expect(officer.buttons()).toEqual([]);
      await officer.tapData('vc:2023-08-29');
      expect(await bot.own.closedDay.count({ where: { reopenedAt: null } })).toBe(1);
    });
  });

  it('who goes along can be changed from the preview', async () => {
    await bot.person(HEAD, 'head');
    await officer.say(LINE);
    await officer.tap('Ubah lainnya');
    await officer.tap('yang ikut');
    await officer.tap('Sinta');
    await officer.tap('Pak Karutan');
    await officer.tap('Selesai');
    expect(officer.last().text).toContain('👥 Anda, Kepala Rutan (Pak Karutan)');
    await officer.tap('Simpan dan kirim');
    expect(officer.last().text).toContain('👥 Anda, Kepala Rutan (Pak Karutan)');
  });

  it('an agency proposes for itself, and an officer answers', async () => {
    const contact = await bot.person(FISHERIES_STAFF, 'agencyContact', fisheries);
    await contact.say('/kunjungan rabu jam 14, melihat kolam');
    expect(contact.last().text).toContain('🗓 Rabu, 30 Agustus 2023, 14.00–15.00 WIT');
    await contact.tap('Simpan dan kirim');
    expect(contact.last().text).toContain('Menunggu jawaban Rutan Kelas IIB Masohi');
    await bot.deliver();
    expect(officer.last().text).toContain('Dinas Perikanan Maluku Tengah ingin berkunjung');
    expect(officer.buttons()).toEqual([['✅ Terima'], ['🔁 Usul lain', '❌ Tidak bisa'], ['Riwayat']]);
    await officer.tap('Terima');
    await bot.deliver();
    expect(contact.messages()[0]?.text).toContain('✅ Disepakati');
    expect(contact.last().document).toBe('kunjungan.ics');
    expect(officer.last().document).toBe('kunjungan.ics');
  });

  it('calling off tells everybody once, with the reason and a cancelled calendar entry', async () => {
    const head = await proposed();
    await head.tap('Bersedia');
    await bot.deliver();
    await officer.tap('Batalkan kunjungan', officer.messages()[0]);
    await officer.tap('Laut');
    expect(officer.last().text).toContain('Kunjungan dibatalkan. Dinas Perikanan Maluku Tengah diberi tahu.');
    await bot.deliver();
    for (const who of [head, bot.as(HUMAS), officer]) {
      const told = who.messages().filter(({ text }) => text.includes('Kunjungan dibatalkan:'));
      expect(told.map(({ document }) => document)).toEqual(['kunjungan.ics']);
      expect(told[0]?.text).toContain('Alasan: 🌊 Laut (keadaan kahar)');
    }
    expect(await plannedKinds()).toEqual([]);
    await officer.tap(
      'Lihat kunjungan',
      officer.messages().find(({ text }) => text.includes('diberi tahu')),
    );
    await officer.tap('Riwayat');
  });

  it('reminds both sides the day before and two hours before, never of an old time', async () => {
    const head = await proposed();
    await head.tap('Bersedia');
    await bot.deliver();
    bot.clock.set('2023-08-29T23:00:00Z');
    await bot.deliver();
    expect(head.last().text).toContain('Besok: kunjungan, Rutan Kelas IIB Masohi\n🗓 Kamis, 31 Agustus 2023');
    expect(head.buttons()).toEqual([
      ['✅ Siap', '🔁 Perlu ubah'],
      ['Batalkan kunjungan'],
      ['⏰ Ingatkan lagi 1 jam', '⏰ Waktu lain …'],
    ]);
    expect(officer.last().text).toContain('Besok: kunjungan, Dinas Perikanan Maluku Tengah');
    expect(officer.buttons()).toEqual([
      ['Ubah', 'Batalkan kunjungan'],
      ['Lihat kunjungan'],
      ['⏰ Ingatkan lagi 1 jam', '⏰ Waktu lain …'],
    ]);
    await head.tap('Siap');
    expect(head.last().text).toContain('Anda sudah menyatakan siap');
    await bot.deliver();
    expect(officer.messages()[0]?.text).toContain('menyatakan siap');

    await officer.tap('Ubah', officer.messages()[0]);
    await officer.tap('Ubah tanggal');
    await officer.say('selasa depan');
    await officer.tap('Simpan dan beri tahu');
    expect(officer.last().text).toContain('Waktu semula, Kam 31 Agu 10.00, tetap berlaku');
    await bot.deliver();
    await head.tap('Bersedia');
    await bot.deliver();
    bot.clock.set('2023-08-31T01:00:00Z');
    await bot.deliver();
    for (const who of [head, officer, bot.as(HUMAS)]) {
      expect(who.messages().filter(({ text }) => text.includes('Dua jam lagi'))).toEqual([]);
    }
    expect(bot.as(HUMAS).last().text).toContain('Semula Kam 31 Agu 10.00');
  });

  it('an answer by telephone is written down for the agency, and says so wherever it is told', async () => {
    const head = await proposed();
    expect(officer.buttons()).toContainEqual(['☎️ Catat jawaban', '📲 Kirim lewat WhatsApp']);
    await officer.tap('Catat jawaban');
    await officer.tap('Bersedia');
    await officer.tap('Telepon');
    await officer.say('Ibu Ani, sekretaris');
    expect(officer.last().text).toContain('Jawaban tercatat.\n✅ Disepakati\n');
    expect(officer.last().text).toContain(
      '☎️ Dinas Perikanan Maluku Tengah menjawab: Telepon, Ibu Ani, sekretaris',
    );
    await bot.deliver();
    // The agency's head has it in the calendar as if the answer had been a tap, and the old question is answered.
    expect(head.last().text).toContain('✅ Disepakati: Kamis, 31 Agustus 2023');
    await officer.tap(
      'Riwayat',
      officer.messages().find(({ text }) => text.includes('Jawaban tercatat')),
    );
    expect(
      officer
        .messages()
        .filter(({ text }) => text.startsWith('Riwayat') && text.includes('Telepon, Ibu Ani')),
    ).toHaveLength(1);
    const [party] = await bot.db.read.visitParty.findMany({ where: { visit: { unitId: bot.unitId } } });
    expect(party).toMatchObject({ answer: 'accepted', answeredById: null });
    expect(head.buttons().flat()).not.toContain('☎️ Catat jawaban');
  });

  it('an answer by telephone to another time than the agreed one keeps or moves it', async () => {
    const head = await proposed();
    await head.tap('Bersedia');
    await bot.deliver();
    for (const [answer, when] of [
      ['Tetap waktu semula', 'Kamis, 31 Agustus 2023, 10.00'],
      ['Bersedia', 'Jumat, 1 September 2023, 09.00'],
    ] as const) {
      await officer.say('/kunjungan');
      await officer.tap('Kam 31 Agu');
      await officer.tap('Ubah');
      await officer.tap('Ubah tanggal');
      await officer.say('jumat jam 9');
      await officer.tap('Simpan dan beri tahu');
      await officer.tap('Lihat kunjungan');
      await officer.tap('Catat jawaban');
      await officer.tap(answer);
      await officer.tap('Surat');
      await officer.tap('Lewati');
      expect(officer.last().text).toContain(`🗓 ${when}`);
      expect(officer.last().text).not.toContain('tetap berlaku');
      await bot.deliver();
    }
  });

  it('what was agreed stands while another time is asked for, and both cards say so', async () => {
    const head = await proposed();
    await head.tap('Bersedia');
    await bot.deliver();
    await head.tap('Perlu ubah', head.messages()[0]);
    await head.say('jumat jam 9');
    expect(head.last().text).toBe(
      'Usul Anda, Jumat, 1 September 2023, 09.00–10.00 WIT, dikirim. Kami kabari segera.\n' +
        'Waktu semula, Kam 31 Agu 10.00, tetap berlaku sampai ada kesepakatan baru.',
    );
    await bot.deliver();
    expect(officer.last().text).toContain('mengusulkan Jumat, 1 September 2023, 09.00–10.00 WIT');
    expect(officer.last().text).toContain('Waktu semula, Kam 31 Agu 10.00, tetap berlaku');
    expect(officer.buttons()).toEqual([
      ['✅ Terima', '🔁 Usul lain'],
      ['Tetap waktu semula'],
      ['Lihat kunjungan'],
    ]);
    await officer.tap('Tetap waktu semula');
    expect(officer.last().text).toContain('✅ Disepakati');
    expect(officer.last().text).toContain('🗓 Kamis, 31 Agustus 2023, 10.00–11.00 WIT');
    await bot.deliver();
    expect(head.last().text).toBe(
      '✅ Tetap: Kamis, 31 Agustus 2023, 10.00–11.00 WIT\n' +
        'Rutan Kelas IIB Masohi tetap pada waktu itu. Usul Jum 1 Sep 09.00 tidak jadi.',
    );
    bot.clock.set('2023-08-29T23:00:00Z');
    await bot.deliver();
    expect(head.last().text).toContain('Besok: kunjungan');
  });

  it('asks the officer how it went, keeps the notes, and shows all in the history', async () => {
    const head = await proposed();
    await head.tap('Bersedia');
    await bot.deliver();
    bot.clock.set('2023-08-31T02:00:00Z');
    await bot.deliver();
    expect(officer.last().text).toContain('Bagaimana kunjungannya?');
    expect(officer.buttons()).toEqual([
      ['Terlaksana'],
      ['Tidak jadi', 'Dipindah'],
      ['⏰ Ingatkan lagi 1 jam', '⏰ Waktu lain …'],
    ]);
    expect(head.last().text).not.toContain('Bagaimana');
    await officer.tap('Terlaksana');
    // What comes next is the notes, without another tap.
    await officer.say('Sepakat membuat PKS');
    await officer.photo('foto1');
    await officer.tap('Lanjut');
    await officer.tap('Lewati');
    expect(officer.last().text).toContain('Catatan tersimpan.');
    await officer.tap('Riwayat');
    expect(officer.last().text.split('\n')).toEqual([
      'Riwayat: Dinas Perikanan Maluku Tengah',
      'Kam 31 Agu 11.00 · notula ditulis · Budi',
      '   Catatan: Sepakat membuat PKS',
      'Kam 31 Agu 11.00 · terlaksana · Budi',
      expect.stringContaining('bersedia · Ibu Kadis') as unknown,
      expect.stringContaining('diajukan · Budi') as unknown,
    ]);
    expect(await bot.own.attachment.count()).toBe(1);
  });

  it('what answers its card is kept with it, whatever it was sent as, and can be seen again', async () => {
    const head = await proposed();
    await head.tap('Bersedia');
    await bot.deliver();
    bot.clock.set('2023-08-31T02:00:00Z');
    await bot.deliver();
    await officer.tap('Terlaksana');
    const card = officer.messages().at(-2) ?? officer.last();
    await officer.tap('Batal');
    const replyTo = card.messageId;
    const send = async (content: Parameters<typeof bot.telegram.send>[2]) => {
      bot.telegram.send(OFFICER.id, OFFICER.id, content);
      const update = bot.telegram.takeUpdate();
      if (update) await bot.bot.handleUpdate(update);
    };
    await send({
      document: { name: 'pks.pdf', bytes: Buffer.from('%PDF'), mime: 'application/pdf' },
      replyTo,
    });
    await send({ photo: { id: 'foto9', bytes: Buffer.from('foto9') }, caption: 'Salaman', replyTo });
    await send({ text: 'Draf dikirim pekan depan', replyTo });
    expect(await bot.own.attachment.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { media: 'document', name: 'pks.pdf' },
      { media: 'photo', fileId: 'foto9' },
    ]);
    expect((await bot.own.visit.findFirstOrThrow()).minutes).toBe('Salaman\nDraf dikirim pekan depan');
    const shown = async (who: typeof officer, count: number) => {
      const before = bot.calls.length;
      await who.tap(`Foto dan berkas (${count})`);
      const sent = bot.calls
        .slice(before)
        .map(({ method }) => method)
        .filter((method) => /Photo|Document|Voice|MediaGroup/u.test(method));
      return sent.toSorted();
    };
    expect(await shown(officer, 2)).toEqual(['sendDocument', 'sendPhoto']);

    // Whoever of the unit looks on sees it too, and adds to it; the agency does neither.
    const humas = bot.as(HUMAS);
    const karutan = await bot.person(HEAD, 'head');
    for (const who of [humas, karutan]) {
      await who.say('/kunjungan');
      await who.tap('Hari ini');
      await who.tap('Dinas Perikanan');
      expect(await shown(who, 2)).toEqual(['sendDocument', 'sendPhoto']);
    }
    await humas.tap(
      'Tambah foto',
      humas.messages().findLast(({ keyboard }) => keyboard.length > 0),
    );
    await humas.say('Serah terima');
    expect(humas.last().text).toContain('Kirim foto, rekaman suara atau berkas.');
    await humas.photo('humas1');
    await humas.photo('humas1');
    await bot.redeliver(await humas.tap('Simpan'));
    expect(humas.last().text).toContain('Tersimpan pada kunjungan ini.');
    const { id: visitId, minutes } = await bot.own.visit.findFirstOrThrow();
    expect(await bot.own.attachment.findMany({ where: { fileId: 'humas1' } })).toMatchObject([{ visitId }]);
    expect(minutes).toBe('Salaman\nDraf dikirim pekan depan');
    expect(await shown(humas, 3)).toEqual(['sendDocument', 'sendMediaGroup']);
    const theirs = bot.as(FISHERIES_HEAD);
    await theirs.say('/kunjungan');
    await theirs.tap('Hari ini');
    await theirs.tap('Dinas Perikanan');
    expect(theirs.buttons().flat()).toContain('Riwayat');
    expect(theirs.buttons().flat().join()).not.toMatch(/foto/iu);
    await theirs.tapData(`v:attach:${visitId.toString(36)}:1`);
    await theirs.tapData(`v:files:${visitId.toString(36)}:1`);
    expect(bot.calls.at(-1)?.method).toBe('answerCallbackQuery');
  });

  it('an album that nobody asked for gets one answer', async () => {
    await officer.say('/kunjungan');
    const before = officer.messages().length;
    const photos = ['a', 'b', 'c'].map((id) => ({ id, bytes: Buffer.from(id) }));
    bot.telegram.sendAlbum(OFFICER.id, OFFICER.id, photos);
    for (let update = bot.telegram.takeUpdate(); update; update = bot.telegram.takeUpdate()) {
      await bot.bot.handleUpdate(update);
    }
    expect(officer.messages().length).toBe(before + 1);
  });

  describe('the minutes', () => {
    /** Also what pacing put off: one private chat gets a message a second. */
    async function deliverAll() {
      for (let n = 0; n < 3; n += 1) {
        await bot.deliver();
        bot.clock.advance(2_000);
      }
    }

    /** A visit that took place, with its minutes brought to the agency. */
    async function written() {
      const head = await proposed();
      await head.tap('Bersedia');
      await deliverAll();
      bot.clock.set('2023-08-31T02:00:00Z');
      await deliverAll();
      await officer.tap('Terlaksana');
      await officer.say('Sepakat membuat PKS');
      await officer.tap('Lanjut');
      await officer.say('W.28.PAS.5-123');
      await deliverAll();
      return head;
    }

    it('go to the agency with the letter, and its agreement comes back with one tap', async () => {
      const head = await written();
      expect(officer.last().text).toContain('✉️ Surat tugas W.28.PAS.5-123\n📄 Sepakat membuat PKS');
      expect(officer.last().text).toContain('menunggu persetujuan Dinas Perikanan Maluku Tengah');
      expect(head.last().text).toContain('Notula kunjungan Rutan Kelas IIB Masohi');
      expect(head.last().text).toContain('📄 Sepakat membuat PKS');
      expect(head.buttons()).toEqual([['✅ Setuju', '✏️ Koreksi']]);
      const before = { ...head.last(), keyboard: head.last().keyboard };
      const update = await head.tap('Setuju');
      expect(head.last().text).toContain('✅ Notula disetujui');
      await bot.redeliver(update);
      await head.tap('Setuju', before);
      expect(bot.queryAnswers.at(-1)?.text).toBe('Sudah tercatat sebelumnya.');
      expect(await bot.own.visitEvent.count({ where: { kind: 'minutesAgreed' } })).toBe(1);
      await deliverAll();
      expect(officer.last().text).toContain('✅ Dinas Perikanan Maluku Tengah menyetujui notula');
      await officer.tap('Lihat kunjungan');
      expect(officer.last().text).toContain('✅ Notula disetujui Dinas Perikanan Maluku Tengah.');
    });

    it('are corrected, written anew, and agreed to as they then are', async () => {
      const head = await written();
      const old = { ...head.last(), keyboard: head.last().keyboard };
      await head.tap('Koreksi');
      await head.say('PKS ditandatangani bulan depan');
      expect(head.last().text).toBe('Koreksi Anda dikirim. Notula yang baru akan menyusul.');
      await deliverAll();
      expect(officer.last().text).toContain('mengoreksi notula');
      expect(officer.last().text).toContain('✏️ PKS ditandatangani bulan depan');
      await officer.tap('Tulis ulang notula');
      await officer.say('Sepakat menandatangani PKS bulan depan');
      await officer.tap('Lanjut');
      await deliverAll();
      expect(head.last().text).toContain('📄 Sepakat menandatangani PKS bulan depan');
      await head.tap('Setuju', old);
      expect(bot.queryAnswers.at(-1)?.text).toBe('Jadwal ini sudah berubah.');
      expect(await bot.own.visitEvent.count({ where: { kind: 'minutesAgreed' } })).toBe(0);
      await head.tap('Setuju');
      expect(await bot.own.visitEvent.count({ where: { kind: 'minutesAgreed' } })).toBe(1);
    });

    it('are nothing for the unit to agree to, nor for another agency to see', async () => {
      const head = await written();
      const [agree] = head.last().keyboard.flat();
      const data = agree && 'callback_data' in agree ? agree.callback_data : '';
      await officer.tapData(data);
      expect(officer.last().text).toContain('menunggu persetujuan');
      const stranger = await bot.person(SOCIAL_HEAD, 'agencyHead', fisheries + 1);
      await stranger.say('/kunjungan');
      await stranger.tapData(data);
      expect(bot.queryAnswers.at(-1)).toEqual({
        text: 'Data instansi lain tidak dapat dibuka.',
        alert: true,
      });
      expect(await bot.own.visitEvent.count({ where: { kind: 'minutesAgreed' } })).toBe(0);
    });
  });

  it('the outcome may be that nobody came', async () => {
    const head = await proposed();
    await head.tap('Bersedia');
    await bot.deliver();
    bot.clock.set('2023-08-31T02:00:00Z');
    await bot.deliver();
    await officer.tap('Tidak jadi');
    await officer.tap('Tidak ada yang datang');
    expect(await bot.own.visit.count({ where: { state: 'nobodyCame' } })).toBe(1);
  });

  it('speaks English whole to whoever prefers it', async () => {
    await bot.db.write((tx) =>
      tx.person.updateMany({ where: { telegramId: BigInt(OFFICER.id) }, data: { locale: 'en' } }),
    );
    await officer.say('/visits Dinas Perikanan, thursday 10am, training');
    expect(officer.last().text).toContain('Please check');
    await officer.tap('Save and send');
    expect(officer.last().text).toContain('Saved, but not sent yet');
  });

  it('an empty list says how to begin', async () => {
    await officer.say('/kunjungan');
    expect(officer.last().text).toContain('Belum ada kunjungan mendatang.');
    expect(officer.buttons()[0]).toEqual(['＋ Jadwalkan']);
  });
});
