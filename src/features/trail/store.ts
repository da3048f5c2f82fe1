import type { Reader } from '../../db/database.js';
import { agenciesIn } from '../agencies/index.js';
import { exemptionsBy } from '../exemptions/index.js';
import { feedsBy } from '../feed/index.js';
import { followUpsBy } from '../followups/index.js';
import { type About, invitationsBy, postsBy, requestsBy } from '../people/index.js';
import { participantsBy, programmesOf } from '../programmes/index.js';
import { messagesBy } from '../queue/index.js';
import { batchesBy } from '../roster/index.js';
import { type SlotTime, sessionsBy, slotsBy } from '../sessions/index.js';
import { titlesBy } from '../summaries/index.js';
import { visitsBy } from '../visits/index.js';
import { isSubject, type Subject } from './rules.js';

/**
 * What a thing is called: by the post that it is about, by its name, by its name and when it is (`at`) or each week
 * (`slot`), or as a message, by what it is about and when it was due.
 */
export type Called = { readonly id: number } & (
  | { readonly by: 'post'; readonly post: About }
  | { readonly by: 'name'; readonly name: string }
  | { readonly by: 'time'; readonly name: string; readonly at: Date }
  | { readonly by: 'slot'; readonly name: string; readonly slot: SlotTime }
  | { readonly by: 'message'; readonly kind: string; readonly at: Date }
);

type CalledBy = (db: Reader, unitId: number, ids: readonly number[]) => Promise<readonly Called[]>;

const byPost = (post: About): Called => ({ id: post.id, by: 'post', post });
const byName = (id: number, name: string): Called => ({ id, by: 'name', name });
const byTime = (id: number, name: string, at: Date): Called => ({ id, by: 'time', name, at });

const BY_SUBJECT: Partial<Record<Subject, CalledBy>> = {
  post: async (...which) => (await postsBy(...which)).map(byPost),
  invitation: async (...which) => (await invitationsBy(...which)).map(byPost),
  accessRequest: async (...which) => (await requestsBy(...which)).map(({ id, name }) => byName(id, name)),
  agency: async (db, unitId) =>
    (await agenciesIn(db, { kind: 'unit', unitId })).map(({ id, name }) => byName(id, name)),
  visit: async (...which) =>
    (await visitsBy(...which)).map(({ id, partners, startsAt }) => byTime(id, partners ?? '', startsAt)),
  followUp: async (...which) =>
    (await followUpsBy(...which)).map(({ id, what, visit }) => byName(id, `${what}, ${visit.agencyName}`)),
  programme: async (db, unitId) => (await programmesOf(db, unitId)).map(({ id, name }) => byName(id, name)),
  // Without the register number: the trail is for heads, and its file may be handed on.
  participant: async (...which) => (await participantsBy(...which)).map(({ id, name }) => byName(id, name)),
  session: async (...which) =>
    (await sessionsBy(...which)).map(({ id, programme, startsAt }) => byTime(id, programme, startsAt)),
  timetableSlot: async (...which) =>
    (await slotsBy(...which)).map(({ id, programme: name, ...slot }) => ({ id, by: 'slot', name, slot })),
  import: async (...which) =>
    (await batchesBy(...which)).map(({ id, fileName, createdAt }) => byTime(id, fileName, createdAt)),
  group: async (...which) => (await titlesBy(...which)).map(({ id, title }) => byName(id, title)),
  outbox: async (...which) =>
    (await messagesBy(...which)).map(({ id, kind, dueAt: at }) => ({ id, by: 'message', kind, at })),
  nameExemption: async (...which) => (await exemptionsBy(...which)).map(({ id, words }) => byName(id, words)),
  calendarFeed: async (...which) =>
    (await feedsBy(...which)).map(({ id, name, createdAt }) => byTime(id, name, createdAt)),
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
