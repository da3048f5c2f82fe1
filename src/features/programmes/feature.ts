import { Composer } from 'grammy';
import type { BotContext } from '../../bot/context.js';
import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createProgrammesBot } from './bot.js';
import { createParticipantsBot } from './bot-participants.js';
import { programmeDialogs } from './dialog.js';
import { enrolManyDialog } from './dialog-enrol.js';
import { findDialog } from './dialog-find.js';
import { createProgrammesService } from './service.js';
import { createDepartureService } from './service-departure.js';
import { createEnrolManyService } from './service-enrol-many.js';
import { createParticipantsService } from './service-participants.js';

/** Programmes, the participants, and who is enrolled in what. */
export function createProgrammesFeature(deps: Pick<FeatureDeps, 'db'>): Feature {
  const programmes = createProgrammesService(deps);
  const participants = createParticipantsService(deps);
  const dialogs = programmeDialogs(programmes);
  const departure = createDepartureService(deps);
  const find = findDialog(participants);
  const enrolMany = enrolManyDialog(createEnrolManyService());
  return {
    dialogs: [dialogs.add, dialogs.edit, find, enrolMany],
    notices: [],
    compose: (runner) => {
      const bot = new Composer<BotContext>();
      bot.use(createProgrammesBot({ programmes, dialogs, runner }));
      bot.use(createParticipantsBot({ participants, programmes, departure, find, enrolMany, runner }));
      return bot;
    },
  };
}
