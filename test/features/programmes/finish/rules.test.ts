import { describe, expect, it } from 'vitest';
import { readExceptions } from '../../../../src/features/programmes/finish/rules.js';

const read = (text: string) => {
  const result = readExceptions(text, 14);
  return result.ok ? Object.fromEntries(result.exceptions.map((one) => [one.number, one.reason])) : result;
};

describe('who doesn’t complete a programme', () => {
  it.each([
    ['3,7 tidak lulus', { 3: 'didNotPass', 7: 'didNotPass' }],
    ['3, 7', { 3: 'didNotPass', 7: 'didNotPass' }],
    ['3 dan 7 tidak lulus; 9 sakit', { 3: 'didNotPass', 7: 'didNotPass', 9: 'health' }],
    ['3 sakit, 7 mundur', { 3: 'health', 7: 'withdrew' }],
    ['3-5 dikeluarkan', { 3: 'dismissed', 4: 'dismissed', 5: 'dismissed' }],
    ['no. 3 keamanan', { 3: 'security' }],
    ['3,7 failed; 9 sick', { 3: 'didNotPass', 7: 'didNotPass', 9: 'health' }],
    ['3 tidak lulus\n4 sakit', { 3: 'didNotPass', 4: 'health' }],
    ['3 sakit;\n ; 4', { 3: 'health', 4: 'didNotPass' }],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['21 tidak lulus', 'number', '21'],
    ['0', 'number', '0'],
    ['3-99', 'number', '99'],
    ['5-3', 'unreadable', '5-3'],
    ['3 bolos', 'reason', 'bolos'],
    ['tidak lulus', 'unreadable', 'tidak lulus'],
    ['3 sakit; 3 mundur', 'twice', '3'],
    ['semua', 'reason', 'semua'],
    ['???', 'unreadable', '???'],
  ])('%s takes nothing and says what is wrong', (text, fault, about) => {
    expect(read(text)).toMatchObject({ ok: false, fault, text: about });
  });
});
