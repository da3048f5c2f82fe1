import { describe, expect, it } from 'vitest';
import { formatNumber, formatPercent } from '../../src/words/numbers.js';

describe('written numbers', () => {
  it('follow the language', () => {
    expect(formatNumber(1234.56, 'id')).toBe('1.234,6');
    expect(formatNumber(1234.56, 'en')).toBe('1,234.6');
    expect(formatPercent(78, 118, 'id')).toBe('66,1 %');
    expect(formatPercent(78, 118, 'en')).toBe('66.1%');
  });

  it('show no decimal that says nothing', () => {
    expect(formatPercent(11, 11, 'id')).toBe('100 %');
    expect(formatPercent(0, 5, 'en')).toBe('0%');
  });

  it('show no rate of nothing', () => {
    expect(formatPercent(0, 0, 'id')).toBe('–');
  });
});
