import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createCalendarBot } from './bot.js';
import { calendarDialogs } from './dialog.js';
import type { OnDaysChanged } from './service.js';

/** Holidays of years that the program doesn't know, and closed days, by message or file. Asked before visits and rosters. */
export function createCalendarFeature(
  deps: Pick<FeatureDeps, 'db' | 'download'> & { readonly onDaysChanged: OnDaysChanged },
): Feature {
  const dialogs = calendarDialogs(deps.db, deps.onDaysChanged);
  return {
    dialogs: Object.values(dialogs),
    notices: [],
    compose: (runner) => createCalendarBot({ ...deps, dialogs, runner }),
  };
}
