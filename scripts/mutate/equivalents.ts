import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { collapsed, KINDS, type Kind, type Mutation } from './mutations/mutation.js';

const KNOWN_KINDS = Object.keys(KINDS).filter((name): name is Kind => name in KINDS);

const entry = z.strictObject({
  file: z.string(),
  within: z.string(),
  kind: z.enum(KNOWN_KINDS),
  was: z.string(),
  becomes: z.string(),
  /** Which of several that are the same in all the above, from 0. */
  nth: z.number().int().min(0).default(0),
  /** Why nobody could tell the two apart. */
  because: z.string().min(20),
});

/** A mutation that a person has found to change nothing, and why. Written down by what the report prints of it. */
export type Equivalent = z.infer<typeof entry>;

const FILE = new URL('equivalents.json', import.meta.url);

/** Those of a file, by default the project's. Throws where an entry lacks something, its reason for instance. */
export async function readEquivalents(file: URL | string = FILE): Promise<Equivalent[]> {
  return z.array(entry).parse(JSON.parse(await readFile(file, 'utf8')));
}

export function matches(equivalent: Equivalent, mutation: Mutation): boolean {
  const { file, within, kind, was, becomes, nth } = mutation;
  return (
    equivalent.file === file &&
    equivalent.within === within &&
    equivalent.kind === kind &&
    equivalent.was === was &&
    equivalent.becomes === collapsed(becomes) &&
    equivalent.nth === nth
  );
}
