import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Card, toMessage } from '../../../../src/dialogs/card.js';
import {
  followUpCard,
  newsCard,
  type Reader,
  reminderCard,
} from '../../../../src/features/followups/followup/messages.js';
import {
  FOLLOW_UP_STATES,
  type FollowUp,
  LIST_VIEWS,
} from '../../../../src/features/followups/followup/rules.js';
import { followUpListTap, followUpNewTap } from '../../../../src/features/followups/followup/taps.js';
import {
  agreedCard,
  listCard,
  ofVisitCard,
  savedCard,
} from '../../../../src/features/followups/lists/messages.js';
import { translator } from '../../../../src/words/translate.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { type FollowUpWorld, followUpWorld, type Someone } from '../held-visit.js';

const [sqlite] = databases();

describe('lists and reminders of follow-ups', () => {
  let database: TestDatabase;
  let world: FollowUpWorld;
  let officer: Someone;
  beforeAll(async () => {
    if (!sqlite) throw new Error('SQLite is always there');
    database = await sqlite.open();
  });
  beforeEach(async () => {
    world = await followUpWorld(database);
    ({ officer } = world);
  });
  afterEach(async () => {
    await world.bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  it('say where to begin while there is none', async () => {
    await officer.say('/followups');
    expect(officer.last().text).toBe(
      'Tindak lanjut · Terbuka\nTidak ada yang terbuka.\nSetelah kunjungan terlaksana, buka kartunya di /kunjungan, lalu ketuk "Tambah tindak lanjut".',
    );
    await officer.tap('Tugas saya');
    expect(officer.last().text).toContain('Tidak ada yang menjadi tugas Anda.');
    await officer.tap('Selesai');
    expect(officer.last().text).toContain('Belum ada yang selesai.');
    expect(officer.messages()).toHaveLength(1);
  });

  it('are sorted by day, overdue ones marked, eight to a page', async () => {
    const visit = await world.visit();
    const agencyId = world.fisheries;
    for (let n = 10; n >= 1; n -= 1) {
      await world.open(visit, `Tugas ${n}`, `2023-09-${String(n).padStart(2, '0')}`, { agencyId });
    }
    await world.open(visit, 'Tugas sendiri', '2023-09-30', { ownerId: world.officerId });
    world.bot.clock.set('2023-09-03T00:00:00Z');
    await officer.say('/tindaklanjut');
    const lines = officer.last().text.split('\n');
    expect(lines.slice(0, 5)).toEqual([
      'Tindak lanjut · Terbuka',
      '1. ⚠️ Tugas 1 — Dinas Perikanan, Jum 1 Sep (lewat 2 hari)',
      '2. ⚠️ Tugas 2 — Dinas Perikanan, Sab 2 Sep (lewat 1 hari)',
      '3. Tugas 3 — Dinas Perikanan, Min 3 Sep (hari ini)',
      '4. Tugas 4 — Dinas Perikanan, Sen 4 Sep (besok)',
    ]);
    expect(officer.buttons()).toEqual([
      ['1', '2', '3', '4'],
      ['5', '6', '7', '8'],
      ['Berikutnya ›'],
      ['• Terbuka', 'Tugas saya', 'Selesai'],
    ]);
    await officer.tap('Berikutnya');
    expect(officer.last().text).toContain('11. Tugas sendiri — Anda, Sab 30 Sep');
    await officer.tap('11');
    expect(officer.last().text).toContain('📝 Tugas sendiri');
    await officer.tapData(followUpListTap.data({ view: 'mine', page: 0 }));
    expect(officer.last().text).toContain('1. Tugas sendiri');
    expect(officer.last().text).not.toContain('Dinas Perikanan');
    await officer.tapData(followUpListTap.data({ view: 'open', page: 900 }));
    expect(officer.last().text).toContain('Tidak ada yang terbuka');
  });

  it('the daily agenda names what is due or overdue', async () => {
    const visit = await world.visit();
    await world.open(visit, 'Kirim draf PKS', '2023-09-01', { agencyId: world.fisheries });
    await world.open(visit, 'Siapkan kolam', '2023-09-04', { ownerId: world.officerId });
    await world.open(visit, 'Belum waktunya', '2023-09-05', { ownerId: world.officerId });
    await world.at('09-03T20:00');
    await world.at('09-04T07:00');
    expect(officer.last().text).toBe(
      [
        'Agenda Senin, 4 September 2023 (WIT)',
        '',
        '📌 Tindak lanjut',
        '• Kirim draf PKS — Dinas Perikanan (lewat 3 hari)',
        '• Siapkan kolam — Budi',
      ].join('\n'),
    );
    await officer.tap('Lihat tindak lanjut');
    expect(officer.last().text).toContain('3. Belum waktunya');
  });

  it('whoever comes to answer for one later is reminded too, who has left isn’t', async () => {
    const visit = await world.visit();
    await world.open(visit, 'Kirim draf PKS', '2023-09-15', { agencyId: world.fisheries });
    await world.at('09-01T09:00');
    await world.bot.db.write((tx) =>
      tx.post.updateMany({ where: { agencyId: world.fisheries }, data: { endedAt: world.bot.clock.now() } }),
    );
    const successor = await world.bot.person({ id: 22, name: 'Pak Baru' }, 'agencyContact', world.fisheries);
    await world.at('09-02T09:00');
    await world.at('09-12T08:00');
    expect(successor.last().text).toContain('⏰ 3 hari lagi');
    expect(world.kadis.messages()).toEqual([]);
    await world.at('09-12T09:00');
    expect(successor.messages()).toHaveLength(1);
  });

  it('after downtime only the reminder that still fits comes', async () => {
    const visit = await world.visit();
    await world.open(visit, 'Kirim draf PKS', '2023-09-15', { agencyId: world.fisheries });
    await world.at('09-01T09:00');
    await world.at('09-15T10:00');
    expect(world.kadis.messages().map(({ text }) => text.split('\n')[0])).toEqual([
      '⏰ Hari ini batas waktunya',
    ]);
  });

  it('are put off by an hour, or switched off', async () => {
    const visit = await world.visit();
    await world.open(visit, 'Kirim draf PKS', '2023-09-15', { agencyId: world.fisheries });
    await world.at('09-01T09:00');
    await world.at('09-12T08:00');
    const { kadis } = world;
    await kadis.tap('Ingatkan lagi 1 jam');
    await world.at('09-12T09:01');
    expect(kadis.messages()).toHaveLength(2);
    await kadis.say('/pengaturan');
    await kadis.tap('Pengingat');
    await kadis.tap('Tindak lanjut');
    const heard = kadis.messages().length;
    await world.at('09-14T08:00');
    expect(kadis.messages()).toHaveLength(heard);
  });

  it('are the next step on the card of a visit with minutes', async () => {
    await world.visit('held', 'Bibit disiapkan Dinas Perikanan.');
    await officer.say('/kunjungan');
    await officer.tap('Lewat');
    await officer.tap('Dinas Perikanan');
    expect(officer.last().text).toContain('📌 Ada yang disepakati? Catat sebagai tindak lanjut');
    await officer.tap('Tambah tindak lanjut');
    await officer.say('kirim draf PKS, Dinas Perikanan, 15 September');
    await officer.tap('Simpan');
    await officer.tap('Lihat kunjungan');
    expect(officer.last().text).toContain('📌 Tindak lanjut: 1 dari 1 masih terbuka');
    await officer.tap('Lihat tindak lanjut');
    await officer.tap('1');
    await officer.tap('Selesai');
    await officer.tap('Lihat kunjungan');
    expect(officer.last().text).toContain('📌 Tindak lanjut: semua selesai (1)');
  });

  it('an agency without a contact is named before saving', async () => {
    await world.bot.db.write((tx) =>
      tx.post.updateMany({ where: { agencyId: world.fisheries }, data: { endedAt: world.bot.clock.now() } }),
    );
    await officer.say('/tindaklanjut');
    await officer.tapData(followUpNewTap.data({ visit: await world.visit() }));
    await officer.say('kirim draf, perikana, besok');
    expect(officer.last().text).toContain('Saya baca "perikana" sebagai Dinas Perikanan.');
    expect(officer.last().text).toContain('⚠️ Belum ada kontak Dinas Perikanan yang terhubung.');
  });
});

describe.each(['id', 'en'] as const)('texts of follow-ups in %s', (locale) => {
  const followUp = (id: number): FollowUp => ({
    id,
    unitId: 1,
    what: 'w'.repeat(200),
    dueOn: '2023-09-15',
    state: 'open',
    version: 999_999,
    owner: { kind: 'agency', id: 7, name: 'Dinas '.repeat(40) },
    outcome: 'o'.repeat(300),
    agreedAt: new Date(0),
    closedAt: new Date(0),
    closedBy: 'N'.repeat(60),
    visit: { id: 2_000_000_000, officerId: 9, startsAt: new Date(0), agencyName: 'Dinas '.repeat(200) },
  });
  const reader: Reader = {
    t: translator(locale),
    locale,
    now: new Date('2023-09-20T00:00:00Z'),
    zone: 'Asia/Jayapura',
    actor: {
      personId: 1,
      telegramId: 1n,
      name: 'Budi',
      locale,
      unitId: 1,
      unitName: 'Rutan',
      zone: 'Asia/Jayapura',
      posts: [{ id: 1, unitId: 1, kind: 'head', agencyId: null }],
    },
  };
  const many = Array.from({ length: 10 }, (_, index) => followUp(2_000_000_000 + index));

  it('fit into a message with every name at its longest', () => {
    const cards: Card[] = [
      ...FOLLOW_UP_STATES.map((state) => followUpCard({ ...followUp(1), state }, reader)),
      ...['2023-09-19', '2023-09-20', '2023-09-21', '2023-09-23'].map((dueOn) =>
        reminderCard({ ...followUp(1), dueOn }, reader),
      ),
      ...(['done', 'cannot', 'moved', 'dropped', 'reopened'] as const).map((news) =>
        newsCard(followUp(1), news, reader),
      ),
      agreedCard(many, reader),
      savedCard(many, 2_000_000_000, reader),
      ofVisitCard(many, { visitId: 2_000_000_000, page: 1, mayAdd: true }, reader),
      ...LIST_VIEWS.map((view) => listCard({ view, page: 1, found: many, more: true }, 'unit', reader)),
    ];
    for (const card of cards) {
      const { text } = toMessage(card);
      expect(text.length).toBeGreaterThan(20);
      expect(text.length).toBeLessThan(4096);
    }
  });
});
