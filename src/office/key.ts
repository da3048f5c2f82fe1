import { KEY_BYTES } from '../lib/seal.js';

/** The key that is written as DATA_KEY, in base64 or hexadecimal digits; undefined for anything else. */
export function keyOf(text: string): Uint8Array | undefined {
  const written = text.trim().replace(/^DATA_KEY=/, '');
  const bytes = /^[0-9a-f]{64}$/i.test(written)
    ? Buffer.from(written, 'hex')
    : Buffer.from(written, 'base64');
  return bytes.length === KEY_BYTES ? bytes : undefined;
}
