/** Messages on a page of the queue. */
export const PER_PAGE = 5;

/** What a planned message is about, told from the beginning of its kind; words in the locale files. */
const SUBJECTS = [
  'visit',
  'session',
  'programme',
  'agreement',
  'summary',
  'agenda',
  'alert',
  'roster',
  'access',
  'invitation',
  'queue',
  'incident',
] as const;

const CAUSES = ['rejected', 'guard', 'tries', 'render', 'kind'] as const;

/** `visit.H-1` → `visit`; kinds that nobody here knows are `other`. */
export function subjectOf(kind: string): (typeof SUBJECTS)[number] | 'other' {
  const head = kind.split('.')[0];
  return SUBJECTS.find((subject) => subject === head) ?? 'other';
}

/** `rejected:text-is-empty` → `rejected`. */
export function causeOf(code: string): (typeof CAUSES)[number] | 'other' {
  const head = code.split(':')[0];
  return CAUSES.find((cause) => cause === head) ?? 'other';
}

export type Age = { readonly unit: 'minutes' | 'hours' | 'days'; readonly count: number };

/** Whole minutes up to two hours, whole hours up to two days, else whole days. */
export function ageOf(seconds: number): Age {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  if (minutes < 120) return { unit: 'minutes', count: minutes };
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? { unit: 'hours', count: hours } : { unit: 'days', count: Math.floor(hours / 24) };
}

const QUIET_MS = 60 * 60_000;

/** When heads may be told of the next message set aside: at once, but no more than once an hour. */
export function nextTelling(now: Date, lastTold: Date | undefined): Date {
  return new Date(Math.max(now.getTime(), (lastTold?.getTime() ?? 0) + QUIET_MS));
}
