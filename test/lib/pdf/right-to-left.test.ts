import { expect, it } from 'vitest';
import { drawnOrder } from '../../../src/lib/pdf/right-to-left.js';

it.each([
  ['Budi Lating', 'Budi Lating'],
  ['محمد', 'محمد'],
  ['محمد علي حسن', 'حسن علي محمد'],
  ['Peserta: محمد علي, B.I 1/2023', 'Peserta: علي, محمد B.I 1/2023'],
  ['דוד (בן) יוסף', 'יוסף )בן( דוד'],
  ['محمد (علي حسن) Ali', 'حسن( )علي محمد Ali'],
  ['', ''],
])('%s is drawn as %s', (text, drawn) => {
  expect(drawnOrder(text)).toBe(drawn);
});

it('drawing it twice gives the text again', () => {
  const text = 'Nama محمد (علي) dan דוד בן יוסף';
  expect(drawnOrder(drawnOrder(text))).toBe(text);
});
