import { defineTap, int, oneOf, pageNumber } from '../../dialogs/callback.js';

/** Settings of a group that aren't saved yet, and what to do with them: the button holds them all. */
export const setupTap = defineTap('sumset', {
  step: oneOf('menu', 'day', 'hour', 'agency', 'save'),
  weekday: int,
  minute: int,
  locale: oneOf('id', 'en'),
  /** 0 for the whole unit. */
  agency: int,
  page: pageNumber,
});

/** Shows how the group is bound now. */
export const boundTap = defineTap('sumbound', {});

/** Ends a binding: asked first, then done. */
export const stopTap = defineTap('sumstop', { group: int, sure: oneOf('ask', 'yes') });

/** Sends what would be sent now. */
export const previewTap = defineTap('sumnow', {});
