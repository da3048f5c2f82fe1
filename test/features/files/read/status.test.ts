import { expect, it } from 'vitest';
import { readRoster } from '../../../../src/features/files/read/rules.js';

const HEAD = 'No. Register;Nama;Golongan;JK;Tahun Lahir;Tgl Masuk;Ekspirasi;Program;Status';

it.each([
  [';', []],
  [';aktif', [{ line: 2, from: 'aktif', to: '–' }]],
])('a status without a programme (%s) is said of nothing, which is told', async (cells, tidied) => {
  const content = `${HEAD}\nBI-1/2023;Ani Latuheru;B.I;P;1990;;;${cells}\n`;
  const reading = await readRoster(Buffer.from(content), { year: 2023, month: 9, day: 5 });
  expect(reading).toMatchObject({ ok: true, file: { tidied, rows: [{ name: 'Ani Latuheru' }] } });
  expect(reading.ok && reading.file.rows[0]).not.toHaveProperty('state');
});
