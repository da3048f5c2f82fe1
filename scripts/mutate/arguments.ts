import { parseArgs } from 'node:util';

export const USAGE = `npm run mutate                       over the lines changed since the merge base with main
npm run mutate -- --base REVISION    over the lines changed since another revision
npm run mutate -- --all              over every line
npm run mutate -- --sample 200       over so many of all, drawn by --seed (1)

  --rooms store,service,messages,notices,rules   which of a feature's files (all of these)
  --in src/db,src/delivery    any file below these folders or of these names, instead of the rooms
  --by test/neighbours        what the tests below these folders or of these names see by themselves, quickly: what runs
                              before a test is not tried, nor is the compiler asked
  --tries 40                  test files for one mutation, nearest first; what none of them sees has survived
  --at-least 90               fails where the tests killed fewer per cent than that
  --json FILE                 writes down what became of each, as soon as it is known
  --again FILE                what such a file says was killed still is; the rest is tried again
  --root FOLDER               another project than this one
  --list                      names the mutations and runs nothing

As with npm test, tests run on PostgreSQL too where TEST_POSTGRES_URL is set.
`;

export type Settings = {
  readonly which: 'changed' | 'all' | 'sample';
  /** A revision of git; undefined: the merge base with main, or the last commit but one where main itself is checked out. */
  readonly base: string | undefined;
  /** How many of all, for a sample. */
  readonly count: number;
  readonly seed: number;
  readonly rooms: readonly string[];
  /** Folders and files relative to the root; undefined: the rooms' files. */
  readonly inside: readonly string[] | undefined;
  /** Test files and folders of them; undefined: all, and whatever else may tell what becomes of a mutation. */
  readonly by: readonly string[] | undefined;
  /** Test files that a mutation is tried on. */
  readonly tries: number;
  /** Per cent. */
  readonly atLeast: number | undefined;
  readonly json: string | undefined;
  /** A file that an earlier run has written; undefined: there is none to go on from. */
  readonly again: string | undefined;
  /** Where the project is; undefined: this one. */
  readonly root: string | undefined;
  readonly list: boolean;
};

const ROOMS = ['store', 'service', 'messages', 'notices', 'rules'] as const;

/** What the command line asks for. Throws an error whose message is for whoever typed it. */
export function readArguments(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      all: { type: 'boolean', default: false },
      base: { type: 'string' },
      sample: { type: 'string' },
      seed: { type: 'string', default: '1' },
      rooms: { type: 'string', default: ROOMS.join(',') },
      in: { type: 'string' },
      by: { type: 'string' },
      tries: { type: 'string', default: '40' },
      'at-least': { type: 'string' },
      json: { type: 'string' },
      again: { type: 'string' },
      root: { type: 'string' },
      list: { type: 'boolean', default: false },
    },
  });
  const which = values.sample !== undefined ? 'sample' : values.all ? 'all' : 'changed';
  if (values.all && values.sample !== undefined) throw new Error('--all and --sample exclude each other.');
  if (values.base !== undefined && which !== 'changed') throw new Error('--base is for changed lines only.');
  const rooms = values.rooms.split(',');
  const unknown = rooms.find((room) => !ROOMS.some((known) => known === room));
  if (unknown !== undefined) throw new Error(`--rooms knows ${ROOMS.join(', ')}, not ${unknown}.`);
  return {
    which,
    base: values.base,
    count: values.sample === undefined ? 0 : number('--sample', values.sample),
    seed: number('--seed', values.seed),
    rooms,
    inside: values.in?.split(','),
    by: values.by?.split(','),
    tries: number('--tries', values.tries),
    atLeast: values['at-least'] === undefined ? undefined : number('--at-least', values['at-least']),
    json: values.json,
    again: values.again,
    root: values.root,
    list: values.list,
  };
}

function number(name: string, value: string): number {
  const read = Number(value);
  if (value.trim() === '' || !Number.isFinite(read) || read < 0)
    throw new Error(`${name} takes a number, not ${value}.`);
  return read;
}
