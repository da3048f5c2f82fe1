import { extractText, getDocumentProxy } from 'unpdf';
import { expect, test } from 'vitest';
import { type PdfSpec, renderPdf } from '../../src/lib/pdf.js';

const spec: PdfSpec = {
  name: 'Daftar hadir',
  createdAt: new Date('2023-09-05T00:00:00Z'),
  letterhead: ['RUTAN KELAS IIB MASOHI', 'Jalan Contoh 1, Masohi'],
  blocks: [
    { kind: 'title', text: 'DAFTAR HADIR', below: 'Budidaya Ikan Lele' },
    {
      kind: 'facts',
      rows: [
        ['Waktu', 'Selasa, 5 September 2023, 09.00–11.00 WIT'],
        ['Tempat', 'Aula '.repeat(30)],
      ],
      badge: { label: 'Kode', text: 'K7M4' },
    },
    {
      kind: 'table',
      columns: [
        { title: 'No.', share: 1, align: 'right' },
        { title: 'Nama', share: 6 },
        { title: 'Tanda tangan', share: 4 },
      ],
      rowHeight: 20,
      rows: Array.from({ length: 90 }, (_, index) => [
        String(index + 1),
        index === 1 ? 'Ng. Żaneta d’Łučić-Ñandú Ḥasan Ẓāhir Ọláolúwa' : `Peserta ${index + 1}`,
        '',
      ]),
    },
    { kind: 'heading', text: 'Catatan' },
    { kind: 'list', items: ['Bibit 500 ekor', 'Pakan habis Jumat'] },
    { kind: 'signatures', place: 'Masohi, 5 September 2023', signers: [{ role: 'Petugas', name: '' }] },
  ],
  footer: (page, pages) => `K7M4 · halaman ${page} dari ${pages}`,
};

async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: false });
  return text;
}

test('a long table repeats its header on every page, and every page says which of how many it is', async () => {
  const pages = await pagesOf(await renderPdf(spec));
  expect(pages.length).toBe(3);
  for (const [index, page] of pages.entries()) {
    expect(page).toContain('Tanda tangan');
    expect(page).toContain(`K7M4 · halaman ${index + 1} dari ${pages.length}`);
  }
  const everything = pages.join('\n');
  for (const number of [1, 45, 90]) expect(everything).toContain(`Peserta ${number}`);
  expect(pages.at(-1)).toContain('Masohi, 5 September 2023');
});

test('what is listed is numbered from 1', async () => {
  const [page] = await pagesOf(
    await renderPdf({ ...spec, blocks: [{ kind: 'list', items: ['Bibit 500 ekor', 'Pakan habis Jumat'] }] }),
  );
  expect(page?.replaceAll(/\s+/gu, ' ')).toContain('1. Bibit 500 ekor 2. Pakan habis Jumat');
});

test('letters beyond plain Latin are in the file as they were written', async () => {
  const [first] = await pagesOf(await renderPdf(spec));
  expect(first?.replaceAll(/\s+/gu, ' ')).toContain('Ng. Żaneta d’Łučić-Ñandú Ḥasan Ẓāhir Ọláolúwa');
});

test('a row longer than a page is cut instead of running over the foot', async () => {
  const pages = await pagesOf(
    await renderPdf({
      ...spec,
      blocks: [
        {
          kind: 'table',
          columns: [{ title: 'Isi', share: 1 }],
          rows: [['kata '.repeat(3000)], ['sesudahnya']],
        },
      ],
    }),
  );
  expect(pages.length).toBeLessThan(4);
  expect(pages.at(-1)).toContain('sesudahnya');
});

test('the same document is the same bytes', async () => {
  const [first, again] = [await renderPdf(spec), await renderPdf(spec)];
  expect(Buffer.from(first).equals(Buffer.from(again))).toBe(true);
});

const OTHER = ['ꦱꦸꦂꦪ ꦗꦮ', 'ᬩᬮᬶ', 'देव', 'Ani ꦱꦸ (Budi)'];

test('names in other scripts are in the file as they were written, wherever they stand', async () => {
  const bytes = await renderPdf({
    ...spec,
    letterhead: ['RUTAN ꦗꦮ'],
    blocks: [
      { kind: 'title', text: 'HADIR', below: 'ᬩᬮᬶ' },
      { kind: 'facts', rows: OTHER.map((name) => ['Nama', name] as const) },
      { kind: 'table', columns: [{ title: 'Nama', share: 1 }], rows: OTHER.map((name) => [name]) },
      { kind: 'list', items: OTHER },
      { kind: 'paragraph', text: OTHER.join(' ') },
      { kind: 'signatures', signers: OTHER.slice(0, 2).map((name) => ({ role: 'Petugas', name })) },
    ],
  });
  const text = (await pagesOf(bytes)).join(' ').replaceAll(/\s+/gu, ' ');
  const counted = (said: string) => text.split(said).length - 1;
  expect(OTHER.map(counted)).toEqual([5, 6, 4, 4]);
  expect(counted('RUTAN ꦗꦮ')).toBe(1);
});

test('a long text in another script keeps to its lines and goes over to the next page', async () => {
  const words = Array.from({ length: 450 }, (_, n) => `ꦱꦸꦂꦪ${n}`);
  const pages = await pagesOf(
    await renderPdf({
      ...spec,
      blocks: [{ kind: 'paragraph', text: `${words.join(' ')} ${'ꦱ'.repeat(400)}` }],
    }),
  );
  expect(pages.length).toBe(2);
  for (const word of words) expect(pages.join(' ')).toContain(word);
  expect(pages.join('').match(/ꦱ(?!ꦸ)/gu)).toHaveLength(400);
});
