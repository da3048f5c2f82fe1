import type { Db } from '../../db/database.js';
import { doneBy, lastDoneBy } from '../../db/trace.js';
import { countFor } from '../../delivery/planned.js';
import { type Given, given } from '../../lib/given.js';
import { feedSince } from '../feed/index.js';
import { historyOf, type PersonHistory, unitsBy } from '../people/index.js';
import { ACTIONS_MOST } from './rules.js';

/** What is kept about one person. */
export type Held = {
  readonly person: PersonHistory;
  /** Names and zones of the units in which they hold or held posts. */
  readonly units: ReadonlyMap<number, { readonly name: string; readonly zone: string }>;
  readonly done: Awaited<ReturnType<typeof doneBy>>;
  readonly messages: Awaited<ReturnType<typeof countFor>>;
  /** Since when their calendar feed works; undefined: they have none. */
  readonly feedSince: Date | undefined;
};

type PrivacyDeps = { readonly db: Db };

/** What is kept about the person of a Telegram account; undefined: nothing. */
async function held({ db }: PrivacyDeps, telegramId: bigint): Promise<Held | undefined> {
  const { read } = db;
  const person = await historyOf(read, telegramId);
  if (!person) return undefined;
  const [found, done, messages, since] = await Promise.all([
    unitsBy(read, [...new Set(person.posts.map(({ unitId }) => unitId))]),
    doneBy(read, person.id),
    countFor(read, person.id),
    feedSince(read, telegramId),
  ]);
  const units = new Map(found.map((unit) => [unit.id, unit]));
  return { person, units, done, messages, feedSince: since };
}

/** What a person did, the newest first. */
function actions({ db }: PrivacyDeps, personId: number) {
  return lastDoneBy(db.read, personId, ACTIONS_MOST);
}

const useCases = { held, actions };

/** What is kept about whoever asks: nobody else's is ever looked up. */
export type PrivacyService = Given<typeof useCases>;

export function createPrivacyService(deps: PrivacyDeps): PrivacyService {
  return given(deps, useCases);
}
