import type { Actor } from '../../../access/actor.js';
import type { Reader as Db } from '../../../db/database.js';
import type { Button, Text } from '../../../dialogs/card.js';
import type { Voice } from '../../../words/voice.js';
import type { Outcome } from '../outcome/rules.js';
import type { Reachable } from '../people/rules.js';
import type { Side } from '../state/rules.js';
import type { Party, Visit } from '../visit/rules.js';

/**
 * Whom of an agency the question goes to, and when it first went to one of them; null: to none of them yet. `lost`: it
 * has people, but none of them can be written to at present.
 */
export type Request = {
  readonly party: Party;
  readonly to: readonly Reachable[];
  readonly at: Date | null;
  readonly lost?: true;
  /** The address of the page on which it can answer without Telegram, where there are such pages. */
  readonly page?: string;
};

/** A question to an agency: the visit, and the time that it is about. */
export type Question = {
  readonly unitId: number;
  readonly visitId: number;
  readonly agencyId: number;
  readonly startsAt: Date;
};

/** What the composition hands in: what others add to cards, and what is served where there is a public address. */
export type Outside = {
  readonly sections: readonly VisitSection[];
  readonly pageOf?: ((question: Question) => string) | undefined;
  readonly feeds?: true | undefined;
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
  /** For the unit's side: the outcome given that this person may correct. */
  readonly correctable?: { readonly outcome: Outcome } | undefined;
  /** There are calendar feeds to subscribe to. */
  readonly feeds?: true;
  /** What other features add to its card for this person, in the order of the card. */
  readonly sections?: readonly SectionDrawing[];
};

/** What a section has to say below the visit, and its rows of buttons below those of the visit. */
export type SectionDrawn = {
  readonly lines: Text | undefined;
  readonly buttons: readonly (readonly Button[])[];
};

/** A section that has been loaded, to be written in its reader's language. */
type SectionDrawing = (voice: Voice) => SectionDrawn;

/**
 * What another feature adds to a visit's card; the composition hands it in. Undefined: it has nothing to add for this
 * person. It is asked whenever a visit is shown, so it reads nothing before it knows that it has to.
 */
export type VisitSection = (db: Db, actor: Actor, visit: Visit) => Promise<SectionDrawing | undefined>;
