import { describe, expect, it } from 'vitest';
import { readSeveral, splitChoiceLine } from '../../src/reading/several/when-several.js';

// Monday, 28 August 2023, 09.00 WIT.
const options = { now: new Date('2023-08-28T00:00:00Z'), zone: 'Asia/Jayapura' } as const;

function read(text: string): string[] | string {
  const result = readSeveral(text, options);
  if (!result.ok) return result.reason;
  return result.times.map(({ date, time, endTime }) => {
    const end = endTime ? `-${endTime.hour}.${endTime.minute}` : '';
    return `${date?.day}/${date?.month} ${time?.hour}.${time?.minute}${end}`;
  });
}

describe('several times are read', () => {
  it.each([
    ['kamis atau jumat jam 10', ['31/8 10.0', '1/9 10.0']],
    ['kamis jam 10 atau jumat jam 9', ['31/8 10.0', '1/9 9.0']],
    ['kamis jam 10, jumat 13.00-14.00', ['31/8 10.0', '1/9 13.0-14.0']],
    ['kamis, jam 10 atau jumat', ['31/8 10.0', '1/9 10.0']],
    ['kamis jam 10 atau jam 13', ['31/8 10.0', '31/8 13.0']],
    ['rabu, kamis atau jumat jam 9', ['30/8 9.0', '31/8 9.0', '1/9 9.0']],
    ['thursday or friday at 10', ['31/8 10.0', '1/9 10.0']],
    ['kamis jam 10\njumat jam 9', ['31/8 10.0', '1/9 9.0']],
  ])('%s', (text, times) => {
    expect(read(text)).toEqual(times);
  });

  it.each([
    ['kamis atau jumat', 'nothing'],
    ['kamis jam 10 atau nanti saja', 'nothing'],
    ['31 februari atau jumat jam 10', 'no-such-date'],
  ])('and %s is a fault', (text, fault) => {
    expect(read(text)).toBe(fault);
  });
});

describe('a line leaves a choice', () => {
  it.each([
    ['Dinas Perikanan, kamis atau jumat jam 10, kerja sama', 'Dinas Perikanan', 2, 'kerja sama'],
    ['Dinas Perikanan kamis atau jumat jam 10, lele, atau nila', 'Dinas Perikanan', 2, 'lele, atau nila'],
    ['Dinas Perikanan, kamis jam 10, atau jumat jam 9', 'Dinas Perikanan', 2, undefined],
  ])('%s', (text, agency, count, purpose) => {
    const line = splitChoiceLine(text, options);
    expect([line?.agencyText, line?.times.length, line?.purpose]).toEqual([agency, count, purpose]);
  });

  it.each([
    'Dinas Perikanan, kamis jam 10, lele atau nila',
    'Dinas Perikanan, kamis jam 10',
    'Dinas Perikanan atau Dinas Sosial, kamis jam 10, bibit',
  ])('and “%s” doesn’t', (text) => {
    expect(splitChoiceLine(text, options)).toBeUndefined();
  });
});
