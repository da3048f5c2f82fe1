import { isoDate, localDate } from '../../lib/zoned.js';

/** Why there is no backup, or no copy of it in the chat. */
type BackupFault =
  | 'disk-full'
  | 'folder'
  | 'damaged'
  | 'no-tool'
  | 'tool'
  | 'group'
  | 'too-large'
  | 'chat'
  | 'other';

type Nothing = Readonly<Record<string, never>>;

/** What is known of each kind of incident. Names ending in `At` are instants as ISO 8601 text. */
type FactsOf = {
  /** Accounts without a post have sent so many codes today. */
  readonly 'code-guessing': { readonly tries: number };
  /** An update could not be handled. `who` is null where the sender isn't known. */
  readonly 'update-set-aside': {
    readonly who: string | null;
    readonly what: 'text' | 'button' | 'file' | 'other';
    readonly sentAt: string;
  };
  /** A job that runs by the clock failed; `job` is its name in the log. */
  readonly 'sweep-failed': { readonly job: string };
  readonly 'backup-failed': { readonly why: BackupFault };
  /** `lastAt` is null where there has never been one. */
  readonly 'backup-overdue': { readonly lastAt: string | null };
  /** So many figures of the office were the same before and after. */
  readonly upgraded: { readonly figures: number; readonly backup: string | null };
  /** A line that was left out of what a group was told, since it may name a participant. */
  readonly 'guard-dropped': {
    readonly line: string;
    readonly group: string;
    /** What was taken for a participant's, in small letters, and for what. */
    readonly words: string;
    readonly by: 'name' | 'register';
  };
  /** A head by configuration is in the list no more. */
  readonly 'head-left': { readonly name: string };
  readonly 'disk-full': Nothing;
  readonly 'database-read-only': Nothing;
  /** So many planned messages are due and not sent, the oldest since `sinceAt`. */
  readonly 'reminders-late': { readonly count: number; readonly sinceAt: string };
  /** Telegram has answered no poll since. */
  readonly 'polling-silent': { readonly sinceAt: string };
  /** Another program takes the bot's updates. */
  readonly 'polling-conflict': Nothing;
};

export type IncidentKind = keyof FactsOf;

/** What goes wrong, or what heads have to know. */
export type Incident = {
  readonly [K in IncidentKind]: {
    readonly kind: K;
    /** What it is about, among those of its kind; the same is told once. Empty where there is one of a kind. */
    readonly key: string;
    readonly facts: FactsOf[K];
    readonly at: Date;
    /** Whose heads are told; of every unit where it is left out. */
    readonly unitId?: number;
  };
}[IncidentKind];

/** A kind of incident and what is known of it. */
export type Facts = {
  readonly [K in IncidentKind]: { readonly kind: K; readonly facts: FactsOf[K] };
}[IncidentKind];

/** Incidents that last until they are over; the others have happened, and that is that. */
const LASTING: ReadonlySet<IncidentKind> = new Set([
  'sweep-failed',
  'backup-failed',
  'backup-overdue',
  'disk-full',
  'database-read-only',
  'reminders-late',
  'polling-silent',
  'polling-conflict',
]);

/** What is good to know and no trouble. */
const GOOD: ReadonlySet<string> = new Set<IncidentKind>(['upgraded']);

export function isGood(kind: string): boolean {
  return GOOD.has(kind);
}

const HOUR_MS = 3_600_000;
/** What comes back sooner than this after it was over had only paused. */
const PAUSE_MS = HOUR_MS;
export const KEPT_MS = 90 * 24 * HOUR_MS;

/** When somebody was last told that something is so, and when it was over. */
type Told = { readonly toldAt: Date; readonly overAt: Date | null };

/**
 * What follows a report. `open`: it is new. `repeat`: it lasts, and was last told on another day. `reopen`: it had only
 * paused. `known`: nothing.
 */
export function stepAfter(
  kind: IncidentKind,
  last: Told | undefined,
  at: Date,
  zone: string,
): 'open' | 'repeat' | 'reopen' | 'known' {
  if (!last) return 'open';
  if (!LASTING.has(kind)) return 'known';
  if (last.overAt) return at.getTime() - last.overAt.getTime() < PAUSE_MS ? 'reopen' : 'open';
  const day = (instant: Date) => isoDate(localDate(instant, zone));
  return day(last.toldAt) === day(at) ? 'known' : 'repeat';
}

/** Whether heads may be told of a kind past the database: once an hour. */
export function mayTellDirectly(lastTold: Date | undefined, at: Date): boolean {
  return !lastTold || at.getTime() - lastTold.getTime() >= HOUR_MS;
}
