import { searchName } from '../../../reading/search-name.js';
import { tidyName } from '../cells/rules.js';
import { FACTS, type Fault, type RosterFile, type RosterRow, type Tidied } from '../rules.js';

/** A row with its programme as it was spelled. */
export type SpelledRow = RosterRow & { readonly spelled?: string };

type Merged = Pick<RosterFile, 'rows' | 'faulty' | 'repeated' | 'programmes'> & {
  readonly tidied: readonly Tidied[];
};

const enrolmentKey = ({ programme, state, reason }: RosterRow) => `${programme} ${state} ${reason}`;

/** Of rows that say something of one thing: what the first says, on which line, and the first line that says else. */
type Said = { readonly what: string; readonly line: number; otherwise?: number };

function say(said: Map<string, Said>, about: string, what: string, line: number): void {
  const first = said.get(about);
  if (!first) said.set(about, { what, line });
  else if (first.what !== what) first.otherwise ??= line;
}

/** What a row says, and of what: each fact that it fills in, and its state in its programme. */
function saying(row: SpelledRow): { about: string; what: string; was: string }[] {
  const facts = FACTS.flatMap((about) => {
    const was = row[about];
    if (was === undefined) return [];
    return [{ about, what: about === 'name' ? searchName(String(was)) : String(was), was: String(was) }];
  });
  if (row.programme === undefined) return facts;
  const enrolment = { about: `programme ${row.programme}`, what: enrolmentKey(row), was: row.spelled ?? '' };
  return [...facts, enrolment];
}

/**
 * Compares the rows of one person. Rows that contradict each other are all faulty, since none says which is right;
 * a row that says nothing new repeats the first that said it; what one row leaves open is filled in from another.
 * Each row is looked at a fixed number of times: a column of one number alone must not keep everybody waiting.
 */
function mergePerson(rows: readonly SpelledRow[]): {
  readonly rows: readonly SpelledRow[];
  readonly faulty: readonly { readonly line: number; readonly faults: readonly Fault[] }[];
  readonly repeated: readonly { readonly line: number; readonly of: number }[];
} {
  const said = new Map<string, Said>();
  for (const row of rows) for (const { about, what } of saying(row)) say(said, about, what, row.line);
  const clash = (row: SpelledRow): Fault[] => {
    const found = saying(row).flatMap(({ about, what, was }): (Fault & { other: number })[] => {
      const first = said.get(about);
      const other = first?.what === what ? first.otherwise : first?.line;
      return other === undefined ? [] : [{ reason: 'conflict', was, other }];
    });
    return found.toSorted((a, b) => a.other - b.other).slice(0, 1);
  };
  const faulty: { line: number; faults: readonly Fault[] }[] = [];
  const sound: SpelledRow[] = [];
  for (const row of rows) {
    const faults = clash(row);
    if (faults.length > 0) faulty.push({ line: row.line, faults });
    else sound.push(row);
  }
  const facts: Partial<RosterRow> = {};
  for (const row of sound.toReversed()) {
    for (const fact of FACTS) if (row[fact] !== undefined) Object.assign(facts, { [fact]: row[fact] });
  }
  const kept: SpelledRow[] = [];
  const repeated: { line: number; of: number }[] = [];
  const lineOf = new Map<string, number>();
  for (const row of sound) {
    const of = row.programme === undefined ? kept[0]?.line : lineOf.get(enrolmentKey(row));
    if (of === undefined) {
      kept.push({ ...row, ...facts });
      lineOf.set(enrolmentKey(row), row.line);
    } else repeated.push({ line: row.line, of });
  }
  return { rows: kept, faulty, repeated };
}

/** The commonest of a programme's spellings, the first among equals; one all in capitals or small letters is tidied. */
function spellings(rows: readonly SpelledRow[]): RosterFile['programmes'] {
  const found = new Map<string, { rows: number; names: Map<string, number> }>();
  for (const { programme, spelled } of rows) {
    if (programme === undefined || spelled === undefined) continue;
    const entry = found.get(programme) ?? { rows: 0, names: new Map<string, number>() };
    entry.rows += 1;
    entry.names.set(spelled, (entry.names.get(spelled) ?? 0) + 1);
    found.set(programme, entry);
  }
  return Array.from(found, ([key, { rows: count, names }]) => {
    const [common = key] = Array.from(names).toSorted(([, a], [, b]) => b - a)[0] ?? [];
    return { key, name: tidyName(common), rows: count };
  });
}

function unspelled(row: SpelledRow): RosterRow {
  const { spelled, ...rest } = row;
  return spelled === undefined ? row : rest;
}

/** Puts the sound rows together by person, and names each programme once. */
export function mergeRows(all: readonly SpelledRow[]): Merged {
  const byPerson = new Map<string, SpelledRow[]>();
  for (const row of all) {
    const rows = byPerson.get(row.registerKey);
    if (rows) rows.push(row);
    else byPerson.set(row.registerKey, [row]);
  }
  const merged = Array.from(byPerson.values(), mergePerson);
  const spelledRows = merged.flatMap(({ rows }) => rows).toSorted((a, b) => a.line - b.line);
  const programmes = spellings(spelledRows);
  const names = new Map(programmes.map(({ key, name }) => [key, name]));
  const tidied = spelledRows.flatMap(({ line, programme, spelled }) => {
    const name = programme === undefined ? undefined : names.get(programme);
    return name === undefined || spelled === undefined || name === spelled
      ? []
      : [{ line, from: spelled, to: name }];
  });
  return {
    rows: spelledRows.map(unspelled),
    faulty: merged.flatMap(({ faulty }) => faulty),
    repeated: merged.flatMap(({ repeated }) => repeated).toSorted((a, b) => a.line - b.line),
    programmes,
    tidied,
  };
}
