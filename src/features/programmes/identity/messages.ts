import type { Voice } from '../../../words/voice.js';
import { formatRegisterClass, type RegisterClass } from '../enrolment/rules.js';
import { dayText } from '../form/messages.js';
import type { Evidence } from './rules.js';

function valueText(
  { t, locale }: Pick<Voice, 't' | 'locale'>,
  fact: Evidence['fact'],
  value: string | number,
): string {
  switch (fact) {
    case 'sex':
      return t(`participant-sex-${value}`);
    case 'registerClass':
      // Evidence of a class holds one.
      return formatRegisterClass(String(value) as RegisterClass);
    case 'arrivedOn':
      return dayText(String(value), locale);
    default:
      return String(value);
  }
}

/** What speaks for two being one person, and what against it, a line each: as recorded, and as said now. */
export function evidenceLines(voice: Pick<Voice, 't' | 'locale'>, evidence: readonly Evidence[]): string[] {
  return evidence.map(({ fact, agrees, recorded, said }) => {
    const was = valueText(voice, fact, recorded);
    const is = valueText(voice, fact, said);
    const what = voice.t(`participant-fact-${fact}`);
    return `${agrees ? '✓' : '✗'} ${what}: ${was === is ? was : `${was} ↔ ${is}`}`;
  });
}
