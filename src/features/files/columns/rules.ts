import { setImmediate as turn } from 'node:timers/promises';
import { searchName } from '../../../reading/search-name.js';
import { dateNumbers, isNoDate, readCell } from '../cells/rules.js';
import type { Answers, Ask, Column, DateOrder, Note, Table } from '../rules.js';

const DATES = ['birthYear', 'arrivedOn', 'releaseExpectedOn', 'leftOn'] as const;
type DateColumn = (typeof DATES)[number];

/** How a file's columns are read: decided for each as a whole, by what all its cells can be. */
export type Decided = {
  readonly orders: Readonly<Record<DateColumn, DateOrder>>;
  /** What P means; undefined where the same column says L and W. */
  readonly sexP: 'female' | 'male' | undefined;
  readonly blanks: 'above' | 'none';
  readonly notes: readonly Note[];
  readonly asks: readonly Ask[];
};

/** Of less than so many rows nothing can be told. */
const FEW = 3;

type Seen = { readonly was: string; readonly line: number };
/** What the dates of a column can be: how many are day-first or month-first only, and an example of each. */
type Evidence = {
  day: number;
  month: number;
  both?: Seen;
  monthLike?: Seen;
  dayLike?: Seen;
  /** Real dates, and how many of them have a day above 12. */
  real: number;
  realLate: number;
};

function cellsOf(tables: readonly Table[], column: Column): Seen[] {
  return tables.flatMap(({ columns, rows }) => {
    const index = columns.indexOf(column);
    return index === -1
      ? []
      : rows.map(({ line, cells }) => ({ line, was: readCell(cells[index] ?? '').text }));
  });
}

function evidenceOf(tables: readonly Table[], column: Column): Evidence {
  const found: Evidence = { day: 0, month: 0, real: 0, realLate: 0 };
  for (const seen of cellsOf(tables, column)) {
    const [one, two] = seen.was === '' || isNoDate(seen.was) ? [] : (dateNumbers(seen.was) ?? []);
    if (one === undefined || two === undefined) {
      const late = Number(/^\d{4}-\d{2}-(\d{2})$/u.exec(seen.was)?.[1] ?? Number.NaN);
      found.real += Number(!Number.isNaN(late));
      found.realLate += Number(late > 12);
      continue;
    }
    if (one > 12 && one <= 31) {
      found.day += 1;
      found.dayLike ??= seen;
    } else if (two > 12 && two <= 31 && one >= 1) {
      found.month += 1;
      found.monthLike ??= seen;
    } else if (one !== two) found.both ??= seen;
  }
  return found;
}

/** One order or the other where one shows and the other hardly does: a single slip among many is a slip. */
function shownOrder({ day, month }: Pick<Evidence, 'day' | 'month'>): DateOrder | undefined {
  if (day > 10 * month) return 'day';
  return month > 10 * day ? 'month' : undefined;
}

/** Which number of a date is its day, column by column; what one doesn't show another may, else it is asked. */
function decideOrders(
  evidence: ReadonlyMap<DateColumn, Evidence>,
  answers: Answers,
): Pick<Decided, 'orders' | 'notes' | 'asks'> {
  const shown = new Map(
    DATES.map((column) => [column, shownOrder(evidence.get(column) ?? { day: 0, month: 0 })]),
  );
  const orders = new Set([...shown.values()].filter((order) => order !== undefined));
  const [elsewhere] = orders.size === 1 ? orders : [];
  const notes: Note[] = [];
  const asks: Ask[] = [];
  const decided = DATES.map((column): [DateColumn, DateOrder] => {
    const own = shown.get(column);
    const { both, monthLike, day = 0, month = 0 } = evidence.get(column) ?? {};
    const { real = 0, realLate = 0, dayLike } = evidence.get(column) ?? {};
    // An Excel of another country makes dates of those that it can, with day and month exchanged, and leaves the rest.
    if (dayLike && real > 1 && realLate === 0) notes.push({ kind: 'mixed-dates', column, ...dayLike });
    const order = own ?? answers.order ?? (day + month === 0 ? elsewhere : undefined);
    const seen = monthLike ?? both;
    if (order === 'month' && seen) notes.push({ kind: 'order', column, order, ...seen });
    // Of a birth the year alone is kept, which stands last either way.
    if (order === undefined && seen && column !== 'birthYear') asks.push({ ask: 'order', column, ...seen });
    return [column, order ?? 'day'];
  });
  return { orders: Object.fromEntries(decided) as Decided['orders'], notes, asks: asks.slice(0, 1) };
}

