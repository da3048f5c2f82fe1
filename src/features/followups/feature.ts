import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { newFollowUpsDialog } from './agree/dialog.js';
import { createFollowUpsBot } from './followup/bot.js';
import { changeDialogs } from './followup/dialog.js';
import { createFollowUpsService, planReminders } from './followup/service.js';
import { followUpNotices } from './news/notices.js';

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
