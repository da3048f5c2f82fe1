import { few } from '../lib/lists.js';
import type { Scope } from './can.js';

type Where<W> = { readonly unitId: number } | ({ readonly unitId: number } & W) | { id: { in: number[] } };

/**
 * A scope as the condition of a query, nothing where it is `none`.
 *
 * @param ofAgencies what makes a row one of some agencies: `agencyIds => ({ agencyId: { in: agencyIds } })`
 */
export function within<W extends object>(scope: Scope, ofAgencies: (agencyIds: number[]) => W): Where<W> {
  switch (scope.kind) {
    case 'unit':
      return { unitId: scope.unitId };
    case 'agencies':
      return { unitId: scope.unitId, ...ofAgencies([...scope.agencyIds]) };
    case 'none':
      return { id: { in: [] } };
  }
}

/** The same for rows that name their agency. */
export function withinAgency(scope: Scope): Where<{ readonly agencyId: { in: number[] } }> {
  return within(scope, (agencyIds) => ({ agencyId: { in: few('agencies', agencyIds) } }));
}
