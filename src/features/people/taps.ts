import { POST_KINDS } from '../../access/actor.js';
import { defineTap, int, oneOf, pageNumber } from '../../dialogs/callback.js';

/** Makes an invitation to a post; `agency` is 0 for the unit's own posts. */
export const inviteTap = defineTap('inv', { kind: oneOf(...POST_KINDS), agency: int });

/** Asks which agency the invitation is for. */
export const inviteToAgencyTap = defineTap('invag', { page: pageNumber });

/** Asks which post at this agency. */
export const invitePostTap = defineTap('invpo', { agency: int });

export const revokeTap = defineTap('invx', { invitation: int });

/** A stranger asks to be let in. */
export const askAccessTap = defineTap('access-ask', {});

/** A head decides on a request; `agency` 0 with an agency post asks which. */
export const decideTap = defineTap('access', {
  request: int,
  decision: oneOf(...POST_KINDS, 'refuse'),
  agency: int,
  page: pageNumber,
});

/** Shows a request again, from the choice of an agency. */
export const requestTap = defineTap('access-see', { request: int });

/** The invitations that can still be used. */
export const openInvitationsTap = defineTap('invlist', {});

export const settingsTap = defineTap('settings', {});

export const localeTap = defineTap('locale', { locale: oneOf('id', 'en') });
