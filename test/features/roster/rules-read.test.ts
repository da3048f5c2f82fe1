import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readRoster } from '../../../src/features/roster/rules-read.js';
const today = { year: 2023, month: 9, day: 5 };
test('x', async () => {
  const r = await readRoster(readFileSync(new URL('../../fixtures/peserta.csv', import.meta.url)), today);
  if (!r.ok) throw new Error(JSON.stringify(r));
  const { rows, ...rest } = r.file;
  console.log(rows.length, JSON.stringify(rest, null, 1), rows.slice(-2), rows.find((r) => r.line === 76));
  const head = 'No. Register;Nama;Golongan;JK;Tahun Lahir;Tgl Masuk;Ekspirasi;Program;Status\r\n';
  const big = head + Array.from({ length: 5000 }, (_, i) => `BI-${i}/2023;Nama Orang ${i};B.I;L;1985;5 Mei 2022;05-05-2027;BUDIDAYA ikan;aktif`).join('\r\n');
  let worst = 0, last = performance.now();
  const timer = setInterval(() => { worst = Math.max(worst, performance.now() - last); last = performance.now(); }, 1);
  const t = performance.now();
  await readRoster(Buffer.from(big), today);
  console.log(performance.now() - t, worst);
  clearInterval(timer);
});
