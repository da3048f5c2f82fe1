import type { Feature, FeatureDeps } from '../../bot/feature.js';
import type { Months } from '../months/index.js';
import { resumeImports } from './apply/service.js';
import { createRosterBot } from './bot.js';
import { rosterDateDialog } from './dialog.js';
import { handDialog } from './hand/dialog.js';
import { rosterNotices } from './notices.js';
import type { BuiltOn } from './undo/service.js';

/** Participants and their enrolments from a file that is sent to the bot. Takes every document sent in private. */
export function createRosterFeature(
  deps: Pick<FeatureDeps, 'db' | 'download' | 'wake'> & {
    readonly months: Months;
    readonly builtOn: BuiltOn;
  },
): Feature {
  const date = rosterDateDialog(deps);
  const hand = handDialog(deps);
  const running = new Set<number>();
  const readings = new Map<number, Set<AbortController>>();
  return {
    dialogs: [date, hand],
    notices: rosterNotices,
    compose: (runner) => createRosterBot({ ...deps, date, hand, runner, running, readings }),
    sweep: async (now) => {
      // Whoever waits for it since the program stopped is told at once.
      if ((await resumeImports(deps, now, running)) > 0) deps.wake();
    },
  };
}
