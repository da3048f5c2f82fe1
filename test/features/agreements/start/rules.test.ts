import { describe, expect, it } from 'vitest';
import { readStart } from '../../../../src/features/agreements/start/rules.js';

const AGENCIES = [
  { id: 1, name: 'Dinas Perikanan' },
  { id: 2, name: 'Dinas Sosial' },
];
const read = (line: string) => readStart(line, AGENCIES);

describe('a line about a new agreement', () => {
  it('names the agency, the kind and what it is about', () => {
    expect(read('Dinas Perikanan, MoU pelatihan perikanan')).toEqual({
      agencies: [1],
      readAs: [],
      kind: 'memorandum',
      subject: 'pelatihan perikanan',
    });
    expect(read('Dinas Sosial, Dinas Perikanan, PKS tentang sikap, karakter')).toEqual({
      agencies: [2, 1],
      readAs: [],
      kind: 'cooperation',
      subject: 'sikap, karakter',
    });
    expect(read('Perjanjian kerja sama: lele; dinas perikanan')).toMatchObject({
      agencies: [1],
      kind: 'cooperation',
      subject: 'lele',
    });
  });

  it('says what it took a name for, and what it took for none', () => {
    expect(read('dinas perikan, mou lele').readAs).toEqual([
      { typed: 'dinas perikan', name: 'Dinas Perikanan' },
    ]);
    expect(read('Dinas Entah, PKS kebun')).toEqual({
      agencies: [],
      readAs: [],
      unknown: 'Dinas Entah',
      kind: 'cooperation',
      subject: 'kebun',
    });
  });

  it('leaves to be asked what it does not say, and what is too long', () => {
    expect(read('Dinas Perikanan, MoU')).toEqual({ agencies: [1], readAs: [], kind: 'memorandum' });
    expect(read('Dinas Perikanan, pelatihan')).toEqual({ agencies: [1], readAs: [], subject: 'pelatihan' });
    expect(read(`Dinas Perikanan, ${'a'.repeat(201)}`).subject).toBeUndefined();
    // A word that only begins like a kind is none.
    expect(read('Dinas Perikanan, moulding kayu').kind).toBeUndefined();
  });
});
