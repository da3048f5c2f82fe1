import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createQueueBot } from './bot.js';
import { queueNotices } from './notices.js';
import { createQueueService } from './service.js';

/** `/antrian`: what is to be sent, and what couldn't be. */
export function createQueueFeature({ db, wake }: Pick<FeatureDeps, 'db' | 'wake'>): Feature {
  const queue = createQueueService({ db });
  return { dialogs: [], notices: queueNotices, compose: () => createQueueBot({ queue, wake }) };
}
