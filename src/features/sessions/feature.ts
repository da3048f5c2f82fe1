import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { forEachAlone } from '../../lib/each.js';
import type { ShowKept } from '../evidence/index.js';
import type { Months } from '../months/index.js';
import { rosterOn, type Timetable } from '../programmes/index.js';
import { createSessionsBot } from './bot.js';
import { correctDialog } from './correct/dialog.js';
import { createSessionCorrections } from './correct/service.js';
import { createSessionEvidence } from './evidence/service.js';
import { logDialog } from './log/dialog.js';
import { createSessionLog, type OnRecorded } from './log/service.js';
import { monthDialogs } from './months/dialog.js';
import { createMonthsService } from './months/service.js';
import { whenDialog } from './move/dialog.js';
import { sessionNotices } from './notices.js';
import { createSheetsService } from './paper/service.js';
import { sayings } from './phrases.js';
import { planDialogs } from './plan/dialog.js';
import { createPlanService } from './plan/service.js';
import { copySlots } from './plan/store.js';
import { recapDialog } from './recap/dialog.js';
import { createRecapService } from './recap/service.js';
import { planReminders } from './remind/service.js';
import { createSessionsService } from './session/service.js';
import { settleTimetable, settleTimetables } from './settle/service.js';
import { printPickTap, timetableTap } from './taps.js';
import { timetableDialog } from './timetable/dialog.js';
import { createTimetableService } from './timetable/service.js';
import { ratesOf } from './totals/store.js';

/** What programmes ask of the timetable. */
export const timetable: Timetable = {
  settle: settleTimetable,
  copy: copySlots,
  rates: ratesOf,
  openData: (programme) => timetableTap.data({ programme }),
  printData: (programme) => printPickTap.data({ programme }),
};

/** The session log: what was held, who was there, and what was corrected. */
export function createSessionsFeature(
  deps: Pick<FeatureDeps, 'db' | 'wake' | 'download'> & {
    readonly onRecorded: OnRecorded;
    readonly months: Months;
    readonly showKept: ShowKept;
  },
): Feature {
  const { db, wake, download, onRecorded, showKept: show } = deps;
  const closings = deps.months;
  const sessions = createSessionsService({ db });
  const log = createSessionLog({ db, months: closings, onRecorded });
  const corrections = createSessionCorrections({ db, months: closings, rosterOn, onRecorded });
  const times = createTimetableService({ db });
  const plan = createPlanService({ db, months: closings });
  const evidence = createSessionEvidence({ db, corrections });
  const sheets = createSheetsService({ db, rosterOn });
  const months = createMonthsService({ db, closings });
  const monthForms = monthDialogs(months);
  const dialogs = {
    log: logDialog(sessions, log, evidence),
    correct: correctDialog(sessions, corrections, log),
    timetable: timetableDialog(times, wake),
    ...planDialogs(sessions, plan, wake),
    when: whenDialog(sessions, plan, wake),
    closeMonth: monthForms.close,
    openMonth: monthForms.open,
    recap: recapDialog(sessions, log, createRecapService({ db })),
  };
  return {
    sayings,
    dialogs: Object.values(dialogs),
    notices: sessionNotices,
    compose: (runner) =>
      createSessionsBot({
        db,
        download,
        sessions,
        log,
        evidence,
        showKept: show,
        sheets,
        months,
        timetable: times,
        plan,
        dialogs,
        runner,
        wake,
      }),
    sweep: (now) => forEachAlone([settleTimetables, planReminders], (sweep) => sweep(db, now)),
  };
}
