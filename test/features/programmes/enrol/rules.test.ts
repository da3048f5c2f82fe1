import { expect, test } from 'vitest';
import { readNumbers } from '../../../../src/features/programmes/enrol/rules.js';
import { registerKey } from '../../../../src/features/programmes/enrolment/rules.js';

const people = ['BI-003/2023', 'BIIa-013/2023', 'AIII-003/2022', 'BI-007/2022', 'AI-007/2022'].map(
  (registerNumber, id) => ({
    id,
    name: `Orang ${id}`,
    registerNumber,
    registerKey: registerKey(registerNumber),
    formerKeys: [],
  }),
);
const read = (text: string) => {
  const { found, unknown, ambiguous } = readNumbers(text, people);
  return { found: found.map(({ registerNumber }) => registerNumber), unknown, ambiguous };
};

test.each([
  ['BI-003/2023', ['BI-003/2023']],
  ['b.i - 003/2023', ['BI-003/2023']],
  ['BI-003/2023, biia 013 2023', ['BI-003/2023', 'BIIa-013/2023']],
  ['BI-003/2023 BIIa-013/2023', ['BI-003/2023', 'BIIa-013/2023']],
  ['1. BI-003/2023\n2. AIII-003/2022', ['BI-003/2023', 'AIII-003/2022']],
  ['BI-003/2023 dan AIII-003/2022', ['BI-003/2023', 'AIII-003/2022']],
  ['003/2023; 3/2022', ['BI-003/2023', 'AIII-003/2022']],
  ['13/2023', ['BIIa-013/2023']],
  ['BI-003/2023, 003/2023, BI-003/2023', ['BI-003/2023']],
])('%j names %j', (text, found) => {
  expect(read(text)).toEqual({ found, unknown: [], ambiguous: [] });
});

test('a number that nobody has, one with another class, and one that two have are told apart', () => {
  expect(read('BI-999/2023, AV-003/2023, 7/2022, BI-003/2023')).toEqual({
    found: ['BI-003/2023'],
    unknown: ['BI-999/2023', 'AV-003/2023'],
    ambiguous: ['7/2022'],
  });
});
