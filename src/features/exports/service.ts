import { setImmediate as turn } from 'node:timers/promises';
import type { Actor } from '../../access/actor.js';
import { can, scopeOf } from '../../access/can.js';
import type { Db } from '../../db/database.js';
import { localDate } from '../../lib/zoned.js';
import {
  historiesIn,
  participantsAfter,
  programmesOf,
  type RecordedParticipant,
  wholesOf,
} from '../programmes/index.js';
import { type SessionRecord, type SheetRecord, sessionRecords, sheetRecords } from '../sessions/index.js';
import { type PersonRow, personRows, spanOf } from './rules.js';
import type { Export, SpanName } from './taps.js';

/** What somebody may take out as a file: whoever may see it. Names leave to those who may see names. */
export function mayExport(actor: Actor, what: Export): boolean {
  const unit = { unitId: actor.unitId, agencyId: null };
  if (what === 'sessions') return scopeOf(actor, 'session.view').kind !== 'none';
  return can(actor, 'participant.view', unit);
}

type Asked = { readonly actor: Actor; readonly now: Date; readonly span: SpanName };

export type Exported =
  | { readonly what: 'participants'; readonly rows: readonly PersonRow[] }
  | { readonly what: 'sessions'; readonly rows: readonly SessionRecord[] }
  | {
      readonly what: 'sheets';
      readonly rows: readonly SheetRecord[];
      readonly programmes: ReadonlyMap<number, string>;
    };

const PER_READ = 200;

/** Everybody of a unit, each once however many records they have. */
async function everybody(db: Db, unitId: number): Promise<RecordedParticipant[]> {
  const people: RecordedParticipant[] = [];
  for (let after = 0; ; ) {
    const some = await participantsAfter(db.read, unitId, { after, take: PER_READ });
    people.push(...some);
    const last = some.at(-1);
    if (!last || some.length < PER_READ) break;
    after = last.id;
    await turn();
  }
  return wholesOf(people, await historiesIn(db.read, unitId));
}

/** What a file is made of; undefined for who may not have it. Reads only. */
export async function gatherExport(
  db: Db,
  what: Export,
  { actor, now, span }: Asked,
): Promise<Exported | undefined> {
  if (!mayExport(actor, what)) return undefined;
  const { unitId, zone } = actor;
  const within = spanOf(span, localDate(now, zone), zone);
  switch (what) {
    case 'participants': {
      const programmes = await programmesOf(db.read, unitId);
      const names = new Map(programmes.map(({ id, name }) => [id, name]));
      return { what, rows: personRows(await everybody(db, unitId), names) };
    }
    case 'sessions':
      return { what, rows: await sessionRecords(db.read, scopeOf(actor, 'session.view'), within) };
    case 'sheets': {
      const programmes = await programmesOf(db.read, unitId);
      const names = new Map(programmes.map(({ id, name }) => [id, name]));
      return { what, rows: await sheetRecords(db.read, unitId, within), programmes: names };
    }
  }
}
