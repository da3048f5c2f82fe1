import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createExportsBot } from './bot.js';
import { sayings } from './phrases.js';

/** Every list leaves again as a file: people, sessions, attendance. */
export function createExportsFeature(deps: Pick<FeatureDeps, 'db'>): Feature {
  return {
    sayings,
    dialogs: [],
    notices: [],
    compose: () => createExportsBot(deps),
  };
}
