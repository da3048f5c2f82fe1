import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchName } from '../../../../src/reading/search-name.js';
import { startBot, type TestBot } from '../../../support/bot.js';
import { conversations, type TestDatabase } from '../../../support/database.js';

type Someone = Awaited<ReturnType<TestBot['person']>>;

const AGENCIES = ['Dinas Perikanan', 'Dinas Sosial'] as const;

describe.each(conversations())('minutes that both sides have agreed to on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Someone;
  let fish: Someone;
  let social: Someone;
  let agencyIds: number[];
  let visitId: number;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    bot = await startBot(database, { now: '2023-08-31T02:30:00Z' });
    officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    agencyIds = [];
    for (const name of AGENCIES) {
      const data = { unitId: bot.unitId, name, searchName: searchName(name), createdAt: bot.clock.now() };
      agencyIds.push((await bot.db.write((tx) => tx.agency.create({ data }))).id);
    }
    fish = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', agencyIds[0] ?? 0);
    social = await bot.person({ id: 31, name: 'Pak Sosial' }, 'agencyHead', agencyIds[1] ?? 0);
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  /** A visit held with these agencies, whose minutes all of them have agreed to. */
  async function agreed(agencies: readonly number[]): Promise<void> {
    const { personId } = await bot.own.post.findFirstOrThrow({ where: { kind: 'officer' } });
    const parties = agencies.map((agencyId) => ({ agencyId, answer: 'accepted' as const, minutesAgreed: 1 }));
    visitId = await bot.world.visit(personId, agencies[0] ?? 0, new Date('2023-08-31T01:00:00Z'), 'held', {
      minutes: 'Sepakat membuat PKS',
      minutesVersion: 1,
      letterNumber: 'W.28/1',
      parties: { create: parties },
      events: { create: { kind: 'minutesWritten', at: bot.clock.now(), reason: 'Sepakat membuat PKS' } },
    });
  }
  async function openCard(who: Someone): Promise<void> {
    await who.say('/kunjungan');
    await who.tap('Hari ini');
    await who.tap('Dinas Perikanan');
  }
  async function settle(): Promise<void> {
    for (let look = 0; look < 4; look += 1) {
      await bot.deliver();
      bot.clock.advance(2_000);
    }
  }
  async function correct(text = 'Sepakat membuat MoU'): Promise<void> {
    await openCard(officer);
    await officer.tap('Catatan dan foto');
    expect(officer.last().text).toContain('sudah disetujui semua pihak');
    await officer.say(text);
    await officer.tap('Lanjut');
    expect(officer.last().text).toContain('Mengapa notula yang sudah disetujui dikoreksi?');
    await officer.say('Salah tulis jenis perjanjian');
    await settle();
  }
  const minutes = async () => {
    const {
      minutes: text,
      minutesVersion: version,
      nextMinutes: next,
    } = await bot.own.visit.findFirstOrThrow();
    return [text, version, next];
  };

  it('a correction needs a reason, and the former text stands until the other side agrees', async () => {
    await agreed(agencyIds.slice(0, 1));
    await correct();
    expect(await minutes()).toEqual(['Sepakat membuat PKS', 1, 'Sepakat membuat MoU']);
    for (const who of [officer, fish]) {
      await openCard(who);
      expect(who.last().text).toContain('📄 Sepakat membuat PKS\n✅ Notula disetujui Dinas Perikanan.');
      expect(who.last().text).toContain(
        '✏️ Koreksi notula\nAlasan koreksi: Salah tulis jenis perjanjian\n📄 Sepakat membuat MoU\nKoreksi menunggu persetujuan Dinas Perikanan.',
      );
    }
    expect(officer.buttons().flat()).not.toContain('✅ Setuju');
    const update = await fish.tap('Setuju');
    await bot.redeliver(update);
    expect(await minutes()).toEqual(['Sepakat membuat MoU', 2, null]);
    expect(fish.last().text).toContain('📄 Sepakat membuat MoU\n✅ Notula disetujui Dinas Perikanan.');
    expect(fish.last().text).not.toContain('Koreksi notula');
    await settle();
    expect(officer.last().text).toContain('Dinas Perikanan menyetujui notula');
  });

  it('the former text stays readable, on both sides, and the history says why', async () => {
    await agreed(agencyIds.slice(0, 1));
    await correct();
    await openCard(fish);
    await fish.tap('Setuju');
    for (const who of [officer, fish]) {
      await openCard(who);
      await who.tap('Notula sebelumnya');
      expect(who.last().text).toMatch(/^Notula sebelumnya, ditulis .*\nSepakat membuat PKS$/u);
    }
    await openCard(officer);
    await officer.tap('Riwayat');
    expect(officer.last().text).toContain('Catatan: Salah tulis jenis perjanjian');
  });

  it('are sent to the agency to agree to, once, and may be answered with what is to be otherwise', async () => {
    await agreed(agencyIds.slice(0, 1));
    await correct();
    const sent = fish.messages().filter(({ text }) => text.includes('Koreksi notula'));
    expect(sent).toHaveLength(1);
    const [message = fish.last()] = sent;
    // The message itself is edited to what is asked now.
    const old = { ...message, keyboard: message.keyboard };
    await fish.tap('Koreksi', message);
    expect(fish.last().text).toContain('Sepakat membuat MoU');
    await fish.say('Bukan MoU, PKS');
    await settle();
    expect(officer.last().text).toContain('Bukan MoU, PKS');
    expect(await minutes()).toEqual(['Sepakat membuat PKS', 1, 'Sepakat membuat MoU']);
    await correct('Sepakat membuat PKS baru');
    expect(await minutes()).toEqual(['Sepakat membuat PKS', 1, 'Sepakat membuat PKS baru']);
    // What was asked before is asked no more.
    await fish.tap('Setuju', old);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Jadwal ini sudah berubah.');
    expect(await minutes()).toEqual(['Sepakat membuat PKS', 1, 'Sepakat membuat PKS baru']);
  });

  it('of several agencies all have to agree', async () => {
    await agreed(agencyIds);
    await correct();
    await openCard(fish);
    await fish.tap('Setuju');
    expect(await minutes()).toEqual(['Sepakat membuat PKS', 1, 'Sepakat membuat MoU']);
    await openCard(officer);
    expect(officer.last().text).toContain('Koreksi menunggu persetujuan Dinas Sosial.');
    expect(officer.last().text).toContain('✅ Notula disetujui Dinas Perikanan dan Dinas Sosial.');
    await openCard(social);
    await social.tap('Setuju');
    expect(await minutes()).toEqual(['Sepakat membuat MoU', 2, null]);
  });

  it('words that answer the card change nothing, and photos are kept', async () => {
    await agreed(agencyIds.slice(0, 1));
    await openCard(officer);
    await officer.tap('Catatan dan foto');
    await officer.photo('salaman');
    await officer.tap('Lanjut');
    expect(officer.last().text).toContain('Catatan tersimpan.');
    const card = officer.last();
    await bot.db.write((tx) =>
      tx.card.create({
        data: {
          subject: 'visit',
          subjectId: visitId,
          chatId: 11,
          messageId: card.messageId,
          personId: null,
          createdAt: bot.clock.now(),
        },
      }),
    );
    await officer.say('Tambahan', card);
    expect(officer.last().text).toContain('Koreksi perlu alasan');
    expect(await minutes()).toEqual(['Sepakat membuat PKS', 1, null]);
    expect(await bot.own.attachment.count()).toBe(1);
  });
});
