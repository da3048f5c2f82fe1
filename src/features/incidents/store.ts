import type { Reader } from '../../db/database.js';

/** An incident's row; `facts` is sealed. */
export type IncidentRow = {
  readonly id: number;
  readonly kind: string;
  readonly facts: Uint8Array;
  readonly at: Date;
  readonly told: number;
  readonly toldAt: Date;
  readonly overAt: Date | null;
};

type Which = { readonly unitId: number; readonly kind: string; readonly key: string };

/** The newest incident about the same thing. */
export function newestIncident(db: Reader, { unitId, kind, key }: Which): Promise<IncidentRow | null> {
  return db.incident.findFirst({ where: { unitId, kind, key }, orderBy: { id: 'desc' } });
}

/** The incident about a thing that isn't over. */
export function openIncident(db: Reader, { unitId, kind, key }: Which): Promise<IncidentRow | null> {
  return db.incident.findFirst({ where: { unitId, kind, key, overAt: null } });
}

export function incidentIn(db: Reader, unitId: number, id: number): Promise<IncidentRow | null> {
  return db.incident.findFirst({ where: { id, unitId } });
}
