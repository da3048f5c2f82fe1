import type { Actor } from '../../access/actor.js';
import { can } from '../../access/can.js';
import type { Db } from '../../db/database.js';
import type { NameWatch } from '../../delivery/guard/watch.js';
import { type Given, given } from '../../lib/given.js';
import { type ReadKept, visitFilesOf } from '../evidence/index.js';
import { agreedAt } from '../followups/index.js';
import { minutedVisit } from '../visits/index.js';
import {
  type Attached,
  isPrintable,
  NOTHING_ATTACHED,
  PICTURES_MAX,
  type Recordable,
  recordable,
  type VisitRecord,
} from './rules.js';

/** What stands where a participant was named. */
const MASK = '[…]';

type Found =
  | { readonly ok: true; readonly record: VisitRecord }
  | { readonly ok: false; readonly reason: Exclude<Recordable, 'yes'> };

/** The text without these stretches of it, which may lie over one another; the rest stays as it was. */
export function masked(
  text: string,
  stretches: readonly { readonly start: number; readonly end: number }[],
): string {
  let [done, shown] = [0, ''];
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    if (start >= done) shown += text.slice(done, start) + MASK;
    done = Math.max(done, end);
  }
  return shown + text.slice(done);
}

type RecordsDeps = { readonly db: Db; readonly names: NameWatch; readonly readKept: ReadKept };

/** What was sent about a visit: pictures of which we have a copy to print, and how much besides. */
async function attachedTo({ db, readKept }: RecordsDeps, visitId: number): Promise<Attached> {
  const pictures: Uint8Array[] = [];
  const others = { photo: 0, voice: 0, file: 0 };
  for (const kept of await visitFilesOf(db.read, visitId)) {
    const isPicture = kept.media === 'photo' || kept.media === 'document';
    const bytes = isPicture && pictures.length < PICTURES_MAX ? await readKept(kept) : undefined;
    if (bytes && isPrintable(bytes)) pictures.push(bytes);
    else if (kept.media === 'photo') others.photo += 1;
    else others[kept.media === 'voice' || kept.media === 'audio' ? 'voice' : 'file'] += 1;
  }
  return { pictures, others };
}

async function find(deps: RecordsDeps, actor: Actor, visitId: number): Promise<Found> {
  const { db, names } = deps;
  const { unitId } = actor;
  const found = await minutedVisit(db.read, unitId, visitId);
  if (!found) return { ok: false, reason: 'foreign' };
  const agencyIds = found.parties.map(({ agencyId }) => agencyId);
  const answer = recordable(actor, { ...found, agencyIds });
  if (answer !== 'yes') return { ok: false, reason: answer };
  const isOurs = can(actor, 'visit.view', { unitId, agencyId: null });
  const attached = isOurs ? await attachedTo(deps, visitId) : NOTHING_ATTACHED;
  const followUps = await agreedAt(db.read, unitId, visitId);
  const clean = async (text: string) => masked(text, await names.find(text, unitId));
  const [purpose, minutes] = [await clean(found.purpose), await clean(found.minutes ?? '')];
  const listed: VisitRecord['followUps'][number][] = [];
  for (const { what, owner, dueOn, state } of followUps) {
    if (state !== 'dropped') listed.push({ what: await clean(what), owner, dueOn });
  }
  const said = [found.purpose, found.minutes ?? '', ...followUps.map(({ what }) => what)];
  return {
    ok: true,
    record: {
      ...found,
      purpose,
      minutes: found.minutes === null ? null : minutes,
      followUps: listed.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0)),
      attached,
      masked: [purpose, minutes, ...listed.map(({ what }) => what)].some((text) => !said.includes(text)),
    },
  };
}

const useCases = { find };

/** The record of a visit: what was agreed, for both sides to sign. */
export type RecordsService = Given<typeof useCases>;

export function createRecordsService(deps: RecordsDeps): RecordsService {
  return given(deps, useCases);
}
