import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenMessage } from '../../playground/emulator/index.js';
import { createDatabase, type Reader } from '../../src/db/database.js';
import { searchName } from '../../src/reading/search-name.js';
import { databases, type TestDatabase } from '../support/database.js';
import { FISHERIES, GROUP, HEAD, HUMAS, OFFICER, ROSTER, STRANGER, startWorld, type World } from './world.js';

/** The chain of the mission, told once from beginning to end: each step stands on the one before. */
describe.each(databases())('the whole chain on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: World;
  beforeAll(async () => {
    database = await open({ neighbours: false });
    // The program migrates at its start and wants the file for itself.
    await database.db.close();
    world = await startWorld(database.url, '2023-08-29T08:00:00+09:00');
  });
  afterAll(async () => {
    await world.stop();
    await database.close();
  });
  const seat = (id: number) => world.seat(id);
  async function inDatabase<T>(read: (db: Reader) => Promise<T>): Promise<T> {
    const db = await createDatabase(database.url);
    try {
      return await read(db.read);
    } finally {
      await db.close();
    }
  }
  const sizes = () =>
    inDatabase(async (db) => [await db.participant.count(), await db.enrolment.count()] as const);
  const dataOf = ({ buttons }: SeenMessage) => {
    const [first] = buttons.flat();
    return first && 'callback_data' in first ? first.callback_data : '';
  };
  const linkIn = (text: string) => /https:\/\/t\.me\/\S+/u.exec(text)?.[0] ?? '';

  it('makes the first to send the claim code the head', async () => {
    seat(HEAD).say(`/start ${world.claimCode()}`);
    await seat(HEAD).sees('Anda kini Kepala Rutan');
    await expect
      .poll(() => world.telegram.commands(HEAD, HEAD).map(({ command }) => command))
      .toContain('undang');
  });

  it('lets the head invite an officer, humas and an agency by links', async () => {
    const head = seat(HEAD);
    for (const [command, person, post] of [
      ['/undang petugas', OFFICER, 'Petugas'],
      ['/undang humas', HUMAS, 'Humas'],
    ] as const) {
      head.say(command);
      seat(person).open(linkIn((await head.sees(`Tautan untuk ${post}`)).text));
      await seat(person).sees(`Anda kini ${post}`);
    }
    head.say('/mitra');
    await head.tap('Tambah instansi', await head.sees('Belum ada instansi mitra'));
    await head.sees('Apa nama instansinya');
    head.say('Dinas Perikanan Maluku Tengah');
    await head.tap('Undang kepala dinas', await head.sees('Belum ada kontak yang terhubung'));
    seat(FISHERIES).open(linkIn((await head.sees('Tautan untuk Kepala Dinas Perikanan')).text));
    await seat(FISHERIES).sees('Anda kini Kepala Dinas Perikanan Maluku Tengah');
  });

  it('tells a stranger nothing but how to ask', async () => {
    seat(STRANGER).say('/jumlah');
    const refusal = await seat(STRANGER).sees('Bot ini untuk petugas dan mitra');
    expect(refusal.buttons.flat().map(({ text }) => text)).toEqual(['Minta akses']);
  });

  it('imports the roster, all or nothing, and a second time changes nothing', async () => {
    const officer = seat(OFFICER);
    officer.sendFile('peserta.csv', ROSTER);
    await officer.tap('Hari ini', await officer.sees('keadaan tanggal berapa'));
    // Six programmes are new; two of them are run with the agency, which their names don't tell.
    let table = await officer.sees('Program yang belum ada di Sambang: 6');
    for (const name of ['Kewirausahaan', 'Perbengkelan Motor Tempel']) {
      await officer.tap(`Ubah: ${name}`, table);
      await officer.tap('Dinas Perikanan', await officer.sees('Apa jenisnya', name));
      table = await officer.sees('Program yang belum ada', `${name}\n`);
    }
    await officer.tap('Terima semua', table);
    const check = await officer.sees('Periksa dulu: peserta.csv');
    expect(check.text).toContain('salah: 3 baris');
    expect(check.text).toContain('baris 57: golongan "C.IX" tidak dikenal');
    await officer.tap('Terapkan', check);
    await officer.sees('Daftar sudah diterapkan');
    expect(await sizes()).toEqual([119, 105]);

    officer.sendFile('peserta.csv', ROSTER);
    await officer.tap('Hari ini', await officer.sees('keadaan tanggal berapa'));
    await officer.sees('tetap: 119 baris');
    expect(await sizes()).toEqual([119, 105]);
  });

  it('carries a visit from one line to an agreed time, over a restart in the middle of a form', async () => {
    const [officer, fisheries] = [seat(OFFICER), seat(FISHERIES)];
    officer.say('/kunjungan Dinas Perikanan, Kamis jam 10, kerja sama pelatihan budidaya');
    const form = await officer.sees('Periksa dulu', 'Kamis, 31 Agustus 2023, 10.00–11.00 WIT');
    await officer.tap('Simpan dan kirim', form);
    await officer.sees('Menunggu jawaban');
    const asked = await fisheries.sees('ingin berkunjung', 'Kamis, 31 Agustus 2023');
    await fisheries.tap('Usul waktu lain', asked);
    const picker = await fisheries.sees('Dipindah ke tanggal berapa');
    await world.restart();
    fisheries.say('31 februari');
    await fisheries.sees('"31 Februari", tanggal itu tidak ada');
    fisheries.say('Jumat jam 9');
    const proposed = await officer.sees('mengusulkan', 'Jumat, 1 September 2023, 09.00');
    await officer.tap('Terima', proposed);
    await fisheries.sees('✅ Disepakati', 'Jumat, 1 September 2023, 09.00');
    await officer.sees('✅ Disepakati', 'Jumat, 1 September 2023, 09.00');
    await expect
      .poll(() => [...officer.files(), ...fisheries.files()].filter((name) => name.endsWith('.ics')))
      .toEqual(['kunjungan.ics', 'kunjungan.ics']);
    expect(picker.id).toBeGreaterThan(asked.id);
    const late = await world.telegram.tapData(FISHERIES, FISHERIES, asked.id, dataOf(asked));
    expect(late.text ?? '').not.toBe('');
    expect(await inDatabase((db) => db.visit.findMany({ select: { state: true } }))).toEqual([
      { state: 'confirmed' },
    ]);
  });

  it('reminds the day before at eight and two hours before, of the agreed time only', async () => {
    const fisheries = seat(FISHERIES);
    world.clock.set('2023-08-31T07:59:50+09:00');
    world.clock.set('2023-08-31T08:00:05+09:00');
    const reminder = await fisheries.sees('Besok', 'Jumat, 1 September 2023, 09.00');
    await seat(OFFICER).sees('Besok', 'Jumat, 1 September 2023');
    await fisheries.tap('Siap', reminder);
    world.clock.set('2023-09-01T07:00:05+09:00');
    await seat(OFFICER).sees('Dua jam lagi');
    expect(fisheries.texts().filter((text) => text.includes('Besok') && text.includes('31 Agustus'))).toEqual(
      [],
    );
    world.clock.set('2023-09-01T10:00:05+09:00');
    await seat(OFFICER).tap('Terlaksana', await seat(OFFICER).sees('Bagaimana kunjungannya'));
    await expect.poll(async () => (await inDatabase((db) => db.visit.findFirst()))?.state).toBe('held');
  });

  it('logs a session by exception and counts', async () => {
    const officer = seat(OFFICER);
    officer.say('/batal');
    await officer.sees('Dibatalkan. Tidak ada yang disimpan.');
    officer.say('/sesi Budidaya Ikan Lele, hari ini jam 8-9');
    const sheet = await officer.sees('Siapa yang tidak hadir');
    officer.say('3,7 sakit; 9 sidang');
    const topic = await officer.sees('sakit 2');
    await officer.tap('Lewati', topic).catch(async () => officer.tap('Lanjut', topic));
    for (let steps = 0; steps < 4; steps += 1) {
      const now = officer.latest() ?? sheet;
      if (now.buttons.flat().some(({ text }) => text === 'Simpan')) break;
      await officer.tap('Lewati', now);
    }
    await officer.tap('Simpan', officer.latest() ?? sheet);
    await officer.sees('Tercatat');
    const marks = await inDatabase((db) =>
      db.attendance.groupBy({
        by: ['mark'],
        _count: true,
        orderBy: { mark: 'asc' },
      }),
    );
    expect(marks.find(({ mark }) => mark === 'sick')?._count).toBe(2);
    expect(marks.find(({ mark }) => mark === 'court')?._count).toBe(1);

    officer.say('/jumlah');
    const figures = await officer.sees('Peserta terdaftar per', 'terdaftar = aktif + jeda');
    const enrolled = await inDatabase((db) =>
      db.enrolment.count({
        where: { state: { in: ['active', 'paused'] } },
      }),
    );
    expect(figures.text).toContain(`(${enrolled} kepesertaan) dari 119 WBP`);
    officer.say('/jumlah juli 2023');
    await officer.sees('elum ada data');
    seat(FISHERIES).say('/jumlah');
    expect((await seat(FISHERIES).sees('Peserta terdaftar per')).text).not.toContain('WBP =');
  });

  it('tells the bound group each week how it went, in totals and without a name', async () => {
    world.telegram.addGroup({
      id: GROUP,
      title: 'Staf Rutan',
      type: 'supergroup',
      memberIds: [HEAD, OFFICER],
    });
    const group = world.seat(HEAD, GROUP);
    group.say('/ringkasan');
    await group.tap('Aktifkan', await group.sees('Ringkasan mingguan untuk grup ini'));
    await group.sees('Berikutnya: Senin, 4 September 2023, 07.30 WIT');
    world.clock.set('2023-09-04T07:30:05+09:00');
    const summary = await group.sees('28 Agustus – 3 September 2023', '1 sesi');
    const people = await inDatabase((db) =>
      db.participant.findMany({
        select: { name: true, registerNumber: true },
      }),
    );
    const said = searchName(group.texts().join('\n'));
    for (const { name, registerNumber } of people) {
      expect(said).not.toContain(searchName(name));
      expect(summary.text).not.toContain(registerNumber);
    }
  });

  it('answers every command usefully', async () => {
    for (const command of [
      '/perjanjian',
      '/rilis',
      '/batal',
      '/bantuan',
      '/privasi',
      '/pengaturan',
      '/program',
      '/peserta',
    ]) {
      const before = seat(HEAD).texts().length;
      seat(HEAD).say(command);
      await expect.poll(() => seat(HEAD).texts().length).toBeGreaterThan(before);
    }
  });

  it('answers /healthz and /metrics', async () => {
    const health = await fetch(`http://127.0.0.1:${world.port()}/healthz`);
    expect([health.status, await health.json()]).toMatchObject([
      200,
      { ok: true, checks: { database: true } },
    ]);
    const metrics = await (await fetch(`http://127.0.0.1:${world.port()}/metrics`)).text();
    expect(metrics).toContain('sambang_updates_total');
    expect(metrics).toMatch(/sambang_outbox_sent_total \d+/u);
  });

  it('said nothing that Telegram refuses and logged no fault', () => {
    expect(world.refused.filter((line) => !line.includes('query is too old'))).toEqual([]);
    expect(world.lines).toEqual([]);
  });
});
