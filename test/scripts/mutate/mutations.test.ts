import { describe, expect, it } from 'vitest';
import { isProgram } from '../../../scripts/mutate/mutations/find.js';
import { changed, mutationsIn } from './shown.js';

describe('mutations of plain code', () => {
  it.each([
    ['a < b;', 'comparison', ['a >= b;']],
    ['a <= b;', 'comparison', ['a > b;']],
    ['a === b;', 'comparison', ['a !== b;']],
    ['a !== (b);', 'comparison', ['a === (b);']],
    ['a < b;', 'boundary', ['a <= b;']],
    ['a >= b;', 'boundary', ['a > b;']],
    ['Math.min(a, b);', 'boundary', ['Math.max(a, b);']],
    ['row.min(a, b);', 'boundary', []],
    ['a && b;', 'logic', ['a || b;']],
    ['a || b;', 'logic', ['a && b;']],
    ['a && b;', 'condition', ['(a);', '(b);']],
    ['!a;', 'condition', ['(a);']],
    ['if (a) b();', 'condition', ['if (!(a)) b();', 'if (false) b();']],
    ['if (a === 1) b(); else c();', 'condition', ['if (true) b(); else c();', 'if (false) b(); else c();']],
    ['a ? b : c;', 'choice', ['(b);', '(c);']],
    ['a ?? b;', 'choice', ['(b);']],
    ['a + b;', 'arithmetic', ['a - b;']],
    ['a % b;', 'arithmetic', ['a * b;']],
    ["a + 'b';", 'arithmetic', []],
    ['a.filter(f).map(g);', 'filter', ['a.map(g);']],
    ['a.some(f);', 'filter', ['a.every(f);']],
    ['a.toSorted(f);', 'order', ['a;']],
    ['a.slice(0, 3);', 'page', ['a;']],
    ['for (const a of b) continue;', 'statement', ['for (const a of b) ;']],
    ['function f() { return; }', 'statement', ['function f() { ; }']],
    ['switch (a) { case 1: break; }', 'statement', []],
    ['f(true);', 'literal', ['f(false);']],
  ] as const)('%s: %s', (text, kind, becomes) => {
    expect(changed(text, kind)).toEqual(becomes);
  });

  it('leave faults alone, which no test can bring about', () => {
    expect(changed('if (!row) throw new Error("gone");', 'condition')).toEqual([
      'if ((row)) throw new Error("gone");',
    ]);
    expect(changed('if (row) { throw new Error("there"); }')).not.toContain(
      'if (false) { throw new Error("there"); }',
    );
  });

  it('leave types and directives alone', () => {
    expect(changed("'use strict'; type A = B extends true ? 1 : 2;")).toEqual([]);
  });

  it('are made once where two operators make the same', () => {
    const texts = changed('const rows = { where: { id, at: { gte: from } } };');
    expect(texts).toHaveLength(new Set(texts).size);
  });
});

describe('mutations of queries', () => {
  it('take each field out of a where', () => {
    expect(changed('tx.visit.findMany({ where: { id, unitId } });', 'where')).toEqual([
      'tx.visit.findMany({ where: { unitId } });',
      'tx.visit.findMany({ where: { id, } });',
    ]);
  });

  it('keep the only key of one thing, without which there is no query', () => {
    expect(changed('tx.visit.update({ where: { id }, data });', 'where')).toEqual([]);
    expect(changed('tx.visit.updateMany({ where: { id }, data });', 'where')).toHaveLength(1);
    expect(changed('tx.seat.findUnique({ where: { unit_day: { unit, day } } });', 'where')).toEqual([]);
  });

  it('look into functions and constants that a where refers to, also in other files', () => {
    const text = 'function inScope(s) { return { unitId: s.unitId, agencyId: s.agencyId }; }';
    expect(changed(text, 'where')).toEqual([]);
    expect(changed(`${text} f({ where: { ...inScope(s) } });`, 'where')).toHaveLength(3);
    expect(changed('const open = { endedAt: null, unitId }; f({ where: open });', 'where')).toHaveLength(2);
    expect(changed('const open: Prisma.VisitWhereInput = { unitId };', 'where')).toHaveLength(1);
  });

  it.each([
    ['{ at: { gte: from } }', 'boundary', ['{ at: { gt: from } }']],
    ['{ at: { lt } }', 'boundary', ['{ at: { lte: lt } }']],
    ['{ state: { in: states } }', 'comparison', ['{ state: { notIn: states } }']],
    ['{ parties: { some: one } }', 'comparison', ['{ parties: { none: one } }']],
    ['{ endedAt: null }', 'comparison', ['{ endedAt: { not: null } }']],
  ] as const)('turn %s: %s', (where, kind, becomes) => {
    const query = (text: string) => `tx.visit.findMany({ where: ${text} });`;
    expect(changed(query(where), kind)).toEqual(becomes.map((text) => query(text)));
  });

  it('leave objects alone that are no condition', () => {
    expect(changed('f({ at: { gte: from }, endedAt: null });')).toEqual([';']);
  });

  it('take orders out, one by one and all, and turn them', () => {
    expect(changed("f({ orderBy: [{ at: 'asc' }, { id: 'desc' }] });", 'order')).toEqual([
      'f({ });',
      "f({ orderBy: [ { id: 'desc' }] });",
      "f({ orderBy: [{ at: 'desc' }, { id: 'desc' }] });",
      "f({ orderBy: [{ at: 'asc' }, ] });",
      "f({ orderBy: [{ at: 'asc' }, { id: 'asc' }] });",
    ]);
  });

  it('leave pages uncut', () => {
    expect(changed('f({ take: 8, skip });', 'page')).toEqual(['f({ skip });', 'f({ take: 8, });']);
  });

  it('leave columns to the compiler', () => {
    expect(changed('f({ select: { id: true, unit: { select: { name: true } } } });', 'literal')).toEqual([]);
  });
});

