import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { followUpNewTap, followUpTap } from '../../../../src/features/followups/followup/taps.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { type FollowUpWorld, followUpWorld, type Someone } from '../held-visit.js';

describe.each(databases())('follow-ups in the chat on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: FollowUpWorld;
  let officer: Someone;
  let kadis: Someone;
  beforeAll(async () => {
    database = await open();
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

  it('goes from one line to done, with reminders on the way', async () => {
    await begin(await world.visit());
    expect(officer.last().text).toContain('Misalnya: kirim draf PKS, Dinas Perikanan, 15 September');
    await officer.say(LINE);
    expect(officer.last().text).toBe(
      [
        'Periksa dulu',
        '🤝 Dari kunjungan Dinas Perikanan, Kamis, 31 Agustus 2023',
        '1. kirim draf PKS',
        '   👤 Dinas Perikanan · 🗓 Jumat, 15 September 2023',
      ].join('\n'),
    );
    expect(officer.buttons()).toEqual([['Simpan'], ['Ubah daftar'], ['Batal']]);
    await officer.tap('Simpan');
    expect(officer.last().text).toContain(
      '✅ Tindak lanjut tersimpan\n1. kirim draf PKS — Dinas Perikanan, Jum 15 Sep (15 hari lagi)',
    );
    await world.bot.deliver();
    expect(kadis.last().text).toBe(
      [
        '📌 Tindak lanjut baru untuk Anda',
        '📌 Tindak lanjut',
        '📝 kirim draf PKS',
        '👤 Dinas Perikanan',
        '🗓 Paling lambat Jumat, 15 September 2023 (15 hari lagi)',
        '🤝 Dari kunjungan Rutan Kelas IIB Masohi, Kamis, 31 Agustus 2023',
      ].join('\n'),
    );
    expect(world.other.messages()).toEqual([]);
    const both = (kind: string, day: string) => ['owner', 'officer'].map((who) => [kind, day, who]);
    expect(await world.planned()).toEqual([
      ...both('followup.H-3', '09-11'),
      ...both('followup.H-1', '09-13'),
      ...both('followup.due', '09-14'),
      ...both('followup.overdue', '09-15'),
    ]);

    await world.at('09-12T08:00');
    expect(kadis.last().text).toContain('⏰ 3 hari lagi batas waktunya');
    expect(kadis.buttons()).toEqual([
      ['✅ Selesai'],
      ['❌ Tidak bisa'],
      ['⏰ Ingatkan lagi 1 jam', '⏰ Waktu lain …'],
    ]);
    expect(officer.buttons()).toEqual([
      ['✅ Selesai'],
      ['🗓 Ubah tanggal'],
      ['⏰ Ingatkan lagi 1 jam', '⏰ Waktu lain …'],
    ]);
    await world.at('09-14T08:00');
    expect(kadis.last().text).toContain('⏰ Besok batas waktunya');
    await world.at('09-15T08:00');
    expect(kadis.last().text).toContain('⏰ Hari ini batas waktunya');
    await world.at('09-16T08:00');
    expect(kadis.last().text).toContain('⚠️ Lewat 1 hari dari batas waktunya');

    await kadis.tap('Selesai');
    expect(kadis.last().text).toContain('✅ Tindak lanjut selesai');
    expect(kadis.last().text).toContain('✔️ Diselesaikan Ibu Kadis, Sabtu, 16 September 2023');
    await world.bot.deliver();
    expect(officer.last().text).toContain('Dinas Perikanan: selesai');
    await kadis.tap('Tambah catatan');
    await kadis.say('Draf dikirim lewat surel');
    expect(kadis.last().text).toContain('💬 Draf dikirim lewat surel');
    expect(await world.planned()).toEqual([]);
  });

  it('a new date takes the old reminders’ place in the same step, and the owner is told', async () => {
    await agreed();
    await officer.say('/tindaklanjut');
    await officer.tap('1');
    await officer.tap('Ubah tanggal');
    await officer.say('1 September');
    expect(officer.last().text).toContain('Tanggal diubah.');
    expect((await world.planned()).filter(([, , who]) => who === 'owner')).toEqual([
      ['followup.moved', '08-31', 'owner'],
      ['followup.due', '08-31', 'owner'],
      ['followup.overdue', '09-01', 'owner'],
    ]);
    await world.bot.deliver();
    expect(kadis.last().text).toContain('🗓 Batas waktunya diubah');
    await world.at('09-12T08:00');
    expect(kadis.last().text).not.toContain('lagi batas waktunya');
  });

  it('done can be undone, and its reminders come back', async () => {
    await agreed();
    await kadis.tap('Selesai');
    expect(await world.planned()).toEqual([['followup.done', '08-31', 'officer']]);
    await kadis.tap('Buka lagi');
    expect(kadis.last().text).toContain('📌 Tindak lanjut');
    expect((await world.planned()).map(([kind]) => kind)).toContain('followup.H-3');
    await officer.say('/tindaklanjut');
    await officer.tap('1');
    await officer.tap('Selesai');
    expect(await stored()).toMatchObject([{ state: 'done', closedById: world.officerId }]);
  });

  it('two who close it in the same moment close it once', async () => {
    await agreed();
    const [row] = await stored();
    const data = followUpTap.data({ button: 'done', id: row?.id ?? 0, version: 1 });
    await Promise.all([kadis.tapData(data), officer.tapData(data)]);
    expect(await stored()).toMatchObject([{ state: 'done', version: 2 }]);
    expect(await world.bot.own.auditEntry.count({ where: { action: 'followUp.done' } })).toBe(1);
    expect(kadis.last().text).toContain('✅ Tindak lanjut selesai');
    expect(officer.messages().at(-1)?.text).toContain('✅ Tindak lanjut selesai');
  });

  it('repeated updates have their effect once', async () => {
    await begin(await world.visit());
    await officer.say(LINE);
    const saved = await officer.tap('Simpan');
    await world.bot.redeliver(saved);
    expect(await stored()).toHaveLength(1);
    await world.bot.deliver();
    const done = await kadis.tap('Selesai');
    await kadis.tap('Buka lagi');
    await world.bot.redeliver(done);
    expect(await stored()).toMatchObject([{ state: 'open', version: 3 }]);
  });
});
