import type { Feature, FeatureDeps } from '../../bot/feature.js';
import type { VisitSection } from '../visits/index.js';
import { newFollowUpsDialog } from './agree/dialog.js';
import { createFollowUpsBot } from './followup/bot.js';
import { changeDialogs } from './followup/dialog.js';
import { sayings } from './followup/phrases.js';
import { createFollowUpsService } from './followup/service.js';
import { followUpNotices } from './news/notices.js';
import { planReminders } from './news/service.js';
import { agreedSection } from './section/messages.js';
import { agreedThere } from './section/service.js';

/** What was agreed at visits, until it is done. */
export function createFollowUpsFeature({ db, wake }: Pick<FeatureDeps, 'db' | 'wake'>): Feature {
  const followUps = createFollowUpsService({ db });
  const dialogs = { create: newFollowUpsDialog(followUps, wake), ...changeDialogs(followUps, wake) };
  return {
    sayings,
    dialogs: Object.values(dialogs),
    notices: followUpNotices,
    compose: (runner) => createFollowUpsBot({ followUps, dialogs, runner, wake }),
    sweep: (now) => planReminders(db, now),
  };
}

/** What was agreed at a visit, on its card once it was held. */
export const followUpsSection: VisitSection = async (db, actor, visit) => {
  const agreed = await agreedThere(db, actor, visit);
  return agreed && ((voice) => agreedSection(agreed, voice));
};
