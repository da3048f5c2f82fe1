import { describe, expect, it } from 'vitest';
import { readAgencies } from '../../../../src/features/visits/agencies/rules.js';

const AGENCIES = [
  'Dinas Perikanan Maluku Tengah',
  'Dinas Sosial',
  'Dinas Kelautan dan Perikanan Provinsi',
  'Dinas Pemberdayaan Perempuan dan Anak',
  'BLK Masohi',
].map((name, at) => ({ id: at + 1, name }));

describe('the agencies that a text names', () => {
  it.each([
    ['Dinas Sosial', [2]],
    ['Dinas Sosial dan BLK Masohi', [2, 5]],
    ['dinas sosial, blk', [2, 5]],
    ['Dinas Sosial & BLK Masohi', [2, 5]],
    ['Dinas Sosial + BLK', [2, 5]],
    ['dinas sosial serta blk masohi', [2, 5]],
    ['Dinas Sosial and BLK', [2, 5]],
    ['Dinas Sosial, BLK dan Dinas Perikanan Maluku Tengah', [2, 5, 1]],
    ['Dinas Kelautan dan Perikanan', [3]],
    ['Dinas Pemberdayaan Perempuan dan Anak', [4]],
    ['Dinas Pemberdayaan Perempuan dan Anak dan Dinas Sosial', [4, 2]],
    ['Dinas Sosial dan Dinas Kelautan dan Perikanan', [2, 3]],
    ['Dinas Sosial dan dinas sosial', [2]],
  ])('%s', (text, ids) => {
    const read = readAgencies(text, AGENCIES);
    expect(read.ok && read.agencies.map(({ id }) => id)).toEqual(ids);
  });

  it('says of which part it was not sure', () => {
    const read = readAgencies('Dinas Sosal dan BLK', AGENCIES);
    expect(read.ok && read.agencies.map(({ typed, exact }) => [typed, exact])).toEqual([
      ['Dinas Sosal', false],
      ['BLK', true],
    ]);
  });

  it.each([
    ['Dinas Sosial dan Jembatan', 'none', 'Jembatan'],
    ['Jembatan', 'none', 'Jembatan'],
    ['perikanan', 'many', 'perikanan'],
    ['Dinas Sosial dan perikanan', 'many', 'perikanan'],
    ['', 'none', ''],
  ] as const)('%s: says which part it can not read', (text, reason, typed) => {
    expect(readAgencies(text, AGENCIES)).toEqual({ ok: false, reason, typed });
  });

  it('a long text is no list of agencies', () => {
    expect(readAgencies('Dinas Sosial dan '.repeat(200), AGENCIES).ok).toBe(false);
    expect(readAgencies(`${'Dinas Sosial dan '.repeat(20)}Jembatan`, AGENCIES)).toEqual({
      ok: false,
      reason: 'none',
      typed: 'Jembatan',
    });
  });
});
