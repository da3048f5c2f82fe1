import { Composer } from 'grammy';
import type { BotContext } from '../../bot/context.js';
import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createProgrammesBot } from './bot.js';
import { createParticipantsBot } from './bot-participants.js';
import { programmeDialogs } from './dialog.js';
import { findDialog } from './dialog-find.js';
import { createProgrammesService } from './service.js';
import { createParticipantsService } from './service-participants.js';

/** Programmes, the participants, and who is enrolled in what. */
export function createProgrammesFeature(deps: Pick<FeatureDeps, 'db'>): Feature {
  const programmes = createProgrammesService(deps);
  const participants = createParticipantsService(deps);
  const dialogs = programmeDialogs(programmes);
  const find = findDialog(participants);
  return {
    dialogs: [dialogs.add, dialogs.edit, find],
    notices: [],
    compose: (runner) => {
      const bot = new Composer<BotContext>();
      bot.use(createProgrammesBot({ programmes, dialogs, runner }));
      bot.use(createParticipantsBot({ participants, programmes, find, runner }));
      return bot;
    },
  };
}
