import { defineTap, int, pageNumber } from '../../dialogs/callback.js';

export const agencyTap = defineTap('ag', { agency: int });
export const agencyPageTap = defineTap('agpage', { page: pageNumber });
export const agencyNewTap = defineTap('agnew', {});
export const agencyEditTap = defineTap('aged', { agency: int });
