/** The page's own words. Dates and the seats' texts come from elsewhere. */
const WORDS = {
  id: {
    language: 'English',
    languageTitle: 'Switch to English',
    reset: 'Mulai ulang',
    resetAsk: 'Mulai ulang dari data contoh? Semua percakapan di sini dihapus.',
    cancel: 'Batal',
    ok: 'Baik',
    bot: 'bot',
    group: 'grup',
    people: (n) => `${n} orang`,
    seat: 'Tempat duduk',
    speakAs: 'Berbicara sebagai',
    write: 'Tulis pesan…',
    writeTo: (seat) => `Pesan di ${seat}`,
    send: 'Kirim',
    attach: 'Lampirkan foto atau berkas',
    commands: 'Daftar perintah',
    noCommands: 'Bot belum menyetel perintah untuk obrolan ini.',
    start: 'Mulai',
    startHint: 'Bot hanya bisa menulis kepada orang yang sudah memulainya.',
    empty: 'Belum ada pesan.',
    edited: 'diedit',
    deleted: 'Pesan dihapus',
    newer: (n) => `↓ ${n} baru`,
    unread: (n) => `${n} belum dibaca`,
    whoOpens: 'Siapa yang membuka tautan ini?',
    joined: (who) => `${who} bergabung`,
    left: (who) => `${who} keluar`,
    migrated: () => 'Grup menjadi supergrup',
    topic: (name) => `Topik “${name}” dibuka`,
    typing: 'sedang mengetik…',
    upload_document: 'mengirim berkas…',
    upload_photo: 'mengirim foto…',
    offline: 'Sambungan ke taman bermain terputus; mencoba lagi…',
    noAnswer: 'Bot tidak menjawab ketukan ini.',
    asPhoto: 'Sebagai foto',
    asFile: 'Sebagai berkas',
    sendFiles: (n) => (n === 1 ? 'Kirim 1 berkas' : `Kirim ${n} berkas`),
    caption: 'Keterangan (boleh kosong)',
    copied: 'Disalin',
    suggestions: 'Coba',
    clock: 'Jam peragaan',
    hour: '+1 jam',
    day: '+1 hari',
    monday: 'Senin 07.30',
    exact: 'Setel tanggal dan jam',
    set: 'Setel',
    voice: 'Pesan suara',
    replyTo: 'Membalas',
    reply: 'Balas',
    photo: 'Foto',
    messages: (seat) => `Percakapan ${seat}`,
  },
  en: {
    language: 'Bahasa Indonesia',
    languageTitle: 'Ganti ke bahasa Indonesia',
    reset: 'Start over',
    resetAsk: 'Start over from the sample data? All chats here are erased.',
    cancel: 'Cancel',
    ok: 'OK',
    bot: 'bot',
    group: 'group',
    people: (n) => `${n} people`,
    seat: 'Seat',
    speakAs: 'Speak as',
    write: 'Write a message…',
    writeTo: (seat) => `Message in ${seat}`,
    send: 'Send',
    attach: 'Attach a photo or file',
    commands: 'Commands',
    noCommands: 'The bot has set no commands for this chat yet.',
    start: 'Start',
    startHint: 'A bot can only write to people who have started it.',
    empty: 'No messages yet.',
    edited: 'edited',
    deleted: 'Message deleted',
    newer: (n) => `↓ ${n} new`,
    unread: (n) => `${n} unread`,
    whoOpens: 'Who opens this link?',
    joined: (who) => `${who} joined`,
    left: (who) => `${who} left`,
    migrated: () => 'The group became a supergroup',
    topic: (name) => `Topic “${name}” opened`,
    typing: 'typing…',
    upload_document: 'sending a file…',
    upload_photo: 'sending a photo…',
    offline: 'The connection to the playground is lost; trying again…',
    noAnswer: 'The bot did not answer this tap.',
    asPhoto: 'As a photo',
    asFile: 'As a file',
    sendFiles: (n) => (n === 1 ? 'Send 1 file' : `Send ${n} files`),
    caption: 'Caption (may be empty)',
    copied: 'Copied',
    suggestions: 'Try',
    clock: "The demo's clock",
    hour: '+1 hour',
    day: '+1 day',
    monday: 'Mon 07:30',
    exact: 'Set date and time',
    set: 'Set',
    voice: 'Voice message',
    replyTo: 'Replying to',
    reply: 'Reply',
    photo: 'Photo',
    messages: (seat) => `Chat of ${seat}`,
  },
};

let language = localStorage.getItem('sambang-language') === 'en' ? 'en' : 'id';

/** The language of the page: `id` or `en`. */
export function currentLanguage() {
  return language;
}

export function switchLanguage() {
  language = language === 'id' ? 'en' : 'id';
  localStorage.setItem('sambang-language', language);
}

/** A word of the page, filled in. */
export function word(key, ...values) {
  const found = WORDS[language][key];
  return typeof found === 'function' ? found(...values) : (found ?? key);
}

/** A text that the demo gives: the same for all languages, or one each. */
export function inLanguage(text) {
  return typeof text === 'string' ? text : text[language];
}
