import type { Holder } from '../people/index.js';

/** Whether posts held in the unit let somebody answer for its visits, programmes and follow-ups. */
export function isInOffice(kinds: readonly string[]): boolean {
  return kinds.some((kind) => kind === 'officer' || kind === 'head');
}

export function reachable<P extends Pick<Holder, 'reachable'>>(people: readonly P[]): readonly P[] {
  return people.filter((person) => person.reachable);
}

export function headsAmong<P extends Pick<Holder, 'isHead'>>(people: readonly P[]): readonly P[] {
  return people.filter((person) => person.isHead);
}

/**
 * Who answers: the first of those named who is among the unit's people still, else its heads.
 *
 * @param named whoever is responsible by name, the first first; null and undefined where nobody is
 */
export function answering(
  people: readonly Holder[],
  named: readonly (number | null | undefined)[],
): readonly Holder[] {
  for (const id of named) {
    const person = people.find((one) => one.id === id);
    if (person) return [person];
  }
  return headsAmong(people);
}

/** Those of a unit who do its daily work: its officers, without any its heads. */
export function onDuty(people: readonly Holder[]): readonly Holder[] {
  const officers = people.filter(({ kinds }) => kinds.includes('officer'));
  return officers.length > 0 ? officers : headsAmong(people);
}

/** Whom of an agency daily matters are for: its contacts; without any its head, who is otherwise left in peace. */
export function contactsAmong(people: readonly Holder[]): readonly Holder[] {
  const contacts = people.filter(({ kinds }) => kinds.includes('agencyContact'));
  return contacts.length > 0 ? contacts : headsAmong(people);
}

/** Who decides for an agency and can be reached: its head (or heads), without one its contacts. */
export function decidersAmong<P extends Pick<Holder, 'isHead' | 'reachable'>>(
  people: readonly P[],
): readonly P[] {
  const there = reachable(people);
  const heads = headsAmong(there);
  return heads.length > 0 ? heads : there;
}
