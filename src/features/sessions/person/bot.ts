import { can } from '../../../access/can.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import type { Db } from '../../../db/database.js';
import { voiceOf } from '../../../words/voice.js';
import { type PersonSection, participantsBy, participantTap } from '../../programmes/index.js';
import { attendedTap } from '../taps.js';
import { attendanceSection, attendedCard } from './messages.js';
import { attendedBy } from './store.js';

/** What a participant's card says of how they attended. One query. */
export function personSection({ read }: Db): PersonSection {
  return async (actor, voice, participantId) =>
    attendanceSection(voice, participantId, await attendedBy(read, actor.unitId, participantId));
}

/** The sessions of one participant, opened from their card. */
export function createPersonBot({ db: { read } }: { readonly db: Db }): Router {
  const bot = new Router();
  onTap(bot, attendedTap, async (ctx, { participant, page }) => {
    const { actor } = ctx;
    const may = can(actor, 'participant.view', { unitId: actor.unitId, agencyId: null });
    const [person] = may ? await participantsBy(read, actor.unitId, [participant]) : [];
    if (!person) return answerTap(ctx, ctx.t('refused-post'), true);
    const attended = await attendedBy(read, actor.unitId, participant);
    await ctx.show(attendedCard(voiceOf(ctx), person, attended, page, participantTap.data({ participant })));
  });
  return bot;
}
