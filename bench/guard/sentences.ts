import { readFileSync } from 'node:fs';
import { FluentResource } from '@fluent/bundle';
import { LOCALES, type Locale } from '#sambang/lib/locale.js';
import { localeFiles, translator } from '#sambang/words/translate.js';
import type { Chance } from './random.js';

const words = (text: string): readonly string[] =>
  text
    .trim()
    .split(/\s*[|\n]\s*/u)
    .filter(Boolean);

const AGENCIES =
  words(`Dinas Perikanan | Dinas Sosial | BLK Masohi | Kemenag Maluku Tengah | Puskesmas Amahai | Gereja Bethel
  Yayasan Cahaya Kasih | PT Bintang Samudra | Koperasi Fajar Harapan | Sanggar Mawar | Dinas Kesehatan | Pemda Maluku Tengah`);
const PROGRAMMES =
  words(`Budidaya ikan | Menjahit | Pertukangan kayu | Membaca Al-Qur'an | Kelas Bintang | Bengkel Cahaya
  Paduan suara Fajar | Taman Mawar | Kebun Melati | Kejar Paket B | Pelatihan komputer | Olahraga Jumat | Hidup sehat`);
const PLACES =
  words(`aula | ruang kunjungan | lapangan tengah | bengkel kerja | Masjid Nurul Huda | kapel | kantor dinas
  Lapangan Nusantara | Jalan Pattimura | Gedung Baileo | Kelurahan Namaelo | Desa Haruku | pelabuhan Ina Marina`);
const DAYS = words('Senin | Selasa | Rabu | Kamis | Jumat | Sabtu | Minggu');
const MONTHS = words('Januari | Maret | Mei | Juni | Agustus | September | November | Desember');
const TOPICS =
  words(`pakan ikan | jahitan lurus | sambungan kayu | hukum keluarga | kasih dan damai | cahaya hidup | bintang laut
  gizi seimbang | anggaran rumah tangga | semangat fajar baru | bunga mawar dan melati | surya dan bulan | harapan baru`);
const POSTS = words(
  `Kepala Dinas | Ibu Kepala Rutan | Bapak Camat | petugas pembinaan | Tim humas | Pak Kadis | Bu Sekretaris`,
);
const DOES =
  words(`menyampaikan terima kasih kepada | meninjau kegiatan | berkunjung ke | menyepakati kerja sama dengan
  menyerahkan bantuan untuk | membuka pelatihan bersama | menunggu jawaban dari | mengirim bahan praktik ke`);
const WEATHER = words(
  `hujan deras | gelombang tinggi | listrik padam | kapal tertunda | jalan longsor | cuaca cerah`,
);

type Template = (chance: Chance) => string;

const number = ({ upTo }: Chance, below = 60) => String(1 + upTo(below));
const day: Template = (c) => `${c.of(DAYS)}, ${number(c, 28)} ${c.of(MONTHS)} ${2021 + c.upTo(6)}`;
const time: Template = (c) =>
  `pukul ${String(8 + c.upTo(8)).padStart(2, '0')}.${c.of(['00', '15', '30', '45'])} WIT`;
const rate: Template = (c) => `${number(c)} dari ${number(c)} orang (${number(c, 99)},${c.upTo(10)} %)`;

const OFFICE: readonly Template[] = [
  (c) => `${c.of(POSTS)} ${c.of(AGENCIES)} ${c.of(DOES)} ${c.of(AGENCIES)} pada ${day(c)}.`,
  (c) => `Sesi ${c.of(PROGRAMMES)} ${day(c)} ${time(c)} di ${c.of(PLACES)}: hadir ${rate(c)}.`,
  (c) =>
    `Materi: ${c.of(TOPICS)}. Sakit ${number(c, 5)}, izin ${number(c, 5)}, sidang ${number(c, 5)}, alpa ${c.upTo(3)}.`,
  (c) => `Karena ${c.of(WEATHER)}, kegiatan ${c.of(PROGRAMMES)} dipindahkan ke ${c.of(DAYS)} ${time(c)}.`,
  (c) =>
    `Undang-Undang Nomor ${number(c, 30)} Tahun ${2000 + c.upTo(24)} tentang Pemasyarakatan, pasal ${number(c, 40)}.`,
  (c) => `Surat ${number(c, 400)}/B/VIII/${2020 + c.upTo(6)} perihal ${c.of(TOPICS)} telah diterima.`,
  (c) =>
    `Nota kesepahaman nomor W28.PAS.PAS5-HH.05.05-${number(c, 300)} tahun ${2020 + c.upTo(6)} dengan ${c.of(AGENCIES)}.`,
  (c) => `Golongan B.I ${number(c)} orang, B.IIa ${number(c)}, A.III ${number(c)}; terdaftar ${rate(c)}.`,
  (c) => `Selamat pagi, mohon konfirmasi kunjungan ${c.of(AGENCIES)} hari ${day(c)} ${time(c)}.`,
  (c) =>
    `${c.of(AGENCIES)} membawa ${number(c)} bibit ${c.of(['mawar', 'melati', 'anggrek', 'pala', 'cengkih'])} untuk ${c.of(PLACES)}.`,
  (c) =>
    `Rapat evaluasi ${c.of(PROGRAMMES)} bersama ${c.of(POSTS)} ditunda sampai ${c.of(DAYS)} depan; ${c.of(TOPICS)}.`,
  (c) =>
    `Jadwal ${c.of(DAYS)} malam: ${c.of(PROGRAMMES)}, ${time(c)}, lalu ${c.of(PROGRAMMES)} di ${c.of(PLACES)}.`,
  (c) =>
    `Laporan triwulan ${c.of(['I', 'II', 'III', 'IV'])}: ${number(c)} sesi, kehadiran ${rate(c)}, ${number(c, 9)} kunjungan.`,
  (c) =>
    `Visit of ${c.of(AGENCIES)} on ${number(c, 28)} August ${2020 + c.upTo(6)}: training on fish farming, ${number(c)} attended.`,
  (c) =>
    `Setiap ${c.of(DAYS)} fajar, warga binaan merawat ${c.of(['kebun mawar', 'taman bunga', 'kolam ikan'])} di ${c.of(PLACES)}.`,
];

