import { createHash } from 'node:crypto';

/** All that is kept of a code or key that opens something; both are long and random, so that a plain hash hides them. */
export function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
