import type { Locale } from '../lib/locale.js';

export const POST_KINDS = ['head', 'officer', 'humas', 'agencyHead', 'agencyContact'] as const;
export type PostKind = (typeof POST_KINDS)[number];

/** A post held now. `agencyId` is set for an agency's head and contacts, and for them only. */
type Post = {
  readonly id: number;
  readonly unitId: number;
  readonly kind: PostKind;
  readonly agencyId: number | null;
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
