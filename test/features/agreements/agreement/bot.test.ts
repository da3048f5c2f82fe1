import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agreementStageTap, agreementTap } from '../../../../src/features/agreements/agreement/taps.js';
import { visitTap } from '../../../../src/features/visits/index.js';
import { conversations, type TestDatabase } from '../../../support/database.js';
import { type FollowUpWorld, followUpWorld, type Someone } from '../../followups/held-visit.js';

describe.each(conversations())('agreements in the chat on $kind', ({ open }) => {
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

  const stored = () => world.bot.own.agreement.findMany({ orderBy: { id: 'asc' } });
  const stages = async () => {
    const rows = await world.bot.own.agreementStep.findMany({ orderBy: { id: 'asc' } });
    return rows.map(({ agreementId, stage, reachedOn }) => [agreementId, stage, reachedOn]);
  };
  const started = async () => {
    await officer.say('/perjanjian Dinas Perikanan, MoU pelatihan perikanan');
    await officer.tap('Simpan');
  };
  const reached = async (button: string, day = 'hari ini') => {
    await officer.tap(button);
    await officer.say(day);
  };

  it('goes from one line through its stages, seen by its own agency alone', async () => {
    await started();
    await reached('Draf sudah ada');
    await reached('Sudah ditandatangani');
    await reached('Sudah berlaku');
    await officer.tap('✏️ Ubah');
    await officer.tap('Masa berlaku');
    await officer.say('1 September 2023, 3 tahun');
    await officer.tap('✏️ Ubah');
    await officer.tap('Catatan');
    await officer.say('hanya untuk unit');
    expect(officer.last().text).toContain('🗒 hanya untuk unit');
    expect((await stages()).map(([, stage]) => stage)).toEqual(['exploring', 'draft', 'signed', 'inForce']);

    await kadis.say('/perjanjian berlaku');
    await kadis.tap('1');
    expect(kadis.last().text).toBe(
      [
        'Nota kesepahaman (MoU)',
        '📝 pelatihan perikanan',
        '🤝 Rutan Kelas IIB Masohi · Dinas Perikanan',
        '📍 Berlaku, sejak 31 Agustus 2023',
        '🗓 1 September 2023 – 31 Agustus 2026 (1.096 hari lagi)',
        '👤 Penanggung jawab: Budi',
      ].join('\n'),
    );
    expect(kadis.buttons()).toEqual([['Riwayat tahap'], ['‹ Papan perjanjian']]);
    await world.other.say('/perjanjian perikanan');
    expect(world.other.last().text).toContain('Tidak ada yang cocok');
    const [one] = await stored();
    await world.other.tapData(agreementTap.data({ button: 'open', id: one?.id ?? 0, version: 1 }));
    const refused = { text: 'Perjanjian itu tidak dapat dibuka.', alert: true };
    expect(world.bot.queryAnswers.at(-1)).toEqual(refused);
  });

  it('a button of before says that it has changed, and changes nothing', async () => {
    await started();
    const [one] = await stored();
    const { id, version } = one ?? { id: 0, version: 0 };
    await reached('Draf sudah ada');
    await officer.tapData(agreementStageTap.data({ stage: 'signed', id, version }));
    expect(officer.last().text).toContain('Perjanjian ini sudah berubah.');
    expect(officer.last().text).toContain('📍 Draf');
    await kadis.say('/perjanjian');
    await kadis.tapData(agreementStageTap.data({ stage: 'signed', id, version: version + 1 }));
    expect((await stages()).map(([, stage]) => stage)).toEqual(['exploring', 'draft']);
  });

  it('a wrong stage is corrected with a reason, and the history keeps both', async () => {
    await started();
    await reached('Sudah ditandatangani');
    await officer.tap('✏️ Ubah');
    await officer.tap('Betulkan tahap');
    expect(officer.last().text).toContain('Tercatat sekarang: Ditandatangani, 31 Agustus 2023.');
    await officer.tap('Telaah');
    await officer.say('kemarin');
    await officer.say('salah ketuk');
    expect(officer.last().text).toContain('📍 Telaah, sejak 30 Agustus 2023\n💬 salah ketuk');
    await officer.tap('Riwayat tahap');
    expect(officer.last().text).toContain(
      [
        '• Penjajakan, 31 Agustus 2023. Dicatat Budi.',
        '• Ditandatangani, 31 Agustus 2023. Dicatat Budi.',
        '• Dibetulkan menjadi Telaah, 30 Agustus 2023. Dicatat Budi.',
        '   💬 salah ketuk',
      ].join('\n'),
    );
  });

  it('a renewal gives the former one its last stage once it is signed', async () => {
    await started();
    await reached('Sudah berlaku');
    await officer.tap('♻️ Perpanjang');
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('♻️ Memperpanjang MoU');
    const [former, next] = await stored();
    expect(next).toMatchObject({ renewsId: former?.id, subject: 'pelatihan perikanan' });
    expect(former?.stage).toBe('inForce');
    await reached('Sudah ditandatangani');
    expect((await stored()).map(({ stage }) => stage)).toEqual(['renewed', 'signed']);
    await officer.tap('Yang lama');
    expect(officer.last().text).toContain('📍 Diperpanjang, sejak 31 Agustus 2023');
    expect(officer.buttons().flat()).not.toContain('♻️ Perpanjang');
  });

  it('comes of a visit that was held, with its agencies, in one tap', async () => {
    const visit = await world.visit();
    const openVisit = () => officer.tapData(visitTap.data({ button: 'open', id: visit, version: 1 }));
    await officer.say('/kunjungan');
    await openVisit();
    await officer.tap('📄 Sepakat, lanjut ke perjanjian');
    await officer.tap('Perjanjian kerja sama (PKS)');
    await officer.say('pelatihan perikanan');
    expect(officer.last().text).toContain('🤝 Dinas Perikanan');
    await officer.tap('Simpan');
    expect(await stored()).toMatchObject([{ visitId: visit, kind: 'cooperation' }]);
    await openVisit();
    expect(officer.last().text).toContain('📄 Perjanjian dari kunjungan ini: 1');
    await officer.tap('📄 Lihat perjanjian');
    expect(officer.last().text).toContain('1. PKS pelatihan perikanan — Dinas Perikanan (Penjajakan)');
  });
});
