import { matchName } from '../../../reading/match.js';
import { searchName } from '../../../reading/search-name.js';
import type { ProgrammeKind } from '../../programmes/index.js';
import type { Decision } from '../known/rules.js';

type Named = { readonly id: number; readonly name: string };

// Parts of words, in Indonesian and English.
const TRADES =
  'lele|ikan|nila|tambak|laut|nelayan|tani|kebun|sayur|hidropon|ternak|ayam|bebek|kambing|jahit|konveksi|tenun|sablon|' +
  'las|bengkel|otomotif|motor|mesin|listrik|elektro|kayu|mebel|meubel|tukang|bangunan|batako|paving|cat|ukir|anyam|' +
  'kerajin|roti|kue|boga|masak|tata ?rias|salon|pangkas|cukur|barber|laundry|komputer|wirausaha|usaha|umkm|kopi|' +
  'mandiri|ketrampilan|keterampilan|kerja|produksi|olahan|pengolahan|fish|farm|carpent|weld|sew|bak(?:e|ing)|craft|trade';
const ATTITUDES =
  'rohani|agama|iman|ibadah|gereja|alkitab|kristen|katolik|masjid|islam|quran|qur|iqro|mengaji|ngaji|dakwah|pesantren|' +
  'mental|sikap|budi|pekerti|karakter|kepribadian|hukum|sadar|bangsa|pancasila|pramuka|olah ?raga|senam|musik|seni|' +
  'paket|aksara|baca|literasi|pustaka|sekolah|didik|konseling|psiko|rehab|narkoba|sehat|kesehatan|attitude|relig|law|sport';
const word = (stems: string) => new RegExp(`(?:^| )\\S*?(?:${stems})`, 'u');
const trade = word(TRADES);
const attitude = word(ATTITUDES);

// Which agencies run what: words of a programme, and words of an agency's name.
const fields: readonly (readonly [RegExp, RegExp])[] = [
  [word('lele|ikan|nila|tambak|laut|nelayan|fish'), /perikanan|kelautan|fisher|dkp/u],
  [word('tani|kebun|sayur|hidropon|ternak|ayam|farm'), /pertanian|peternakan|perkebunan|agricult/u],
  [
    word('rohani|agama|iman|ibadah|quran|ngaji|kristen|katolik|islam|gereja|masjid|relig'),
    /agama|kemenag|gereja|masjid|klasis|pesantren|religi/u,
  ],
  [word('paket|aksara|baca|sekolah|didik'), /pendidikan|pkbm|skb|educat/u],
  [word('sehat|kesehatan|senam'), /kesehatan|puskesmas|rsud|health/u],
  [word('narkoba|rehab'), /narkotika|bnn/u],
  [word('hukum'), /hukum|lbh|bantuan hukum|law/u],
  [word('pustaka|literasi'), /perpustakaan|librar/u],
  [
    word('jahit|las|bengkel|motor|listrik|kayu|tukang|komputer|boga|roti|salon|weld|sew|carpent'),
    /tenaga kerja|disnaker|blk|latihan kerja|labou?r/u,
  ],
  [word('usaha|umkm'), /koperasi|ukm|usaha kecil|perdagangan/u],
  [word('mental|sikap|sosial'), /sosial|social/u],
];

/** Recorded programmes that a name may be a slip of, the likeliest first. */
export function similarTo(name: string, programmes: readonly Named[]): readonly Named[] {
  const match = matchName(name, programmes);
  switch (match.kind) {
    case 'one':
      return [match.item];
    case 'many':
      return match.items.slice(0, 2);
    case 'none':
      return match.nearest ? [match.nearest] : [];
  }
}

/** What a programme of a file probably is: one that is recorded under nearly that name, or a new one of a kind. */
export function guess(
  name: string,
  known: { readonly programmes: readonly Named[]; readonly agencies: readonly Named[] },
): Decision {
  const [same, another] = similarTo(name, known.programmes);
  if (same && !another) return { sameAs: same.id };
  const plain = searchName(name);
  const kind: ProgrammeKind = trade.test(plain) || !attitude.test(plain) ? 'trade' : 'attitude';
  const agency = fields
    .filter(([programme]) => programme.test(plain))
    .flatMap(([, of]) => known.agencies.filter((one) => of.test(searchName(one.name))))[0];
  return {
    kind: /(?:^| )paket|rohani|agama|mental/u.test(plain) ? 'attitude' : kind,
    agencyId: agency?.id ?? null,
  };
}
