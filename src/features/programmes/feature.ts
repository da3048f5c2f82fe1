import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { Router } from '../../bot/routing/router.js';
import { forEachAlone } from '../../lib/each.js';
import type { Months } from '../months/index.js';
import { datedDialog } from './dated/dialog.js';
import { createDatedService } from './dated/service.js';
import { createDepartureService } from './departure/service.js';
import { enrolManyDialog } from './enrol/dialog.js';
import { createLifeBot } from './life/bot.js';
import { lifeDialogs } from './life/dialog.js';
import { createLifeService } from './life/service.js';
import { createMergeBot } from './merge/bot.js';
import { mergeDialogs } from './merge/dialog.js';
import { createMergeService } from './merge/service.js';
import { programmeNotices } from './notices.js';
import { createSeatsService } from './offers/service.js';
import { createParticipantsBot } from './people/bot.js';
import { findDialog } from './people/dialog.js';
import type { PersonSection } from './people/messages.js';
import { createParticipantsService } from './people/service.js';
import { sayings } from './phrases.js';
import { createProgrammesBot } from './programme/bot.js';
import { programmeDialogs } from './programme/dialog.js';
import { createProgrammesService } from './programme/service.js';
import { createSeatsBot } from './seats/bot.js';
import { sweepSeats } from './seats/service.js';
import { sweepStarts, type Timetable } from './step/service.js';

/** Programmes from draft to end, the participants, who is enrolled in what, and who is next. */
export function createProgrammesFeature(
  deps: Pick<FeatureDeps, 'db' | 'wake'> & {
    readonly timetable: Timetable;
    readonly months: Months;
    readonly section: PersonSection;
  },
): Feature {
  const { db, timetable, wake, section } = deps;
  const programmes = createProgrammesService(deps);
  const participants = createParticipantsService(deps);
  const life = createLifeService(deps);
  const seats = createSeatsService(deps);
  const departure = createDepartureService(deps);
  const dialogs = programmeDialogs(programmes, timetable, wake);
  const ends = lifeDialogs(life, programmes, timetable, wake);
  const find = findDialog(participants, section);
  const enrolMany = enrolManyDialog(deps);
  const dated = datedDialog(createDatedService(deps), participants, wake);
  const merges = createMergeService(deps);
  const merging = mergeDialogs(merges, participants);
  return {
    sayings,
    dialogs: [
      ...Object.values(dialogs),
      ...Object.values(ends),
      ...Object.values(merging),
      find,
      enrolMany,
      dated,
    ],
    notices: programmeNotices(seats),
    compose: (runner) => {
      const bot = new Router();
      bot.use(createProgrammesBot({ programmes, timetable, dialogs, runner }));
      bot.use(createLifeBot({ life, programmes, timetable, dialogs: ends, runner, wake }));
      bot.use(createSeatsBot({ seats, wake }));
      bot.use(
        createParticipantsBot({
          participants,
          programmes,
          departure,
          seats,
          find,
          enrolMany,
          dated,
          runner,
          wake,
          section,
        }),
      );
      bot.use(createMergeBot({ merges, participants, dialogs: merging, runner, wake }));
      return bot;
    },
    sweep: (now) => forEachAlone([sweepStarts, sweepSeats], (sweep) => sweep(db, now)),
  };
}
