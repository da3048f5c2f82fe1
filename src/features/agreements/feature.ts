import type { Feature, FeatureDeps } from '../../bot/feature.js';
import type { VisitSection } from '../visits/index.js';
import { createAgreementsBot } from './agreement/bot.js';
import { createAgreementsService } from './agreement/service.js';
import { agencyDialog, factDialog } from './facts/dialog.js';
import { agreementNotices } from './remind/notices.js';
import { planReminders } from './remind/service.js';
import { agreedSection } from './section/messages.js';
import { cameOf } from './section/service.js';
import { stageDialog } from './stages/dialog.js';
import { startDialog } from './start/dialog.js';

/** What is agreed on in writing with agencies, from exploring it to its end. */
export function createAgreementsFeature({ db }: Pick<FeatureDeps, 'db'>): Feature {
  const agreements = createAgreementsService({ db });
  const dialogs = {
    start: startDialog(agreements),
    stage: stageDialog(agreements),
    fact: factDialog(agreements),
    agency: agencyDialog(agreements),
  };
  return {
    dialogs: Object.values(dialogs),
    notices: agreementNotices,
    compose: (runner) => createAgreementsBot({ agreements, dialogs, runner }),
    sweep: (now) => planReminders(db, now),
  };
}

/** What came of a visit, on its card once it was held. */
export const agreementsSection: VisitSection = async (db, actor, visit) => {
  const count = await cameOf(db, actor, visit);
  return count === undefined ? undefined : (voice) => agreedSection({ visit: visit.id, count }, voice);
};
