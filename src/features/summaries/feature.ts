import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createSummariesBot } from './bot.js';
import { summaryNotices } from './notices.js';
import { sayings } from './phrases.js';
import { createSummariesService } from './service.js';
import { boundGroup } from './store.js';
import { planSummaries } from './weekly/service.js';

/** `/ringkasan`: weekly summaries to groups. */
export function createSummariesFeature({ db, wake }: Pick<FeatureDeps, 'db' | 'wake'>): Feature {
  const summaries = createSummariesService({ db });
  return {
    sayings,
    dialogs: [],
    notices: summaryNotices,
    compose: () => createSummariesBot({ summaries, wake }),
    unitOfGroup: async (chatId) => (await boundGroup(db.read, chatId))?.unitId,
    // Each summary plans the next one; this mends a chain that broke all the same.
    sweep: (now) => planSummaries(db, now),
  };
}
