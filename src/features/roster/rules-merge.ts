import { searchName } from '../../lib/search-name.js';
import { FACTS, type Fault, type RosterFile, type RosterRow, type Tidied } from './rules.js';
import { tidyName } from './rules-cells.js';

/** A row with its programme as it was spelled. */
export type SpelledRow = RosterRow & { readonly spelled?: string };

type Merged = Pick<RosterFile, 'rows' | 'faulty' | 'repeated' | 'programmes'> & {
  readonly tidied: readonly Tidied[];
};

const sameFact = (fact: (typeof FACTS)[number], a: RosterRow, b: RosterRow): boolean => {
  const [one, other] = [a[fact], b[fact]];
  if (one === undefined || other === undefined) return true;
  return fact === 'name' ? searchName(String(one)) === searchName(String(other)) : one === other;
};

const sameEnrolment = (a: RosterRow, b: RosterRow) =>
  a.programme === b.programme && a.state === b.state && a.reason === b.reason;

/**
 * Compares the rows of one person. Rows that contradict each other are all faulty, since none says which is right;
 * a row that says nothing new repeats the first that said it; what one row leaves open is filled in from another.
 */
function mergePerson(rows: readonly SpelledRow[]): {
  readonly rows: readonly SpelledRow[];
  readonly faulty: readonly { readonly line: number; readonly faults: readonly Fault[] }[];
  readonly repeated: readonly { readonly line: number; readonly of: number }[];
} {
  const clash = (row: SpelledRow): Fault[] => {
    for (const other of rows) {
      if (other === row) continue;
      const fact = FACTS.find((one) => !sameFact(one, row, other));
      if (fact) return [{ reason: 'conflict', was: String(row[fact]), other: other.line }];
      if (row.programme !== undefined && row.programme === other.programme && !sameEnrolment(row, other)) {
        return [{ reason: 'conflict', was: row.spelled ?? '', other: other.line }];
      }
    }
    return [];
  };
  const faulty = rows
    .map((row) => ({ line: row.line, faults: clash(row) }))
    .filter(({ faults }) => faults.length > 0);
  const sound = rows.filter(({ line }) => !faulty.some((fault) => fault.line === line));
  const facts: Partial<RosterRow> = {};
  for (const row of sound.toReversed()) {
    for (const fact of FACTS) if (row[fact] !== undefined) Object.assign(facts, { [fact]: row[fact] });
  }
  const kept: SpelledRow[] = [];
  const repeated: { line: number; of: number }[] = [];
  for (const row of sound) {
    const same = kept.find((earlier) => row.programme === undefined || sameEnrolment(row, earlier));
    if (same) repeated.push({ line: row.line, of: same.line });
    else kept.push({ ...row, ...facts });
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
