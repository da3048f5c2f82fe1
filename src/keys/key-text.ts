import { KEY_BYTES } from '../lib/shut/seal.js';

const HEX = /^[0-9a-f]{64}$/i;
const BASE64URL = /^[\w-]{43}=?$/;

/** A key as text: base64url, 43 characters without a sign that a shell or a table would take for something else. */
export function formatKey(key: Uint8Array): string {
  return Buffer.from(key).toString('base64url');
}

/** Reads a key from 64 hexadecimal digits or 43 characters of base64url. Undefined: it is neither. */
export function parseKey(text: string): Uint8Array | undefined {
  if (HEX.test(text)) return new Uint8Array(Buffer.from(text, 'hex'));
  if (!BASE64URL.test(text)) return undefined;
  const key = new Uint8Array(Buffer.from(text, 'base64url'));
  // Of the last character two bits are over: set, they are a slip of the pen.
  return key.length === KEY_BYTES && formatKey(key) === text.replace('=', '') ? key : undefined;
}
