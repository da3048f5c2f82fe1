/** What Excel would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/u;

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[;"\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A table as a file that Excel opens with a double click where the comma is decimal, as in Indonesia: semicolons, a
 * byte order mark, and nothing that would be taken for a formula.
 */
export function csvFile(rows: readonly (readonly (string | number)[])[]): Buffer {
  const lines = rows.map((cells) => cells.map(cell).join(';'));
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf8');
}
