import type { OpenedSeal } from './open-seal.js';

/**
 * What is said of a key that was made just now, in both languages. The key itself is shown on a terminal only: what
 * is written elsewhere is kept.
 */
export function keyText({ text, file }: NonNullable<OpenedSeal['madeKey']>, onTerminal: boolean): string {
  const [id, en] = onTerminal
    ? [
        `Kunci data baru dibuat. Catat sekarang dan simpan di tempat terkunci: ia tidak ditampilkan lagi, dan tanpanya data yang disegel tidak bisa dibuka.`,
        `A new data key was made. Write it down now and lock it away: it isn't shown again, and without it what is sealed can't be opened.`,
      ]
    : [
        `Kunci data baru dibuat di ${file}. Salin ke tempat terkunci di luar komputer ini; npm run key -- show menampilkannya.`,
        `A new data key was made at ${file}. Copy it to a locked place outside this computer; npm run key -- show shows it.`,
      ];
  return `\n${id}\n${en}\n\n${onTerminal ? `  DATA_KEY=${text}\n  (${file})\n\n` : ''}`;
}
