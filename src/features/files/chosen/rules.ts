import { searchName } from '../../../reading/search-name.js';
import type { Answers, Ask, Note, SheetState, Table } from '../rules.js';

/** A table that is read; `programme`: what its sheet is named after, where no column says it. */
export type Chosen = { readonly table: Table; readonly programme?: string };

const MONTHS =
  'jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|jun[ie]?|jul[iy]?|agu(?:stus)?|agt|sep(?:tember)?|okt(?:ober)?|nov(?:ember)?|des(?:ember)?|may|aug(?:ust)?|oct(?:ober)?|dec(?:ember)?|january|february|march|june|july';
const GENERIC = new RegExp(
  `^(?:(?:sheet|lembar|data|daftar|rekap(?:itulasi)?|sampul|cover|isi|master|database|table?|tabel|list|nama|peserta|` +
    `tahanan|napi|narapidana|wbp|warga|binaan|penghuni|anak|dewasa|laki|perempuan|pria|wanita|bebas|pindah|mutasi|aktif|` +
    `selesai|keluar|masuk|blok|kamar|wisma|hasil|pencarian|kompleks|register|reg|gol|golongan|kelas|tahun|bulan|per|` +
    `rutan|lapas|upt|baru|lama|fix|final|revisi|copy|salinan|all|semua|total|lain|[ab]|i{1,3}|iv|v|${MONTHS}|` +
    `(?:[ab] )?(?:i{1,3}|iv|v)[abs]?|b[ivx]+[abs]?|a[iv]+|lb|[a-z]|\\d+)(?: |$))+$`,
  'u',
);
const PERIOD = new RegExp(
  `^(?:(?:${MONTHS}|tw|triwulan|semester|minggu|tahun|i{1,3}|iv|\\d+)(?: |$))+$`,
  'u',
);

const signature = ({ columns }: Table) => columns.toSorted().join(' ');

/** Sheets of the same headings that aren't the same list at other times. */
function belongTogether(tables: readonly Table[]): boolean {
  const [first] = tables;
  if (!first || tables.some((table) => PERIOD.test(searchName(table.name)))) return false;
  return tables.every((table) => signature(table) === signature(first) && table.leaves === first.leaves);
}

/**
 * Which sheets of a workbook are read: those chosen, else the only one with people, else all with the same headings.
 * Hidden ones are read when chosen, or when there is nothing else. Where sheets differ it is asked.
 */
function readOnes(
  tables: readonly Table[],
  { sheets }: Answers,
): { readonly read: ReadonlySet<number>; readonly ask: boolean } {
  const usable = tables.flatMap((table, index) => (table.unread === undefined ? [{ table, index }] : []));
  if (sheets !== undefined) {
    return {
      read: new Set(usable.flatMap(({ index }) => (sheets.includes(index) ? [index] : []))),
      ask: false,
    };
  }
  const seen = usable.filter(({ table }) => !table.hidden);
  const some = seen.length > 0 ? seen : usable;
  if (some.length <= 1 || belongTogether(some.map(({ table }) => table))) {
    return { read: new Set(some.map(({ index }) => index)), ask: false };
  }
  return { read: new Set(some.slice(0, 1).map(({ index }) => index)), ask: true };
}

/** The programme that a sheet without such a column is named after: one that is known, or one of several such names. */
function programmesOf(
  tables: readonly Table[],
  known: ReadonlySet<string>,
  { sheetNames }: Answers,
): (table: Table) => string | undefined {
  if (sheetNames === 'none') return () => undefined;
  const open = tables.filter(
    ({ columns, leaves, name }) => !leaves && !columns.includes('programme') && name !== '',
  );
  const named = (table: Table) => !GENERIC.test(searchName(table.name));
  const all = open.length > 1 && open.every(named);
  return (table) =>
    open.includes(table) && (all || sheetNames === 'programme' || known.has(searchName(table.name)))
      ? table.name
      : undefined;
}

/** Chooses the sheets of a file that are read, and tells what became of each. */
export function chooseTables(
  tables: readonly Table[],
  known: ReadonlySet<string>,
  answers: Answers,
): {
  readonly chosen: readonly Chosen[];
  readonly sheets: readonly SheetState[];
  readonly asks: readonly Ask[];
  readonly notes: readonly Note[];
} {
  const { read, ask } = readOnes(tables, answers);
  const taken = tables.filter((_, index) => read.has(index));
  const programmeOf = programmesOf(taken, known, answers);
  const chosen = taken.map((table): Chosen => {
    const programme = programmeOf(table);
    return programme === undefined ? { table } : { table, programme };
  });
  const names = chosen.flatMap(({ programme }) => programme ?? []);
  return {
    chosen,
    sheets: tables.map(({ name, hidden, rows, unread }, index) => ({
      name,
      hidden,
      rows: rows.length,
      state: unread ?? (read.has(index) ? 'read' : 'left'),
    })),
    asks: ask ? [{ ask: 'sheets' }] : [],
    notes: names.length > 0 ? [{ kind: 'sheet-programme', names }] : [],
  };
}
