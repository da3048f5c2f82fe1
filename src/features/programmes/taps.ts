import { defineTap, int, oneOf, word } from '../../dialogs/callback.js';
import { GIVEN_REASONS } from './rules.js';
import { DEPARTURES } from './rules-departure.js';

export const programmeTap = defineTap('pr', { programme: int });
export const programmePageTap = defineTap('prpage', { page: int });
export const programmeNewTap = defineTap('prnew', {});
export const programmeEditTap = defineTap('pred', { programme: int });
export const namesTap = defineTap('prnames', { programme: int, version: int });
export const programmePeopleTap = defineTap('prpt', { programme: int, page: int });

/** `query`: as `queryWord` writes it; empty is everybody. */
export const participantListTap = defineTap('ptlist', { query: word, page: int });
export const participantTap = defineTap('pt', { participant: int });
export const enrolManyTap = defineTap('enmany', { programme: int });
export const leaveTap = defineTap('ptout', { participant: int });
export const departTap = defineTap('ptgone', { participant: int, version: int, why: oneOf(...DEPARTURES) });
export const takeBackTap = defineTap('ptback', { participant: int, version: int });
export const findTap = defineTap('ptfind', {});
export const enrolListTap = defineTap('enlist', { participant: int, page: int });
export const enrolTap = defineTap('en', { participant: int, programme: int });
export const moveTap = defineTap('enmove', {
  enrolment: int,
  version: int,
  to: oneOf('active', 'paused', 'waiting'),
});
export const endTap = defineTap('enend', { enrolment: int, version: int });
export const reasonTap = defineTap('enwhy', {
  enrolment: int,
  version: int,
  reason: oneOf(...GIVEN_REASONS),
});
