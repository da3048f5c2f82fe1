import { type DriverAdapterError, isDriverAdapterError } from '@prisma/driver-adapter-utils';
import { Prisma } from '../generated/sqlite/client.js';

/**
 * The partial unique indexes: what each is called, and what it covers. SQLite's errors tell the table and columns,
 * PostgreSQL's the index. (Prisma names a whole one `Table_column_column_key`, so those need no list.)
 */
const PARTIAL_UNIQUES = {
  post_one_open_in_unit: ['Post', 'personId', 'unitId', 'kind'],
  post_one_open_in_agency: ['Post', 'personId', 'agencyId', 'kind'],
  access_request_one_open: ['AccessRequest', 'unitId', 'personId'],
  calendar_feed_one_open: ['CalendarFeed', 'telegramId'],
  participant_class_one_open: ['ParticipantClass', 'participantId'],
  register_number_one_holder: ['RegisterNumber', 'unitId', 'key'],
  register_number_one_open: ['RegisterNumber', 'participantId'],
  merge_one_open: ['Merge', 'fromId'],
  enrolment_one_open: ['Enrolment', 'participantId', 'programmeId'],
  enrolment_change_one_open: ['EnrolmentChange', 'enrolmentId'],
  name_exemption_once: ['NameExemption', 'unitId', 'words'],
  session_one_at_a_time: ['Session', 'programmeId', 'startsAt'],
  timetable_slot_once: ['TimetableSlot', 'programmeId', 'weekday', 'startMinute'],
  seat_offer_one_open: ['SeatOffer', 'enrolmentId'],
  month_closed_once: ['MonthClosing', 'unitId', 'month'],
  month_opening_one_at_a_time: ['MonthOpening', 'closingId'],
  group_bound_once: ['GroupChat', 'chatId'],
  incident_one_open: ['Incident', 'unitId', 'kind', 'key'],
} as const satisfies Record<string, readonly [Prisma.ModelName, ...string[]]>;

/** The name of a unique index: a partial one by its own, another by Prisma's (`Agency_unitId_searchName_key`). */
export type UniqueIndex =
  | keyof typeof PARTIAL_UNIQUES
  | `${Prisma.ModelName}_${string}_key`
  | `${Prisma.ModelName}_pkey`;

type Cause = DriverAdapterError['cause'];
type UniqueCause = Extract<Cause, { kind: 'UniqueConstraintViolation' }>;

/**
 * Whether a unique index refused a row: any, or one of those named, or one over exactly the columns given. Right on
 * both databases, for partial indexes too.
 *
 * @param map An index's name, or the columns of one in the schema's order (of whatever table).
 */
export function isUniqueViolation(error: unknown, map?: UniqueIndex | readonly string[]): boolean {
  const cause = causeOf(error);
  if (cause?.kind !== 'UniqueConstraintViolation') return false;
  if (map === undefined) return true;
  const name = violatedIndex(cause);
  if (name === undefined) return false;
  if (typeof map === 'string') return name === map;
  const partial = Object.entries(PARTIAL_UNIQUES).find(([index]) => index === name)?.[1];
  if (partial !== undefined) return partial.slice(1).join() === map.join();
  return Object.values(Prisma.ModelName).some((model) => name === `${model}_${map.join('_')}_key`);
}

function violatedIndex({ originalCode, constraint, table }: UniqueCause): string | undefined {
  if (constraint === undefined) return undefined;
  if ('index' in constraint) return constraint.index;
  if (table === undefined || !('fields' in constraint)) return undefined;
  if (originalCode === 'SQLITE_CONSTRAINT_PRIMARYKEY') return `${table}_pkey`;
  const covered = [table, ...constraint.fields].join();
  const partial = Object.entries(PARTIAL_UNIQUES).find(([, columns]) => columns.join() === covered);
  return partial?.[0] ?? `${table}_${constraint.fields.join('_')}_key`;
}

/**
 * Whether a transaction lost against another and may simply be run again: nothing of it was kept. True of
 * PostgreSQL's deadlocks and serialisation failures and of SQLite's lock held by another process.
 */
export function isConflict(error: unknown): boolean {
  const cause = causeOf(error);
  return cause?.kind === 'TransactionWriteConflict' || isLockedOut(error);
}

/** Whether another program holds an SQLite file, for however long: a statement that is run again then fares no better. */
export function isLockedOut(error: unknown): boolean {
  return causeOf(error)?.originalCode?.startsWith('SQLITE_BUSY') === true;
}

const UNREACHABLE_KINDS = new Set([
  'ConnectionClosed',
  'DatabaseDoesNotExist',
  'DatabaseNotReachable',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
]);
/** Connection failures (class 08), the server going down, crashing or starting up (57P0x), and what it can't write. */
const UNREACHABLE_SQLSTATE = /^(?:08\w{3}|57P0[1-4]|53100|25006)$/;
const UNREACHABLE_SQLITE = /^SQLITE_(?:IOERR|CANTOPEN|FULL|NOTADB|CORRUPT|READONLY)/;
/** node-postgres says these in plain errors, without a code. */
const UNREACHABLE_MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/**
 * Whether the database itself can't be reached or can't work: the server is down, the disk full or the file gone. It
 * says nothing of whether the last commit was kept. What opening the file threw, and what was thrown because of such an
 * error, is told too: a write that goes on after a failed statement ends with an error of its own.
 */
export function isUnavailable(error: unknown): boolean {
  if (isConflict(error)) return false;
  const cause = causeOf(error);
  if (cause !== undefined) {
    const code = cause.originalCode ?? '';
    return (
      UNREACHABLE_KINDS.has(cause.kind) || UNREACHABLE_SQLSTATE.test(code) || UNREACHABLE_SQLITE.test(code)
    );
  }
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    UNREACHABLE_SQLITE.test(code) || UNREACHABLE_MESSAGE.test(error.message) || isUnavailable(error.cause)
  );
}

/** Why the database takes no writes, where it says so: its disk is full, or it may only be read. */
export function unwritable(error: unknown): 'disk-full' | 'read-only' | undefined {
  const code = causeOf(error)?.originalCode ?? '';
  if (code === '53100' || code.startsWith('SQLITE_FULL')) return 'disk-full';
  return code === '25006' || code.startsWith('SQLITE_READONLY') ? 'read-only' : undefined;
}

/** Whether the database refused to write, because the connection or the user may only read. */
export function isReadOnly(error: unknown): boolean {
  return unwritable(error) === 'read-only' || causeOf(error)?.originalCode === '42501';
}

/** The adapter's account of a failure (`kind` is its word, `originalCode` the database's), which Prisma throws bare or wraps in an error of its own. */
function causeOf(error: unknown): Cause | undefined {
  if (!(error instanceof Error)) return undefined;
  if (isDriverAdapterError(error)) return error.cause;
  if (error instanceof Prisma.PrismaClientKnownRequestError)
    return causeOf(error.meta?.['driverAdapterError']);
  return undefined;
}
