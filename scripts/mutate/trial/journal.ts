import { appendFileSync, closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** Something that a process has found out while it ran a test file. */
export type Entry =
  | { readonly what: 'tries'; readonly mutant: number; readonly file: string; readonly test: string }
  /** The test failed with it, and passed again without. */
  | { readonly what: 'seen'; readonly mutant: number; readonly file: string; readonly test: string }
  /** A test of the file ran it and passed. */
  | { readonly what: 'unseen'; readonly mutant: number; readonly file: string }
  /** It runs where it cannot be on for one test alone: before all of them, or in one that can't be repeated. */
  | { readonly what: 'apart'; readonly mutant: number; readonly file: string }
  /** It runs when sources are imported, once for many test files. */
  | { readonly what: 'imported'; readonly mutant: number }
  | { readonly what: 'done'; readonly file: string };

type Known = {
  /** The test that has seen a mutant. */
  readonly seen: Map<number, { readonly file: string; readonly test: string }>;
  /** Test files by mutant. */
  readonly unseen: Map<number, Set<string>>;
  readonly apart: Map<number, Set<string>>;
  readonly imported: Set<number>;
  readonly done: Set<string>;
  /** What was tried last, by test file. */
  readonly tried: Map<string, { readonly mutant: number; readonly test: string }>;
};

export type Journal = {
  readonly add: (entry: Entry) => void;
  /** What all have added so far, other processes too. */
  readonly known: () => Known;
};

function learn(known: Known, entry: Entry): void {
  switch (entry.what) {
    case 'tries':
      known.tried.set(entry.file, { mutant: entry.mutant, test: entry.test });
      break;
    case 'seen':
      known.seen.set(entry.mutant, { file: entry.file, test: entry.test });
      break;
    case 'unseen':
    case 'apart':
      known[entry.what].set(entry.mutant, (known[entry.what].get(entry.mutant) ?? new Set()).add(entry.file));
      break;
    case 'imported':
      known.imported.add(entry.mutant);
      break;
    case 'done':
      known.done.add(entry.file);
  }
}

/** Keeps entries in a file, a line each: they stay when the process that adds them is killed. */
export function openJournal(path: string): Journal {
  const known: Known = {
    seen: new Map(),
    unseen: new Map(),
    apart: new Map(),
    imported: new Set(),
    done: new Set(),
    tried: new Map(),
  };
  let offset = 0;

  /** Lines that have come since, up to the last whole one. */
  function fresh(): string[] {
    const file = openSync(path, 'r');
    try {
      const added = Buffer.alloc(fstatSync(file).size - offset);
      readSync(file, added, 0, added.length, offset);
      const whole = added.lastIndexOf('\n') + 1;
      offset += whole;
      return added.toString('utf8', 0, whole).split('\n').filter(Boolean);
    } finally {
      closeSync(file);
    }
  }

  return {
    add: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`),
    known: () => {
      if (existsSync(path)) for (const line of fresh()) learn(known, JSON.parse(line));
      return known;
    },
  };
}
