import { expect, it } from 'vitest';
import { benchSheet, sheetTable } from '../../bench/sheet.js';

it('a sheet of sixty opens, and each tap on it is answered, within four round trips, and none of twenty at once is lost', async () => {
  const plan = { people: 60, openings: 1, taps: 2, fast: 20 };
  const figures = await benchSheet(plan);
  expect(figures.opening.statements).toBeLessThanOrEqual(4);
  expect(figures.tap.statements).toBeLessThanOrEqual(4);
  expect(figures.tap.floorStatements).toBe(2);
  expect(figures.opening.floorStatements).toBe(2);
  expect(figures.fast).toEqual({ taps: 20, kept: 20 });
  const table = sheetTable(figures, plan);
  expect(table).toContain('20 taps at once: 20 kept');
  expect(table).not.toMatch(/NaN|undefined|Infinity/u);
});
