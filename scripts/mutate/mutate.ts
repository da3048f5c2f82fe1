import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './arguments.js';
import { killersIn } from './before.js';
import { openCompiler } from './compiler.js';
import { type Equivalent, matches, readEquivalents } from './equivalents.js';
import { judge } from './judge.js';
import { isProgram, mutationsOf } from './mutations/find.js';
import { type Mutation, shuffled } from './mutations/mutation.js';
import { createImports, type Imports } from './related.js';
import { described, type Judged } from './report.js';
import { changedLines, chosenFiles, isBelow, onLines, readSources } from './sources.js';
import type { Switch } from './switches.js';
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
  const killerOf = settings.again === undefined ? () => undefined : await killersIn(settings.again);
  const all: Judged[] = [];
  const tell = (one: Judged) => {
    all.push(one);
    listener.judged(one);
  };
  const open = chosen.filter((mutation) => {
    const same = equivalents.find((one) => matches(one, mutation));
    const verdict = same ? changesNothing(same) : killerOf(mutation);
    if (verdict) tell({ mutation, verdict });
    return !verdict;
  });
  if (open.length > 0) await tryAll(root, open, { settings, imports, say: listener.say, tell });
  return all;
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
    // A statement at the top of a file runs once, when all is imported: it cannot be there twice.
    if (mutation.block === undefined) continue;
    if (isProgram({ file: mutation.file, text }, mutation)) programs.push(mutation);
  }
  return programs;
}

type Trying = {
  readonly settings: Settings;
  readonly imports: Imports;
  readonly say: (text: string) => void;
  readonly tell: (one: Judged) => void;
};

async function tryAll(
  root: string,
  mutations: readonly Mutation[],
  { settings, imports, say, tell }: Trying,
): Promise<void> {
  const { by, tries } = settings;
  const hasTypes = by === undefined && existsSync(join(root, 'tsconfig.json'));
  const compiler = hasTypes ? await openCompiler(root) : undefined;
  const all = await openTests(root, switchesOf(mutations));
  const tests = by ? { ...all, files: all.files.filter((file) => isBelow(file, by)) } : all;
  const trying = { tests, compiler, imports, tries, apart: by === undefined, say };
  try {
    await judge(mutations, trying, (number, verdict) => {
      const mutation = mutations[number];
      if (mutation) tell({ mutation, verdict });
    });
  } finally {
    await tests.close();
    await compiler?.close();
  }
}

/** The mutations by the file that they are in; each is called by its place among all. */
function switchesOf(mutations: readonly Mutation[]): ReadonlyMap<string, readonly Switch[]> {
  const switches = new Map<string, Switch[]>();
  for (const [number, change] of mutations.entries()) {
    const { file, block } = change;
    if (block === undefined) continue;
    switches.set(file, [...(switches.get(file) ?? []), { number, change, block }]);
  }
  return switches;
}

function changesNothing({ because }: Equivalent): Judged['verdict'] {
  return { by: 'equivalence', because };
}
