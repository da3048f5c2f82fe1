import type { Filter } from '../../../src/features/counts/rules.js';
import type {
  EnrolmentState,
  LegalStatus,
  ProgrammeKind,
  RegisterClass,
} from '../../../src/features/programmes/enrolment/rules.js';

/** From one step until another; null is open. Steps are small whole numbers, for times that coincide often. */
export type Stretch = { readonly from: number; readonly until: number | null };

/** A unit's history, as plain data. Programmes and participants are numbered by their place. */
export type History = {
  readonly programmes: readonly { readonly agency: 0 | 1 | 2; readonly kind: ProgrammeKind }[];
  readonly participants: readonly (Stretch & {
    readonly classes: readonly (Stretch & { readonly registerClass: RegisterClass })[];
  })[];
  readonly enrolments: readonly {
    readonly programme: number;
    readonly participant: number;
    readonly changes: readonly (Stretch & { readonly state: EnrolmentState })[];
  }[];
};

type Status = LegalStatus | 'unknown';
type Counted = {
  readonly agencies: readonly number[] | null;
  readonly filter: Omit<Filter, 'agencyId' | 'programmeId'> & {
    readonly agency: number | null;
    readonly programme: number | null;
  };
};

const holds = (stretch: Stretch, at: number) =>
  stretch.from <= at && (stretch.until === null || at < stretch.until);

const enrolledState = (state: EnrolmentState | undefined) => state === 'active' || state === 'paused';

/** Counts by looking at everything, one thing after another: slow and obviously right. Halves of a step are between steps. */
export function slowCount(history: History, { agencies, filter }: Counted, at: number, since: number) {
  function statusAt(participant: number, when: number): Status {
    const now = history.participants[participant]?.classes.find((row) => holds(row, when));
    if (!now) return 'unknown';
    return now.registerClass[0] === 'A' ? 'detainee' : 'convict';
  }
  function stateAt(enrolment: History['enrolments'][number], when: number): EnrolmentState | undefined {
    return enrolment.changes.find((change) => holds(change, when))?.state;
  }
  const wanted = (status: Status) => filter.status === null || filter.status === status;

  const inScope = history.enrolments.filter(({ programme }) => {
    const asked = history.programmes[programme];
    if (!asked) throw new Error('no such programme');
    if (agencies !== null && !(asked.agency !== 0 && agencies.includes(asked.agency))) return false;
    if (filter.agency !== null && asked.agency !== filter.agency) return false;
    if (filter.programme !== null && programme !== filter.programme) return false;
    return filter.kind === null || asked.kind === filter.kind;
  });

  const groups = new Map<string, { persons: Set<number>; enrolments: number }>();
  function count(group: string, participant: number): void {
    const found = groups.get(group) ?? { persons: new Set(), enrolments: 0 };
    groups.set(group, { persons: found.persons.add(participant), enrolments: found.enrolments + 1 });
  }

  let joined = 0;
  let left = 0;
  for (const enrolment of inScope) {
    const { participant, programme } = enrolment;
    const status = statusAt(participant, at);
    const state = stateAt(enrolment, at);
    const { agency, kind } = history.programmes[programme] ?? { agency: 0, kind: 'trade' };
    if (wanted(status) && enrolledState(state)) {
      for (const group of [
        'total',
        `status ${status}`,
        `kind ${kind}`,
        `agency ${agency}`,
        `programme ${programme}`,
      ]) {
        count(group, participant);
      }
    }
    if (wanted(status) && state === 'waiting') count(`waiting ${programme}`, participant);
    for (let step = since; step <= at; step += 1) {
      const before = enrolledState(stateAt(enrolment, step - 0.5));
      const after = enrolledState(stateAt(enrolment, step));
      if (!before && after && wanted(statusAt(participant, step))) joined += 1;
      if (before && !after && wanted(statusAt(participant, step - 0.5))) left += 1;
    }
  }

  const present: Record<Status, number> = { convict: 0, detainee: 0, unknown: 0 };
  for (const [index, participant] of history.participants.entries()) {
    const status = statusAt(index, at);
    if (holds(participant, at) && wanted(status)) present[status] += 1;
  }
  const people = Object.fromEntries(
    [...groups].map(([group, { persons, enrolments }]) => [group, { people: persons.size, enrolments }]),
  );
  return { people, present, joined, left };
}
