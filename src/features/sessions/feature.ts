import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { rosterOn } from '../programmes/service.js';
import { createSessionsBot } from './bot.js';
import { logDialog } from './dialog.js';
import { correctDialog } from './dialog-correct.js';
import { createSessionsService } from './service.js';
import { createSessionCorrections } from './service-correct.js';
import { createSessionLog } from './service-log.js';

/** The session log: what was held, who was there, and what was corrected. */
export function createSessionsFeature(deps: Pick<FeatureDeps, 'db'>): Feature {
  const { db } = deps;
  const sessions = createSessionsService({ db, rosterOn });
  const log = createSessionLog({ db, rosterOn });
  const corrections = createSessionCorrections({ db, rosterOn });
  const dialogs = { log: logDialog(sessions, log), correct: correctDialog(sessions, corrections, log) };
  return {
    dialogs: [dialogs.log, dialogs.correct],
    notices: [],
    compose: (runner) => createSessionsBot({ sessions, log, corrections, dialogs, runner }),
  };
}
