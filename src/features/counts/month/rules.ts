import type {
  Attendance,
  Counted,
  Figures,
  Measured,
  PartFigures,
  ProgrammeFigures,
  Rows,
  Status,
} from '../../months/index.js';
import { STATUSES } from '../../months/index.js';
import { attendanceMarks, attendanceRate, type Mark, tallyOf } from '../../sessions/index.js';
import type { Filter } from '../rules.js';

/** A programme as its figures are told by. */
export type MonthProgramme = Pick<ProgrammeFigures, 'id' | 'name' | 'kind' | 'agencyId'>;

function counted(enrolled: Rows['enrolled']): Counted {
  return { people: new Set(enrolled.map(([, person]) => person)).size, enrolments: enrolled.length };
}

function ofStatuses<T>(value: (status: Status) => T): Record<Status, T> {
  const [convict, detainee, unknown] = STATUSES;
  return { convict: value(convict), detainee: value(detainee), unknown: value(unknown) };
}

function isMark(mark: string): mark is Mark {
  return (attendanceMarks as readonly string[]).includes(mark);
}

function attendanceOf(marks: Rows['marks']): Attendance {
  return attendanceRate(tallyOf(marks.flatMap(([, , mark]) => (isMark(mark) ? [mark] : []))));
}

function leftOf(left: Rows['left']): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (const [, , , reason] of left) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return Object.fromEntries(Object.entries(reasons).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function partOf({ enrolled, joined, left, sessions, marks }: Rows): PartFigures {
  const held = sessions.filter(([, , state]) => state === 'held');
  const counts = held.flatMap(([, , , heads]) => (heads === null ? [] : [heads]));
  return {
    enrolled: counted(enrolled),
    byStatus: ofStatuses((wanted) => counted(enrolled.filter(([, , , status]) => status === wanted))),
    joined: joined.length,
    left: leftOf(left),
    sessions: {
      held: held.length,
      cancelled: sessions.length - held.length,
      headcount: counts.length,
      heads: counts.reduce((sum, heads) => sum + heads, 0),
    },
    attendance: attendanceOf(marks),
  };
}

function byProgramme<T>(rows: readonly T[], programmeOf: (row: T) => number): ReadonlyMap<number, T[]> {
  const found = new Map<number, T[]>();
  for (const row of rows) {
    const id = programmeOf(row);
    const some = found.get(id);
    if (some) some.push(row);
    else found.set(id, [row]);
  }
  return found;
}

/** A month's figures from its rows. Programmes in which there was nothing are left out. */
export function measuredOf(rows: Rows, programmes: readonly MonthProgramme[]): Measured {
  const programmeOf = new Map(rows.sessions.map(([session, programme]) => [session, programme]));
  const of = {
    enrolled: byProgramme(rows.enrolled, ([, , programme]) => programme),
    joined: byProgramme(rows.joined, ([, programme]) => programme),
    left: byProgramme(rows.left, ([, programme]) => programme),
    sessions: byProgramme(rows.sessions, ([, programme]) => programme),
    marks: byProgramme(rows.marks, ([session]) => programmeOf.get(session) ?? 0),
  };
  const kinds = new Map(programmes.map(({ id, kind }) => [id, kind]));
  const ofKind = (wanted: ProgrammeFigures['kind']) =>
    counted(rows.enrolled.filter(([, , programme]) => kinds.get(programme) === wanted));
  return {
    rows,
    figures: {
      ...partOf(rows),
      kinds: { attitude: ofKind('attitude'), trade: ofKind('trade') },
      present: ofStatuses((wanted) => rows.present.filter(([, status]) => status === wanted).length),
      programmes: programmes.flatMap((programme): ProgrammeFigures[] => {
        const own = {
          enrolled: of.enrolled.get(programme.id) ?? [],
          present: [],
          joined: of.joined.get(programme.id) ?? [],
          left: of.left.get(programme.id) ?? [],
          sessions: of.sessions.get(programme.id) ?? [],
          marks: of.marks.get(programme.id) ?? [],
        };
        const nothing = Object.values(own).every((list) => list.length === 0);
        return nothing ? [] : [{ ...programme, ...partOf(own) }];
      }),
    } satisfies Figures,
  };
}

/** How many of those reported as enrolled a question asks for: within agencies, of a programme, kind or status. */
export function reportedCount(
  { rows, figures }: Measured,
  agencyIds: readonly number[] | null,
  { agencyId, programmeId, kind, status }: Filter,
): Counted {
  const programmes = new Map(figures.programmes.map((one) => [one.id, one]));
  return counted(
    rows.enrolled.filter(([, , id, found]) => {
      const programme = programmes.get(id);
      if (!programme) return false;
      const mine =
        agencyIds === null || (programme.agencyId !== null && agencyIds.includes(programme.agencyId));
      return (
        mine &&
        (agencyId === null || programme.agencyId === agencyId) &&
        (programmeId === null || id === programmeId) &&
        (kind === null || programme.kind === kind) &&
        (status === null || found === status)
      );
    }),
  );
}
