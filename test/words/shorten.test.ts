import { describe, expect, it } from 'vitest';
import { shorten } from '../../src/words/shorten.js';

describe('shorten', () => {
  it('leaves what fits', () => {
    expect(shorten('Sari', 4)).toBe('Sari');
    expect(shorten('', 4)).toBe('');
  });

  it('ends a longer text with one letter that says so', () => {
    expect(shorten('Seipatiratu', 5)).toBe('Seip…');
  });

  it('counts letters as people do, and never cuts one', () => {
    expect(shorten('👩‍🌾👩‍🌾👩‍🌾', 3)).toBe('👩‍🌾👩‍🌾👩‍🌾');
    expect(shorten('👩‍🌾👩‍🌾👩‍🌾', 2)).toBe('👩‍🌾…');
    expect(shorten('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  });
});
