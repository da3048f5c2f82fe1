/** An error as the log may show it: where it came from and of what kind, without what people wrote. */
export interface SafeError {
  /** The class. */
  readonly type: string;
  readonly message?: string;
  /** Of Node, SQLite, PostgreSQL or Prisma (`ECONNREFUSED`, `P2002`), or Telegram's number. */
  readonly code?: string | number;
  /** The Bot API method that was called. */
  readonly method?: string;
  /** The model or table, and constraint, of a database error. */
  readonly subject?: string;
  readonly frames?: readonly string[];
  readonly cause?: SafeError;
}

/**
 * Put `readonly loggable = true` on an error class whose messages hold nothing that a person wrote, so that the
 * log shows them.
 */
export interface Loggable {
  readonly loggable: true;
}

// The engine's own classes. SyntaxError is left out: JSON.parse and BigInt quote their input.
const plainClasses = new Set<unknown>([Error, TypeError, RangeError, ReferenceError, AggregateError]);
// Telegram's descriptions are fixed texts but for quoted parts ("can't parse entities: …"); grammY's are its own.
const telegramClasses = new Set(['GrammyError', 'HttpError']);

const field = (of: object, name: string): unknown => Reflect.get(of, name);

/** Takes quoted text, addresses, tokens and long numbers out of a message. */
function scrubbed(message: string): string {
  return message
    .replaceAll(/\w+:\/\/\S+/g, '‹address›')
    .replaceAll(/\d+:[\w-]{20,}/g, '‹token›')
    .replaceAll(/"[^"]*"|`[^`]*`|“[^”]*”|«[^»]*»|(?<!\w)'.*'(?!\w)/gs, '‹text›')
    .replaceAll(/\d[\d./ -]{3,}\d/g, '‹number›')
    .slice(0, 300);
}

function messageOf(error: Error, type: string): string | undefined {
  if (field(error, 'loggable') === true) return error.message;
  const known = plainClasses.has(error.constructor) || telegramClasses.has(type);
  return known ? scrubbed(error.message) : undefined;
}

function framesOf(error: Error): string[] {
  // The stack repeats the message, whose lines could look like frames.
  const stack = (error.stack ?? '').replace(error.message, '');
  return stack
    .split('\n')
    .filter((line) => /^ {4}at \S.*:\d+:\d+\)?$/.test(line))
    .slice(0, 12)
    .map((line) => line.trim().slice(3));
}

function codeOf(error: object): string | number | undefined {
  const code = field(error, 'code') ?? field(error, 'error_code') ?? field(error, 'originalCode');
  if (typeof code === 'number') return code;
  return typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : undefined;
}

/** Names in the schema, as Prisma (`meta.modelName`), its adapters (`kind`) and pg (`table`, `constraint`) give them. */
function subjectOf(error: object): string | undefined {
  const meta = field(error, 'meta');
  const names = [
    typeof meta === 'object' && meta !== null ? field(meta, 'modelName') : undefined,
    field(error, 'kind'),
    field(error, 'table'),
    field(error, 'constraint'),
  ].filter((name) => typeof name === 'string' && /^\w{1,100}$/.test(name));
  return names.length > 0 ? names.join(' ') : undefined;
}

/** What caused it: `cause`, or what grammY's errors and Prisma's carry instead. */
function causeOf(error: object): unknown {
  const meta = field(error, 'meta');
  const adapter = typeof meta === 'object' && meta !== null ? field(meta, 'driverAdapterError') : undefined;
  return field(error, 'cause') ?? field(error, 'error') ?? adapter;
}

/** Reduces whatever was thrown to what the log may show. Follows causes three deep. */
export function safeError(thrown: unknown, depth = 3): SafeError {
  if (typeof thrown !== 'object' || thrown === null) return { type: typeof thrown };
  const isError = thrown instanceof Error;
  const named = isError ? thrown.name : (thrown.constructor?.name ?? 'object');
  const type = /^[\w$]{1,60}$/.test(named) ? named : 'Error';
  const message = isError ? messageOf(thrown, type) : undefined;
  const code = codeOf(thrown);
  const method = field(thrown, 'method');
  const subject = subjectOf(thrown);
  const cause = causeOf(thrown);
  return {
    type,
    ...(message !== undefined && { message }),
    ...(code !== undefined && { code }),
    ...(telegramClasses.has(type) && typeof method === 'string' && { method }),
    ...(subject !== undefined && { subject }),
    ...(isError && { frames: framesOf(thrown) }),
    ...(depth > 0 && typeof cause === 'object' && cause !== null && { cause: safeError(cause, depth - 1) }),
  };
}
