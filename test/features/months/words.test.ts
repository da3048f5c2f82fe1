import { expect, it } from 'vitest';
import { MONTH_ACTIONS } from '../../../src/features/months/rules.js';
import { LOCALES } from '../../../src/lib/locale.js';
import { translator } from '../../../src/words/translate.js';

it.each(LOCALES)('whatever changes a closed month has words of its own, in %s', (locale) => {
  const t = translator(locale);
  const words = MONTH_ACTIONS.map((action) => t(`session-month-did-${action.replaceAll('.', '-')}`));
  expect(new Set(words).size).toBe(MONTH_ACTIONS.length);
});
