import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createRecordsBot } from './bot.js';
import { createRecordsService } from './service.js';

/** The record of a visit (berita acara), to print and to sign. */
export function createRecordsFeature({ db }: Pick<FeatureDeps, 'db'>): Feature {
  const records = createRecordsService({ db });
  return { dialogs: [], notices: [], compose: () => createRecordsBot({ records }) };
}
