import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Mutation, mutated } from './mutations/mutation.js';

export type Compiler = {
  /** Whether the compiler takes the sources with the mutation in them. */
  readonly takes: (mutation: Mutation) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

const settings = z.object({ include: z.array(z.string()) });

/**
 * Compiles in a copy beside the project, which keeps what it knows from one mutation to the next: two to three seconds
 * each. Throws where the project doesn't compile as it is.
 */
export async function openCompiler(root: string): Promise<Compiler> {
  const folder = await mkdtemp(join(tmpdir(), 'mutate-types-'));
  const { include } = settings.parse(JSON.parse(await readFile(join(root, 'tsconfig.json'), 'utf8')));
  for (const name of [...include, 'tsconfig.json', 'package.json'])
    await cp(join(root, name), join(folder, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

  function compiles(): Promise<boolean> {
    const args = [tsc, '--noEmit', '-p', folder, '--tsBuildInfoFile', join(folder, 'known.tsbuildinfo')];
    return new Promise((resolve, reject) => {
      execFile(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 }, (error) => {
        // Errors of types are its exit code; a compiler that cannot be run has none.
        if (error && typeof error.code !== 'number') reject(error);
        else resolve(!error);
      });
    });
  }

  if (!(await compiles())) {
    await rm(folder, { recursive: true });
    throw new Error('The sources do not compile as they are.');
  }
  return {
    takes: async (mutation) => {
      const path = join(folder, mutation.file);
      const text = await readFile(path, 'utf8');
      await writeFile(path, mutated(text, mutation));
      try {
        return await compiles();
      } finally {
        await writeFile(path, text);
      }
    },
    close: () => rm(folder, { recursive: true }),
  };
}
