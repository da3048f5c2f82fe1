import { expect, it } from 'vitest';
import { hundred } from './hundred.js';

it('a hundred phrases at least, none twice by the same', () => {
  expect(hundred.length).toBeGreaterThanOrEqual(100);
  expect(new Set(hundred.map(({ by, said }) => `${by} ${said}`)).size).toBe(hundred.length);
});
