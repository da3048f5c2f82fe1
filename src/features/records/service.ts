import type { Actor } from '../../access/actor.js';
import type { Db } from '../../db/database.js';
import { holdsRegisterNumber, namePhrases } from '../../delivery/guard/guard-text.js';
import { type Given, given } from '../../lib/given.js';
import { searchName } from '../../reading/search-name.js';
import { agreedAt } from '../followups/index.js';
import { participantsAmong } from '../programmes/index.js';
import { minutedVisit } from '../visits/index.js';
import { type Recordable, recordable, type VisitRecord } from './rules.js';

/** What stands where a participant was named. */
const MASK = '[…]';
const LONGEST_NAME = 7;
const LONGEST_NUMBER = 6;

type Found =
  | { readonly ok: true; readonly record: VisitRecord }
  | { readonly ok: false; readonly reason: Exclude<Recordable, 'yes'> };

/** The text without the names and without what has the shape of a register number; the rest stays as it was. */
export function masked(text: string, names: ReadonlySet<string>): string {
  const pieces = text.split(/(\s+)/u);
  const out: string[] = [];
  for (let at = 0; at < pieces.length; ) {
    const length = maskedFrom(pieces, at, names);
    out.push(length === 0 ? (pieces[at] ?? '') : MASK);
    at += Math.max(1, length);
  }
  return out.join('');
}

/** How many pieces from `at` on, words and the blanks between them, are such a name or number; 0: none. */
function maskedFrom(pieces: readonly string[], at: number, names: ReadonlySet<string>): number {
  if ((pieces[at] ?? '').trim() === '') return 0;
  for (let words = LONGEST_NAME; words >= 2; words -= 1) {
    const run = pieces.slice(at, at + 2 * words - 1);
    if (names.has(searchName(run.join('')))) return run.length;
  }
  for (let words = 1; words <= LONGEST_NUMBER; words += 1) {
    const run = pieces.slice(at, at + 2 * words - 1);
    const rest = run.slice(2);
    const begins = !(rest.length > 0 && holdsRegisterNumber(rest.join('')));
    if (begins && holdsRegisterNumber(run.join(''))) return run.length;
  }
  return 0;
}

type RecordsDeps = { readonly db: Db };

async function find({ db }: RecordsDeps, actor: Actor, visitId: number): Promise<Found> {
  const { unitId } = actor;
  const found = await minutedVisit(db.read, unitId, visitId);
  if (!found) return { ok: false, reason: 'foreign' };
  const agencyIds = found.parties.map(({ agencyId }) => agencyId);
  const answer = recordable(actor, { ...found, agencyIds });
  if (answer !== 'yes') return { ok: false, reason: answer };
  const followUps = await agreedAt(db.read, unitId, visitId);
  const said = [found.purpose, found.minutes ?? '', ...followUps.map(({ what }) => what)];
  const names = await participantsAmong(db.read, [unitId], {
    searchNames: [...namePhrases(said.join('\n'))],
  });
  const clean = (text: string) => masked(text, names);
  return {
    ok: true,
    record: {
      ...found,
      purpose: clean(found.purpose),
      minutes: found.minutes === null ? null : clean(found.minutes),
      followUps: followUps
        .filter(({ state }) => state !== 'dropped')
        .map(({ what, owner, dueOn }) => ({ what: clean(what), owner, dueOn }))
        .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0)),
      masked: said.some((text) => clean(text) !== text),
    },
  };
}

const useCases = { find };

/** The record of a visit: what was agreed, for both sides to sign. */
export type RecordsService = Given<typeof useCases>;

export function createRecordsService(deps: RecordsDeps): RecordsService {
  return given(deps, useCases);
}
