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

/** A unit as whoever acts in it needs it. */
export type ActorUnit = {
  readonly unitId: number;
  readonly unitName: string;
  readonly zone: string;
  /** Its own office hours, in minutes after midnight; left out where they are those of the regulation. */
  readonly hours?: OfficeHours;
  /** A regional office: its people see totals of the units below it. */
  readonly isKanwil?: true;
};

export type OfficeHours = { readonly opensAt: number; readonly closesAt: number };

/** Whoever acts: a known person with the posts held at this moment, working in one unit. */
export type Actor = ActorUnit & {
  readonly personId: number;
  readonly telegramId: bigint;
  readonly name: string;
  readonly locale: Locale;
  readonly posts: readonly Post[];
  /** Where they hold posts, the oldest post's first; left out where that is one unit. */
  readonly units?: readonly ActorUnit[];
};

/** The same person acting in another unit; undefined where they hold no post there. */
export function actingIn(actor: Actor, unitId: number): Actor | undefined {
  if (unitId === actor.unitId) return actor;
  const unit = actor.units?.find((one) => one.unitId === unitId);
  if (!unit) return undefined;
  const { personId, telegramId, name, locale, posts, units = [] } = actor;
  return { personId, telegramId, name, locale, posts, units, ...unit };
}

export function isAgencyPost(kind: PostKind): kind is 'agencyHead' | 'agencyContact' {
  return kind === 'agencyHead' || kind === 'agencyContact';
}
