import { deflateRawSync } from 'node:zlib';

/** A file to be put in a zip archive. `says`: the unpacked size that the archive claims, where that is a lie. */
type Entry = {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly encrypted?: boolean;
  readonly says?: number;
};

/** A zip archive made by hand, as damaged or dishonest as a test wants it. Check sums are left out. */
export function zipOf(entries: readonly Entry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, encrypted = false, says } of entries) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(encrypted ? 1 : 0, 2);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(says ?? bytes.length, 18);
    about.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), about, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b01021400', 'hex'), about, tail, Buffer.from(name));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const parts = [
  ['xl/workbook.xml', 'sheet.main'],
  ['xl/worksheets/sheet1.xml', 'worksheet'],
  ['xl/styles.xml', 'styles'],
] as const;

/** A workbook of one sheet whose rows are given as XML, and what stands after them, as merged cells. */
export function workbookOf(rows: string, more: readonly Entry[] = [], after = ''): Uint8Array {
  const types = parts
    .filter(([part]) => part !== 'xl/styles.xml' || more.some(({ name }) => name === part))
    .map(([part, kind]) => `<Override PartName="/${part}" ContentType="${CONTENT}.${kind}+xml"/>`);
  return zipOf([
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${types.join('')}</Types>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${SHEET}" xmlns:r="${RELATIONS}"><sheets><sheet name="Daftar" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet xmlns="${SHEET}"><sheetData>${rows}</sheetData>${after}</worksheet>`,
    },
    ...more,
  ]);
}
