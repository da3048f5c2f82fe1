/** Distinct people beside their enrolments. */
export type Counted = { readonly people: number; readonly enrolments: number };

/** Tahanan, narapidana, or a participant whose class at that time isn't recorded. */
export const STATUSES = ['convict', 'detainee', 'unknown'] as const;
export type Status = (typeof STATUSES)[number];

/** Attendance as numerator and denominator; who was sick, excused or in court is `outside` both. */
export type Attendance = { readonly attended: number; readonly expected: number; readonly outside: number };

/** What is counted of one programme, and of the whole unit. */
export type PartFigures = {
  readonly enrolled: Counted;
  readonly byStatus: Readonly<Record<Status, Counted>>;
  /** Enrolments that began to count as enrolled within the month, and those that ceased to, by why. */
  readonly joined: number;
  readonly left: Readonly<Record<string, number>>;
  /** `headcount`: of those held, how many have a headcount alone, and `heads` how many came to them in all. */
  readonly sessions: {
    readonly held: number;
    readonly cancelled: number;
    readonly headcount: number;
    readonly heads: number;
  };
  readonly attendance: Attendance;
};

export type ProgrammeFigures = PartFigures & {
  readonly id: number;
  readonly name: string;
  readonly kind: 'attitude' | 'trade';
  readonly agencyId: number | null;
};

/** What a month says: who was enrolled and present at its last instant, and what went on in it. */
export type Figures = PartFigures & {
  readonly kinds: Readonly<Record<'attitude' | 'trade', Counted>>;
  readonly present: Readonly<Record<Status, number>>;
  readonly programmes: readonly ProgrammeFigures[];
};

/**
 * What was counted, by ids, each row once. `enrolled`: enrolment, participant, programme, status. `present`:
 * participant, status. `joined`: enrolment, programme, the change that it began with. `left`: enrolment, programme,
 * the change that ended, why. `sessions`: session, programme, state, headcount. `marks`: session, participant, mark.
 */
export type Rows = {
  readonly enrolled: readonly (readonly [number, number, number, Status])[];
  readonly present: readonly (readonly [number, Status])[];
  readonly joined: readonly (readonly [number, number, number])[];
  readonly left: readonly (readonly [number, number, number, string])[];
  readonly sessions: readonly (readonly [number, number, 'held' | 'cancelled', number | null])[];
  readonly marks: readonly (readonly [number, number, string])[];
};

export type Measured = { readonly figures: Figures; readonly rows: Rows };

/** Rows that came and that went; what became another has gone and come. */
export type RowChanges = { readonly came: Rows; readonly gone: Rows };

/** The rules by which figures are counted; another number where they change, so that old ones aren't compared blindly. */
export const DEFINITION = 1;

export const NO_ROWS: Rows = { enrolled: [], present: [], joined: [], left: [], sessions: [], marks: [] };
const LISTS = ['enrolled', 'present', 'joined', 'left', 'sessions', 'marks'] as const;

function without<T>(rows: readonly T[], others: readonly T[]): T[] {
  const known = new Set(others.map((row) => JSON.stringify(row)));
  return rows.filter((row) => !known.has(JSON.stringify(row)));
}

/** What differs between two looks at a month. */
export function rowChanges(before: Rows, after: Rows): RowChanges {
  const less = (rows: Rows, others: Rows): Rows =>
    LISTS.reduce<Rows>(
      (found, list) => ({ ...found, [list]: without<unknown>(rows[list], others[list]) }),
      NO_ROWS,
    );
  return { came: less(after, before), gone: less(before, after) };
}

/** Whether anything of a month is another now: its rows, or what its programmes are counted as. */
export function differs(before: Measured, after: Measured): boolean {
  const rows = rowChanges(before.rows, after.rows);
  const moved = LISTS.some((list) => rows.came[list].length + rows.gone[list].length > 0);
  return moved || JSON.stringify(kindsOf(before.figures)) !== JSON.stringify(kindsOf(after.figures));
}

/** Figures without names: a programme's new name changes no figure. */
function kindsOf({ programmes, ...figures }: Figures) {
  return { ...figures, programmes: programmes.map(({ name: _name, ...rest }) => rest) };
}

/** How many there were in all. */
export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
