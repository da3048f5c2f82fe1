import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createExportsBot } from './bot.js';

/** Every list leaves again as a file: people, sessions, attendance. */
export function createExportsFeature(deps: Pick<FeatureDeps, 'db'>): Feature {
  return { dialogs: [], notices: [], compose: () => createExportsBot(deps) };
}
