import { badRequest } from './refusal.js';

/** A file that came with a call, before it is stored. */
export interface Upload {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a plain JSON object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The arguments of one call, however they travelled: in a JSON body values have their own types, in a query,
 * a form or multipart they are strings and nested ones are JSON in a string. A value of the wrong type is
 * refused with 400.
 */
export class Params {
  readonly #values: Json;
  readonly #uploads: ReadonlyMap<string, Upload>;

  constructor(values: Json, uploads: ReadonlyMap<string, Upload> = new Map()) {
    this.#values = values;
    this.#uploads = uploads;
  }

  has(name: string): boolean {
    const value = this.#values[name];
    return value !== undefined && value !== null && value !== '';
  }

  string(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw badRequest(`field "${name}" must be of type String`);
  }

  integer(name: string): number | undefined {
    if (!this.has(name)) return undefined;
    return asInteger(this.#values[name], name);
  }

  boolean(name: string): boolean {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') return false;
    return asBoolean(value, name);
  }

  object(name: string): Json | undefined {
    const value = this.#nested(name);
    if (value === undefined) return undefined;
    if (!isObject(value)) throw badRequest(`object expected as ${name.replaceAll('_', ' ')}`);
    return value;
  }

  array(name: string): readonly unknown[] | undefined {
    const value = this.#nested(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw badRequest(`field "${name}" must be of type Array`);
    return value;
  }

  /** The file given under this name itself or by `attach://other`; a file id or an address as a string. */
  file(name: string): Upload | string | undefined {
    const direct = this.#uploads.get(name);
    if (direct) return direct;
    const value = this.string(name);
    return value === undefined || value === '' ? undefined : this.attached(value);
  }

  /** Follows `attach://name` to the file sent in the same call; anything else comes back as it is. */
  attached(value: string): Upload | string {
    if (!value.startsWith('attach://')) return value;
    const upload = this.#uploads.get(value.slice('attach://'.length));
    if (!upload) throw badRequest('wrong file identifier/HTTP URL specified');
    return upload;
  }

  /** A picture of the call for the log: nested JSON opened, files by name and size. */
  forLog(): Record<string, unknown> {
    const seen: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(this.#values)) {
      seen[name] = typeof value === 'string' && /^[[{]/.test(value) ? (parseJson(value) ?? value) : value;
    }
    for (const [name, { name: file, bytes }] of this.#uploads) seen[name] = { file, size: bytes.length };
    return seen;
  }

  #nested(name: string): unknown {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    const parsed = parseJson(value);
    if (parsed === undefined) throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
    return parsed;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An integer as Telegram reads one: a JSON integer or its decimal digits in a string. */
export function asInteger(value: unknown, name: string): number {
  const number = typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
    throw badRequest(`field "${name}" must be a valid Number`);
  }
  return number;
}

/** A boolean as Telegram reads one: a JSON boolean, or the words that forms use for it. */
export function asBoolean(value: unknown, name: string): boolean {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : value;
  if (word === 'true' || word === '1' || word === 'yes' || word === 1) return true;
  if (word === 'false' || word === '0' || word === 'no' || word === 0) return false;
  throw badRequest(`field "${name}" must be of type Boolean`);
}
