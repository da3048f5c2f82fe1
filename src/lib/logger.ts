import { randomInt } from 'node:crypto';
import { type DestinationStream, pino } from 'pino';
import { safeError } from './safe-error.js';

/** How much is logged: a level takes itself and what is graver. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Ids, counts and names of things in the program; never what a person wrote or is called. */
type LogFields = Readonly<Record<string, unknown>>;

/** `message` is fixed text: what varies goes into the fields. */
interface LogLine {
  (message: string): void;
  (fields: LogFields, message: string): void;
}

/** A log of JSON lines. An error in the fields, by custom as `err`, is written without what users wrote. */
export interface Logger {
  readonly debug: LogLine;
  readonly info: LogLine;
  readonly warn: LogLine;
  readonly error: LogLine;
  readonly fatal: LogLine;
}

// An update, a context or a row passed by mistake would carry names and messages along.
function safeField(value: unknown): unknown {
  if (value instanceof Error) return safeError(value);
  if (Array.isArray(value)) return value.map(safeField);
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) return '[object]';
  return value;
}

function safeFields(fields: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => [
    name,
    name === 'err' ? safeError(value) : safeField(value),
  ]);
  return Object.fromEntries(entries);
}

/**
 * A logger for the given level and graver ones (`silent` for none). Writes to `destination`, by default the
 * standard output.
 */
export function createLogger(level: LogLevel, destination: DestinationStream = pino.destination(1)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // pino's own serializer for `err` would write messages and payloads; what reaches it here is safe already.
      serializers: { err: (value: unknown) => value },
      formatters: { level: (label) => ({ level: label }), log: safeFields },
    },
    destination,
  );
}

// No two that are taken for each other (0 O, 1 I L, 5 S, 2 Z, 8 B, U V): it is read out over the telephone.
const referenceAlphabet = 'ACDEFGHJKMNPQRTWXY2346789';

/**
 * A code such as `K7F2` that a person is told and that finds the log line. `random(n)` gives a whole number from
 * 0 to n - 1.
 */
export function newReference(random: (below: number) => number = randomInt): string {
  return Array.from({ length: 4 }, () => referenceAlphabet[random(referenceAlphabet.length)]).join('');
}
