import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, isAgencyPost, POST_KINDS } from '../../../src/access/actor.js';
import { addPerson, hitsIn, nobodyOf } from '../../../src/delivery/guard/hits.js';
import { captionText, recordFileName, recordSpec } from '../../../src/features/records/messages.js';
import { NOTHING_ATTACHED, recordable, type VisitRecord } from '../../../src/features/records/rules.js';
import { masked } from '../../../src/features/records/service.js';
import { recordTap } from '../../../src/features/records/taps.js';
import { VISIT_STATES } from '../../../src/features/visits/state/rules.js';
import { renderPdf } from '../../../src/lib/pdf.js';
import { translator } from '../../../src/words/translate.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { type FollowUpWorld, followUpWorld } from '../followups/held-visit.js';

/** The text of each page, blanks evened out. */
async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false });
  return text.map((page) => page.replaceAll(/\s+/gu, ' '));
}

const record: VisitRecord = {
  visitId: 42,
  unitId: 1,
  state: 'held',
  direction: 'toAgency',
  startsAt: new Date('2023-08-31T01:00:00Z'),
  endsAt: new Date('2023-08-31T02:30:00Z'),
  purpose: 'Kerja sama pelatihan budidaya',
  letterNumber: 'W.28.PAS.5-PK.01.05-123',
  minutes: 'Dinas Perikanan menyiapkan bibit.\nRutan menyiapkan kolam.',
  ours: [
    { name: 'Budi Santoso', posts: ['officer'] },
    { name: 'Sinta', posts: ['humas'] },
  ],
  parties: [
    {
      agencyId: 7,
      name: 'Dinas Perikanan',
      address: 'Jl. Geser 1',
      agreed: true,
      answeredBy: { name: 'Ibu Kadis', posts: ['agencyHead'] },
    },
  ],
  followUps: [
    {
      what: 'Kirim draf PKS',
      owner: { kind: 'agency', id: 7, name: 'Dinas Perikanan' },
      dueOn: '2023-09-15',
    },
  ],
  masked: false,
  attached: NOTHING_ATTACHED,
};

