import { editDistance } from '../../../reading/match.js';
import { COLUMNS, type Column } from '../rules.js';

// Letters only, lower case.
const headings: Readonly<Record<Column, string>> = {
  register:
    'noregister|nomorregister|noreg|nomorreg|register|noregistrasi|nomorregistrasi|registrasi|registernumber|' +
    'registerno|regno|noinduk|nomorinduk|noregisterwbp|registrationnumber|nomregister',
  name:
    'nama|namalengkap|namawbp|namawargabinaan|namapeserta|namanarapidana|namatahanan|namapenghuni|penghuni|' +
    'name|fullname|participant|inmate',
  class:
    'golongan|gol|golonganregister|golreg|golregister|jenisregister|jenisregistrasi|kelas|class|registerclass|category',
  sex: 'jk|jeniskelamin|kelamin|jkel|jkelamin|lp|pl|pw|lkpr|lakiperempuan|priawanita|sex|gender|mf',
  birthYear:
    'tahunlahir|thnlahir|thlahir|birthyear|yearofbirth|tgllahir|tanggallahir|dateofbirth|birthdate|dob',
  arrivedOn:
    'tglmasuk|tanggalmasuk|tglditerima|tanggalditerima|tanggalpenerimaan|masuk|arrived|arrivedon|arrival|' +
    'arrivaldate|dateofarrival|admitted|admissiondate|tanggalmulaiditahan|tglmulaiditahan|tglditahan|tanggalditahan',
  releaseExpectedOn:
    'ekspirasi|expirasi|tglekspirasi|tanggalekspirasi|perkiraanbebas|expectedrelease|releaseexpected|expiry|expiration',
  leftOn:
    'tglbebas|tanggalbebas|bebas|tglkeluar|tanggalkeluar|keluar|tglpindah|tanggalpindah|releasedate|release|' +
    'dateofrelease|releasedon|lefton|transferredon|dateoftransfer',
  programme:
    'program|programpembinaan|namaprogram|pembinaan|kegiatan|pelatihan|programme|programmename|programname|training',
  status: 'status|statuspeserta|statusprogram|statuskepesertaan|state|enrolmentstatus|enrollmentstatus',
};
const known = new Map(
  COLUMNS.flatMap((column) => headings[column].split('|').map((heading) => [heading, column] as const)),
);

// What offices add to a heading without meaning anything else by it: `No. Reg. Instansi`, `Nama Lengkap WBP`.
const embellished: readonly (readonly [Column, RegExp])[] = [
  [
    'register',
    /^(?:no|nomor|nomer)?(?:reg|register|registrasi)(?:instansi|wbp|napi|tahanan|narapidana|rutan|lapas|upt)*$/u,
  ],
  [
    'name',
    /^nama(?:lengkap|wbp|napi|tahanan|narapidana|warga|binaan|pemasyarakatan|penghuni|peserta|didik|anak|terpidana|terdakwa|alias|als|bin|binti|dan|gelar)+$/u,
  ],
  ['name', /^name(?:ofthe|of)?(?:inmate|prisoner|detainee|participant)$/u],
  ['class', /^(?:jenis)?gol(?:ongan)?(?:reg|register|registrasi)?$/u],
  ['sex', /^(?:jenis|j)?(?:kelamin|kel|jk)(?:lp|pl|pw|lkpr|lakilakiperempuan)?$/u],
  ['arrivedOn', /^(?:tgl|tanggal)(?:masuk|diterima|penerimaan)(?:di)?(?:rutan|lapas|upt)$/u],
  ['releaseExpectedOn', /^(?:tgl|tanggal|perkiraan)*(?:ekspirasi|expirasi|atau|akhir)+$/u],
  ['releaseExpectedOn', /^(?:perkiraan(?:tgl|tanggal)?|(?:tgl|tanggal)perkiraan)bebas$/u],
  ['leftOn', /^(?:tgl|tanggal)(?:bebas|keluar|pindah)(?:bebas|keluar|pindah|atau|dan|rutan|lapas)*$/u],
  ['programme', /^(?:nama)?(?:program|kegiatan)(?:pembinaan|pelatihan|yangdiikuti|diikuti)+$/u],
];

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}]+/gu, '');

/** A heading's letters alone; of `(L/P)`, which is a heading too, those in brackets. */
function lettersOf(cell: string): string {
  const plain = bare(cell.replace(/\([^)]*\)/gu, ''));
  return plain === '' ? bare(cell) : plain;
}

/** Which column a heading names by one of its spellings as they are. A step, whatever the cell. */
export function plainColumnOf(cell: string): Column | undefined {
  return cell.length > 60 ? undefined : known.get(lettersOf(cell));
}

/**
 * Which column a heading names: by one of its spellings, in Indonesian or English, or with one letter wrong. It costs
 * a comparison with every spelling, so it is for the first lines of a table alone.
 */
export function columnOf(cell: string): Column | undefined {
  if (cell.length > 60) return undefined;
  const letters = lettersOf(cell);
  const exact = known.get(letters);
  if (exact) return exact;
  const [column] = embellished.find(([, pattern]) => pattern.test(letters)) ?? [];
  if (column || letters.length < 5) return column;
  for (const [heading, meant] of known) {
    if (Math.abs(heading.length - letters.length) <= 1 && editDistance(heading, letters) === 1) return meant;
  }
  return undefined;
}

/** Where each column is in a line of headings; of two that mean the same, the first. */
export function columnsOf(cells: readonly string[]): Map<Column, number> {
  const at = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const column = columnOf(cell);
    if (column && !at.has(column)) at.set(column, index);
  }
  return at;
}

/**
 * Headings of two lines as one: `Tanggal` above `Masuk` and `Ekspirasi`, also where the upper cell is merged over both
 * and only the first of them holds it.
 */
export function joinHeadings(upper: readonly string[], lower: readonly string[]): string[] {
  let over = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => {
    const [above, below] = [(upper[index] ?? '').trim(), (lower[index] ?? '').trim()];
    if (above !== '') over = above;
    if (below === '' || below === above) return above;
    if (above === '' && columnOf(below)) return below;
    const joined = `${above || over} ${below}`;
    if (columnOf(joined)) return joined;
    return columnOf(below) || above === '' ? below : joined;
  });
}
