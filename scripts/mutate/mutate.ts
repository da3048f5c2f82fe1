import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './arguments.js';
import { killersIn } from './before.js';
import { openCompiler } from './compiler.js';
import { type Equivalent, matches, readEquivalents } from './equivalents.js';
import { createJudge } from './judge.js';
import { isProgram, mutationsOf } from './mutations/find.js';
import { type Mutation, shuffled } from './mutations/mutation.js';
import { createImports, type Imports } from './related.js';
import { described, type Judged } from './report.js';
import { changedLines, chosenFiles, onLines, readSources } from './sources.js';
import { openTests } from './tests.js';

export type Listener = {
  readonly say: (text: string) => void;
  /** Told of each mutation as soon as it is known what became of it. */
  readonly judged: (one: Judged) => void;
};

/** Chooses mutations as the settings say, tries each, and gives what became of it. Those of one run are in a seed's order. */
export async function mutate(root: string, settings: Settings, listener: Listener): Promise<Judged[]> {
  const imports = createImports(root);
  const chosen = await choose(root, settings, imports);
  listener.say(`${chosen.length} mutations.`);
  if (settings.list) {
    for (const mutation of chosen) listener.say(described(mutation));
    return [];
  }
  const equivalents = await readEquivalents();
  const until =
    settings.minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + settings.minutes * 60_000;
  const [same, other] = split(chosen, (mutation) => equivalents.some((one) => matches(one, mutation)));
  const known = same.map((mutation) => changesNothing(mutation, equivalents));
  const killerOf = settings.again === undefined ? () => undefined : await killersIn(settings.again);
  const killed = other.flatMap((mutation) => {
    const verdict = killerOf(mutation);
    return verdict ? [{ mutation, verdict }] : [];
  });
  [...known, ...killed].forEach(listener.judged);

  const server = process.env['TEST_POSTGRES_URL'];
  const [onBoth, onOne] = split(
    other.filter((mutation) => killerOf(mutation) === undefined),
    ({ file }) => server !== undefined && server !== '' && namesDatabase(imports.textOf(file) ?? ''),
  );
  const first = await tryAll(root, onOne, 'sqlite', { settings, imports, until, listener });
  const second = await tryAll(root, onBoth, 'postgresql', { settings, imports, until, listener });
  return [...known, ...killed, ...first, ...second];
}

async function choose(root: string, settings: Settings, imports: Imports): Promise<Mutation[]> {
  const files = await chosenFiles(root, settings);
  const all = mutationsOf(await readSources(root, files));
  const lines = settings.which === 'changed' ? await changedLines(root, settings.base) : undefined;
  const asked = shuffled(lines ? onLines(all, lines) : all, settings.seed);
  const count = settings.which === 'sample' ? settings.count : asked.length;
  const programs: Mutation[] = [];
  for (const mutation of asked) {
    if (programs.length >= count) break;
    const text = imports.textOf(mutation.file) ?? '';
    if (isProgram({ file: mutation.file, text }, mutation)) programs.push(mutation);
  }
  return programs;
}

type Trying = {
  readonly settings: Settings;
  readonly imports: Imports;
  readonly until: number;
  readonly listener: Listener;
};

async function tryAll(
  root: string,
  mutations: readonly Mutation[],
  database: 'sqlite' | 'postgresql',
  { settings, imports, until, listener }: Trying,
): Promise<Judged[]> {
  if (mutations.length === 0) return [];
  const server = process.env['TEST_POSTGRES_URL'];
  if (database === 'sqlite') delete process.env['TEST_POSTGRES_URL'];
  const compiler = existsSync(join(root, 'tsconfig.json')) ? await openCompiler(root) : undefined;
  const tests = await openTests(root, imports, database);
  const broken = new Set<string>();
  const judge = createJudge({ tests, compiler, imports }, settings.tries, (file, test) => {
    if (!broken.has(file)) listener.say(`${file} is left out: it fails without any mutation (${test}).`);
    broken.add(file);
  });
  try {
    const judged: Judged[] = [];
    for (const mutation of mutations) {
      const verdict = await judge(mutation, until);
      judged.push({ mutation, verdict });
      listener.judged({ mutation, verdict });
    }
    return judged;
  } finally {
    await tests.close();
    await compiler?.close();
    if (server !== undefined) process.env['TEST_POSTGRES_URL'] = server;
  }
}

/** Code that tells the databases apart has to be tried on both. */
function namesDatabase(text: string): boolean {
  return /postgresql/i.test(text);
}

function split<T>(all: readonly T[], holds: (one: T) => boolean): [T[], T[]] {
  return [all.filter((one) => holds(one)), all.filter((one) => !holds(one))];
}

function changesNothing(mutation: Mutation, equivalents: readonly Equivalent[]): Judged {
  const because = equivalents.find((one) => matches(one, mutation))?.because ?? '';
  return { mutation, verdict: { by: 'equivalence', because } };
}
