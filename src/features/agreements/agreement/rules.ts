import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import { isRenewable, type Stage } from '../stages/rules.js';

/** Nota kesepahaman (MoU), or perjanjian kerja sama (PKS). */
export const KINDS = ['memorandum', 'cooperation'] as const;
export type Kind = (typeof KINDS)[number];

export type Partner = { readonly id: number; readonly name: string };

/** A stage that it came to, on a day (`2023-08-31`); `corrects`: it takes the place of what stood before. */
export type Step = {
  readonly stage: Stage;
  readonly reachedOn: string;
  readonly reason: string | null;
  readonly corrects: boolean;
  readonly by: string;
};

/** An agreement as lists show it. Days as `2023-08-31`, in the unit's zone. */
export type Listed = {
  readonly id: number;
  readonly unitId: number;
  readonly kind: Kind;
  readonly subject: string;
  readonly number: string | null;
  readonly stage: Stage;
  readonly endsOn: string | null;
  readonly version: number;
  /** Names of its agencies with commas. */
  readonly partners: string;
};

/** A former or a following agreement, as a card names it. */
export type Related = { readonly id: number; readonly kind: Kind; readonly number: string | null };

export type Agreement = Omit<Listed, 'partners'> & {
  readonly startsOn: string | null;
  /** By when whoever doesn't want to go on has to say so. */
  readonly noticeOn: string | null;
  /** Parties and who signs for them, as typed. */
  readonly signers: string | null;
  readonly notes: string | null;
  readonly officer: { readonly id: number; readonly name: string };
  readonly visitId: number | null;
  readonly renews: Related | null;
  /** The last that renews it. */
  readonly renewedBy: Related | null;
  readonly agencies: readonly Partner[];
  /** In the order in which they were written down. */
  readonly steps: readonly Step[];
};

export const SUBJECT_MAX = 200;
export const MOST_AGENCIES = 10;
export const PER_PAGE = 8;

/** Whether somebody may write agreements of their unit down and change them. */
export function mayChange(actor: Actor): boolean {
  return can(actor, 'agreement.change', { unitId: actor.unitId, agencyId: null });
}

/** Whether another can renew it. */
export function mayBeRenewed({ stage, renewedBy }: Pick<Agreement, 'stage' | 'renewedBy'>): boolean {
  return isRenewable(stage) && renewedBy === null;
}
