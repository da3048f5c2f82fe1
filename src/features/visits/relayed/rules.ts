import type { Span } from '../../calendar/index.js';
import type { Question } from '../card/rules.js';
import type { Change } from '../change/rules.js';
import { isOpen, lastStart, questionOf } from '../state/rules.js';
import type { Visit } from '../visit/rules.js';

/** How an agency's answer came, other than through Sambang. */
export const VIAS = ['telephone', 'messenger', 'letter', 'inPerson'] as const;

/** `page`: the agency gave it itself, on the page of a one-use link. */
export type Via = (typeof VIAS)[number] | 'page';

/** An agency's answer that somebody of the unit writes down: for which agency, how it came, and who gave it. */
export type Relayed = { readonly agencyId: number; readonly via: Via; readonly saidBy: string | null };

export const RELAYED_ANSWERS = ['accept', 'suggest', 'decline'] as const;

export type RelayedAnswer = (typeof RELAYED_ANSWERS)[number];

/** How long a name or a post may be. */
export const SAID_BY_MAX = 80;

/** An agency's answer with what it takes; `keeps`: it can't move to another time, and keeps to the agreed one. */
export type Given =
  | { readonly answer: 'accept' }
  | ({ readonly answer: 'suggest' } & Span)
  | { readonly answer: 'decline'; readonly reason: string; readonly keeps: boolean };

/** What an agency's answer changes. */
export function changeFor(given: Given, relayed: Relayed): Change {
  switch (given.answer) {
    case 'accept':
      return { action: 'accept', relayed };
    case 'suggest':
      return { action: 'suggest', startsAt: given.startsAt, endsAt: given.endsAt, relayed };
    case 'decline':
      return given.keeps
        ? { action: 'keep', relayed }
        : { action: 'decline', reason: given.reason === '' ? null : given.reason, relayed };
  }
}

/**
 * How a question to an agency stands for whoever opens its page: `open`; `answered`, in whatever way; `moved`: another
 * time is asked about or agreed since; `off`: called off; `over`: its time has come. Undefined: it isn't asked any more.
 */
export type Standing = 'open' | 'answered' | 'moved' | 'off' | 'over';

const minute = (at: Date) => Math.floor(at.getTime() / 60_000);

/** @param startsAt the time that the question was about, to the minute */
export function standingOf(
  visit: Visit,
  { agencyId, startsAt }: Pick<Question, 'agencyId' | 'startsAt'>,
  now: Date,
): Standing | undefined {
  const question = questionOf(visit);
  const party = question.parties.find((one) => one.agencyId === agencyId);
  if (!party) return undefined;
  if (visit.state === 'cancelled') return 'off';
  if (!isOpen(visit.state) && visit.state !== 'declined') return 'over';
  if (lastStart(question) <= now) return 'over';
  if (minute(question.startsAt) !== minute(startsAt)) return 'moved';
  return party.answer === 'pending' ? 'open' : 'answered';
}
