import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { Router } from '../../bot/routing/router.js';
import { createCalendarService, type OnDaysChanged } from '../calendar/index.js';
import type { ShowKept } from '../evidence/index.js';
import type { Outside } from './card/rules.js';
import { timeDialog } from './change/dialog.js';
import { registerClosedDays } from './closing/bot.js';
import { editDialog } from './edit/dialog.js';
import { takeEvidence } from './evidence/bot.js';
import { attachDialog } from './evidence/dialog.js';
import { registerLists } from './lists/bot.js';
import { findDialog } from './lists/dialog.js';
import { registerMinutes } from './minutes/bot.js';
import { correctionDialog, notesDialog } from './minutes/dialog.js';
import { minutesNotices } from './minutes/notices.js';
import { visitNotices } from './news/notices.js';
import { outcomeDialog } from './outcome/dialog.js';
import { pastVisitDialog } from './past/dialog.js';
import { registerPolls } from './poll/bot.js';
import { newPollDialog } from './poll/dialog.js';
import { createPollService } from './poll/service.js';
import { pollNotices } from './pollnews/notices.js';
import { registerProposals } from './propose/bot.js';
import { newVisitDialog } from './propose/dialog.js';
import { sayings } from './propose/phrases.js';
import { catchUp } from './reached/service.js';
import { reasonDialogs } from './reasons/dialog.js';
import { relayedDialog } from './relayed/dialog.js';
import { registerSaid } from './said/bot.js';
import { relayTicksDialog } from './ticks/dialog.js';
import { registerVisits, type VisitDialogs } from './visit/bot.js';
import { createVisitsService } from './visit/service.js';

/** Visits between the unit and its partners, from the first question to how it went. */
export function createVisitsFeature({
  db,
  wake,
  onDaysChanged,
  showKept,
  ...outside
}: FeatureDeps &
  Outside & {
    readonly showKept: ShowKept;
    readonly onDaysChanged: OnDaysChanged;
  }): Feature {
  const visits = createVisitsService({ db, ...outside });
  const polls = createPollService(db);
  const calendar = createCalendarService({ db, onDaysChanged });
  const dialogs: VisitDialogs = {
    create: newVisitDialog(visits, wake),
    time: timeDialog(visits, wake),
    edit: editDialog(visits, wake),
    ...reasonDialogs(visits, wake),
    notes: notesDialog(visits, wake),
    correct: correctionDialog(visits, wake),
    relayed: relayedDialog(visits, wake),
    fix: outcomeDialog(visits, wake),
    find: findDialog(visits),
    attach: attachDialog(visits),
    past: pastVisitDialog(visits),
  };
  const pollDialogs = {
    create: newPollDialog(visits, polls, wake),
    relay: relayTicksDialog(polls, wake),
  };
  return {
    sayings,
    dialogs: [...Object.values(dialogs), ...Object.values(pollDialogs)],
    notices: [...visitNotices(visits), ...minutesNotices(visits), ...pollNotices(polls)],
    reached: catchUp,
    compose: (runner) => {
      const bot = new Router();
      const deps = { visits, dialogs, runner, wake, showKept };
      const lists = registerLists(bot, visits, (ctx) =>
        runner.open(ctx, dialogs.find, {}, { where: 'here' }),
      );
      const choices = registerPolls(bot, { db, visits, polls, pollDialogs, runner, wake });
      registerProposals(bot, deps, [lists, registerClosedDays(bot, calendar), choices]);
      registerVisits(bot, deps);
      registerMinutes(bot, deps);
      runner.replies.on('message', takeEvidence(deps));
      registerSaid(bot, deps);
      return bot;
    },
  };
}
