import { defineTap, int, oneOf, pageNumber, word } from '../../dialogs/callback.js';
import { DEPARTURES } from './departure/rules.js';
import { GIVEN_REASONS } from './enrolment/rules.js';

export const programmeTap = defineTap('pr', { programme: int });
export const programmePageTap = defineTap('prpage', { page: pageNumber });
/** Programmes that have ended. */
export const programmesOverTap = defineTap('prover', { page: pageNumber });
export const programmeNewTap = defineTap('prnew', {});
export const programmeEditTap = defineTap('pred', { programme: int });
/** Asks for everything that isn't known yet, all at once. */
export const programmeFactsTap = defineTap('prfacts', { programme: int });
export const namesTap = defineTap('prnames', { programme: int, version: int });
export const programmePeopleTap = defineTap('prpt', { programme: int, page: pageNumber });

/** What happens to a programme by one tap, in the version that the card showed. */
export const lifeTap = defineTap('prlife', {
  programme: int,
  version: int,
  action: oneOf('open', 'start', 'restore', 'copy'),
});
/** Asks how a programme ends: finished, with exceptions, or called off. */
export const endProgrammeTap = defineTap('prend', { programme: int });
export const finishTap = defineTap('prfin', { programme: int, version: int });
export const finishSomeTap = defineTap('prfinx', { programme: int, version: int });
export const cancelProgrammeTap = defineTap('prcancel', { programme: int, version: int });

/** The free seats of a programme, and to whom they are offered. */
export const offersTap = defineTap('offers', { programme: int });
export const offerTakeTap = defineTap('oftake', { offer: int });
export const offerPassTap = defineTap('ofpass', { offer: int });
export const offerAgainTap = defineTap('ofagain', { programme: int });

/** `query`: as `queryWord` writes it; empty is everybody. */
export const participantListTap = defineTap('ptlist', { query: word, page: pageNumber });
export const participantTap = defineTap('pt', { participant: int });
export const enrolManyTap = defineTap('enmany', { programme: int });
export const leaveTap = defineTap('ptout', { participant: int });
export const departTap = defineTap('ptgone', { participant: int, version: int, why: oneOf(...DEPARTURES) });
export const takeBackTap = defineTap('ptback', { participant: int, version: int });
/** Which records may be the same person's. */
export const sameListTap = defineTap('ptsame', { participant: int, page: pageNumber });
/** Asks whether two people are one, with what speaks for it. */
export const sameAskTap = defineTap('ptsame2', { one: int, other: int });
/** `goesOn`: whose enrolments go on where both take part in one programme; `none`: they don't. */
export const mergeTap = defineTap('ptmerge', { one: int, other: int, goesOn: oneOf('none', 'from', 'into') });
export const apartTap = defineTap('ptapart', { one: int, other: int });
export const sameFindTap = defineTap('ptsamefind', { participant: int });
export const unmergeAskTap = defineTap('ptsplit', { participant: int });
export const unmergeTap = defineTap('ptsplit2', { merge: int });
export const findTap = defineTap('ptfind', {});
export const enrolListTap = defineTap('enlist', { participant: int, page: pageNumber });
export const enrolTap = defineTap('en', { participant: int, programme: int });
export const moveTap = defineTap('enmove', {
  enrolment: int,
  version: int,
  to: oneOf('active', 'paused', 'waiting'),
});
/** Asks what is to hold from which day; `wanted` is asked first where it is empty. */
export const datedTap = defineTap('ptdate', { participant: int, wanted: word });
/** Takes one enrolment's end back. */
export const undoEndTap = defineTap('enback', { enrolment: int, version: int });
/** Admits somebody into a seat that is offered to somebody else, knowingly. */
export const overrideTap = defineTap('enover', { enrolment: int, version: int });
export const endTap = defineTap('enend', { enrolment: int, version: int });
export const reasonTap = defineTap('enwhy', {
  enrolment: int,
  version: int,
  reason: oneOf(...GIVEN_REASONS),
});
