import { expect, it } from 'vitest';
import { accuracyTable, measureAccuracy } from '../../bench/guard/accuracy.js';
import { benchGuard, speedTable } from '../../bench/guard/speed.js';

it('of 1,000 names every whole one is found, 2 % of twenty spellings are missed at most, and 0.2 % of 10,000 innocent texts are taken for one', () => {
  const plan = { seed: 2023, names: 1_000, sentences: 10_000 };
  const { beyond, wholeMissed, missed, falseAlarms, missedBy, examples } = measureAccuracy(plan);
  expect(wholeMissed.count, examples.missed.join('\n')).toBe(0);
  expect(wholeMissed.of + beyond).toBe(1_000);
  expect(Object.keys(missedBy)).toHaveLength(20);
  expect(missed.of).toBe(20 * wholeMissed.of);
  expect(missed.count / missed.of).toBeLessThanOrEqual(0.02);
  expect(falseAlarms.of).toBe(10_000);
  expect(falseAlarms.count / falseAlarms.of, examples.falseAlarms.join('\n')).toBeLessThanOrEqual(0.002);
  expect(accuracyTable(measureAccuracy({ seed: 1, names: 20, sentences: 20 }))).not.toMatch(/NaN|undefined/u);
});

it('what the guard costs is measured among few participants and many', async () => {
  const costs = await benchGuard({ seed: 1, participants: [20, 400], texts: 40 });
  expect(costs.map(({ participants }) => participants)).toEqual([20, 400]);
  for (const { textUs, longUs } of costs) expect(longUs).toBeGreaterThan(textUs / 100);
  expect(speedTable(costs)).toContain('400 participants');
  expect(speedTable(costs)).not.toMatch(/NaN|undefined|Infinity/u);
});
