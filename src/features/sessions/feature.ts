import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { rosterOn } from '../programmes/index.js';
import { createSessionsBot } from './bot.js';
import { logDialog } from './dialog.js';
import { planDialogs } from './dialog-cancel.js';
import { correctDialog } from './dialog-correct.js';
import { monthDialog } from './dialog-month.js';
import { timetableDialog } from './dialog-timetable.js';
import { whenDialog } from './dialog-when.js';
import { sessionNotices } from './notices.js';
import { createSessionsService } from './service.js';
import { createSessionEvidence } from './service-attach.js';
import { createMonthsService } from './service-closing.js';
import { createSessionCorrections } from './service-correct.js';
import { createSessionLog, type OnRecorded } from './service-log.js';
import { createPlanService } from './service-plan.js';
import { planReminders } from './service-remind.js';
import { settleTimetables } from './service-settle.js';
import { createSheetsService } from './service-sheet.js';
import { createTimetableService } from './service-timetable.js';

/** The session log: what was held, who was there, and what was corrected. */
export function createSessionsFeature(
  deps: Pick<FeatureDeps, 'db' | 'wake'> & { readonly onRecorded: OnRecorded },
): Feature {
  const { db, wake, onRecorded } = deps;
  const sessions = createSessionsService({ db });
  const log = createSessionLog({ db, rosterOn, onRecorded });
  const corrections = createSessionCorrections({ db, rosterOn, onRecorded });
  const timetable = createTimetableService({ db });
  const plan = createPlanService({ db });
  const evidence = createSessionEvidence({ db, corrections });
  const sheets = createSheetsService({ db, rosterOn });
  const months = createMonthsService({ db });
  const dialogs = {
    log: logDialog(sessions, log, evidence),
    correct: correctDialog(sessions, corrections, log),
    timetable: timetableDialog(timetable, wake),
    ...planDialogs(sessions, plan, wake),
    when: whenDialog(sessions, plan, wake),
    month: monthDialog(months),
  };
  return {
    dialogs: Object.values(dialogs),
    notices: sessionNotices,
    compose: (runner) =>
      createSessionsBot({
        ...{ sessions, log, evidence, sheets, months, timetable, plan, dialogs, runner, wake },
      }),
    sweep: async (now) => {
      await settleTimetables(db, now);
      await planReminders(db, now);
    },
  };
}
