import type { Feature, FeatureDeps } from '../../bot/feature.js';
import type { Notices } from '../../delivery/notice.js';
import { planAgendas } from './agenda/service.js';
import { createRemindersBot } from './bot.js';
import { reminderDialogs } from './dialog.js';
import { laterDialog } from './later/dialog.js';
import { reminderNotices } from './notices.js';
import { createRemindersService } from './service.js';

/** How each person wants to be reminded, and the agenda of a working day. */
export function createRemindersFeature(
  deps: Pick<FeatureDeps, 'db' | 'wake'> & { readonly notices: () => Notices },
): Feature {
  const reminders = createRemindersService(deps);
  const dialogs = { ...reminderDialogs(reminders), later: laterDialog(reminders) };
  return {
    dialogs: Object.values(dialogs),
    notices: reminderNotices,
    compose: (runner) => createRemindersBot({ reminders, dialogs, runner, wake: deps.wake }),
    sweep: (now) => planAgendas(deps.db, now),
  };
}