const SUMMARIES: Template = (c) =>
  [
    `Pekan ${number(c, 21)}–${number(c, 28)} ${c.of(MONTHS)} ${2021 + c.upTo(6)}: ${number(c)} sesi, kehadiran ${number(c, 99)},${c.upTo(10)} %, ${number(c, 9)} kunjungan`,
    `Bagian ${c.of(AGENCIES)}`,
    '',
    'Sesi',
    `Terlaksana ${number(c)} (+${c.upTo(5)})`,
    ...Array.from(
      { length: 3 + c.upTo(9) },
      () =>
        `• ${c.of(PROGRAMMES)}: ${number(c, 5)} sesi, ${number(c)} ÷ ${number(c)} = ${number(c, 99)},${c.upTo(10)} %`,
    ),
    '',
    'Kunjungan',
    `Terlaksana ${number(c, 9)} (tetap) · ${c.of(AGENCIES)}: ${day(c)} ${time(c)}`,
    '',
    'Peserta',
    `Masuk ${number(c, 9)}, keluar ${c.upTo(5)}. Terdaftar ${number(c, 200)} orang: A.III ${number(c)}, B.I ${number(c)}.`,
  ].join('\n');

/** Every variable named anywhere within a Fluent pattern. */
function variablesOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, name } = node as { readonly type?: unknown; readonly name?: unknown };
  const own = type === 'var' && typeof name === 'string' ? [name] : [];
  return [...own, ...Object.values(node).flatMap(variablesOf)];
}

type Said = { readonly locale: Locale; readonly key: string; readonly variables: readonly string[] };

/** How help shows what a register number looks like: that is one. */
const EXAMPLE = /\b[AB][IV]+[ab]?-\d+/gu;

/** The program's own texts, with the variables that they take. */
function ownTexts(): Said[] {
  return LOCALES.flatMap((locale) =>
    localeFiles(locale).flatMap((file) =>
      new FluentResource(readFileSync(file, 'utf8')).body.map(({ id: key, value }) => ({
        locale,
        key,
        variables: variablesOf(value),
      })),
    ),
  );
}

function valueOf(variable: string, c: Chance): string | number {
  if (/agenc|title|who|partner|unit|from|to$/u.test(variable)) return c.of(AGENCIES);
  if (/programme|name|what|purpose|topic/u.test(variable)) return c.of([...PROGRAMMES, ...TOPICS]);
  if (/place/u.test(variable)) return c.of(PLACES);
  if (/date|day|at$|week|month|when/u.test(variable)) return day(c);
  if (/time|hour/u.test(variable)) return time(c);
  return 1 + c.upTo(60);
}

/**
 * Texts that name nobody: of the program itself with figures in them, weekly summaries, and what an office writes. Words
 * that are names as well (Bintang, Cahaya, Fajar, Mawar, Senin) are among them.
 */
export function makeSentences(total: number, chance: Chance): string[] {
  const own = ownTexts();
  return Array.from({ length: total }, (_, at) => {
    if (at % 10 === 0) return SUMMARIES(chance);
    if (at % 10 > 3) return chance.of(OFFICE)(chance);
    const { locale, key, variables } = chance.of(own);
    const values = variables.map((variable) => [variable, valueOf(variable, chance)] as const);
    return translator(locale)(key, Object.fromEntries(values)).replaceAll(EXAMPLE, '');
  });
}

/** A weekly summary of many programmes, as long as a message may be. */
export function makeLongSummary(chance: Chance): string {
  let text = SUMMARIES(chance);
  while (text.length < 3_500) text += `\n${SUMMARIES(chance)}`;
  return text.slice(0, 4_096);
}
