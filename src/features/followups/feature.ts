import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createFollowUpsBot } from './bot.js';
import { newFollowUpsDialog } from './dialog.js';
import { changeDialogs } from './dialog-change.js';
import { followUpNotices } from './notices.js';
import { createFollowUpsService, planReminders } from './service.js';

/** What was agreed at visits, until it is done. */
export function createFollowUpsFeature({ db, wake }: Pick<FeatureDeps, 'db' | 'wake'>): Feature {
  const followUps = createFollowUpsService({ db });
  const dialogs = { create: newFollowUpsDialog(followUps, wake), ...changeDialogs(followUps, wake) };
  return {
    dialogs: Object.values(dialogs),
    notices: followUpNotices,
    compose: (runner) => createFollowUpsBot({ followUps, dialogs, runner, wake }),
    sweep: (now) => planReminders(db, now),
  };
}
