import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createSummariesBot } from './bot.js';
import { summaryNotices } from './notices.js';
import { createSummariesService } from './service.js';

export { planSummaries } from './service.js';

/** `/ringkasan`: weekly summaries to groups. */
export function createSummariesFeature({ db, wake }: Pick<FeatureDeps, 'db' | 'wake'>): Feature {
  const summaries = createSummariesService({ db });
  return { dialogs: [], notices: summaryNotices, compose: () => createSummariesBot({ summaries, wake }) };
}
