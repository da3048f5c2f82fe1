import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createCountsBot } from './bot.js';
import { sayings } from './phrases.js';
import { createRegionService } from './region/service.js';
import { createCountsService } from './service.js';

/** `/jumlah`: who is enrolled, now or as of a past moment. */
export function createCountsFeature({ db }: Pick<FeatureDeps, 'db'>): Feature {
  const counts = createCountsService({ db });
  const region = createRegionService({ db });
  return { sayings, dialogs: [], notices: [], compose: () => createCountsBot(counts, region) };
}
