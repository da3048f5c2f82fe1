import { expect, it } from 'vitest';
import { namesApart } from '../../src/words/namesakes.js';

const listed = (name: string, registerNumber: string, birthYear?: number) => ({
  name,
  registerNumber,
  birthYear: birthYear ?? null,
});

it('who has no namesake in the list is called by the name alone', () => {
  const people = [listed('Yosep Latu', 'B.I 12/2023', 1990), listed('Ani', 'B.I 13/2023', 1991)];
  expect(namesApart(people)).toEqual(['Yosep Latu', 'Ani']);
});

it('namesakes, however they are written, show the ends of their numbers and the years of birth that are known', () => {
  const people = [
    listed('Yosep Latu', 'B.I 012/2023', 1990),
    listed('Ani', 'B.I 13/2023'),
    listed('YOSEP  LATU', 'B.I 031/2024'),
  ];
  expect(namesApart(people)).toEqual(['Yosep Latu (…12, 1990)', 'Ani', 'YOSEP  LATU (…31)']);
});

it('so much of the number is shown as tells them apart', () => {
  const all = (...numbers: string[]) => namesApart(numbers.map((number) => listed('Ani', number)));
  expect(all('B.I 112/2023', 'B.I 212/2023')).toEqual(['Ani (…112)', 'Ani (…212)']);
  expect(all('B.I 12/2023', 'B.I 12/2024')).toEqual(['Ani (B.I 12/2023)', 'Ani (B.I 12/2024)']);
  expect(all('0007', '8')).toEqual(['Ani (…07)', 'Ani (8)']);
});

it('a long name is cut, what tells it apart is not', () => {
  const name = 'Muhammad Abdurrahman bin Sulaiman Tuasikal';
  const shown = namesApart([listed(name, 'B.I 12/2023'), listed(name, 'B.I 13/2023')], 20);
  expect(shown).toEqual(['Muhammad Abdu… (…12)', 'Muhammad Abdu… (…13)']);
  expect(shown.every((label) => label.length <= 20)).toBe(true);
});

it('without numbers there is nothing to tell them apart by', () => {
  expect(namesApart([{ name: 'Ani' }, { name: 'Ani' }])).toEqual(['Ani', 'Ani']);
});
