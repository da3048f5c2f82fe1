import { expect, it } from 'vitest';
import { planRoster } from '../../../../src/features/roster/changes/rules.js';
import { planTimes } from '../../../../src/features/roster/service.js';
import { rosterFile } from '../../../support/roster.js';
import { at, NOW, ZONE } from '../../../support/world.js';

it('what becomes of each line is told in the order of the lines', () => {
  const row = (line: number, name: string) => ({
    line,
    name,
    registerNumber: `BI-${line}/2023`,
    registerKey: `BI${line}/2023`,
    registerClass: 'B_I' as const,
  });
  const file = rosterFile({
    rows: [row(2, 'Ani'), row(5, 'Budi')],
    faulty: [{ line: 4, faults: [] }],
    repeated: [{ line: 3, of: 2 }],
  });
  const { lines } = planRoster(
    file,
    { participants: [], notSame: [], programmes: [] },
    {},
    planTimes(at('2023-09-01T00:00'), NOW, ZONE),
  );
  expect(lines.map(({ line, kind }) => [line, kind])).toEqual([
    [2, 'new'],
    [3, 'repeated'],
    [4, 'faulty'],
    [5, 'new'],
  ]);
});
