import { POST_KINDS } from '../../access/actor.js';
import { defineTap, int, oneOf, pageNumber, word } from '../../dialogs/callback.js';
import { ACCEPT } from './invitations/rules.js';

/** Makes an invitation to a post; `agency` is 0 for the unit's own posts. */
export const inviteTap = defineTap('inv', { kind: oneOf(...POST_KINDS), agency: int });

/** Asks which agency the invitation is for. */
export const inviteToAgencyTap = defineTap('invag', { page: pageNumber });

/** Asks which post at this agency. */
export const invitePostTap = defineTap('invpo', { agency: int });

/** Asks whom to invite. */
export const inviteMenuTap = defineTap('invmenu', {});

/** Makes an invitation that ends this post when it is accepted. */
export const succeedTap = defineTap('invr', { post: int });

/** Asks for the letter by which somebody acts in a post; `over` is 0 where nobody holds it. */
export const actTap = defineTap('inva', { kind: oneOf(...POST_KINDS), agency: int, over: int });

/** Invites another beside those whom the configuration keeps in a post of which there is one. */
export const besideTap = defineTap('invb', { kind: oneOf(...POST_KINDS), agency: int });

/** Accepts an invitation that ends somebody's post, as it was shown. */
export const acceptTap = defineTap(ACCEPT, { code: word, mark: word });

export const revokeTap = defineTap('invx', { invitation: int });

/** A stranger asks to be let in. */
export const askAccessTap = defineTap('access-ask', {});

/** A stranger asks to be let into one of several units. */
export const askUnitTap = defineTap('access-in', { unit: int });

/** A head decides on a request; `agency` 0 with an agency post asks which. */
export const decideTap = defineTap('access', {
  request: int,
  decision: oneOf(...POST_KINDS, 'refuse'),
  agency: int,
  page: pageNumber,
});

/** Approves a request that ends somebody's acting, as it was shown. */
export const approveTap = defineTap('access-yes', {
  request: int,
  decision: oneOf(...POST_KINDS),
  agency: int,
  mark: word,
});

/** Shows a request again, from the choice of an agency. */
export const requestTap = defineTap('access-see', { request: int });

/** The invitations that can still be used. */
export const openInvitationsTap = defineTap('invlist', {});

export const settingsTap = defineTap('settings', {});

export const localeTap = defineTap('locale', { locale: oneOf('id', 'en') });
