import type { Locale } from '../lib/locale.js';

export const POST_KINDS = ['head', 'officer', 'humas', 'agencyHead', 'agencyContact'] as const;
export type PostKind = (typeof POST_KINDS)[number];

/** Posts of which a unit, or an agency, has one. */
export const SINGLE_POSTS: readonly PostKind[] = ['head', 'agencyHead'];

/** How somebody acts in a post by a letter: `plt` where it is vacant, `plh` where whose it is is away. */
export type ActingKind = 'plt' | 'plh';

/** A post held now. `agencyId` is set for an agency's head and contacts, and for them only. */
type Post = {
  readonly id: number;
  readonly unitId: number;
  readonly kind: PostKind;
  readonly agencyId: number | null;
  /** By which letter they act in it; null or left out where the post is their own. */
  readonly acting?: ActingKind | null;
};

/** Whoever acts: a known person with the posts held at this moment, working in one unit. */
export type Actor = {
  readonly personId: number;
  readonly telegramId: bigint;
  readonly name: string;
  readonly locale: Locale;
  readonly unitId: number;
  readonly unitName: string;
  readonly zone: string;
  readonly posts: readonly Post[];
};

export function isAgencyPost(kind: PostKind): kind is 'agencyHead' | 'agencyContact' {
  return kind === 'agencyHead' || kind === 'agencyContact';
}
