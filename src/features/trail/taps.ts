import { defineTap, int, oneOf, pageNumber } from '../../dialogs/callback.js';
import { SUBJECTS } from './rules.js';

/** A page of the trail; 0 and `all` where nothing is picked out. */
export const trailTap = defineTap('tr', {
  person: int,
  subject: oneOf(...SUBJECTS, 'all'),
  id: int,
  page: pageNumber,
});

/** Asks by what to pick out. */
export const trailPickTap = defineTap('trpick', {});

/** Sends what is picked out as a file. */
export const trailFileTap = defineTap('trfile', { person: int, subject: oneOf(...SUBJECTS, 'all'), id: int });