describe('mutations of SQL', () => {
  const inside = (sql: string) =>
    changed(`tx.$queryRaw\`${sql}\`;`)
      .map((text) => /`(.*)`/.exec(text)?.[1])
      .filter((text) => text !== undefined);

  it.each([
    [
      'SELECT a FROM b WHERE c = 1 AND d < 2',
      [
        'SELECT a FROM b WHERE 1 = 1 AND d < 2',
        'SELECT a FROM b WHERE c <> 1 AND d < 2',
        'SELECT a FROM b WHERE c = 1 ',
        'SELECT a FROM b WHERE c = 1 AND d <= 2',
      ],
    ],
    [
      'SELECT a FROM b ORDER BY c DESC LIMIT 3',
      ['SELECT a FROM b LIMIT 3', 'SELECT a FROM b ORDER BY c ASC LIMIT 3'],
    ],
    ['SELECT a IS NOT NULL', ['SELECT a IS NULL']],
    ['SELECT a IS NULL', ['SELECT a IS NOT NULL']],
    ['UPDATE a SET b = 1', []],
  ])('%s', (sql, becomes) => {
    expect(inside(sql)).toEqual(becomes);
  });

  it('take BETWEEN and its AND for one condition', () => {
    expect(inside('SELECT a FROM b WHERE c BETWEEN 1 AND 2 AND d')).toEqual([
      'SELECT a FROM b WHERE 1 = 1 AND d',
      'SELECT a FROM b WHERE c BETWEEN 1 AND 2 ',
    ]);
  });

  it('end a condition where its parentheses close', () => {
    expect(inside('SELECT (SELECT a WHERE b AND c) FROM d')).toEqual([
      'SELECT (SELECT a WHERE 1 = 1 AND c) FROM d',
      'SELECT (SELECT a WHERE b ) FROM d',
    ]);
  });

  it('do not look into what is filled in, nor into other templates', () => {
    expect(inside('SELECT ${a < b ? sql`x` : y}').some((text) => text.includes('a <= b'))).toBe(true);
    expect(changed('text`a WHERE b = c`;')).toEqual([';']);
  });
});

describe('a mutation', () => {
  const text = ['export const f = {', '  save: (a) => {', '    return a < 1 || a < 1;', '  },', '};'].join(
    '\n',
  );
  const turned = mutationsIn(text).filter(({ kind }) => kind === 'comparison');

  it('is named by the functions around it and counted among its likes', () => {
    expect(turned.map(({ within, was, nth, firstLine }) => ({ within, was, nth, firstLine }))).toEqual([
      { within: 'save', was: '<', nth: 0, firstLine: 3 },
      { within: 'save', was: '<', nth: 1, firstLine: 3 },
    ]);
  });

  it('is none where the text would be no program', () => {
    const [one] = turned;
    if (!one) return expect.unreachable();
    expect(isProgram({ file: one.file, text }, one)).toBe(true);
    expect(isProgram({ file: one.file, text }, { kind: 'where', start: 0, end: 3, becomes: '' })).toBe(false);
  });
});
