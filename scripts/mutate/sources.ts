import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Settings } from './arguments.js';
import type { Mutation } from './mutations/mutation.js';

const run = promisify(execFile);

async function git(root: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', root, ...args], { maxBuffer: 64 * 1024 * 1024 });
  return stdout.trim();
}

/** Files that may be mutated, relative to the root: the asked rooms, or what lies inside the asked folders. */
export async function chosenFiles(
  root: string,
  { rooms, inside }: Pick<Settings, 'rooms' | 'inside'>,
): Promise<string[]> {
  const listed = await git(root, 'ls-files', '--cached', '--others', '--exclude-standard', '--', 'src');
  const room = new RegExp(`/(${rooms.join('|')})(-[a-z-]+)?\\.ts$`);
  return [...new Set(listed.split('\n'))].filter((file) =>
    inside ? file.endsWith('.ts') && isBelow(file, inside) : room.test(file),
  );
}

/** Whether a file is one of those named, or lies in one of the folders named. */
export function isBelow(file: string, paths: readonly string[]): boolean {
  return paths.some((path) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`));
}

/** The text of each file that is there: one that is deleted but not yet committed is left out. */
export async function readSources(root: string, files: readonly string[]) {
  const sources = await Promise.all(
    files.map(async (file) => {
      try {
        return [{ file, text: await readFile(join(root, file), 'utf8') }];
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
        throw error;
      }
    }),
  );
  return sources.flat();
}

/** The revision that changes are counted from, where none is asked for. */
async function usualBase(root: string): Promise<string> {
  const main = await git(root, 'rev-parse', '--verify', '--quiet', 'main').catch(() => undefined);
  const head = await git(root, 'rev-parse', 'HEAD');
  const shared = main && main !== head ? await git(root, 'merge-base', 'HEAD', 'main') : head;
  return shared === head ? 'HEAD~1' : shared;
}

/** The lines of each file that are not as they were in the base, uncommitted ones too: file → lines, from 1. */
export async function changedLines(
  root: string,
  base: string | undefined,
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const since = base ?? (await usualBase(root));
  const diff = await git(
    root,
    'diff',
    '--unified=0',
    '--no-color',
    '--no-ext-diff',
    '-M',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    since,
    '--',
    'src',
  );
  const untracked = await git(root, 'ls-files', '--others', '--exclude-standard', '--', 'src');
  const lines = new Map<string, Set<number>>();
  let file = '';
  for (const line of diff.split('\n')) {
    if (line.startsWith('+++ ')) file = line.slice('+++ b/'.length);
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (!hunk) continue;
    const known = lines.get(file) ?? new Set();
    const [first, length] = [Number(hunk[1]), Number(hunk[2] ?? 1)];
    for (let at = first; at < first + length; at += 1) known.add(at);
    lines.set(file, known);
  }
  for (const { file: added, text } of await readSources(root, untracked.split('\n').filter(Boolean)))
    lines.set(added, new Set(text.split('\n').map((_, index) => index + 1)));
  return lines;
}

/** Those mutations of which a line was changed. */
export function onLines(
  mutations: readonly Mutation[],
  lines: ReadonlyMap<string, ReadonlySet<number>>,
): Mutation[] {
  return mutations.filter(({ file, firstLine, lastLine }) => {
    const changed = lines.get(file);
    for (let line = firstLine; line <= lastLine; line += 1) if (changed?.has(line)) return true;
    return false;
  });
}
