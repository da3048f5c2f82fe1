import { describe, expect, it } from 'vitest';
import { registerKey } from '../../../../src/features/programmes/enrolment/rules.js';
import {
  addSomebody,
  identify,
  nobody,
  type Said,
  type Somebody,
  wholesOf,
} from '../../../../src/features/programmes/identity/rules.js';
import { growth } from '../../../support/patience.js';

let ids = 0;
function somebody(number: string, name: string, more: Partial<Somebody> = {}): Somebody {
  ids += 1;
  return {
    id: ids,
    name,
    registerNumber: number,
    registerKey: registerKey(number),
    registerClass: null,
    sex: null,
    birthYear: null,
    arrivedOn: null,
    presentUntil: null,
    formerKeys: [],
    formerNames: [],
    ...more,
  };
}
const said = (number: string, name: string, more: Partial<Said> = {}): Said => ({
  registerNumber: number,
  registerKey: registerKey(number),
  name,
  ...more,
});
type Asked = { readonly not?: readonly number[]; readonly missing?: boolean };
function verdict(people: readonly Somebody[], of: Said, { not = [], missing = false }: Asked = {}) {
  const identities = nobody<Somebody>();
  for (const person of people) addSomebody(identities, person);
  return identify(identities, of, { isNot: (id) => not.includes(id), isMissing: () => missing });
}
const kindOf = (people: readonly Somebody[], of: Said, asked?: Asked) => verdict(people, of, asked).kind;

describe('a number that is somebody’s', () => {
  const budi = somebody('B.I 003/2023', 'Budi Santoso', {
    sex: 'male',
    birthYear: 1990,
    arrivedOn: '2023-01-05',
  });

  it('is theirs however it is written, and a slip of the name is corrected', () => {
    for (const number of ['BI-3/23', 'B.I 003/2023', 'bi 3/2023'])
      expect(verdict([budi], said(number, 'Budi Santoso'))).toEqual({ kind: 'known', person: budi });
    expect(kindOf([budi], said('B.I 3/2023', 'Budi Santosa'))).toBe('known');
    expect(kindOf([budi], said('B.I 3/2023', 'Budi'))).toBe('known');
  });

  it('with the same name is theirs whatever else is corrected', () => {
    const other = { sex: 'female' as const, birthYear: 1980, arrivedOn: '2022-02-02' };
    expect(kindOf([budi], said('B.I 3/2023', 'Budi Santoso', other))).toBe('known');
  });

  it('is asked about where the name is another altogether and nothing else speaks for the person', () => {
    expect(kindOf([budi], said('B.I 3/2023', 'Yakob Tualena'))).toBe('contradicts');
    expect(kindOf([budi], said('B.I 3/2023', 'Yakob Tualena', { sex: 'male' }))).toBe('contradicts');
    expect(kindOf([budi], said('B.I 3/2023', 'Yakob Tualena', { birthYear: 1990 }))).toBe('known');
    expect(kindOf([budi], said('B.I 3/2023', 'Yakob Tualena', { arrivedOn: '2023-01-05' }))).toBe('known');
  });

  it('is asked about where the name and another fact differ, though part of the name is the same', () => {
    for (const more of [{ sex: 'female' as const }, { arrivedOn: '2023-02-05' }, { birthYear: 1991 }])
      expect(kindOf([budi], said('B.I 3/2023', 'Budi', more))).toBe('contradicts');
  });

  it('says what speaks for it and what against', () => {
    const asked = verdict(
      [budi],
      said('B.I 3/2023', 'Yakob Tualena', { sex: 'male', arrivedOn: '2024-01-01' }),
    );
    expect(asked.kind === 'contradicts' && asked.evidence.map(({ fact, agrees }) => [fact, agrees])).toEqual([
      ['registerNumber', true],
      ['name', false],
      ['sex', true],
      ['arrivedOn', false],
    ]);
  });

  it('said to be another’s is not asked about again', () => {
    expect(kindOf([budi], said('B.I 3/2023', 'Yakob Tualena'), { not: [budi.id] })).toBe('new');
  });
});

