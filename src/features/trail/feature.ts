import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createTrailBot } from './bot.js';
import { createTrailService } from './service.js';

/** `/jejak`: who did what, by thing and by person. */
export function createTrailFeature({ db }: Pick<FeatureDeps, 'db'>): Feature {
  const trail = createTrailService({ db });
  return { dialogs: [], notices: [], compose: () => createTrailBot({ trail }) };
}
