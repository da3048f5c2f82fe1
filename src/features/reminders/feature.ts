import type { Feature, FeatureDeps } from '../../bot/feature.js';
import type { Notices } from '../../delivery/notice.js';
import { createRemindersBot } from './bot.js';
import { reminderDialogs } from './dialog.js';
import { createRemindersService } from './service.js';

/** How each person wants to be reminded. */
export function createRemindersFeature(
  deps: Pick<FeatureDeps, 'db' | 'wake'> & { readonly notices: () => Notices },
): Feature {
  const reminders = createRemindersService(deps);
  const dialogs = reminderDialogs(reminders);
  return {
    dialogs: Object.values(dialogs),
    notices: [],
    compose: (runner) => createRemindersBot({ reminders, dialogs, runner, wake: deps.wake }),
  };
}
