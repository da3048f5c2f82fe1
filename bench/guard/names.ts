import { dictionary } from '@zxcvbn-ts/language-id';
import type { Chance } from './random.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/u);

const MUSLIM = words(`
  Muhammad Mohamad Muhamad Ahmad Achmad Abdul Rahman Rachman Rahim Karim Ibrahim Ismail Yusuf Usman Umar Ali Hasan Husein
  Hamzah Zainal Zainuddin Syarif Syamsuddin Saleh Salim Jafar Idris Ilyas Harun Sulaiman Yunus Ridwan Fauzi Firman Faisal
  Irfan Rizal Arifin Hidayat Jamaluddin Kamaruddin Burhanuddin Siti Nur Nurhayati Aisyah Khadijah Fatimah Halimah Haliza
  Aminah Zubaidah Maryam Rukiah Hasnah Wahida Jubaida Sarifa La Wa Ode Samad Latif Malik Aziz Gafur Hakim Mahmud
`);
const CHRISTIAN = words(`
  Yohanes Johanes Petrus Paulus Markus Lukas Matius Simon Filipus Andarias Yakobus Stefanus Stevanus Thomas Daniel Samuel
  Yusak Yosef Yoseph Benyamin Efraim Elisa Elia Yeremias Zakarias Hendrik Willem Jacob Cornelis Frederik Semuel Marthin
  Maria Martha Marice Elisabeth Ester Rut Sara Ribka Yuliana Josina Fransina Dominggus Dominggas Welhelmina Adolfina Selfina
  Juliana Kristina Novita Jacomina Augustina Yacoba Sophia Rony Jhon Jemmy Fredy Ricky Semy Nus Bernadus Aloysius Melkias
`);
const FAMILIES = words(`
  Latuconsina Pelupessy Tuasikal Lating Tuhumury Sahulata Manuhutu Matulessy Pattiasina Pattiwael Salampessy Lestaluhu
  Ohorella Wael Tehuayo Nahumarury Latupono Marasabessy Leurima Sopacua Siahaya Tahapary Tomasoa Hehanussa Hattu Kakiay
  Latumahina Leatemia Lewerissa Lilipaly Lokollo Louhenapessy Luhukay Mailoa Maitimu Metekohy Nanlohy Nikijuluw Noya
  Papilaya Pattikawa Pattinama Pattipeilohy Persulessy Picauly Rehatta Ririmasse Rumahloine Sahetapy Sapulette Saptenno
  Siwalette Soumokil Sohilait Supusepa Taihuttu Tanamal Tanasale Tentua Titaley Toisuta Tutupoly Tupamahu Usmany Wattimena
  Wattimury Watimena Hatumena Kaliky Rumakat Rumuar Tomagola Umarella Waliulu Sangadji Assagaff Alhamid Bugis Buton
`);
const WORDS = words(`
  Bintang Cahaya Fajar Mawar Senin Melati Indah Kasih Setia Budi Sari Bunga Surya Bulan Mega Jaya Putra Dewi Intan Mutiara
  Permata Jumat Ramadhan Damai Hari Wati Mentari Anggrek Guntur Topan Samudra Berlian Kemuning Pelita Harapan Sentosa
`);
const FOREIGN: readonly string[] = dictionary['names-id'].map(
  (name) => name.charAt(0).toUpperCase() + name.slice(1),
);

/** Of a name, what is no part of it: titles before and after, who the father is, what else one is called. */
function dressed(name: string, { of, happens }: Chance): string {
  if (happens(0.08)) return `${name} ${of(['bin', 'binti'])} ${of(MUSLIM)} ${of(FAMILIES)}`;
  if (happens(0.05)) return `${name} alias ${of(['Bone', 'Koko', 'Nyong', 'Ateng', 'Boy'])}`;
  if (happens(0.04)) return `${of(['H.', 'Hj.', 'Ir.'])} ${name}`;
  return name;
}

function bare({ of, happens }: Chance): string {
  const given = happens(0.5) ? MUSLIM : CHRISTIAN;
  if (happens(0.06)) return of([...given, ...FAMILIES, ...WORDS, ...FOREIGN]);
  if (happens(0.06)) return `${of(WORDS)} ${of(happens(0.5) ? WORDS : FAMILIES)}`;
  if (happens(0.2)) return [of(FOREIGN), of(FOREIGN), ...(happens(0.3) ? [of(FOREIGN)] : [])].join(' ');
  const first = [of(given), ...(happens(0.4) ? [of(given)] : []), ...(happens(0.15) ? [of(given)] : [])];
  return [...first, of(FAMILIES)].join(' ');
}

/** Names of one to four words as they stand in lists of a detention centre in Maluku, each once. */
export function makeNames(total: number, chance: Chance): string[] {
  const names = new Set<string>();
  while (names.size < total) {
    const name = bare(chance);
    const parts = name.split(' ');
    if (new Set(parts).size === parts.length) names.add(dressed(name, chance));
  }
  return [...names];
}
