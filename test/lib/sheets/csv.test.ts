import { expect, it } from 'vitest';
import { csvFile } from '../../../src/lib/sheets/csv.js';

it('a table is a file that Excel opens: no formula, no broken line', () => {
  const file = csvFile([
    ['nama', 'jumlah'],
    ['Siti; "Ibu"', 3],
    ['=1+1', -2],
    ['dua\nbaris', 0],
  ]).toString('utf8');
  expect(file).toBe('\ufeffnama;jumlah\r\n"Siti; ""Ibu""";3\r\n\'=1+1;-2\r\n"dua\nbaris";0\r\n');
});
