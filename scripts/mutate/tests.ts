import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  BaseSequencer,
  createVitest,
  type TestModule,
  type TestSpecification,
  type Vitest,
} from 'vitest/node';
import { type Switch, switched } from './switches.js';
import type { Plan } from './trial/plan.js';

/** How many test files run beside each other. */
const WORKERS = 2;

/** The project's tests. Processes that run them import the sources with all mutants in them. */
export type Tests = {
  readonly files: readonly string[];
  readonly workers: number;
  /** Where the processes write down what they see: see `openJournal`. */
  readonly journal: string;
  /**
   * Runs test files one after the other in few processes, each test with every mutant that it reaches, unless that was
   * tried on so many files already. `onFile` is called after each.
   */
  readonly runAll: (files: readonly string[], tries: number, onFile: () => void) => Promise<void>;
  /**
   * Runs at most `workers` test files, each in a process of its own with a mutant that is on from the beginning, or
   * with none; gives the test that failed, by file.
   */
  readonly runApart: (
    mutants: ReadonlyMap<string, number | undefined>,
  ) => Promise<ReadonlyMap<string, string>>;
  readonly close: () => Promise<void>;
};

/** `switches`: the mutants by source. */
export async function openTests(
  root: string,
  switches: ReadonlyMap<string, readonly Switch[]>,
): Promise<Tests> {
  const folder = await mkdtemp(join(tmpdir(), 'mutate-tests-'));
  const journal = join(folder, 'journal');
  let told = () => {};
  const vitest = await start(root, switches, () => told());
  const project = vitest.getRootProject();
  const specifications = await vitest.globTestSpecifications();
  const paths = new Map(specifications.map(({ moduleId }) => [short(root, moduleId), moduleId]));

  async function run(files: readonly string[], plan: Plan): Promise<TestModule[]> {
    project.provide('mutants', plan);
    // What earlier runs left would count as failures of this one.
    for (const { filepath } of vitest.state.getFiles()) vitest.state.clearFiles(project, [filepath]);
    const asked = files.flatMap((file) => paths.get(file) ?? []);
    const specs = asked.map((path) => project.createSpecification(path));
    return (await vitest.runTestSpecifications(specs, false)).testModules;
  }

  return {
    files: [...paths.keys()],
    workers: WORKERS,
    journal,
    runAll: async (files, tries, onFile) => {
      told = onFile;
      await run(files, { journal, tries, apart: {} });
    },
    runApart: async (mutants) => {
      const apart = Object.fromEntries([...mutants].map(([file, mutant]) => [file, mutant ?? null]));
      told = () => {};
      const modules = await run([...mutants.keys()], { journal, tries: 0, apart });
      const failures = [...mutants.keys()].flatMap((file) => {
        const failure = failureOf(modules.find(({ moduleId }) => short(root, moduleId) === file));
        return failure === undefined ? [] : [[file, failure] as const];
      });
      return new Map(failures);
    },
    close: async () => {
      await vitest.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Runs test files in the order in which they were asked for. */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files;
  }
}

function start(
  root: string,
  switches: ReadonlyMap<string, readonly Switch[]>,
  onFile: () => void,
): Promise<Vitest> {
  // What makes the databases ready runs in this process, as it would without mutants.
  Object.assign(globalThis, { __mutant: () => false });
  return createVitest(
    'test',
    {
      root,
      watch: false,
      maxWorkers: WORKERS,
      pool: 'forks',
      isolate: false,
      sequence: { sequencer: InOrder },
      // A test that is slow on a busy machine would count as one that has seen the mutant.
      testTimeout: 60_000,
      hookTimeout: 120_000,
      reporters: [{ onTestModuleEnd: onFile }],
      onConsoleLog: () => false,
      runner: fileURLToPath(new URL('trial/runner.ts', import.meta.url)),
    },
    {
      plugins: [
        {
          name: 'mutate',
          enforce: 'pre',
          transform(code, id) {
            const [path = id] = id.split('?');
            const file = short(root, path);
            const inside = switches.get(file);
            return inside ? { code: switched(file, code, inside), map: null } : undefined;
          },
        },
      ],
    },
  );
}

function short(root: string, path: string): string {
  return relative(root, path).replaceAll('\\', '/');
}

function failureOf(module: TestModule | undefined): string | undefined {
  if (!module) return 'the file as a whole';
  for (const test of module.children.allTests('failed')) return test.fullName;
  if (module.state() === 'passed' || module.state() === 'skipped') return undefined;
  return module.errors()[0]?.message ?? 'the file does not come to its end';
}
