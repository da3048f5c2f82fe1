/** A history as an office would keep it on paper: everything in plain lists, looked through from the beginning. */
export type State = 'active' | 'paused' | 'ended' | 'waiting' | 'applied';

type Step = { readonly from: number; readonly state: State; readonly reason: string | null };
type Taking = { readonly person: number; readonly programme: number; readonly steps: readonly Step[] };

export type Book = {
  readonly present: readonly { readonly from: number; readonly until: number | null }[];
  /** Everybody is a convict until they are reclassified, which happens in imports alone. */
  readonly taking: readonly Taking[];
  /** By session: when it began, and the marks of its sheet. */
  readonly sessions: readonly { readonly at: number; readonly marks: readonly ('present' | 'absent')[] }[];
  /** Two who were said to be one, the one that stands for both last; and whose takings ended by that. */
  readonly merged: { readonly pair: readonly [number, number]; readonly ended: readonly number[] } | null;
};

/** What is told of a month, or of a moment. */
export type Told = {
  readonly people: number;
  readonly enrolments: number;
  readonly present: number;
  readonly joined: number;
  readonly left: Readonly<Record<string, number>>;
  readonly attended: number;
  readonly expected: number;
};

/** The state at an instant: of those that began by then the last that was written down. */
function stateAt({ steps }: Taking, at: number): State | undefined {
  return steps.findLast(({ from }) => from <= at)?.state;
}

const isEnrolled = (state: State | undefined) => state === 'active' || state === 'paused';

/**
 * What is told as one: each enrolment, but of two who are one all that was written down of a programme. So who is enrolled
 * anew at the instant of an end has left and joined.
 */
function takings({ taking, merged }: Book): Taking[][] {
  const groups = new Map<string, Taking[]>();
  for (const [index, one] of taking.entries()) {
    const isMerged = merged?.pair.includes(one.person) === true;
    const key = isMerged ? `${whoIs(merged, one.person)} ${one.programme}` : `alone ${index}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** Who somebody is, two that were said to be one being the one that stands for both. */
function whoIs(merged: Book['merged'], person: number): number {
  return merged?.pair.includes(person) ? merged.pair[1] : person;
}

/** Each one's mark of a sheet: of two who are one, that they came if either did. */
function marksOf(book: Book, marks: Book['sessions'][number]['marks']): boolean[] {
  const came = new Map<number, boolean>();
  for (const [person, mark] of marks.entries()) {
    const who = whoIs(book.merged, person);
    came.set(who, came.get(who) === true || mark === 'present');
  }
  return [...came.values()];
}

/** Counts by looking at everything: at an instant, and what began and ceased from another one on until then. */
export function slowTold(book: Book, since: number, at: number): Told {
  const { present, sessions, merged } = book;
  const all = takings(book);
  const enrolledAt = (group: readonly Taking[], when: number) =>
    group.some((one) => isEnrolled(stateAt(one, when)));
  const enrolled = all.filter((group) => enrolledAt(group, at));
  let joined = 0;
  const left: Record<string, number> = {};
  for (const group of all) {
    for (const moment of new Set(group.flatMap(({ steps }) => steps.map(({ from }) => from)))) {
      if (moment < since || moment > at) continue;
      const before = enrolledAt(group, moment - 1);
      const after = enrolledAt(group, moment);
      if (!before && after) joined += 1;
      if (before && !after) {
        const one = group.find((some) => isEnrolled(stateAt(some, moment - 1)));
        const end = one?.steps.findLast(({ from }) => from === moment);
        const why = end?.reason ?? end?.state ?? '';
        left[why] = (left[why] ?? 0) + 1;
      }
    }
  }
  const marks = sessions
    .filter((one) => one.at >= since && one.at <= at)
    .flatMap((one) => marksOf(book, one.marks));
  // Of two who are one, who came later says whether they are here.
  const here = present.filter((_, person) => person !== merged?.pair[0]);
  return {
    people: new Set(enrolled.map(([one]) => whoIs(merged, one?.person ?? -1))).size,
    enrolments: enrolled.length,
    present: here.filter(({ from, until }) => from <= at && (until === null || until > at)).length,
    joined,
    left,
    attended: marks.filter(Boolean).length,
    expected: marks.length,
  };
}

/** An enrolment's next step. */
export function stepped(book: Book, index: number, step: Step): Book {
  return {
    ...book,
    taking: book.taking.map((one, at) => (at === index ? { ...one, steps: [...one.steps, step] } : one)),
  };
}

export function opened(book: Book, person: number, programme: number, step: Step): Book {
  return { ...book, taking: [...book.taking, { person, programme, steps: [step] }] };
}

/** The open enrolment of somebody in a programme, or their last one there; -1 where there is none. */
export function lastOf({ taking }: Book, person: number, programme: number): number {
  return taking.findLastIndex((one) => one.person === person && one.programme === programme);
}

/** What an end ended: of the states until then, the one that began first. */
export function stateBefore({ steps }: Taking): { readonly at: number; readonly state: State } | undefined {
  const end = steps.at(-1);
  if (end?.state !== 'ended') return undefined;
  const until = (index: number) => steps[index + 1]?.from;
  const ending = steps.filter(({ state }, index) => state !== 'ended' && until(index) === end.from);
  const [first] = ending.toSorted((a, b) => a.from - b.from);
  return first && { at: end.from, state: first.state };
}

/** Two are said to be one: what both take part in now goes on by the one that stands for them. */
export function mergedBook(book: Book, pair: readonly [number, number], now: number): Book {
  const [from, into] = pair;
  const open = (person: number, programme: number) => {
    const index = lastOf(book, person, programme);
    return book.taking[index]?.steps.at(-1)?.state === 'ended' ? -1 : index;
  };
  const ended = book.taking.flatMap(({ person, programme }, index) =>
    person === from && open(from, programme) === index && open(into, programme) !== -1 ? [index] : [],
  );
  const step = { from: now, state: 'ended', reason: 'merged' } as const;
  const so = ended.reduce<Book>((one, index) => stepped(one, index, step), book);
  return { ...so, merged: { pair, ended } };
}

/** Two are two again: what ended because they were one never did. */
export function unmergedBook(book: Book): Book {
  const ended = book.merged?.ended ?? [];
  return {
    ...book,
    merged: null,
    taking: book.taking.map((one, index) =>
      ended.includes(index) ? { ...one, steps: one.steps.slice(0, -1) } : one,
    ),
  };
}
