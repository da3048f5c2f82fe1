import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ENROLLED_STATES,
  ENROLMENT_STATES,
  formatRegisterClass,
  hasSeat,
  isEnrolled,
  legalStatus,
  mayMove,
  parseRegisterClass,
  parseSex,
  REGISTER_CLASSES,
  registerKey,
  takesSeat,
} from '../../../../src/features/programmes/enrolment/rules.js';

describe('enrolment', () => {
  test('exactly these moves are allowed', () => {
    const moves = ENROLMENT_STATES.flatMap((from) =>
      ENROLMENT_STATES.filter((to) => mayMove(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(moves).toEqual([
      'applied → waiting',
      'applied → active',
      'applied → ended',
      'waiting → active',
      'waiting → ended',
      'active → paused',
      'active → ended',
      'paused → active',
      'paused → ended',
    ]);
  });

  test('active and paused are enrolled and hold a seat', () => {
    expect(ENROLMENT_STATES.filter(isEnrolled)).toEqual([...ENROLLED_STATES]);
    const taking = [undefined, ...ENROLMENT_STATES].flatMap((from) =>
      ENROLMENT_STATES.filter((to) => takesSeat(from, to)).map((to) => `${from ?? 'new'} → ${to}`),
    );
    expect(taking).toEqual([
      'new → active',
      'new → paused',
      'applied → active',
      'applied → paused',
      'waiting → active',
      'waiting → paused',
      'ended → active',
      'ended → paused',
    ]);
  });

  test('a programme without a limit always has a seat', () => {
    expect([hasSeat(null, 900), hasSeat(2, 1), hasSeat(2, 2)]).toEqual([true, true, false]);
  });
});

describe('register classes', () => {
  test('A is a detainee, B a convict', () => {
    expect(REGISTER_CLASSES.map((one) => `${formatRegisterClass(one)} ${legalStatus(one)}`)).toEqual([
      ...['A.I', 'A.II', 'A.III', 'A.IV', 'A.V'].map((one) => `${one} detainee`),
      ...['B.I', 'B.IIa', 'B.IIb', 'B.III'].map((one) => `${one} convict`),
    ]);
  });

  test('what is written is read back', () => {
    for (const one of REGISTER_CLASSES) expect(parseRegisterClass(formatRegisterClass(one))).toBe(one);
  });

  test.each([
    ['b2a', 'B_IIa'],
    ['BIIb', 'B_IIb'],
    ['B.II a', 'B_IIa'],
    ['b.i', 'B_I'],
    ['A-3', 'A_III'],
    ['a v', 'A_V'],
    ['Gol. B.III', 'B_III'],
    ['Golongan A IV', 'A_IV'],
  ])('%s is read', (text, expected) => {
    expect(parseRegisterClass(text)).toBe(expected);
  });

  test.each(['B.II', 'C.IX', 'A.VI', 'B.IIc', 'B.IV', '', 'II', 'A'])('“%s” is no class', (text) => {
    expect(parseRegisterClass(text)).toBeUndefined();
  });
});

describe('register numbers', () => {
  test.each([
    ['BI-003/2023', 'BI3/2023'],
    [' b.i - 003 / 2023 ', 'BI3/2023'],
    ['bi 003-2023', 'BI3/2023'],
    ['BIIb-001/2023', 'BIIB1/2023'],
    ['--', ''],
  ])('%s is known as %s', (text, key) => {
    expect(registerKey(text)).toBe(key);
  });

  test('a key is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(registerKey(registerKey(text))).toBe(registerKey(text));
      }),
    );
  });

  test('numbers that differ in a digit or where digits part stay apart', () => {
    expect(new Set(['B1/12', 'B11/2', 'B1/1/2', 'B112'].map(registerKey)).size).toBe(4);
  });
});

test.each([
  ['L', 'male'],
  ['laki-laki', 'male'],
  ['Pria', 'male'],
  ['M', 'male'],
  ['P', 'female'],
  ['Perempuan', 'female'],
  ['wanita', 'female'],
  ['F', 'female'],
  ['X', undefined],
  ['constructor', undefined],
])('sex %s is %s', (text, expected) => {
  expect(parseSex(text)).toBe(expected);
});
