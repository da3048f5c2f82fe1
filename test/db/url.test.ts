import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from '../../src/db/url.js';

describe('parseDatabaseUrl', () => {
  it.each([
    ['file:./data/sambang.db', './data/sambang.db'],
    ['file:data/rumah tahanan.db', 'data/rumah tahanan.db'],
    ['file:/var/lib/sambang.db', '/var/lib/sambang.db'],
  ])('reads %s as an SQLite file', (url, path) => {
    expect(parseDatabaseUrl(url)).toEqual({ kind: 'sqlite', path });
  });

  it('decodes a full file URL', () => {
    const url = new URL('my%20data/sambang.db', import.meta.url);
    expect(parseDatabaseUrl(url.href)).toEqual({
      kind: 'sqlite',
      path: expect.stringMatching(/my data.sambang\.db$/),
    });
  });

  it.each(['postgresql://u:p@host:5432/sambang', 'postgres://host/sambang', 'POSTGRESQL://host/sambang'])(
    'takes %s for PostgreSQL',
    (url) => {
      expect(parseDatabaseUrl(url)).toEqual({ kind: 'postgresql', url });
    },
  );

  it.each(['mysql://root:rahasia@host/db', 'sambang.db', '', 'file:', 'file::memory:'])(
    'refuses "%s", says what is accepted and repeats no password',
    (url) => {
      const attempt = () => parseDatabaseUrl(url);
      expect(attempt).toThrow(/file:\.\/data\/sambang\.db.*postgresql:\/\//);
      expect(attempt).not.toThrow(/rahasia/);
    },
  );
});
