import type { Duties, HeldPost, Open } from '../ending/rules.js';

/** What somebody coming to a post needs to know, on one screen. */
export type Briefing = {
  readonly duties: readonly { readonly noun: Duties['noun']; readonly open: readonly Open[] }[];
  /** Who is who beside them. */
  readonly people: readonly HeldPost[];
};

/** Whom somebody with a post works with: of the unit its people and the agencies' heads; of an agency also its own. */
export function colleaguesOf(post: HeldPost, all: readonly HeldPost[]): readonly HeldPost[] {
  const others = all.filter(({ personId }) => personId !== post.personId);
  if (post.agencyId === null)
    return others.filter(({ agencyId, kind }) => agencyId === null || kind === 'agencyHead');
  return others.filter(
    ({ agencyId, kind }) => agencyId === post.agencyId || kind === 'head' || kind === 'officer',
  );
}
