import type { Outcome } from '../outcome/rules.js';
import type { Reachable } from '../people/rules.js';
import type { Side } from '../state/rules.js';
import type { Party, Visit } from '../visit/rules.js';
import type { After } from './service.js';

/** Whom of an agency the question goes to, and when it first went to one of them; null: to none of them yet. */
export type Request = {
  readonly party: Party;
  readonly to: readonly Reachable[];
  readonly at: Date | null;
};

/** A visit as somebody sees it. */
export type Shown = {
  readonly visit: Visit;
  /** What they may act as; undefined: they look on. */
  readonly side: Side | undefined;
  /** For an agency's side: its own part. */
  readonly party?: Party | undefined;
  /** For the unit's side: of each agency whose answer is waited for, who is asked. */
  readonly requests?: readonly Request[];
  /** For the unit's side: the outcome given that this person may correct; `reason`: only with one. */
  readonly correctable?: { readonly outcome: Outcome; readonly how: 'free' | 'reason' } | undefined;
  /** Once it was held: what was agreed, of all that this person may see, and whether they can have its record. */
  readonly after?: After | undefined;
};
