import { addDays, type LocalDate, toInstant } from '../../lib/zoned.js';
import type { EndReason, EnrolmentState, RecordedParticipant } from '../programmes/index.js';
import type { SpanName } from './taps.js';

/** Reasons that no roster says of who is here: by release somebody has left, and of a merged record another goes on. */
const UNSAID = ['released', 'transferred', 'unrecorded', 'merged'] as const satisfies readonly EndReason[];
type Unsaid = (typeof UNSAID)[number];

/** An enrolment as a list of people says it; ended ones as far as a roster can say them again. */
type EnrolmentWord = EnrolmentState | Exclude<EndReason, Unsaid>;

function isSaid(reason: EndReason | null): reason is Exclude<EndReason, Unsaid> {
  return reason !== null && !UNSAID.some((one) => one === reason);
}

/** A line of a list of people: somebody, and what they take part in. Who takes part in nothing has one line. */
export type PersonRow = {
  readonly person: RecordedParticipant;
  readonly programme?: string;
  readonly state?: EnrolmentWord;
};

/**
 * Everybody who is here, in the order of their names, with each programme's latest enrolment. What a roster would say
 * of it is what is recorded: read again it changes nothing.
 */
export function personRows(
  people: readonly RecordedParticipant[],
  programmes: ReadonlyMap<number, string>,
): PersonRow[] {
  const here = people
    .filter(({ presentUntil }) => presentUntil === null)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'id') || a.id - b.id);
  return here.flatMap((person): PersonRow[] => {
    const latest = new Map<number, RecordedParticipant['enrolments'][number]>();
    for (const one of person.enrolments) {
      if (one.reason === 'merged') continue;
      const other = latest.get(one.programmeId);
      const isLater = !other || one.endedAt === null || (other.endedAt !== null && one.since >= other.since);
      if (isLater) latest.set(one.programmeId, one);
    }
    const rows = [...latest.values()].map(({ programmeId, state, reason }): PersonRow => {
      const said = isSaid(reason) ? reason : 'ended';
      return {
        person,
        programme: programmes.get(programmeId) ?? '',
        state: state === 'ended' ? said : state,
      };
    });
    return rows.length > 0 ? rows : [{ person }];
  });
}

/** From when until when (exclusive) a list of sessions goes, in a unit's zone. */
export function spanOf(
  span: SpanName,
  today: LocalDate,
  zone: string,
): { readonly from: Date; readonly until: Date; readonly month?: LocalDate } {
  const midnight = { hour: 0, minute: 0 };
  if (span === 'all') return { from: new Date(0), until: toInstant(addDays(today, 1), midnight, zone) };
  const first = { ...today, day: 1 };
  const month = span === 'this' ? first : { ...addDays(first, -1), day: 1 };
  const next = { ...addDays(month, 31), day: 1 };
  return { from: toInstant(month, midnight, zone), until: toInstant(next, midnight, zone), month };
}
