import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertRows, updateRows } from '../../src/db/bulk.js';
import { databases, type TestDatabase } from '../support/database.js';

const at = new Date('2023-09-05T05:20:00.123Z');
const COLUMNS = ['unitId', 'registerNumber', 'registerKey', 'name', 'searchName', 'sex', 'birthYear'];

describe.each(databases())('rows written many at once on $kind', ({ kind, open }) => {
  let database: TestDatabase;
  let unitId: number;

  beforeAll(async () => {
    database = await open({ neighbours: false });
  });
  beforeEach(async () => {
    await database.reset();
    const data = { name: 'Rutan', zone: 'Asia/Jayapura', createdAt: at };
    ({ id: unitId } = await database.db.write((tx) => tx.unit.create({ data })));
  });
  afterAll(() => database.close());

  const row = (n: number, more: object = {}) => ({
    ...{ unitId, registerNumber: `B/${n}`, registerKey: `B${n}`, presentFrom: at, createdAt: at },
    ...{ name: `O'Brien "${n}" 😀 \\`, searchName: `obrien ${n}`, ...more },
  });
  const columns = [...COLUMNS, 'presentFrom', 'createdAt'];

  test('are as the client would have written them: instants, enums, quotes, nothing, defaults', async () => {
    const { db } = database;
    const made = await db.write((tx) =>
      insertRows(tx, kind, {
        ...{ table: 'Participant', columns, returning: ['registerKey', 'id'] },
        rows: [row(1, { sex: 'male', birthYear: 1985 }), row(2)],
      }),
    );
    expect(made).toEqual([
      { registerKey: 'B1', id: 1 },
      { registerKey: 'B2', id: 2 },
    ]);
    await db.write((tx) => tx.participant.create({ data: row(3, { sex: 'male', birthYear: 1985 }) }));
    const [first, second, third] = await db.read.participant.findMany({
      where: { presentFrom: at, createdAt: { gte: at, lte: at } },
      orderBy: { id: 'asc' },
    });
    const plain = { registerKey: '', registerNumber: '', name: '', searchName: '', id: 0 };
    expect({ ...first, ...plain }).toEqual({ ...third, ...plain });
    expect(first?.name).toBe(`O'Brien "1" 😀 \\`);
    expect(second).toMatchObject({ sex: null, birthYear: null, version: 1 });
  });

  test('JSON columns hold what was given', async () => {
    const entry = { unitId, at, action: 'a', subject: 's', subjectId: 1, detail: { facts: ['name'], n: 2 } };
    await database.db.write((tx) =>
      insertRows(tx, kind, { table: 'AuditEntry', columns: Object.keys(entry), rows: [entry] }),
    );
    expect(await database.db.read.auditEntry.findFirst()).toMatchObject(entry);
  });

  test('each is updated with values of its own, and those that don’t fit stay', async () => {
    const { db } = database;
    await db.write((tx) =>
      insertRows(tx, kind, {
        ...{ table: 'Participant', columns },
        rows: [row(1), row(2, { sex: 'male' }), row(3)],
      }),
    );
    const changed = await db.write((tx) =>
      updateRows(tx, kind, {
        ...{ table: 'Participant', columns: ['id', 'sex', 'birthYear', 'presentUntil'] },
        rows: [
          { id: 1, sex: 'female', presentUntil: at },
          { id: 2, birthYear: 1990 },
          { id: 99, birthYear: 1990 },
        ],
        set: `"sex" = coalesce(x."sex", t."sex"), "birthYear" = x."birthYear", "presentUntil" = x."presentUntil"`,
        where: 't."id" = x."id"',
      }),
    );
    expect(changed).toBe(2);
    expect(await db.read.participant.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { sex: 'female', birthYear: null, presentUntil: at },
      { sex: 'male', birthYear: 1990, presentUntil: null },
      { sex: null, birthYear: null, presentUntil: null },
    ]);
  });

  test('no rows are no statement; one that is refused undoes all of them', async () => {
    const { db } = database;
    const insert = (rows: object[]) =>
      db.write((tx) => insertRows(tx, kind, { table: 'Participant', columns, rows: rows as never }));
    expect(await insert([])).toEqual([]);
    await expect(insert([row(1), { ...row(2), unitId: 0 }])).rejects.toThrow(/foreign key|constraint/iu);
    expect(await db.read.participant.count()).toBe(0);
  });
});
