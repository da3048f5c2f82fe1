/** Who types it: somebody of an agency, or of the unit. */
type By = 'agency' | 'officer' | 'head' | 'humas';

/**
 * A text as it is typed in a private chat, and what it means.
 *
 * Of an agency that is asked about a visit on Thursday 31 August 2023, 10.00–11.00: `accept`; `decline` with the reason
 * after a colon; `suggest` with the time named (a day alone where no hour is); `later`: will say so later; several
 * parted by ` | ` where the text may mean either. Of anybody: a command with what follows it, as it would be typed behind
 * a slash; `greeting`, `thanks`; `nothing`: not understood, so that nothing is offered as understood.
 */
export type Said = { readonly by: By; readonly said: string; readonly means: string };

const of =
  (by: By) =>
  (said: string, means: string): Said => ({ by, said, means });
const agency = of('agency');
const officer = of('officer');
const head = of('head');
const humas = of('humas');

/** On Monday, 28 August 2023, 09.00 WIT. Written from how people speak, before there was a grammar. */
export const hundred: readonly Said[] = [
  // An agency's head or staff, asked about Thursday at ten.
  agency('bersedia', 'accept'),
  agency('Siap', 'accept'),
  agency('siap pak', 'accept'),
  agency('ok pak', 'accept'),
  agency('oke', 'accept'),
  agency('OK siap 👍', 'accept'),
  agency('👍', 'accept'),
  agency('baik pak, kami siap menerima', 'accept'),
  agency('insya allah bisa', 'accept'),
  agency('bisa pak', 'accept'),
  agency('ya bisa', 'accept'),
  agency('iya', 'accept'),
  agency('Setuju, kami tunggu', 'accept'),
  agency('silakan pak kami tunggu di kantor', 'accept'),
  agency('siap hadir kamis jam 10', 'accept'),
  agency('boleh, kamis jam 10 ya', 'accept'),
  agency('kamis bisa', 'accept'),
  agency('yes we are available', 'accept'),
  agency('tidak bisa', 'decline'),
  agency('tdk bisa pak', 'decline'),
  agency('maaf gak bisa', 'decline'),
  agency('blm bisa pak', 'decline'),
  agency('mohon maaf kami berhalangan', 'decline'),
  agency('tidak bersedia', 'decline'),
  agency('maaf pak, kamis tidak bisa', 'decline'),
  agency('tidak bisa pak, ada rapat di kabupaten', 'decline: ada rapat di kabupaten'),
  agency('maaf tdk bisa krn saya dinas luar', 'decline: saya dinas luar'),
  agency('kami berhalangan karena cuaca buruk', 'decline: cuaca buruk'),
  agency('tidak bisa hadir, sedang sakit', 'decline: sedang sakit'),
  agency('sorry cannot come, i am in Ambon', 'decline: i am in Ambon'),
  agency('jumat jam 10 bisa?', 'suggest 2023-09-01 10.00'),
  agency('maaf pak, hari itu saya ke Ambon. bisa jumat jam 10?', 'suggest 2023-09-01 10.00'),
  agency('bgmn kalau jumat jam 9', 'suggest 2023-09-01 09.00'),
  agency('kalau jumat saja gimana', 'suggest 2023-09-01'),
  agency('bisa diundur ke senin jam 10?', 'suggest 2023-09-04 10.00'),
  agency('kami usul selasa 5 september pukul 09.00', 'suggest 2023-09-05 09.00'),
  agency('tidak bisa kamis, bisanya jumat jam 2 siang', 'suggest 2023-09-01 14.00'),
  agency('jam 2 saja pak', 'suggest 2023-08-31 14.00'),
  agency('kamis tapi jam 1 siang bisa?', 'suggest 2023-08-31 13.00'),
  agency('how about friday at 10', 'suggest 2023-09-01 10.00'),
  agency('bisa kamis, tapi lebih baik jumat jam 10', 'accept | suggest 2023-09-01 10.00'),
  agency('bisa, atau jumat jam 9 juga boleh', 'accept | suggest 2023-09-01 09.00'),
  agency('nanti saya kabari', 'later'),
  agency('nanti sy kabari ya pak', 'later'),
  agency('nanti kami kabari lagi', 'later'),
  agency('sebentar pak saya cek dulu', 'later'),
  agency('saya tanya pimpinan dulu', 'later'),
  agency('belum tahu pak, nanti dikabari', 'later'),
  agency('menunggu disposisi kadis', 'later'),
  agency('kami koordinasi dulu', 'later'),
  agency('terima kasih', 'thanks'),
  agency('makasih pak', 'thanks'),
  agency('selamat pagi pak', 'greeting'),
  agency('assalamualaikum', 'greeting'),
  agency('parkir di sebelah mana pak', 'nothing'),
  agency('proposalnya sudah kami kirim lewat email', 'nothing'),
  agency('berapa peserta pelatihan kami', '/jumlah'),
  agency('mau berkunjung selasa jam 9', '/kunjungan selasa jam 9'),

  // An officer.
  officer('mau jadwalkan kunjungan ke dinsos kamis jam 10', '/kunjungan dinsos kamis jam 10'),
  officer('jadwalkan kunjungan dinas perikanan besok jam 9', '/kunjungan dinas perikanan besok jam 9'),
  officer('buat kunjungan ke blk senin jam 8', '/kunjungan blk senin jam 8'),
  officer('tolong atur kunjungan ke kemenag jumat jam 9', '/kunjungan kemenag jumat jam 9'),
  officer('kunjungan apa saja minggu ini', '/kunjungan'),
  officer('jadwal kunjungan', '/kunjungan'),
  officer('lihat kunjungan', '/kunjungan'),
  officer('cari kunjungan budidaya', '/kunjungan cari budidaya'),
  officer('catat sesi lele tadi pagi', '/sesi lele tadi pagi'),
  officer('catat sesi lele tadi pagi, 3 sakit', '/sesi lele tadi pagi, 3 sakit'),
  officer('catat sesi lele tadi jam 9-11, 3,7 sakit', '/sesi lele tadi jam 9-11, 3,7 sakit'),
  officer('mau input absen lele kemarin', '/sesi lele kemarin'),
  officer('siapa saja yang belum dicatat', '/sesi'),
  officer('sesi yg blm dicatat', '/sesi'),
  officer('sesi hari ini', '/sesi'),
  officer('cetak daftar hadir lele', '/sesi cetak lele'),
  officer('print absen paket c', '/sesi cetak paket c'),
  officer('cari peserta budi', '/peserta budi'),
  officer('daftar mitra', '/mitra'),
  officer('tindak lanjut apa yg belum selesai', '/tindaklanjut'),
  officer('tutup bulan agustus', '/sesi tutup agustus'),
  officer('unduh daftar peserta excel', '/unduh peserta excel'),
  officer('program apa saja', '/program'),
  officer('ganti jadwal kunjungan besok ke jumat', '/kunjungan'),
  officer('batalkan yang kamis', '/kunjungan'),
  officer('/kunjugan', '/kunjungan'),
  officer('/sesii', '/sesi'),
  officer('selamat pagi', 'greeting'),
  officer('mksh', 'thanks'),
  officer('listrik mati lagi', 'nothing'),

  // The head, and humas.
  head('berapa peserta lele bulan agustus', '/jumlah lele bulan agustus'),
  head('brp jumlah peserta perikanan', '/jumlah perikanan'),
  head('jumlah peserta agustus 2023', '/jumlah agustus 2023'),
  head('berapa tahanan yang ikut', '/jumlah tahanan'),
  head('how many participants in august', '/jumlah august'),
  head('ringkasan minggu ini', '/ringkasan'),
  head('undang petugas baru', '/undang'),
  head('siapa pegang jabatan humas', '/orang'),
  head('pengaturan', '/pengaturan'),
  head('bantuan', '/bantuan'),
  head('cara pakai bot ini bagaimana', '/bantuan'),
  humas('ada kunjungan besok?', '/kunjungan'),
  humas('jadwal hari ini', '/kunjungan'),
  humas('halo', 'greeting'),
];
