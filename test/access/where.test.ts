import { describe, expect, it } from 'vitest';
import { within, withinAgency } from '../../src/access/where.js';

describe('a scope as a condition', () => {
  const parties = (agencyIds: number[]) => ({ parties: { some: { agencyId: { in: agencyIds } } } });

  it('of a whole unit asks for the unit alone', () => {
    expect(within({ kind: 'unit', unitId: 1 }, parties)).toEqual({ unitId: 1 });
  });

  it('of some agencies asks for the unit and for theirs, in the way of the rows', () => {
    const scope = { kind: 'agencies', unitId: 1, agencyIds: [2, 3] } as const;
    expect(within(scope, parties)).toEqual({ unitId: 1, parties: { some: { agencyId: { in: [2, 3] } } } });
    expect(withinAgency(scope)).toEqual({ unitId: 1, agencyId: { in: [2, 3] } });
  });

  it('of nothing finds nothing', () => {
    expect(withinAgency({ kind: 'none' })).toEqual({ id: { in: [] } });
  });
});
