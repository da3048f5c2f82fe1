import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/lib/clock.js';
import { databases, type TestDatabase } from '../support/database.js';
import { served } from '../playground/served.js';
import { notice, type Office, openOffice } from './office.js';

describe.each(databases())('rate $kind', ({ open }) => {
  let store: TestDatabase;
  let office: Office;
  beforeAll(async () => {
    store = await open();
    office = await openOffice(store.db, 1500, 1);
  });
  afterAll(() => store.close());
  it('rate', { timeout: 120_000 }, async () => {
    const { telegram, api } = await served({ enforceLimits: true });
    for (let n = 1; n <= 1500; n += 1) {
      telegram.addUser({ id: office.person(n), first_name: `Orang ${n}` });
      telegram.send(office.person(n), office.person(n), { text: '/start' });
    }
    const t0 = performance.now();
    await office.plan(...Array.from({ length: 1500 }, (_, i) => ({ dueAt: new Date(0), subjectId: i + 1, to: { personId: i + 1 } })));
    const t1 = performance.now();
    const cpu = process.cpuUsage();
    const delivery = office.delivery({ note: notice() }, { db: store.db, api, clock: systemClock, wait: (ms, signal) => new Promise((resolve) => { const t = setTimeout(resolve, ms); signal.addEventListener('abort', () => { clearTimeout(t); resolve(); }, { once: true }); }) });
    const sent = await delivery.tick();
    const secs = (performance.now() - t1) / 1000;
    const used = process.cpuUsage(cpu);
    process.stdout.write(JSON.stringify({ kind: store.db.kind, plan: t1 - t0, sent, perSecond: sent / secs, cpuMsPerMessage: (used.user + used.system) / 1000 / sent, failed: (await delivery.metrics()).failedByCause }) + '\n');
    expect(sent).toBe(1500);
  });
});
