import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { resumeImports } from './apply/service.js';
import { createRosterBot } from './bot.js';
import { rosterDateDialog } from './dialog.js';
import { handDialog } from './hand/dialog.js';
import { rosterNotices } from './notices.js';

/** Participants and their enrolments from a file that is sent to the bot. Takes every document sent in private. */
export function createRosterFeature(deps: Pick<FeatureDeps, 'db' | 'download' | 'wake'>): Feature {
  const date = rosterDateDialog(deps.db);
  const hand = handDialog(deps.db);
  const running = new Set<number>();
  return {
    dialogs: [date, hand],
    notices: rosterNotices,
    compose: (runner) => createRosterBot({ ...deps, date, hand, runner, running }),
    sweep: async (now) => {
      // Whoever waits for it since the program stopped is told at once.
      if ((await resumeImports(deps.db, now, running)) > 0) deps.wake();
    },
  };
}
