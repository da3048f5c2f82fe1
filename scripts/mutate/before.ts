import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Verdict } from './judge.js';
import { collapsed, type Mutation } from './mutations/mutation.js';

const words = z.object({
  file: z.string(),
  within: z.string(),
  kind: z.string(),
  was: z.string(),
  becomes: z.string(),
  nth: z.number(),
});
const killed = z.discriminatedUnion('by', [
  z.object({ by: z.literal('tests'), file: z.string(), test: z.string() }),
  z.object({ by: z.literal('compiler') }),
]);
const others = z.object({ by: z.enum(['nobody', 'equivalence']) });
const written = z.array(z.object({ mutation: words, verdict: z.union([killed, others]) }));

/**
 * What killed a mutation in an earlier run, by the file that it has written; undefined: nothing did. Throws where the
 * file is none of a run's.
 */
export async function killersIn(file: string): Promise<(mutation: Mutation) => Verdict | undefined> {
  const judged = written.parse(JSON.parse(await readFile(file, 'utf8')));
  const known = new Map<string, Verdict>();
  for (const { mutation, verdict } of judged)
    if (verdict.by === 'tests' || verdict.by === 'compiler') known.set(named(mutation), verdict);
  return (mutation) => known.get(named(mutation));
}

function named({ file, within, kind, was, becomes, nth }: z.infer<typeof words>): string {
  return JSON.stringify([file, within, kind, was, collapsed(becomes), nth]);
}
