import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Whether this is `npm run test:full`. */
    isFull: boolean;
  }
}

export const isFull: boolean = inject('isFull');

/** How much a test does: little in `npm test`, all of it in `npm run test:full`, which has to name the test's file. */
export const size = <T>(short: T, full: T): T => (isFull ? full : short);
