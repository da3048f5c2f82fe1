import type { HeldPost } from '../ending/rules.js';

/** Somebody with posts in a unit, as who looks after posts sees them. */
export type Member = {
  readonly personId: number;
  readonly name: string;
  readonly posts: readonly HeldPost[];
  /** YYYY-MM-DD; null: never since it is kept. */
  readonly lastSeenOn: string | null;
  readonly reachable: boolean;
};

/** The posts of each person, in the order in which they first come. */
export function byPerson(
  posts: readonly HeldPost[],
  seen: ReadonlyMap<number, { readonly lastSeenOn: string | null; readonly reachable: boolean }>,
): readonly Member[] {
  const people = new Map<number, Member>();
  for (const post of posts) {
    const { personId, name } = post;
    const known = people.get(personId);
    const facts = seen.get(personId) ?? { lastSeenOn: null, reachable: true };
    people.set(personId, { personId, name, ...facts, posts: [...(known?.posts ?? []), post] });
  }
  return [...people.values()];
}

/** What of a unit's own posts may be turned into one another; what is acted in ends as its letter says. */
export function changeOf({
  kind,
  acting,
}: Pick<HeldPost, 'kind' | 'acting'>): 'officer' | 'humas' | undefined {
  if (acting !== null) return undefined;
  switch (kind) {
    case 'officer':
      return 'humas';
    case 'humas':
      return 'officer';
    case 'head':
    case 'agencyHead':
    case 'agencyContact':
      return undefined;
  }
}
