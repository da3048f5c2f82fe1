import { defineTap, oneOf } from '../../dialogs/callback.js';

/** What can leave as a file. */
export const EXPORTS = ['participants', 'sessions', 'sheets'] as const;
export type Export = (typeof EXPORTS)[number];

export const FORMATS = ['xlsx', 'csv'] as const;

/** `this`: the month at hand; `last`: the one before; `all`: from the beginning. People are as they are now. */
export const SPANS = ['this', 'last', 'all'] as const;
export type SpanName = (typeof SPANS)[number];

export const exportsTap = defineTap('ex', { span: oneOf(...SPANS) });
export const exportTap = defineTap('exdo', {
  what: oneOf(...EXPORTS),
  format: oneOf(...FORMATS),
  span: oneOf(...SPANS),
});
