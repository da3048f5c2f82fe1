import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { trace } from '../../../src/db/trace.js';
import { ACTIONS, wordsOf } from '../../../src/features/trail/rules.js';
import { translator } from '../../../src/words/translate.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';

const HEAD = { id: 11, name: 'Karutan Masohi' };
const OFFICER = { id: 13, name: 'Budi Petugas' };

describe.each(conversations())('the trail on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  it('says who did what, by person and by thing, a page at a time, and as a file', async () => {
    const head = await bot.person(HEAD, 'head');
    const officer = await bot.person(OFFICER, 'officer');
    await head.say('/jejak');
    expect(head.last().text).toContain('Belum ada catatan.');
    for (let n = 1; n <= 11; n += 1) {
      await officer.say('/mitra');
      await officer.tap('Tambah instansi');
      await officer.say(`Dinas ${n}`);
    }
    await head.say('/undang petugas');
    await head.say('/jejak');
    expect(head.last().text).toContain('Karutan Masohi · membuat undangan (undangan');
    expect(
      head
        .last()
        .text.split('\n')
        .filter((line) => line.includes('menambah instansi')),
    ).toHaveLength(9);
    await head.tap('Berikutnya');
    expect(
      head
        .last()
        .text.split('\n')
        .filter((line) => line.includes('menambah instansi')),
    ).toHaveLength(2);
    expect(head.last().text).toMatch(/menambah instansi \(instansi \d+: Dinas 1\)/u);
    await head.say('/jejak undangan');
    expect(head.last().text).toMatch(/membuat undangan \(undangan \d+: Petugas\)/u);
    await head.say('/jejak budi');
    expect(head.last().text).toContain('Oleh Budi Petugas');
    expect(head.last().text).not.toContain('Karutan');
    await head.say('/jejak undangan');
    expect(head.last().text).toContain('Tentang undangan');
    expect(head.last().text).not.toContain('menambah');
    await head.say('/jejak presiden');
    expect(head.last().text).toContain('presiden');
    await head.say('/jejak');
    await head.tap('Unduh');
    const sent = bot.calls.filter(({ method }) => method === 'sendDocument').at(-1);
    expect(sent?.payload['caption']).toContain('12 catatan');
  });

  it('says in words which thing it was, on the card and in the file', async () => {
    const head = await bot.person(HEAD, 'head');
    const { world, db } = bot;
    const { unitId, personId: actorId } = await world.person('officer', null, { name: 'Tuti' });
    const social = await world.agency('Dinas Sosial');
    const weaving = await world.programme('Anyaman Rotan');
    const startsAt = new Date('2023-09-04T01:00:00Z');
    const visit = await world.visit(actorId, social, startsAt);
    const things = [
      ['visit.handOver', 'visit', visit],
      [
        'followUp.done',
        'followUp',
        await world.followUp(visit, 'Kirim bibit', '2023-09-08', { agencyId: social }),
      ],
      ['session.move', 'session', await world.session(weaving, startsAt)],
      ['timetable.add', 'timetableSlot', await world.slot(weaving)],
      ['visit.handOver', 'visit', 0],
    ] as const;
    await db.write(async (tx) => {
      for (const [action, subject, subjectId] of things) {
        await trace(tx, { unitId, at: bot.clock.now(), actorId, action, subject, subjectId });
      }
    });
    await head.say('/jejak');
    const lines = head.last().text.split('\n');
    const [, none, slot, session, followUp, edited] = lines.map((line) => line.split(' · ').at(-1));
    expect(none).toBe('menyerahkan kunjungan (kunjungan 0)');
    expect(slot).toMatch(/^menambah jam tetap \(jam tetap \d+: Anyaman Rotan, Selasa 09\.00–11\.00\)$/u);
    expect(session).toMatch(
      /^memindahkan sesi \(sesi \d+: Anyaman Rotan, Senin, 4 September 2023, 10\.00 WIT\)$/u,
    );
    expect(followUp).toMatch(/\(tindak lanjut \d+: Kirim bibit, Dinas Sosial\)$/u);
    expect(edited).toMatch(
      /^menyerahkan kunjungan \(kunjungan \d+: Dinas Sosial, Senin, 4 September 2023, 10\.00 WIT\)$/u,
    );
  });

  it('is for heads, and of their unit alone', async () => {
    await bot.person(HEAD, 'head');
    const officer = await bot.person(OFFICER, 'officer');
    await officer.say('/jejak');
    expect(officer.last().text).toContain('Jabatan Anda tidak memuat');
    for (const data of ['tr:0:all:0:0', 'trfile:0:all:0']) {
      await officer.tapData(data);
      expect(bot.queryAnswers.at(-1)?.text).toContain('Jabatan Anda tidak memuat');
    }
  });
});

it('what is done has words in both languages, and what has none is said to be something else', () => {
  for (const locale of ['id', 'en'] as const) {
    for (const action of ACTIONS) expect(translator(locale)(`trail-did-${wordsOf(action)}`)).not.toBe('');
    expect(wordsOf('unknown.thing')).toBe('other');
  }
});

it('has words for whatever is written into it', () => {
  const src = fileURLToPath(new URL('../../../src', import.meta.url));
  const written = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(src, path), 'utf8'))
    .filter((text) => /import \{[^}]*\btrace(Many)?\b[^}]*\} from '.*db\/trace\.js'/u.test(text))
    .flatMap((text) => [...text.matchAll(/\baction: '(\w+\.\w+)'/gu)])
    .map(([, action = '']) => action);
  expect(written).toContain('post.end');
  expect([...new Set(written)].filter((action) => wordsOf(action) === 'other')).toEqual([]);
});
