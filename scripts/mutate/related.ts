import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { z } from 'zod';

/** Which file of the project imports which others, so that the tests of a file can be told. */
export type Imports = {
  /** A file and all that it imports, directly or not, each with how many imports away it is. */
  readonly from: (file: string) => ReadonlyMap<string, number>;
  readonly textOf: (file: string) => string | undefined;
};

const manifest = z.object({ imports: z.record(z.string(), z.unknown()).default({}) });
const conditional = z.object({ source: z.string() });

/** Reads files as they are asked for. Paths are relative to the root, with forward slashes. */
export function createImports(root: string): Imports {
  const texts = new Map<string, string | undefined>();
  const direct = new Map<string, readonly string[]>();
  const all = new Map<string, ReadonlyMap<string, number>>();
  const aliases = aliasesOf(root);

  function textOf(file: string): string | undefined {
    if (!texts.has(file)) texts.set(file, read(join(root, file)));
    return texts.get(file);
  }

  function resolved(file: string, request: string): string[] {
    const path = request.startsWith('.')
      ? posix.join(dirname(file).replaceAll('\\', '/'), request)
      : aliases.flatMap(({ before, after, to }) =>
          request.startsWith(before) && request.endsWith(after)
            ? [to.replace('*', request.slice(before.length, request.length - after.length))]
            : [],
        )[0];
    if (path === undefined) return [];
    return [path.replace(/\.js$/, '.ts'), path]
      .filter((candidate) => textOf(candidate) !== undefined)
      .slice(0, 1);
  }

  function importsOf(file: string): readonly string[] {
    const known = direct.get(file);
    if (known) return known;
    const text = /\.[mc]?[jt]s$/.test(file) ? textOf(file) : undefined;
    const found =
      text === undefined ? [] : requests(file, text).flatMap((request) => resolved(file, request));
    direct.set(file, found);
    return found;
  }

  return {
    textOf,
    from: (file) => {
      const known = all.get(file);
      if (known) return known;
      const steps = new Map([[file, 0]]);
      for (const [at, step] of steps)
        for (const next of importsOf(at)) if (!steps.has(next)) steps.set(next, step + 1);
      all.set(file, steps);
      return steps;
    },
  };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** What a file asks for when it runs; types are gone by then. */
function requests(file: string, text: string): string[] {
  const { module } = parseSync(file, text);
  const imports = module.staticImports
    .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
    .map(({ moduleRequest }) => moduleRequest.value);
  const exports = module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ moduleRequest, isType }) => (moduleRequest && !isType ? [moduleRequest.value] : []));
  const later = module.dynamicImports.map(({ moduleRequest }) =>
    text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
  );
  return [...imports, ...exports, ...later];
}

/** `imports` of package.json with their condition `source`, which names the TypeScript behind a name. */
function aliasesOf(root: string) {
  const { imports } = manifest.parse(JSON.parse(read(join(root, 'package.json')) ?? '{}'));
  return Object.entries(imports).flatMap(([name, target]) => {
    const { data } = conditional.safeParse(target);
    const [before = name, after = ''] = name.split('*');
    return data ? [{ before, after, to: data.source.replace(/^\.\//, '') }] : [];
  });
}

function folders(file: string): string[] {
  return dirname(file).split(/[/\\]/).slice(1);
}

/**
 * Test files that import a source, its own feature's first; of these, and of the rest, those that are fewer imports away
 * come first: they are about little else, and quick.
 */
export function related(imports: Imports, tests: readonly string[], file: string): string[] {
  const own = folders(file);
  const noun = own.slice(0, 2);
  return tests
    .flatMap((test) => {
      const steps = imports.from(test).get(file);
      const theirs = folders(test);
      const apart = own.findIndex((folder, index) => theirs[index] !== folder);
      const shared = apart < 0 ? own.length : apart;
      return steps === undefined ? [] : [{ test, steps, shared, isOwn: shared >= noun.length }];
    })
    .toSorted(
      (a, b) =>
        Number(b.isOwn) - Number(a.isOwn) ||
        a.steps - b.steps ||
        b.shared - a.shared ||
        (a.test < b.test ? -1 : 1),
    )
    .map(({ test }) => test);
}
