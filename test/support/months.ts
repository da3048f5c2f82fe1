import { measureMonth } from '../../src/features/counts/month/store.js';
import { createMonths } from '../../src/features/months/service.js';

/** The months as the program wires them. */
export const months = createMonths(measureMonth);
