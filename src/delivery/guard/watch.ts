import { setImmediate as turn } from 'node:timers/promises';
import { addPerson, type Hit, hitsBeside, hitsIn, type Known, nobodyOf } from './hits.js';
import type { Person } from './name-index.js';

/** Whose names are kept from groups, for the features that know them. */
export type GuardedNames = {
  /** For each unit a mark that is another whenever a participant's name or register number is. One query. */
  readonly marks: () => Promise<readonly { readonly unitId: number; readonly mark: string }[]>;
  /** Everybody who is or was in a unit. */
  readonly participants: (unitId: number) => Promise<readonly Person[]>;
  /** Names of those who hold a post. */
  readonly postholders: () => Promise<readonly string[]>;
  /** What a head has said to be no name of a participant of their unit. */
  readonly exempt: (unitId: number) => Promise<readonly string[]>;
};

/** Answers whether texts name participants: one for the whole program, since it keeps what it compares with. */
export type NameWatch = {
  /**
   * Everything in a text that names a participant of any unit (or of one) or is a register number, but for names of
   * people who hold posts and what a head has exempted.
   * @throws BudgetSpent where finding out takes too long.
   */
  readonly find: (text: string, unitId?: number) => Promise<readonly Hit[]>;
  /**
   * The same for one unit by the names that were last read, for a warning while somebody types: no query where nothing
   * is found. Nothing is found before the first `refresh`.
   * @throws BudgetSpent as `find` does.
   */
  readonly glance: (text: string, unitId: number) => Promise<readonly Hit[]>;
  /** Reads names where any has changed. One query where none has. */
  readonly refresh: () => Promise<void>;
};

/** So many names are read before others have their turn. */
const AT_ONCE = 200;

async function toKnown(unitId: number, people: readonly Person[]): Promise<Known> {
  const known = nobodyOf(unitId);
  for (const [at, person] of people.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await turn();
    addPerson(known, person);
  }
  return known;
}

type Kept = { readonly mark: string; readonly known: Promise<Known> };

/** The unit's participants as they are now: what is kept where nothing has changed. */
function knownNow(
  kept: Map<number, Kept>,
  guarded: GuardedNames,
  unitId: number,
  mark: string,
): Promise<Known> {
  const before = kept.get(unitId);
  if (before?.mark === mark) return before.known;
  const known = guarded.participants(unitId).then((people) => toKnown(unitId, people));
  kept.set(unitId, { mark, known });
  known.catch(() => kept.delete(unitId));
  return known;
}

async function withoutExempt(
  guarded: GuardedNames,
  text: string,
  hits: readonly Hit[],
): Promise<readonly Hit[]> {
  if (hits.length === 0) return hits;
  const named = hitsBeside(text, hits, await guarded.postholders());
  const unitIds = [...new Set(named.map(({ unitId }) => unitId))];
  const left: Hit[] = [];
  for (const unitId of unitIds) {
    const own = named.filter((hit) => hit.unitId === unitId);
    left.push(...(unitId === undefined ? own : hitsBeside(text, own, await guarded.exempt(unitId))));
  }
  return left;
}

export function watchNames(guarded: GuardedNames): NameWatch {
  const kept = new Map<number, Kept>();
  async function allKnown(): Promise<Known[]> {
    const marks = await guarded.marks();
    return Promise.all(marks.map(({ unitId, mark }) => knownNow(kept, guarded, unitId, mark)));
  }
  return {
    find: async (text, only) => {
      const known = (await allKnown()).filter(({ unitId }) => only === undefined || unitId === only);
      return withoutExempt(guarded, text, hitsIn(text, known));
    },
    glance: async (text, unitId) => {
      const known = await kept.get(unitId)?.known;
      return known ? withoutExempt(guarded, text, hitsIn(text, [known])) : [];
    },
    refresh: async () => {
      await allKnown();
    },
  };
}
