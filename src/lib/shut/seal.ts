import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { Loggable } from '../safe-error.js';

/** Where the key's id stands in what is sealed: its first byte, and how many. */
export const KEY_ID_AT = { from: 1, bytes: 4 } as const;

/** How many bytes a key has. */
export const KEY_BYTES = 32;

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_AT.bytes + NONCE_BYTES;

/**
 * Encrypts what is stored in passing, and recognises what was changed or moved to another place.
 *
 * Sealed: format (1 byte, 1), which key (4), nonce (12), what is encrypted by AES-256-GCM, its tag (16).
 */
export interface Seal {
  /** @param purpose What it is stored as, as in `update`; what was sealed for one can't be opened as another. */
  readonly seal: (text: string, purpose: string) => Uint8Array<ArrayBuffer>;
  /**
   * Opens what was sealed for the same purpose.
   *
   * @throws {SealError} where it was sealed with a key that this seal doesn't have, for another purpose, or was changed.
   */
  readonly open: (sealed: Uint8Array, purpose: string) => string;
  /** The same of a file's bytes. */
  readonly sealBytes: (bytes: Uint8Array, purpose: string) => Uint8Array<ArrayBuffer>;
  /** @throws {SealError} as `open` does. */
  readonly openBytes: (sealed: Uint8Array, purpose: string) => Uint8Array<ArrayBuffer>;
}

/** What is sealed can't be opened: another key, another purpose, or it was changed. */
export class SealError extends Error implements Loggable {
  override readonly name = 'SealError';
  readonly loggable = true;

  readonly reason: 'another-key' | 'spoilt';

  constructor(reason: SealError['reason']) {
    super(
      reason === 'another-key' ? 'sealed with another DATA_KEY' : 'sealed for something else, or changed',
    );
    this.reason = reason;
  }
}

/** Names a key without telling it, as whatever it sealed does: 4 bytes of its hash. */
export function keyId(key: Uint8Array): Buffer {
  return createHash('sha256').update('sambang key id').update(key).digest().subarray(0, KEY_ID_AT.bytes);
}

/** Each purpose has a key of its own, so that no two of them ever share a nonce. */
function keyFor(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `sambang ${purpose}`, KEY_BYTES));
}

/**
 * @param key 32 bytes that new texts are sealed with.
 * @param former Keys that were in use before: what they sealed can still be opened.
 * @throws {RangeError} on a key of another length.
 */
export function createSeal(key: Uint8Array, former: readonly Uint8Array[] = []): Seal {
  const keys = [key, ...former];
  if (keys.some(({ length }) => length !== KEY_BYTES)) throw new RangeError(`a key has ${KEY_BYTES} bytes`);
  const known = keys.map((one) => ({ id: keyId(one), derived: new Map<string, Buffer>(), key: one }));
  const [own] = known;

  function derived(one: (typeof known)[number], purpose: string): Buffer {
    const found = one.derived.get(purpose) ?? keyFor(one.key, purpose);
    one.derived.set(purpose, found);
    return found;
  }

  const sealed: Pick<Seal, 'sealBytes' | 'openBytes'> = {
    sealBytes: (bytes, purpose) => {
      if (!own) throw new RangeError('there is no key');
      const nonce = randomBytes(NONCE_BYTES);
      const head = Buffer.concat([Buffer.of(FORMAT), own.id, nonce]);
      const cipher = createCipheriv('aes-256-gcm', derived(own, purpose), nonce, {
        authTagLength: TAG_BYTES,
      });
      cipher.setAAD(head);
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return new Uint8Array(Buffer.concat([head, body, cipher.getAuthTag()]));
    },
    openBytes: (stored, purpose) => {
      const bytes = Buffer.from(stored);
      if (bytes.length < HEAD_BYTES + TAG_BYTES || bytes[0] !== FORMAT) throw new SealError('spoilt');
      const head = bytes.subarray(0, HEAD_BYTES);
      const one = known.find(({ id }) =>
        id.equals(head.subarray(KEY_ID_AT.from, KEY_ID_AT.from + KEY_ID_AT.bytes)),
      );
      if (!one) throw new SealError('another-key');
      const nonce = head.subarray(KEY_ID_AT.from + KEY_ID_AT.bytes);
      const decipher = createDecipheriv('aes-256-gcm', derived(one, purpose), nonce, {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(head);
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const body = bytes.subarray(HEAD_BYTES, -TAG_BYTES);
        return new Uint8Array(Buffer.concat([decipher.update(body), decipher.final()]));
      } catch {
        throw new SealError('spoilt');
      }
    },
  };
  return {
    ...sealed,
    seal: (text, purpose) => sealed.sealBytes(Buffer.from(text, 'utf8'), purpose),
    open: (stored, purpose) => Buffer.from(sealed.openBytes(stored, purpose)).toString('utf8'),
  };
}
