import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createCalendarService, type OnDaysChanged } from '../calendar/index.js';
import { createVisitsBot, type VisitDialogs } from './bot.js';
import { timeDialogs } from './dialog-change.js';
import { findDialog } from './dialog-find.js';
import { correctionDialog } from './dialog-minutes.js';
import { newVisitDialog } from './dialog-new.js';
import { outcomeDialog } from './dialog-outcome.js';
import { reasonDialogs } from './dialog-reason.js';
import { visitNotices } from './notices.js';
import { minutesNotices } from './notices-minutes.js';
import { createVisitsService } from './service.js';

/** Visits between the unit and its partners, from the first question to how it went. */
export function createVisitsFeature(deps: FeatureDeps & { readonly onDaysChanged: OnDaysChanged }): Feature {
  const { db, wake, onDaysChanged } = deps;
  const visits = createVisitsService({ db });
  const calendar = createCalendarService({ db, onDaysChanged });
  const dialogs: VisitDialogs = {
    create: newVisitDialog(visits, wake),
    ...timeDialogs(visits, wake),
    ...reasonDialogs(visits, wake),
    correct: correctionDialog(visits, wake),
    fix: outcomeDialog(visits, wake),
    find: findDialog(visits),
  };
  return {
    dialogs: Object.values(dialogs),
    notices: [...visitNotices(visits), ...minutesNotices(visits)],
    compose: (runner) => createVisitsBot({ visits, calendar, dialogs, runner, wake }),
  };
}
