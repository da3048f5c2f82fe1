import { type Vocabulary, vocabulary } from '../../../reading/phrase.js';

/**
 * What words do in an answer to whether somebody comes. `ask`: names another time, `after`: a later one; `later`: the answer comes later;
 * `thatDay`: tells what is on the day that was asked about; `because`: a reason follows.
 */
export type Word = 'yes' | 'no' | 'ask' | 'after' | 'later' | 'thatDay' | 'because';

const NO = 'tidak|tdk|tak|gak|gk|ga|nggak|ngga|enggak|ndak|blm|belum|tidak akan|kurang';
const CAN = 'bisa|bs|dapat|bersedia|siap|sanggup|sempat|hadir|bisa hadir|bisa datang|ada waktu|memungkinkan';

/** `tidak bisa`, in every pair of these. */
const cannot = NO.split('|').flatMap((no) => CAN.split('|').map((can) => `${no} ${can}`));

export const words: Vocabulary<Word> = vocabulary<Word>([
  [
    'yes',
    'bersedia|sedia|siap|siapp|ok|oke|okey|okay|oks|okk|sip|siip|bisa|bs|boleh|ya|iya|iyah|yup|yes|y|setuju|stuju|' +
      'silakan|silahkan|monggo|baik|baiklah|dapat|hadir|kami tunggu|saya tunggu|ditunggu|tunggu|👍|👌|✅|👍🏻|🙏👍|' +
      'sure|agreed|agree|available|we are available|fine',
  ],
  [
    'no',
    `${cannot.join('|')}|tidak|tdk|gak|ga|no|berhalangan|halangan|menolak|tolak|cannot|can not|cant|unable|` +
      'not available|we cannot|belum bisa hadir',
  ],
  [
    'ask',
    'usul|usulan|usulkan|mengusulkan|bagaimana kalau|bagaimana|bgmn kalau|bgmn|gmn|gmn kalau|gimana|gimana kalau|' +
      'kalau|kalo|klo|dimajukan|dipindah|dipindahkan|pindah|diganti|ganti|digeser|geser|lebih baik|' +
      'mending|minta|mohon|bisanya|bisa nya|bisa dipindah|bisa diganti|bisa digeser|bisa dimajukan|' +
      'how about|what about|rather|instead|move|reschedule',
  ],
  [
    'after',
    'diundur|diundurkan|undur|mundur|ditunda|tunda|bisa diundur|bisa ditunda|bisa mundur|postpone|postponed',
  ],
  [
    'later',
    'nanti saya kabari|nanti kami kabari|nanti sy kabari|nanti dikabari|nanti kabari|nanti saya kabarkan|' +
      'nanti kami kabarkan|nanti saya infokan|nanti kami infokan|nanti saya jawab|nanti kami jawab|' +
      'kabari|dikabari|kabarkan|kabari lagi|infokan|cek dulu|saya cek|kami cek|dicek dulu|lihat jadwal|lihat agenda|' +
      'tanya dulu|saya tanya|kami tanya|tanyakan dulu|lapor dulu|koordinasi|koordinasikan|disposisi|menunggu|' +
      'belum tahu|blm tahu|belum tau|blm tau|belum pasti|blm pasti|dipertimbangkan|pikir dulu|' +
      'let you know|get back to you|will check|not sure',
  ],
  ['thatDay', 'hari itu|tanggal itu|tgl itu|waktu itu|jam itu|that day'],
  ['because', 'karena|krn|krena|karna|sebab|soalnya|berhubung|because|since'],
]);

/** What is polite, or says who speaks to whom. */
export const between: Vocabulary<true> = vocabulary<true>([
  [
    true,
    'pak|bapak|bpk|bu|ibu|bapak ibu|mas|mbak|kak|bang|bos|sir|maam|saya|sy|kami|kita|aku|kalian|anda|i|we|am|are|it|' +
      'maaf|mohon maaf|maaf pak|sorry|mohon izin|izin|ijin|yth|selamat|selamat pagi|selamat siang|selamat sore|' +
      'selamat malam|assalamualaikum|walaikumsalam|waalaikumsalam|wr wb|wr|wb|salam|halo|hai|hello|hi|' +
      'terima kasih|terimakasih|makasih|mksh|trims|thanks|thank you|🙏|😊|syukur|alhamdulillah|insya allah|insyaallah|' +
      'inshaallah|inshallah|in syaa allah|deh|dong|ya pak|nih|lho|kok|sih|aja|saja|ja|juga|jg|lagi|lg|dulu|dl|untuk|utk|pada|di|ke|jadi|jd|' +
      'akan|mau|menerima|datang|sudah|hadir di|di kantor|kantor|dinas kami|kunjungan|kunjungannya|waktunya|jadwalnya|jadwal|come|please|at|on|to|the',
  ],
]);
