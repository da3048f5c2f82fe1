import type { Reader } from '../../db/database.js';
import { agenciesIn } from '../agencies/index.js';
import { type About, invitationsBy, postsBy, requestsBy } from '../people/index.js';
import { participantsBy, programmesOf } from '../programmes/index.js';
import { isSubject, type Subject } from './rules.js';

/** What a thing is called: by the post that it is about, or by its name. */
export type Called = About | { readonly id: number; readonly name: string };

type CalledBy = (db: Reader, unitId: number, ids: readonly number[]) => Promise<readonly Called[]>;

const BY_SUBJECT: Partial<Record<Subject, CalledBy>> = {
  post: postsBy,
  invitation: invitationsBy,
  accessRequest: requestsBy,
  agency: (db, unitId) => agenciesIn(db, { kind: 'unit', unitId }),
  programme: (db, unitId) => programmesOf(db, unitId),
  // Without the register number: the trail is for heads, and its file may be handed on.
  participant: async (db, unitId, ids) =>
    (await participantsBy(db, unitId, ids)).map(({ id, name }) => ({ id, name })),
};

type Subjected = { readonly subject: string; readonly subjectId: number };

/** What the things that entries of a unit are about are called, as far as it is known. A query for each kind of thing. */
export async function calledIn(
  db: Reader,
  unitId: number,
  entries: readonly Subjected[],
): Promise<(about: Subjected) => Called | undefined> {
  const found = new Map<string, Map<number, Called>>();
  for (const subject of new Set(entries.map((entry) => entry.subject))) {
    const calledBy = isSubject(subject) ? BY_SUBJECT[subject] : undefined;
    if (!calledBy) continue;
    const ids = entries.filter((entry) => entry.subject === subject).map(({ subjectId }) => subjectId);
    const called = await calledBy(db, unitId, [...new Set(ids)]);
    found.set(subject, new Map(called.map((one) => [one.id, one])));
  }
  return ({ subject, subjectId }) => found.get(subject)?.get(subjectId);
}
