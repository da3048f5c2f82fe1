/** A cell to be written: a text, a number, a day (YYYY-MM-DD), or nothing. */
export type Cell = string | number | { readonly day: string } | undefined;

/** A table to be written. `widths` are in characters. */
export type Written = {
  readonly name: string;
  /** Lines above the headings. */
  readonly titles?: readonly string[];
  readonly headings: readonly string[];
  readonly widths?: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
};

/** What Excel takes as a sheet's name, and as a cell's longest text. */
const NAME_LENGTH = 31;
const CELL_LENGTH = 32_767;
const DAY_MS = 86_400_000;
/** Spreadsheets count days from here. */
const FIRST_DAY = Date.UTC(1899, 11, 30);

/** A name that Excel takes for a sheet, and that none of those before has, however it is spelled. */
function sheetName(wanted: string, taken: Set<string>): string {
  const plain =
    wanted
      .replace(/[[\]/\\:*?']/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim() || '-';
  for (let n = 1; ; n += 1) {
    const end = n === 1 ? '' : ` (${n})`;
    const name =
      Array.from(plain)
        .slice(0, NAME_LENGTH - end.length)
        .join('')
        .trim() + end;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

const dayNumber = (day: string) => (Date.parse(`${day}T00:00:00Z`) - FIRST_DAY) / DAY_MS;

/** An XLSX file of these tables, with real dates and numbers that stay texts. Loads its library when first used. */
export async function writeWorkbook(tables: readonly Written[]): Promise<Uint8Array> {
  const { utils, write } = await import('@e965/xlsx');
  const book = utils.book_new();
  const taken = new Set<string>();
  for (const { name, titles = [], headings, widths = [], rows } of tables) {
    const cells = rows.map((row) =>
      row.map((cell) => {
        if (cell === undefined || cell === '') return null;
        if (typeof cell === 'number') return { t: 'n' as const, v: cell };
        if (typeof cell === 'string') return { t: 's' as const, v: cell.slice(0, CELL_LENGTH) };
        return { t: 'n' as const, v: dayNumber(cell.day), z: 'dd/mm/yyyy' };
      }),
    );
    const sheet = utils.aoa_to_sheet([...titles.map((title) => [title]), [...headings], ...cells], {
      dense: true,
    });
    sheet['!cols'] = headings.map((heading, index) => ({
      wch: widths[index] ?? Math.max(8, heading.length + 2),
    }));
    utils.book_append_sheet(book, sheet, sheetName(name, taken));
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `type: 'buffer'` gives
  return new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer);
}

/** A cell of a text file: a text that Excel would take for a formula is kept a text by the mark that it takes itself. */
function csvCell(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text = typeof cell === 'string' ? cell : cell.day;
  const safe = /^[=+@\t\r-]/u.test(text) ? `'${text}` : text;
  return /[";\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A CSV file as Excel opens it here: parted by semicolons, in UTF-8 with its mark. Days are YYYY-MM-DD. */
export function writeCsv({ titles = [], headings, rows }: Written): Uint8Array {
  const lines = [...titles.map((title) => [title]), headings, ...rows].map((row) =>
    row.map(csvCell).join(';'),
  );
  return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`);
}
