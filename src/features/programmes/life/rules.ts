/** draf → pendaftaran dibuka → berjalan → selesai, or dibatalkan from anywhere before the end. */
export const PROGRAMME_STATES = ['draft', 'open', 'running', 'finished', 'cancelled'] as const;
export type ProgrammeState = (typeof PROGRAMME_STATES)[number];
/** The states in which a programme takes people in. */
export type OngoingState = 'open' | 'running';

/**
 * What may be done with a programme. `enrol`: taking people in, the waiting list included; `plan`: planning sessions;
 * `copy`: a new batch; `restore`: undoing its end.
 */
export const PROGRAMME_ACTIONS = [
  'edit',
  'open',
  'start',
  'enrol',
  'plan',
  'finish',
  'cancel',
  'restore',
  'copy',
] as const;
export type ProgrammeAction = (typeof PROGRAMME_ACTIONS)[number];

/** What a state becomes by an action: itself where the action leaves it. `before`: the state that its end ended. */
type Result = ProgrammeState | 'before';

/** The one table: state → action → what it becomes; an action that isn't named isn't possible. */
const TABLE: Readonly<Record<ProgrammeState, Partial<Readonly<Record<ProgrammeAction, Result>>>>> = {
  draft: { edit: 'draft', open: 'open', start: 'running', cancel: 'cancelled', copy: 'draft' },
  open: {
    edit: 'open',
    start: 'running',
    enrol: 'open',
    plan: 'open',
    finish: 'finished',
    cancel: 'cancelled',
    copy: 'open',
  },
  running: {
    edit: 'running',
    enrol: 'running',
    plan: 'running',
    finish: 'finished',
    cancel: 'cancelled',
    copy: 'running',
  },
  finished: { restore: 'before', copy: 'finished' },
  cancelled: { restore: 'before', copy: 'cancelled' },
};

/** An end is taken back by an officer within so many days, later by a head alone. */
const RESTORE_DAYS = 7;
const DAY_MS = 86_400_000;

/** Who acts: `mayEdit` by the access table; `isHead` decides what is late. */
export type LifeActor = { readonly mayEdit: boolean; readonly isHead: boolean };

export type LifeDecision =
  | { readonly ok: true; readonly to: Result }
  | { readonly ok: false; readonly reason: 'forbidden' | 'state' | 'late' };

/** Whether somebody may do an action in a state, and what it becomes. `endedAt`: when it ended, for undoing that. */
export function decideLife(
  state: ProgrammeState,
  action: ProgrammeAction,
  who: LifeActor,
  when: { readonly now: Date; readonly endedAt?: Date | undefined },
): LifeDecision {
  if (!who.mayEdit) return { ok: false, reason: 'forbidden' };
  const to = TABLE[state][action];
  if (to === undefined) return { ok: false, reason: 'state' };
  if (action === 'restore' && !who.isHead) {
    const age = when.endedAt ? when.now.getTime() - when.endedAt.getTime() : Number.POSITIVE_INFINITY;
    if (age > RESTORE_DAYS * DAY_MS) return { ok: false, reason: 'late' };
  }
  return { ok: true, to };
}

/** Whether people are taken in and sessions planned: while registration is open and while it runs. */
export function isOngoing(state: ProgrammeState): state is OngoingState {
  return TABLE[state].enrol !== undefined;
}

/** Over, by its end or by being called off: folded away in lists, and counted in its time. */
export function isOver(state: ProgrammeState): boolean {
  return TABLE[state].restore !== undefined;
}

/** What a new programme is: open for registration until its first day, and running where that is unknown or past. */
export function initialState(startsOn: string | null, today: string): ProgrammeState {
  return startsOn !== null && startsOn > today ? 'open' : 'running';
}

/** Whether the first day has come for a programme that is open for registration. Dates as YYYY-MM-DD. */
export function beginsBy(state: ProgrammeState, startsOn: string | null, today: string): boolean {
  return state === 'open' && startsOn !== null && startsOn <= today;
}

/** Why programmes are called off, as far as it is at hand; anything else is typed. */
export const CANCEL_CAUSES = ['partner', 'trainer', 'people', 'budget', 'security'] as const;
export const CANCEL_REASON_MAX = 200;

/** How long a programme's name may be, in characters. */
export const NAME_MAX = 80;

const BATCH = /\s+(?:angkatan|batch)\s+(\d{1,3})$/iu;

/**
 * The name of the next batch: `Las` → `Las angkatan 2` → `Las angkatan 3`, the first that isn't `taken`; a name too
 * long for it is shortened.
 */
export function nextBatchName(name: string, taken: (name: string) => boolean): string {
  const number = BATCH.exec(name)?.[1];
  const base = name.replace(BATCH, '');
  for (let batch = Number(number ?? 1) + 1; ; batch += 1) {
    const suffix = ` angkatan ${batch}`;
    const next = `${[...base]
      .slice(0, NAME_MAX - suffix.length)
      .join('')
      .trimEnd()}${suffix}`;
    if (!taken(next)) return next;
  }
}
