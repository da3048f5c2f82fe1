/** A value in callback data: how it is written and read back. */
type Codec<T> = { readonly write: (value: T) => string; readonly read: (text: string) => T | undefined };

/** The largest id that the databases hold; a larger one they would refuse as a fault. */
const LARGEST = 2_147_483_647;

/** A whole number from 0 on, as an id or a version. */
export const int: Codec<number> = {
  write: (value) => value.toString(36),
  read: (text) => {
    const value = /^[0-9a-z]{1,6}$/.test(text) ? Number.parseInt(text, 36) : LARGEST + 1;
    return value <= LARGEST ? value : undefined;
  },
};

/** The number of a page, from 0 on; one far beyond any list is no page of ours. */
export const pageNumber: Codec<number> = {
  write: int.write,
  read: (text) => {
    const page = int.read(text);
    return page !== undefined && page < 100_000 ? page : undefined;
  },
};

/** A short text without the separator, as `2023-08-31`. */
export const word: Codec<string> = {
  write: (value) => value,
  read: (text) => (/^[\w.-]{0,32}$/.test(text) ? text : undefined),
};

/** A few words in small letters and digits, parted by blanks; with a name of two letters and another value it fits. */
export const phrase: Codec<string> = {
  write: (value) => value,
  read: (text) => (/^[a-z0-9][a-z0-9 ]{0,55}$/.test(text) ? text : undefined),
};

/** One of a few words. */
export function oneOf<const T extends string>(...words: readonly T[]): Codec<T> {
  return { write: (value) => value, read: (text) => words.find((known) => known === text) };
}

/**
 * A kind of button. `data(values)` is its callback data (1–64 bytes, `name:value:value`), `read(data)` the
 * values of data that came back, or undefined where it is not of this kind or was tampered with. Callback data
 * is a request, never a proof: whoever reads it checks access and state again.
 */
export type Tap<V> = {
  readonly name: string;
  readonly data: (values: V) => string;
  readonly read: (data: string) => V | undefined;
};

export function defineTap<V extends Readonly<Record<string, string | number>>>(
  name: string,
  shape: { readonly [K in keyof V]: Codec<V[K]> },
): Tap<V> {
  const keys = Object.keys(shape) as (keyof V & string)[];
  return {
    name,
    data: (values) => {
      const data = [name, ...keys.map((key) => shape[key].write(values[key]))].join(':');
      if (Buffer.byteLength(data) > 64) throw new Error(`callback data over 64 bytes: ${name}`);
      return data;
    },
    read: (data) => {
      const [head, ...parts] = data.split(':');
      if (head !== name || parts.length !== keys.length) return undefined;
      const values: Partial<V> = {};
      for (const [index, key] of keys.entries()) {
        const value = shape[key].read(parts[index] ?? '');
        if (value === undefined) return undefined;
        values[key] = value;
      }
      return values as V;
    },
  };
}

/** The values of a kind of button, as its handler gets them: `Tapped<typeof someTap>`. */
export type Tapped<T> = T extends Tap<infer V> ? V : never;
