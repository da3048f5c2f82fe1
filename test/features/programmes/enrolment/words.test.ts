import { describe, expect, it } from 'vitest';
import { Departure, EndReason, EnrolmentState } from '../../../../src/generated/sqlite/enums.js';
import { LOCALES } from '../../../../src/lib/locale.js';
import { translator } from '../../../../src/words/translate.js';

describe.each(LOCALES)('in %s', (locale) => {
  const t = translator(locale);

  it('every reason for an end has words of its own', () => {
    const words = Object.values(EndReason).map((reason) => t(`end-reason-${reason}`));
    expect(new Set(words).size).toBe(Object.keys(EndReason).length);
  });

  it('every state of an enrolment has words of its own', () => {
    const words = Object.values(EnrolmentState).map((state) => t(`enrolment-${state}`));
    expect(new Set(words).size).toBe(Object.keys(EnrolmentState).length);
  });

  it('how somebody leaves is said as the end that it brings', () => {
    for (const departure of Object.values(Departure)) expect(EndReason).toHaveProperty(departure);
  });
});
