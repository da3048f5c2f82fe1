import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createCalendarService, type OnDaysChanged } from '../calendar/index.js';
import type { VisitSection } from './card/rules.js';
import { timeDialogs } from './change/dialog.js';
import { findDialog } from './lists/dialog.js';
import { correctionDialog } from './minutes/dialog.js';
import { minutesNotices } from './minutes/notices.js';
import { visitNotices } from './news/notices.js';
import { outcomeDialog } from './outcome/dialog.js';
import { newVisitDialog } from './propose/dialog.js';
import { reasonDialogs } from './reasons/dialog.js';
import { createVisitsBot, type VisitDialogs } from './visit/bot.js';
import { createVisitsService } from './visit/service.js';

/** Visits between the unit and its partners, from the first question to how it went. */
export function createVisitsFeature(
  deps: FeatureDeps & { readonly onDaysChanged: OnDaysChanged; readonly sections: readonly VisitSection[] },
): Feature {
  const { db, wake, onDaysChanged, sections } = deps;
  const visits = createVisitsService({ db, sections });
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