/** A picture of one dot. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function readerIn(locale: 'id' | 'en') {
  const now = new Date('2023-09-01T00:00:00Z');
  return { t: translator(locale), locale, now, zone: 'Asia/Jayapura', unit: 'Rutan Kelas IIB Masohi' };
}

const SAID = {
  id: [
    'RUTAN KELAS IIB MASOHI',
    'BERITA ACARA KUNJUNGAN',
    'Nomor: W.28.PAS.5-PK.01.05-123',
    'kunjungan Rutan Kelas IIB Masohi kepada Dinas Perikanan',
    'Kamis, 31 Agustus 2023',
    '10.00–11.30 WIT',
    'Kantor Dinas Perikanan, Jl. Geser 1',
    'Kerja sama pelatihan budidaya',
    'Budi Santoso Petugas',
    'Ibu Kadis Kepala Dinas Perikanan',
    'Rutan menyiapkan kolam.',
    'Disetujui lewat Sambang oleh Dinas Perikanan.',
    'Kirim draf PKS Dinas Perikanan Jum 15 Sep 2023',
    'halaman 1 dari 1',
  ],
  en: [
    'RECORD OF A VISIT',
    'Number: W.28.PAS.5-PK.01.05-123',
    'Rutan Kelas IIB Masohi visited Dinas Perikanan',
    'Thursday, 31 August 2023',
    '10:00–11:30 WIT',
    'Office of Dinas Perikanan, Jl. Geser 1',
    'Kirim draf PKS Dinas Perikanan Fri 15 Sep 2023',
    'page 1 of 1',
  ],
} as const;

describe.each(['id', 'en'] as const)('the record of a visit in %s', (locale) => {
  const reader = readerIn(locale);

  it('says who met when and where, what was agreed, and leaves room for both signatures', async () => {
    const pages = await pagesOf(await renderPdf(recordSpec(record, reader)));
    for (const said of SAID[locale]) expect(pages.join(' ')).toContain(said);
    // Among those present, and again below the line to sign on.
    expect(pages.join(' ').split('Budi Santoso').length - 1).toBe(2);
    expect(recordFileName(record, reader)).toMatch(/^[a-z-]+-2023-08-31-42\.pdf$/u);
  });

  it('flows over pages, each with its number, and loses nothing', async () => {
    const sentences = Array.from(
      { length: 80 },
      (_, n) => `Butir ${n + 1}: bibit, pakan, dan air diperiksa tiap pagi.`,
    );
    const parties = Array.from({ length: 6 }, (_, n) => ({
      agencyId: n,
      name: `Dinas ${n} ${'Kelautan dan Perikanan '.repeat(4).trim()}`,
      address: null,
      agreed: false,
      answeredBy: null,
    }));
    const followUps = record.followUps.flatMap((one) =>
      Array.from({ length: 15 }, (_, n) => ({
        ...one,
        what: `Tugas ${n + 1} ${'panjang '.repeat(20).trim()}`,
      })),
    );
    const long = { ...record, parties, followUps, minutes: sentences.join('\n') };
    const pages = await pagesOf(await renderPdf(recordSpec(long, reader)));
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries())
      expect(page).toContain(
        locale === 'id'
          ? `halaman ${index + 1} dari ${pages.length}`
          : `page ${index + 1} of ${pages.length}`,
      );
    const everything = pages.join(' ');
    for (const n of [1, 40, 80]) expect(everything).toContain(`Butir ${n}: bibit`);
    for (const n of [1, 15]) expect(everything).toContain(`Tugas ${n} panjang`);
    expect(pages.at(-1)).toContain('Dinas 5');
  });

  it('prints the pictures that were sent, numbered, whatever one of them is', async () => {
    const attached = {
      pictures: [PNG, PNG, new Uint8Array([1, 2, 3])],
      others: { photo: 0, voice: 0, file: 0 },
    };
    const pages = await pagesOf(await renderPdf(recordSpec({ ...record, attached }, reader)));
    for (const n of [1, 2, 3])
      expect(pages.join(' ')).toContain(`${locale === 'id' ? 'Foto' : 'Photo'} ${n}`);
  });

  it('without minutes leaves their place empty and says so', async () => {
    const bare = { ...record, minutes: null, letterNumber: null, followUps: [] };
    const text = (await pagesOf(await renderPdf(recordSpec(bare, reader)))).join(' ');
    expect(text).toContain(locale === 'id' ? '(ditulis tangan)' : '(to be written by hand)');
    expect(captionText(bare, reader)).toContain(locale === 'id' ? 'Notula belum ditulis' : 'not written yet');
    expect(captionText(record, reader)).not.toContain('\n');
  });
});

describe('participants in what was written', () => {
  const known = nobodyOf(1);
  for (const [id, name] of ['Budi Lating', 'Siti Aminah Tuasikal'].entries()) {
    addPerson(known, { id, name, registerKey: `BI${id}/2020` });
  }

  it.each([
    ['Budi Lating ikut menyambut.', '[…] ikut menyambut.'],
    ['bersama budi  LATING, dan Siti Aminah\nTuasikal hadir', 'bersama […], dan […] hadir'],
    ['nomor A.III 004/2023 dan BI-003/2023 ikut', 'nomor […] dan […] ikut'],
    ['Dinas Perikanan, 500 bibit, 15/9/2023', 'Dinas Perikanan, 500 bibit, 15/9/2023'],
    ['', ''],
  ])('“%s” becomes “%s”', (text, expected) => {
    expect(masked(text, hitsIn(text, [known]))).toBe(expected);
  });
});

describe('who may have it', () => {
  const actor = (kind: (typeof POST_KINDS)[number]): Actor => ({
    personId: 1,
    telegramId: 1n,
    name: 'Siti',
    locale: 'id',
    unitId: 1,
    unitName: '',
    zone: 'Asia/Jayapura',
    posts: [{ id: 1, unitId: 1, kind, agencyId: isAgencyPost(kind) ? 7 : null }],
  });
  const cases = POST_KINDS.flatMap((kind) =>
    VISIT_STATES.flatMap((state) => [null, 'teks'].map((minutes) => ({ kind, state, minutes }))),
  );

  it.each(cases)('$kind of a visit that is $state, minutes: $minutes', ({ kind, state, minutes }) => {
    const visit = { unitId: 1, state, minutes, agencyIds: [7] };
    const held = isAgencyPost(kind) && minutes === null ? 'no-minutes' : 'yes';
    expect(recordable(actor(kind), visit)).toBe(state === 'held' ? held : 'not-held');
    expect(recordable(actor(kind), { ...visit, unitId: 2 })).toBe('foreign');
    if (isAgencyPost(kind)) expect(recordable(actor(kind), { ...visit, agencyIds: [8] })).toBe('foreign');
  });
});

describe('the record in the chat', () => {
  const [sqlite] = databases();
  let database: TestDatabase;
  let world: FollowUpWorld;
  beforeAll(async () => {
    if (!sqlite) throw new Error('SQLite is always there');
    database = await sqlite.open();
  });
  beforeEach(async () => {
    world = await followUpWorld(database);
  });
  afterEach(async () => {
    await world.bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  async function lastFile(): Promise<string> {
    const call = world.bot.calls.findLast(({ method }) => method === 'sendDocument');
    const { document } = (call?.payload ?? {}) as { document?: { toRaw: () => Promise<Uint8Array> } };
    if (!document) throw new Error('no file was sent');
    return (await pagesOf(await document.toRaw())).join(' ');
  }

  it('comes from the visit’s card, with follow-ups and without a participant', async () => {
    const { bot, officer, kadis, other } = world;
    const register = { registerNumber: 'BI-003/2023', registerKey: 'BI003/2023' };
    await bot.world.participant({ name: 'Anton Rahasia', ...register });
    const visit = await world.visit('held', 'Bibit disiapkan. Anton Rahasia (BI-003/2023) memimpin doa.');
    await world.open(visit, 'Kirim draf PKS', '2023-09-15', { agencyId: world.fisheries });
    await officer.say('/kunjungan');
    await officer.tap('Lewat');
    await officer.tap('Dinas Perikanan');
    expect(officer.last().text).toContain(
      '📌 Tindak lanjut: 1 dari 1 masih terbuka\n• Kirim draf PKS — Dinas Perikanan, Jum 15 Sep',
    );
    await officer.tap('Berita acara (PDF)');
    expect(officer.last().document).toBe(`berita-acara-2023-08-31-${visit}.pdf`);
    expect(officer.last().text).toContain('diganti […]');
    const text = await lastFile();
    expect(text).toContain('Kirim draf PKS');
    expect(text).toContain('memimpin doa');
    expect(text).not.toMatch(/Anton|Rahasia|BI-003/u);

    const card = officer.messages().findLast(({ keyboard }) => keyboard.length > 0);
    await officer.tap('Lihat tindak lanjut', card);
    await officer.tap('1');
    expect(officer.messages().find(({ messageId }) => messageId === card?.messageId)?.text).toContain(
      '📝 Kirim draf PKS',
    );

    await kadis.say('/kunjungan');
    await kadis.tapData(recordTap.data({ visit }));
    expect(kadis.last().document).toContain('berita-acara');
    await other.say('/kunjungan');
    await other.tapData(recordTap.data({ visit }));
    expect(bot.queryAnswers.at(-1)).toEqual({ text: 'Data instansi lain tidak dapat dibuka.', alert: true });
    expect(other.last().document).toBeUndefined();
  });

  it('says what was sent about the visit and isn’t printed; an agency’s says nothing of it', async () => {
    const { bot, officer, kadis, officerId } = world;
    const visit = await world.visit('held', 'Bibit disiapkan.');
    const sent = { unitId: bot.unitId, visitId: visit, byId: officerId, at: bot.clock.now() };
    await bot.db.write((tx) =>
      tx.attachment.createMany({
        data: (['photo', 'voice', 'document'] as const).map((media) => {
          return { ...sent, media, fileId: media, fileUniqueId: media };
        }),
      }),
    );
    await officer.say('/kunjungan');
    await officer.tapData(recordTap.data({ visit }));
    const ours = await lastFile();
    expect(ours).toContain('Lampiran');
    expect(ours).toContain('1 foto, 1 rekaman suara, 1 berkas');
    await kadis.say('/kunjungan');
    await kadis.tapData(recordTap.data({ visit }));
    expect(await lastFile()).not.toContain('Lampiran');
  });

  it('isn’t there before the visit was held, nor for an agency before the minutes are', async () => {
    const { bot, officer, kadis } = world;
    const planned = await world.visit('confirmed');
    await officer.say('/kunjungan');
    await officer.tapData(recordTap.data({ visit: planned }));
    expect(bot.queryAnswers.at(-1)?.text).toBe('Kunjungan ini belum tercatat terlaksana.');
    await kadis.say('/kunjungan');
    await kadis.tapData(recordTap.data({ visit: await world.visit() }));
    expect(bot.queryAnswers.at(-1)?.text).toContain('belum ditulis');
  });
});