/** What P says of a sex: *perempuan* beside L, *pria* beside W. Alone it could be either, unless the heading tells. */
function decideSex(tables: readonly Table[], answers: Answers): Pick<Decided, 'sexP' | 'notes' | 'asks'> {
  const words = cellsOf(tables, 'sex').map(({ was }) => was.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''));
  const some = (pattern: RegExp) => words.some((word) => pattern.test(word));
  const notes: Note[] = some(/^[12]$/u) ? [{ kind: 'sex-coded' }] : [];
  const p = words.filter((word) => word === 'p').length;
  if (p === 0) return { sexP: 'female', notes, asks: [] };
  const [l, w] = [some(/^(?:l|lk|laki.*|m|male)$/u), some(/^(?:w|wanita)$/u)];
  if (l && w) return { sexP: undefined, notes, asks: [] };
  const heads = tables
    .flatMap(({ columns, headings }) => headings[columns.indexOf('sex')] ?? [])
    .map((head) => head.toLowerCase().replace(/[^\p{L}/]+/gu, ''));
  const says = (pattern: RegExp) => heads.some((head) => pattern.test(head));
  if (w || says(/p\/?w|pria/u)) return { sexP: 'male', notes: [...notes, { kind: 'sex-pw' }], asks: [] };
  if (l || says(/l\/?p|p\/?l|lk|laki/u) || answers.sexP === 'female')
    return { sexP: 'female', notes, asks: [] };
  if (answers.sexP === 'male') return { sexP: 'male', notes: [...notes, { kind: 'sex-pw' }], asks: [] };
  // Of so few, women are likelier than a column of P and W.
  return { sexP: 'female', notes, asks: p < FEW ? [] : [{ ask: 'sexP', rows: p }] };
}

/**
 * Whether a programme may be written once for the rows below it: none stands twice below itself, and there are blanks
 * under some. A text file can't show that cells were merged, so it is asked.
 */
function decideBlanks(
  tables: readonly Table[],
  answers: Answers,
): Pick<Decided, 'blanks' | 'notes' | 'asks'> {
  let [filled, below, repeats] = [0, 0, false];
  let first: (Seen & { readonly programme: string }) | undefined;
  for (const table of tables) {
    let above = '';
    let last = '';
    for (const { was, line } of cellsOf([table], 'programme')) {
      if (was === '') {
        if (above !== '') {
          below += 1;
          first ??= { was, line, programme: above };
        }
      } else {
        filled += 1;
        repeats ||= searchName(was) === searchName(last);
        above = was;
      }
      last = was;
    }
  }
  const could = first !== undefined && !repeats && below > 1 && 2 * below >= filled;
  if (!could || !first) return { blanks: 'none', notes: [], asks: [] };
  if (answers.blanks !== undefined) {
    const notes: Note[] = answers.blanks === 'above' ? [{ kind: 'filled-above', rows: below }] : [];
    return { blanks: answers.blanks, notes, asks: [] };
  }
  const { line, programme } = first;
  return { blanks: 'none', notes: [], asks: [{ ask: 'blanks', rows: below, line, programme }] };
}

/**
 * Decides for each column as a whole how its cells are read, and what has to be asked about it. Others have their turn
 * between the columns.
 */
export async function decideColumns(tables: readonly Table[], answers: Answers): Promise<Decided> {
  const evidence = new Map<DateColumn, Evidence>();
  for (const column of DATES) {
    evidence.set(column, evidenceOf(tables, column));
    await turn();
  }
  const orders = decideOrders(evidence, answers);
  const sex = decideSex(tables, answers);
  await turn();
  const blanks = decideBlanks(tables, answers);
  await turn();
  return {
    orders: orders.orders,
    sexP: sex.sexP,
    blanks: blanks.blanks,
    notes: [...orders.notes, ...sex.notes, ...blanks.notes],
    asks: [...blanks.asks, ...orders.asks, ...sex.asks],
  };
}
