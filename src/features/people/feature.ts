import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { Router } from '../../bot/routing/router.js';
import { actingDialog } from './acting/dialog.js';
import { createPeopleBot } from './bot.js';
import { createEndingBot } from './ending/bot.js';
import type { Around } from './ending/rules.js';
import { createEndingService, endExpired, settleConfigured } from './ending/service.js';
import { createHandoverBot } from './handover/bot.js';
import { createInvitationsBot } from './invitations/bot.js';
import { createInvitationsService } from './invitations/service.js';
import { peopleNotices } from './notices.js';
import { sayings } from './phrases.js';
import { createAccessService } from './requests/service.js';
import { createRollBot } from './roll/bot.js';
import { createRollService } from './roll/service.js';
import type { AgencyIn, ListAgencies, WithBackups } from './rules.js';
import type { PeopleService } from './service.js';
import { settleActing } from './succession/service.js';
import { createUnitsBot } from './units/bot.js';
import { addUnitDialog, hoursDialog } from './units/dialog.js';
import { createUnitsService } from './units/service.js';

/** Posts, invitations, requests for access, and each person's settings. */
export function createPeopleFeature(
  deps: FeatureDeps &
    WithBackups &
    Around & {
      readonly people: PeopleService;
      readonly agencies: ListAgencies;
      readonly agencyIn: AgencyIn;
      /** What invitations' codes are derived from. */
      readonly secret: string;
      /** Whom HEAD_TELEGRAM_IDS names: who may add units. */
      readonly owners: readonly bigint[];
    },
): Feature {
  const { db, wake, botUsername } = deps;
  const access = createAccessService(deps);
  const invitations = createInvitationsService(deps);
  const endings = createEndingService(deps);
  const roll = createRollService(deps);
  const acting = actingDialog(invitations, botUsername);
  const units = createUnitsService(deps);
  const unitDialogs = { add: addUnitDialog(units, botUsername), hours: hoursDialog(units) };
  return {
    sayings,
    dialogs: [acting, unitDialogs.add, unitDialogs.hours],
    notices: peopleNotices,
    compose: (runner) => {
      const bot = new Router();
      bot.use(createPeopleBot({ ...deps, access, invitations }));
      bot.use(createInvitationsBot({ ...deps, invitations }, { acting, runner }));
      bot.use(createEndingBot({ db, endings, wake }));
      bot.use(createHandoverBot(deps));
      bot.use(createUnitsBot({ db, units, dialogs: unitDialogs, runner, botUsername }));
      bot.use(createRollBot({ roll, invitations, wake }));
      return bot;
    },
    sweep: async (now) => {
      const ended = (await endExpired(deps, now)) + (await settleActing(deps, now));
      if (ended + (await settleConfigured(deps, now)) > 0) wake();
    },
  };
}
