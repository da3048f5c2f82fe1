import type { CommandName } from '../../bot/commands.js';
import { lookUp, type Phrase, sourceOf, tokenize, vocabulary } from '../../reading/phrase.js';
import type { Saying } from '../../reading/sentences/sayings.js';
import type { Export, FORMATS, SpanName } from './taps.js';

/** How files are asked for in words. */
export const sayings: readonly Saying<CommandName>[] = [
  {
    asks: 'exports',
    rest: 'kept',
    words: 'unduh daftar|unduh data|unduh|download daftar|download data|download',
  },
];

type Format = (typeof FORMATS)[number];

type Said =
  | { readonly what: Export }
  | { readonly format: Format }
  | { readonly span: SpanName }
  | { readonly filler: true };

const WORDS = vocabulary<Said>([
  [{ what: 'participants' }, 'peserta|wbp|warga binaan|penghuni|daftar peserta|participants|inmates|people'],
  [{ what: 'sessions' }, 'sesi|daftar sesi|kegiatan|sessions'],
  [{ what: 'sheets' }, 'lembar hadir|daftar hadir|lembar|kehadiran|absen|absensi|presensi|sheets|attendance'],
  [{ format: 'xlsx' }, 'xlsx|excel|xls'],
  [{ format: 'csv' }, 'csv'],
  [{ span: 'this' }, 'bulan ini|this month'],
  [{ span: 'last' }, 'bulan lalu|bulan kemarin|last month'],
  [{ span: 'all' }, 'semua|seluruhnya|sejak awal|all|everything'],
  [{ filler: true }, 'file|berkas|data|dalam|format|ke|untuk|as|in|for|the|,'],
]);

/** What is asked for after the command; `left`: words that say none of it, as they were typed. */
export type Asked = {
  readonly what: Export | undefined;
  readonly format: Format | undefined;
  readonly span: SpanName | undefined;
  readonly left: string;
};

/** Reads `peserta csv`, `lembar hadir bulan lalu`. */
export function readExport(argument: string): Asked {
  const phrase: Phrase = tokenize(argument);
  let [what, format, span]: [Asked['what'], Asked['format'], Asked['span']] = [
    undefined,
    undefined,
    undefined,
  ];
  const left: string[] = [];
  for (let at = 0; at < phrase.tokens.length; ) {
    const read = lookUp(WORDS, phrase, at);
    if (!read) left.push(sourceOf(phrase, at, at + 1));
    else if ('what' in read.value) ({ what } = read.value);
    else if ('format' in read.value) ({ format } = read.value);
    else if ('span' in read.value) ({ span } = read.value);
    at = read?.next ?? at + 1;
  }
  return { what, format, span, left: left.join(' ') };
}