describe('another number', () => {
  const ani = somebody('A.III 7/2023', 'Ani Latu', {
    sex: 'female',
    birthYear: 1991,
    arrivedOn: '2023-03-01',
    registerClass: 'A_III',
  });

  it('with the same name and the year of birth or the arrival may be the same person', () => {
    expect(kindOf([ani], said('B.I 1/2024', 'Ani Latu', { birthYear: 1991 }))).toBe('perhaps');
    expect(kindOf([ani], said('B.I 1/2024', 'LATU, Ani', { birthYear: 1991 }))).toBe('perhaps');
    expect(kindOf([ani], said('B.I 1/2024', 'Ani Latu', { arrivedOn: '2023-03-01' }))).toBe('perhaps');
    expect(kindOf([ani], said('B.I 1/2024', 'Ani Sopacua', { birthYear: 1991 }))).toBe('new');
    expect(kindOf([ani], said('B.I 1/2024', 'Ani Latu', { birthYear: 1985 }))).toBe('new');
    expect(kindOf([ani], said('B.I 1/2024', 'Ani Latu'))).toBe('new');
  });

  it('of the same figures with the same name may be', () => {
    const yakob = somebody('0007', 'Yakob Tualena');
    expect(kindOf([yakob], said('7', 'Yakob Tualena'))).toBe('perhaps');
    expect(kindOf([yakob], said('7', 'Simon Latuheru'))).toBe('new');
  });

  it('of a convict who was a detainee of that name, who is in the list no more, may be', () => {
    const convict = said('B.I 1/2024', 'Ani Latu', { registerClass: 'B_I' });
    expect(kindOf([ani], convict, { missing: true })).toBe('perhaps');
    expect(kindOf([ani], convict)).toBe('new');
    expect(kindOf([ani], { ...convict, sex: 'male' }, { missing: true })).toBe('new');
  });

  it('said not to be this person’s asks about the next who is alike, and then about nobody', () => {
    const other = somebody('A.III 8/2023', 'Ani Latu', { birthYear: 1991 });
    const of = said('B.I 1/2024', 'Ani Latu', { birthYear: 1991, sex: 'female' });
    expect(verdict([ani, other], of)).toMatchObject({ kind: 'perhaps', person: { id: ani.id } });
    expect(verdict([ani, other], of, { not: [ani.id] })).toMatchObject({ person: { id: other.id } });
    expect(kindOf([ani, other], of, { not: [ani.id, other.id] })).toBe('new');
  });

  it('that was theirs before is theirs, unless another has it now or the name is another’s', () => {
    const renumbered = somebody('B.I 9/2023', 'Carel Tomasoa', { formerKeys: [registerKey('A.I 9/2022')] });
    const holder = somebody('A.I 9/2022', 'Dorce Wattimena');
    expect(verdict([renumbered], said('A.I 9/2022', 'Carel Tomasoa'))).toMatchObject({ kind: 'known' });
    expect(kindOf([renumbered], said('A.I 9/2022', 'Elias Nussy'))).toBe('new');
    expect(kindOf([renumbered, holder], said('A.I 9/2022', 'Dorce Wattimena'))).toBe('known');
    expect(kindOf([renumbered, holder], said('A.I 9/2022', 'Carel Tomasoa'))).toBe('contradicts');
  });
});

it('records that are merged are one person, found by every number and name of theirs', () => {
  const record = (number: string, name: string) => ({
    ...somebody(number, name),
    ...{ classSince: null, releaseExpectedOn: null, enrolments: [] },
  });
  const [before, now] = [record('A.I 3/2022', 'Ani Latu'), record('B.I 4/2023', 'Anie Latu')];
  const [whole, ...others] = wholesOf([before, now], {
    numbers: [
      { participantId: now.id, key: 'AI9/2021' },
      { participantId: now.id, key: 'AI2/2020' },
    ],
    names: [
      { participantId: before.id, name: 'Ani L.' },
      { participantId: before.id, name: 'Any Latu' },
    ],
    merges: [{ fromId: before.id, rootId: now.id }],
  });
  expect(others).toEqual([]);
  expect(whole).toMatchObject({
    id: now.id,
    registerKey: 'BI4/2023',
    formerKeys: ['AI9/2021', 'AI2/2020', 'AI3/2022'],
    records: [now.id, before.id],
  });
  expect(whole?.formerNames).toEqual(['Ani L.', 'Any Latu', 'Ani Latu']);
});

it('takes time by the people and the rows, not by every pair of them', () => {
  const names = (n: number) => `Nama${n % 97} Marga${n % 389} Tengah${n % 41}`;
  const run = (size: number) => {
    const identities = nobody<Somebody>();
    for (let n = 0; n < size * 2; n += 1)
      addSomebody(
        identities,
        somebody(`B.I ${n}/2020`, names(n), { birthYear: 1950 + (n % 50), arrivedOn: '2023-01-01' }),
      );
    for (let n = 0; n < size; n += 1)
      identify(
        identities,
        said(`A.I ${n}/2024`, names(n), { birthYear: 1950 + (n % 50), arrivedOn: '2023-01-01' }),
        {
          isNot: () => false,
          isMissing: () => true,
        },
      );
  };
  expect(growth(250, run)).toBeLessThan(10);
});
