import { defineTap, int } from '../../dialogs/callback.js';

export const agencyTap = defineTap('ag', { agency: int });
export const agencyPageTap = defineTap('agpage', { page: int });
export const agencyNewTap = defineTap('agnew', {});
export const agencyEditTap = defineTap('aged', { agency: int });
