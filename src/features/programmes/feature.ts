import { Composer } from 'grammy';
import type { BotContext } from '../../bot/context.js';
import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createProgrammesBot } from './bot.js';
import { createLifeBot } from './bot-life.js';
import { createParticipantsBot } from './bot-participants.js';
import { createSeatsBot } from './bot-seats.js';
import { programmeDialogs } from './dialog.js';
import { enrolManyDialog } from './dialog-enrol.js';
import { findDialog } from './dialog-find.js';
import { lifeDialogs } from './dialog-life.js';
import { programmeNotices } from './notices.js';
import { createProgrammesService } from './service.js';
import { createDepartureService } from './service-departure.js';
import { createEnrolManyService } from './service-enrol-many.js';
import { createLifeService } from './service-life.js';
import { createSeatsService } from './service-offers.js';
import { createParticipantsService } from './service-participants.js';
import { sweepSeats } from './service-seats.js';
import { sweepStarts } from './service-step.js';

/** Programmes from draft to end, the participants, who is enrolled in what, and who is next. */
export function createProgrammesFeature(deps: Pick<FeatureDeps, 'db' | 'wake'>): Feature {
  const { db, wake } = deps;
  const programmes = createProgrammesService(deps);
  const participants = createParticipantsService(deps);
  const life = createLifeService(deps);
  const seats = createSeatsService(deps);
  const departure = createDepartureService(deps);
  const dialogs = programmeDialogs(programmes, wake);
  const ends = lifeDialogs(life, programmes, wake);
  const find = findDialog(participants);
  const enrolMany = enrolManyDialog(createEnrolManyService());
  return {
    dialogs: [...Object.values(dialogs), ...Object.values(ends), find, enrolMany],
    notices: programmeNotices(seats),
    compose: (runner) => {
      const bot = new Composer<BotContext>();
      bot.use(createProgrammesBot({ programmes, dialogs, runner }));
      bot.use(createLifeBot({ life, programmes, dialogs: ends, runner, wake }));
      bot.use(createSeatsBot({ seats, wake }));
      bot.use(
        createParticipantsBot({ participants, programmes, departure, seats, find, enrolMany, runner, wake }),
      );
      return bot;
    },
    sweep: async (now) => {
      await sweepStarts(db, now);
      await sweepSeats(db, now);
    },
  };
}
