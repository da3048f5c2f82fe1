import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databases, type TestDatabase } from '../support/database.js';
import { createBasics } from './fixtures.js';

describe.each(databases())('reads on $kind', ({ open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open({ neighbours: false });
    await test.db.write((tx) => createBasics(tx));
  });
  afterAll(() => test.close());

  it('take lists longer than one statement can hold, several at once and again', async () => {
    const { read } = test.db;
    const ids = Array.from({ length: 40_000 }, (_, n) => n + 1);
    const ask = () => read.person.findMany({ where: { id: { in: ids } }, select: { id: true } });
    const all = (await read.person.findMany({ select: { id: true } })).length;
    expect(all).toBeGreaterThan(0);
    const answers = await Promise.all([ask(), ask(), read.person.count(), ask()]);
    expect(answers.map((answer) => (typeof answer === 'number' ? answer : answer.length))).toEqual([
      ...[all, all, all, all],
    ]);
    expect(await ask()).toHaveLength(all);
    const person = { telegramId: 999n, name: 'Baru', createdAt: new Date() };
    await test.db.write((tx) => tx.person.create({ data: person }));
    expect(await ask()).toHaveLength(all + 1);
  });

  it('and writes take as many rows as are handed in, in one call', async () => {
    // More than a statement takes: it holds 32,766 values, and a row has five.
    const size = 7_000;
    const entry = (subjectId: number) => {
      return { unitId: 1, at: new Date(), action: 'test', subject: 'thing', subjectId };
    };
    const data = Array.from({ length: size }, (_, n) => entry(n));
    const select = { subjectId: true };
    const made = await test.db.write((tx) => tx.auditEntry.createManyAndReturn({ data, select }), {
      timeoutMs: 240_000,
    });
    expect(made).toHaveLength(size);
    expect(await test.db.write((tx) => tx.auditEntry.createMany({ data }), { timeoutMs: 240_000 })).toEqual({
      count: size,
    });
  });
});
