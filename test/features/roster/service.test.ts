import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../src/db/database.js';
import type { Actor } from '../../../src/features/people/rules.js';
import { readRoster } from '../../../src/features/roster/rules-read.js';
import { decide, dateBatch, keepRoster, viewBatch } from '../../../src/features/roster/service.js';
import { applyBatch, startApplying } from '../../../src/features/roster/service-apply.js';
import { databases, type TestDatabase } from '../../support/database.js';

const now = new Date('2023-09-05T05:20:00Z');
const today = { year: 2023, month: 9, day: 5 };
const zone = 'Asia/Jayapura';

describe.each(databases())('x on $kind', ({ open }) => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => { database = await open(); db = database.db; });
  afterAll(() => database.close());
  beforeEach(() => database.reset());
  let update = 1;
  const ref = () => ({ botId: 1n, updateId: update++ });

  async function officer(): Promise<Actor> {
    return db.write(async (tx) => {
      const unit = await tx.unit.create({ data: { name: 'Rutan Masohi', zone, createdAt: now } });
      const person = await tx.person.create({ data: { telegramId: 5n, name: 'Petugas', createdAt: now } });
      const post = await tx.post.create({ data: { unitId: unit.id, personId: person.id, kind: 'officer', startedAt: now } });
      return { personId: person.id, telegramId: 5n, name: 'Petugas', locale: 'id', unitId: unit.id, unitName: unit.name, zone, posts: [{ id: post.id, unitId: unit.id, kind: 'officer', agencyId: null }] };
    });
  }
  async function send(actor: Actor, bytes: Uint8Array) {
    const r = await readRoster(bytes, today);
    if (!r.ok) throw new Error(JSON.stringify(r));
    const id = await keepRoster(db, { actor, ref: ref(), now }, { chatId: 5n, fileName: 'peserta.csv', file: r.file });
    await db.write((tx) => dateBatch(tx, { actor, now }, id, '2023-09-05'));
    let view = await viewBatch(db, actor, id, now);
    while (view.state === 'asking') {
      const { index, step } = view.question;
      await decide(db, { actor, ref: ref(), now }, { batchId: id, index, choice: step === 'kind' ? { kind: 'trade' } : { agencyId: null } });
      view = await viewBatch(db, actor, id, now);
    }
    if (view.state !== 'ready') throw new Error(view.state);
    return view;
  }
  test('sample', async () => {
    const actor = await officer();
    const view = await send(actor, readFileSync(new URL('../../fixtures/peserta.csv', import.meta.url)));
    console.log(view.counts, view.creates, view.plan.missing.length);
    expect(await startApplying(db, { actor, ref: ref(), now }, { batchId: view.batch.id, planKey: view.planKey })).toBe('applying');
    expect(await applyBatch(db, { id: view.batch.id, unitId: actor.unitId, zone }, now)).toBe('applied');
    console.log(await viewBatch(db, actor, view.batch.id, now));
    console.log(await db.read.enrolment.groupBy({ by: ['state'], _count: true }));
    const again = await send(actor, readFileSync(new URL('../../fixtures/peserta.csv', import.meta.url)));
    console.log(again.counts);
  });
  test('big', async () => {
    const actor = await officer();
    const head = 'No. Register;Nama;Golongan;JK;Tahun Lahir;Tgl Masuk;Ekspirasi;Program;Status\r\n';
    const big = head + Array.from({ length: 5000 }, (_, i) => `BI-${i}/2023;Nama Orang ${i};B.I;L;1985;5 Mei 2022;05-05-2027;Budidaya ${i % 10};aktif`).join('\r\n');
    let worst = 0, last = performance.now();
    const timer = setInterval(() => { worst = Math.max(worst, performance.now() - last); last = performance.now(); }, 1);
    const lap = (what: string) => { console.log(what, Math.round(performance.now() - t), 'worst', Math.round(worst)); worst = 0; t = performance.now(); };
    let t = performance.now();
    const r = await readRoster(Buffer.from(big), today);
    lap('read');
    if (!r.ok) throw new Error();
    const id = await keepRoster(db, { actor, ref: ref(), now }, { chatId: 5n, fileName: 'peserta.csv', file: r.file });
    lap('keep');
    await db.write((tx) => dateBatch(tx, { actor, now }, id, '2023-09-05'));
    lap('date');
    let view = await viewBatch(db, actor, id, now);
    lap('view');
    while (view.state === 'asking') {
      const { index, step } = view.question;
      await decide(db, { actor, ref: ref(), now }, { batchId: id, index, choice: step === 'kind' ? { kind: 'trade' } : { agencyId: null } });
      view = await viewBatch(db, actor, id, now);
    }
    lap('decide');
    view = await viewBatch(db, actor, id, now);
    lap('view');
    if (view.state !== 'ready') throw new Error(view.state);
    await startApplying(db, { actor, ref: ref(), now }, { batchId: view.batch.id, planKey: view.planKey });
    await applyBatch(db, { id: view.batch.id, unitId: actor.unitId, zone }, now, { progress: (a, b) => lap(`${a}/${b}`) });
    lap('apply');
    const id2 = await keepRoster(db, { actor, ref: ref(), now }, { chatId: 5n, fileName: 'peserta.csv', file: r.file });
    await db.write((tx) => dateBatch(tx, { actor, now }, id2, '2023-09-05'));
    lap('keep');
    view = await viewBatch(db, actor, id2, now);
    lap('view ' + JSON.stringify('counts' in view ? view.counts : 0));
    clearInterval(timer);
  }, 60000);
});
