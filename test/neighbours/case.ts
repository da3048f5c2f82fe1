import { inspect } from 'node:util';
import type { Scope } from '../../src/access/can.js';
import type { Db, Reader, Tx } from '../../src/db/database.js';
import type { SampleUnit } from '../support/sample-unit.js';

/** What a store is asked on: the unit itself, and the other one, of which it is to hear nothing. */
export type Asked = {
  readonly kind: Db['kind'];
  readonly read: Reader;
  readonly own: SampleUnit;
  readonly other: SampleUnit;
};

type Reading = (asked: Asked) => unknown;
type Writing = { readonly writes: (tx: Tx, asked: Asked) => unknown };
export type Case = Reading | Writing;

/** A case for each function that a store exports. */
export type CasesOf<Store> = {
  readonly [K in keyof Store as Store[K] extends (...given: never[]) => unknown ? K : never]: Case;
};

/** A function that changes rows: asked in a transaction that is rolled back. */
export const writes = (work: (tx: Tx, asked: Asked) => unknown): Writing => ({ writes: work });

/** Rows that come in no order, in one that is the same every time. */
export async function sorted<T>(rows: Promise<readonly T[]>): Promise<T[]> {
  const key = (row: T) => inspect(row, { depth: 4, sorted: true });
  return (await rows).toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Asks in the whole unit, for one of its agencies, and nowhere. */
export function inScopes({ own }: Asked, ask: (scope: Scope) => unknown): unknown[] {
  const { unitId, fisheries } = own;
  const scopes: Scope[] = [
    { kind: 'unit', unitId },
    { kind: 'agencies', unitId, agencyIds: [fisheries] },
    { kind: 'none' },
  ];
  return scopes.map(ask);
}

/** Asks for a thing of the unit and for its like in the other, in the unit's scope. */
export function ofBoth({ own, other }: Asked, ask: (unit: SampleUnit, scope: Scope) => unknown): unknown[] {
  const scope: Scope = { kind: 'unit', unitId: own.unitId };
  return [ask(own, scope), ask(other, scope)];
}

/** Whose part is asked for: the unit's, and that of one of its agencies. */
export function partsOf({ own }: Asked) {
  return [null, own.fisheries].map((agencyId) => ({ unitId: own.unitId, agencyId }));
}
