import { searchName } from '../../../reading/search-name.js';
import type { Leaving, RosterFile } from '../../files/index.js';
import type { BulkChanges } from '../../programmes/index.js';
import type { KnownParticipant } from '../known/rules.js';

/**
 * Why somebody whom a file says to have left isn't noted as gone. `unknown`: nobody here has that number, or that name;
 * `several`: more than one has the name; `other-name`: the number belongs to somebody of another name; `gone`: noted
 * already; `later`: the day is yet to come; `before-arrival`, `older`: it lies before what is recorded; `contradicts`:
 * another line says that they take part.
 */
type NotLeft =
  | 'unknown'
  | 'several'
  | 'other-name'
  | 'gone'
  | 'later'
  | 'before-arrival'
  | 'older'
  | 'contradicts';

/** What becomes of somebody who leaves; `line` is absent for who is missing from a file and was confirmed as gone. */
export type LeavingResult =
  | {
      readonly kind: 'leaves';
      readonly line?: number;
      readonly person: KnownParticipant;
      readonly why: Leaving['why'];
      readonly at: Date;
    }
  | { readonly kind: 'stays'; readonly line: number; readonly leaving: Leaving; readonly reason: NotLeft };

/** The times that a file's departures are read by. */
export type LeavingTimes = {
  /** The instant that the data speak of. */
  readonly asOf: Date;
  /** The last instant of a day `YYYY-MM-DD`, or now; undefined for a day to come. */
  readonly endOf: (day: string) => Date | undefined;
};

/** Whether two names could be one person's: they share a word. */
function sharesWord(one: string, other: string): boolean {
  const words = new Set(
    searchName(one)
      .split(' ')
      .filter((word) => word.length > 1),
  );
  return searchName(other)
    .split(' ')
    .some((word) => words.has(word));
}

type People = {
  readonly byKey: ReadonlyMap<string, KnownParticipant>;
  readonly byName: ReadonlyMap<string, readonly KnownParticipant[]>;
};

/** Former numbers find their people too, where nobody has them now. */
function indexed(participants: readonly KnownParticipant[]): People {
  const byName = new Map<string, KnownParticipant[]>();
  for (const person of participants) {
    const name = searchName(person.name);
    byName.set(name, [...(byName.get(name) ?? []), person]);
  }
  const byKey = new Map(participants.flatMap((person) => person.formerKeys.map((key) => [key, person])));
  for (const person of participants) {
    if (!person.formerKeys.includes(person.registerKey)) byKey.set(person.registerKey, person);
  }
  return { byKey, byName };
}

/** Who is meant: by the number, else by the name where it is one person's alone. */
function whoLeaves({ byKey, byName }: People, leaving: Leaving): KnownParticipant | NotLeft {
  if (leaving.registerKey !== '') {
    const found = byKey.get(leaving.registerKey);
    if (!found) return 'unknown';
    return sharesWord(found.name, leaving.name) ? found : 'other-name';
  }
  const named = byName.get(searchName(leaving.name)) ?? [];
  const here = named.filter(({ presentUntil }) => presentUntil === null);
  const [one, another] = here;
  if (one) return another ? 'several' : one;
  return named.length > 0 ? 'gone' : 'unknown';
}

/** Why somebody can't have left at that instant, by what is recorded of them. */
function hindrance(person: KnownParticipant, at: Date): NotLeft | undefined {
  if (person.presentUntil !== null) return 'gone';
  if (at <= person.presentFrom) return 'before-arrival';
  const open = person.enrolments.filter(({ endedAt }) => endedAt === null);
  return open.some(({ since }) => at < since) ? 'older' : undefined;
}

/**
 * Who leaves by a file: whom it lists as released or transferred, and of those missing from it whom the officer has
 * confirmed. A departure ends what is open, at its own instant.
 *
 * @param confirmed Ids of people who are missing from the file.
 * @param meant Whom the file's rows mean, by register key, where that was told apart: their ids.
 */
export function planLeaving(
  file: Pick<RosterFile, 'leaving' | 'rows'>,
  participants: readonly KnownParticipant[],
  confirmed: { readonly why: Leaving['why']; readonly ids: readonly number[] } | undefined,
  times: LeavingTimes,
  meant: ReadonlyMap<string, number> = new Map(),
): LeavingResult[] {
  if (file.leaving.length === 0 && !confirmed) return [];
  const people = indexed(participants);
  const takingPart = new Set(
    file.rows.flatMap(({ registerKey, state }) =>
      state !== undefined && state !== 'ended'
        ? [meant.get(registerKey) ?? people.byKey.get(registerKey)?.id]
        : [],
    ),
  );
  const left = new Set<number>();
  const listed = file.leaving.map((leaving): LeavingResult => {
    const { line, why, on } = leaving;
    const stays = (reason: NotLeft): LeavingResult => ({ kind: 'stays', line, leaving, reason });
    const at = on === undefined ? times.asOf : times.endOf(on);
    if (!at) return stays('later');
    const person = whoLeaves(people, leaving);
    if (typeof person === 'string') return stays(person);
    if (takingPart.has(person.id)) return stays('contradicts');
    const hindered = left.has(person.id) ? 'gone' : hindrance(person, at);
    if (hindered) return stays(hindered);
    left.add(person.id);
    return { kind: 'leaves', line, person, why, at };
  });
  const ids = new Set(confirmed?.ids);
  const missing = participants.flatMap((person): LeavingResult[] => {
    if (!confirmed || !ids.has(person.id) || left.has(person.id)) return [];
    if (hindrance(person, times.asOf)) return [];
    return [{ kind: 'leaves', person, why: confirmed.why, at: times.asOf }];
  });
  return [...listed, ...missing];
}

/** What departures change: the people, and the ends of whatever they take part in that no other line ends. */
export function departureChanges(
  results: readonly LeavingResult[],
  moves: BulkChanges['moves'],
): Pick<BulkChanges, 'departures' | 'moves'> {
  const moved = new Set(moves.map(({ enrolmentId }) => enrolmentId));
  const leaving = results.flatMap((result) => (result.kind === 'leaves' ? [result] : []));
  return {
    departures: leaving.map(({ person, why, at }) => ({ participantId: person.id, why, at })),
    moves: [
      ...moves,
      ...leaving.flatMap(({ person, why, at }) =>
        person.enrolments
          .filter(({ id, endedAt }) => endedAt === null && !moved.has(id))
          .map(({ id: enrolmentId }) => ({ enrolmentId, state: 'ended' as const, reason: why, at })),
      ),
    ],
  };
}
