import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVitest, type TestModule, type Vitest } from 'vitest/node';
import { z } from 'zod';
import { type Mutation, mutated } from './mutations/mutation.js';
import { probed, type Ran } from './probes.js';
import type { Imports } from './related.js';

/** A test as it went on the sources as they are. */
type Known = { readonly id: string; readonly name: string; readonly ms: number; readonly ran: Ran };

/** What is known of a test file: its tests, or why it fails on the sources as they are. */
type TestFile = { readonly tests: readonly Known[]; readonly broken: string | undefined };

/** The project's tests, kept warm: one process starts for each file, the sources are transformed once. */
export type Tests = {
  readonly files: readonly string[];
  /** What the tests of a file run; the file is run for it, unless nothing has changed since it last was. */
  readonly knowledge: (file: string) => Promise<TestFile>;
  /** Runs tests of a file up to the first that fails, and names it; undefined where none does. */
  readonly run: (
    file: string,
    ids: readonly string[] | undefined,
    mutation: Mutation | undefined,
  ) => Promise<string | undefined>;
  readonly close: () => Promise<void>;
};

/** Changes whenever what is kept between runs is made otherwise. */
const FORMAT = 1;

const kept = z.object({
  key: z.string(),
  broken: z.string().optional(),
  tests: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      ms: z.number(),
      ran: z.record(z.string(), z.array(z.number())),
    }),
  ),
});

type Sources = { current: { readonly path: string; readonly text: string } | undefined };

export async function openTests(
  root: string,
  imports: Imports,
  database: 'sqlite' | 'postgresql',
): Promise<Tests> {
  const sources: Sources = { current: undefined };
  const vitest = await start(root, sources);
  const specifications = await vitest.globTestSpecifications();
  const paths = new Map(specifications.map(({ moduleId }) => [short(root, moduleId), moduleId]));
  const folder = join(root, 'node_modules/.cache/mutate', database);
  const known = new Map<string, TestFile>();

  async function execute(file: string, ids?: readonly string[]) {
    const path = paths.get(file);
    if (path === undefined) throw new Error(`${file} is no test file`);
    // What earlier runs left would count as failures of this one.
    vitest.state
      .getFiles()
      .forEach(({ filepath }) => vitest.state.clearFiles(vitest.getRootProject(), [filepath]));
    const project = vitest.getRootProject();
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
      [project.createSpecification(path, ids ? { testIds: [...ids] } : undefined)],
      false,
    );
    return { modules: testModules, failed: failureOf(testModules, unhandledErrors) };
  }

  async function learn(file: string, key: string): Promise<TestFile> {
    const { modules, failed } = await execute(file);
    const tests = modules.flatMap((module) =>
      [...module.children.allTests('passed')].map((test) => ({
        id: test.id,
        name: test.fullName,
        ms: Math.round(test.diagnostic()?.duration ?? 0),
        ran: test.meta().ran ?? {},
      })),
    );
    await mkdir(folder, { recursive: true });
    const line = JSON.stringify({ key, broken: failed, tests });
    // A failure may be the machine's: it is not kept.
    if (failed === undefined) await writeFile(join(folder, `${hash(file)}.json`), line);
    return { tests, broken: failed };
  }

  return {
    files: [...paths.keys()],
    knowledge: async (file) => {
      const key = hash(JSON.stringify([FORMAT, process.version, texts(imports, file)]));
      const found =
        known.get(file) ??
        (await remembered(join(folder, `${hash(file)}.json`), key)) ??
        (await learn(file, key));
      known.set(file, found);
      return found;
    },
    run: async (file, ids, mutation) => {
      const path = mutation && join(root, mutation.file).replaceAll('\\', '/');
      if (mutation && path !== undefined) {
        const text = imports.textOf(mutation.file);
        if (text === undefined) throw new Error(`${mutation.file} is gone`);
        sources.current = { path, text: mutated(text, mutation) };
        vitest.invalidateFile(path);
      }
      try {
        return (await execute(file, ids)).failed;
      } finally {
        sources.current = undefined;
        if (path !== undefined) vitest.invalidateFile(path);
      }
    },
    close: () => vitest.close(),
  };
}

function start(root: string, sources: Sources): Promise<Vitest> {
  const source = `${root.replaceAll('\\', '/').replace(/\/$/, '')}/src/`;
  return createVitest(
    'test',
    {
      root,
      watch: false,
      bail: 1,
      maxWorkers: 1,
      pool: 'forks',
      // A test that is slow on a busy machine would count as one that has seen the mutation.
      testTimeout: 60_000,
      hookTimeout: 120_000,
      reporters: [{}],
      onConsoleLog: () => false,
      setupFiles: [fileURLToPath(new URL('worker.ts', import.meta.url))],
    },
    {
      plugins: [
        {
          name: 'mutate',
          enforce: 'pre',
          transform(code, id) {
            const [path = id] = id.split('?');
            if (sources.current?.path === path) return { code: sources.current.text, map: null };
            if (!path.startsWith(source) || !path.endsWith('.ts') || path.includes('/generated/'))
              return undefined;
            return { code: probed(short(root, path), code), map: null };
          },
        },
      ],
    },
  );
}

function short(root: string, path: string): string {
  return relative(root, path).replaceAll('\\', '/');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function texts(imports: Imports, file: string): string[][] {
  return [...imports.from(file).keys()].toSorted().map((name) => [name, hash(imports.textOf(name) ?? '')]);
}

async function remembered(path: string, key: string): Promise<TestFile | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const { data } = text === undefined ? {} : kept.safeParse(JSON.parse(text));
  return data?.key === key ? { tests: data.tests, broken: data.broken } : undefined;
}

function failureOf(modules: readonly TestModule[], errors: readonly unknown[]): string | undefined {
  for (const module of modules) {
    for (const test of module.children.allTests('failed')) return test.fullName;
    if (!module.ok()) return module.errors()[0]?.message ?? 'the file as a whole';
  }
  const [error] = errors;
  if (error === undefined) return undefined;
  return error instanceof Error ? error.message : 'an error outside of any test';
}
