import { expect, it } from 'vitest';
import { benchVisitList, visitTable } from '../../bench/visit-list.js';

it('the visit list is measured page by page', async () => {
  const plan = { few: 8, many: 600, rounds: 2, perRound: 2 };
  const figures = await benchVisitList(plan, undefined);
  expect(figures.map(({ database, view }) => `${database} ${view}`)).toEqual([
    'sqlite coming',
    'sqlite past',
  ]);
  for (const { few, many, ratio } of figures) {
    for (const { low, median, high } of [few, many, ratio]) {
      expect(low).toBeGreaterThan(0);
      expect(median).toBeGreaterThanOrEqual(low);
      expect(high).toBeGreaterThanOrEqual(median);
    }
  }
  const table = visitTable(figures, plan);
  expect(table).toContain('8 past visits, 600');
  expect(table).not.toMatch(/NaN|undefined|Infinity/u);
});
