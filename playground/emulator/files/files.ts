import { createHash } from 'node:crypto';
import { badRequest, notFound } from '../wire/refusal.js';

/** What a stored file can be sent as. */
export type FileKind = 'photo' | 'document' | 'voice';

/** A file that was sent, by a person or by the bot. */
export interface StoredFile {
  readonly id: string;
  readonly uniqueId: string;
  readonly kind: FileKind;
  /** Where `getFile` says it lies, below `/file/bot<token>/`. */
  readonly path: string;
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** Telegram lets bots download at most this many bytes of a file. */
export const MAX_DOWNLOAD = 20 * 1024 * 1024;

const FOLDER = { photo: 'photos', document: 'documents', voice: 'voice' } as const;
// The first letters of a real file id tell its kind too.
const PREFIX = { photo: 'AgACAgUAAxkBAA', document: 'BQACAgUAAxkBAA', voice: 'AwACAgUAAxkBAA' } as const;

/** The files of one local Telegram, by id and by path. */
export class Files {
  readonly #byId = new Map<string, StoredFile>();
  readonly #byPath = new Map<string, StoredFile>();

  /** @param given The file id to use; made up when left out. */
  add(kind: FileKind, name: string, mime: string, bytes: Uint8Array, given?: string): StoredFile {
    const number = this.#byId.size + 1;
    const uniqueId = createHash('sha256').update(bytes).update(kind).digest('base64url').slice(0, 16);
    const clean = cleanFileName(name);
    const extension = /\.[a-z0-9]{1,10}$/i.exec(clean)?.[0] ?? '';
    const made = `${PREFIX[kind]}${Buffer.from(String(number).padStart(9, '0')).toString('base64url')}${uniqueId}`;
    const file: StoredFile = {
      id: given ?? made,
      uniqueId,
      kind,
      path: `${FOLDER[kind]}/file_${number}${kind === 'photo' ? '.jpg' : extension}`,
      name: clean,
      mime,
      bytes,
    };
    this.#byId.set(file.id, file);
    this.#byPath.set(file.path, file);
    return file;
  }

  /** Refuses with 400 what isn't the id of a file. */
  byId(id: string): StoredFile {
    const file = this.#byId.get(id);
    if (!file) throw badRequest('wrong remote file identifier specified: Wrong string length');
    return file;
  }

  /** The file at a `file_path`; refuses with 404 where there is none. */
  byPath(path: string): StoredFile {
    const file = this.#byPath.get(path);
    if (!file) throw notFound();
    return file;
  }
}

/** A file name as Telegram passes it on: no folders, no control or shell characters, not endless. */
export function cleanFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex -- these are what is taken out
  const safe = base.replaceAll(/[\u0000-\u001f\u007f<>:"|?*]/g, ' ').replace(/^[\s.]+|\s+$/g, '');
  const [, stem = '', extension = ''] = /^(.*?)(\.[^.]{1,15})?$/su.exec(safe) ?? [];
  return `${stem.slice(0, 60)}${extension}` || 'file';
}
