import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, readFollowUps } from '../../../../src/features/followups/agree/rules.js';

const owners: readonly Candidate[] = [
  { kind: 'agency', id: 7, name: 'Dinas Perikanan Maluku Tengah' },
  { kind: 'agency', id: 8, name: 'Dinas Sosial' },
  { kind: 'person', id: 1, name: 'Budi Santoso', aliases: ['Petugas'] },
  { kind: 'person', id: 2, name: 'Sinta Tuasela', aliases: ['Humas'] },
  { kind: 'person', id: 3, name: 'Sinta Latu', aliases: ['Petugas'] },
];
const around = {
  owners,
  selfId: 1,
  zone: 'Asia/Jayapura',
  locale: 'id' as const,
  // Thursday, 31 August 2023, 15.00 WIT.
  now: new Date('2023-08-31T06:00:00Z'),
};
const read = (text: string) => readFollowUps(text, around);

const FISHERIES = { kind: 'agency', ownerId: 7 };
const SELF = { kind: 'person', ownerId: 1 };

describe('a follow-up in one line', () => {
  it.each([
    ['kirim draf PKS, Dinas Perikanan, 15 September', 'kirim draf PKS', FISHERIES, '2023-09-15'],
    ['kirim draf PKS; dinas perikanan; 15/9', 'kirim draf PKS', FISHERIES, '2023-09-15'],
    ['- kirim draf PKS, Perikanan, Jumat depan', 'kirim draf PKS', FISHERIES, '2023-09-08'],
    ['2. kirim draf PKS, Perikanan, Jumat, 15 September', 'kirim draf PKS', FISHERIES, '2023-09-15'],
    ['kirim draf PKS, Dinas Perikanan 15 September 2023', 'kirim draf PKS', FISHERIES, '2023-09-15'],
    ['Dinas Perikanan, kirim draf PKS, besok', 'kirim draf PKS', FISHERIES, '2023-09-01'],
    ['15 September, kirim draf PKS, Dinas Perikanan', 'kirim draf PKS', FISHERIES, '2023-09-15'],
    [
      'kirim draf PKS, Dinas Perikanan, paling lambat 15 September',
      'kirim draf PKS',
      FISHERIES,
      '2023-09-15',
    ],
    [
      'cek kolam, bibit, dan pakan, Dinas Perikanan, 15',
      'cek kolam, bibit, dan pakan',
      FISHERIES,
      '2023-09-15',
    ],
    ['siapkan 3 kolam, humas, hari ini', 'siapkan 3 kolam', { kind: 'person', ownerId: 2 }, '2023-08-31'],
    ['siapkan kolam, saya, Senin', 'siapkan kolam', SELF, '2023-09-04'],
    ['siapkan kolam, 15 September', 'siapkan kolam', SELF, '2023-09-15'],
    ['siapkan kolam besok', 'siapkan kolam', SELF, '2023-09-01'],
    ['send the draft, me, before 15 September', 'send the draft', SELF, '2023-09-15'],
  ])('%s', (text, what, owner, dueOn) => {
    expect(read(text)).toEqual({ items: [{ what, ...owner, dueOn }], faults: [] });
  });

  it('says how an inexact name was read', () => {
    const { items } = read('kirim draf, perikana, 15 September');
    expect(items).toEqual([{ what: 'kirim draf', ...FISHERIES, dueOn: '2023-09-15', readAs: 'perikana' }]);
  });

  it.each([
    ['kirim draf PKS, Dinas Perikanan', { kind: 'no-date' }],
    ['kirim draf PKS', { kind: 'no-date' }],
    ['Dinas Perikanan, 15 September', { kind: 'no-what' }],
    ['15 September', { kind: 'no-what' }],
    [
      'kirim draf, Dinas Perikanan, 31 Februari',
      { kind: 'date', typed: '31 Februari', fault: { reason: 'no-such-date' } },
    ],
    ['kirim draf, Dinas Perikanan, 1 Agustus 2023', { kind: 'past', date: { year: 2023, month: 8, day: 1 } }],
    [
      'kirim draf, Dinas Kehutanan, 15 September',
      { kind: 'owner', typed: 'Dinas Kehutanan', names: owners.map(({ name }) => name) },
    ],
    [
      'kirim draf, Sinta, 15 September',
      { kind: 'owner', typed: 'Sinta', names: ['Sinta Tuasela', 'Sinta Latu'] },
    ],
    [`${'x'.repeat(201)}, humas, besok`, { kind: 'too-long', length: 201 }],
  ])('%s: what is wrong with it is said', (line, fault) => {
    const { items, faults } = read(line);
    expect(items).toEqual([]);
    expect(faults).toMatchObject([{ line, fault }]);
  });
});

describe('several lines', () => {
  it('are one follow-up each; what can’t be read doesn’t cost the others', () => {
    const { items, faults } = read(
      'kirim draf PKS, Dinas Perikanan, 15 September\n\n  siapkan kolam, entah siapa, besok\ncek bibit, saya, Senin',
    );
    expect(items.map(({ what }) => what)).toEqual(['kirim draf PKS', 'cek bibit']);
    expect(faults.map(({ line }) => line)).toEqual(['siapkan kolam, entah siapa, besok']);
  });

  it('whatever is typed, every line is read or refused, and what is read is whole', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'kirim draf',
        'Dinas Perikanan',
        'besok',
        '15 September',
        '31 Februari',
        'Sinta',
        ',',
        ';',
      ),
      fc.string({ maxLength: 12 }),
    );
    const line = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(' ').replaceAll('\n', ' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
        const { items, faults } = read(lines.join('\n'));
        expect(items.length + faults.length).toBe(lines.filter((one) => one.trim() !== '').length);
        for (const { what, dueOn } of items) {
          expect(what.trim()).not.toBe('');
          expect(dueOn >= '2023-08-31').toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
