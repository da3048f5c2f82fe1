import { describe, expect, it } from 'vitest';
import { readView } from '../../../../src/features/visits/lists/rules.js';

describe('a part of the list is asked for on one line', () => {
  it.each([
    ['menunggu', 'waiting'],
    ['Hari ini', 'today'],
    ['pekan ini', 'week'],
    ['minggu ini', 'week'],
    ['milik saya', 'mine'],
    ['sudah lewat', 'past'],
    ['mendatang', 'coming'],
    ['this week', 'week'],
  ])('%s', (said, view) => {
    expect(readView(said)).toBe(view);
  });

  it.each(['Dinas Perikanan', 'hari ini jam 10', 'menunggu kapal', 'minggu', ''])(
    'and “%s” is no such name',
    (said) => {
      expect(readView(said)).toBeUndefined();
    },
  );
});
