import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, type Card, lines } from '../../../dialogs/card.js';
import { textField } from '../../../dialogs/fields/text.js';
import { visitCard } from '../card/messages.js';
import { clashHead, pollCard } from '../poll/messages.js';
import type { SeenPoll } from '../poll/rules.js';
import type { PollService } from '../poll/service.js';
import { REASON_MAX } from '../reasons/rules.js';
import { readerOf, shortWhen } from '../visit/messages.js';
import type { VisitsService } from '../visit/service.js';
import { type Chosen, choose } from './service.js';

type Values = {
  readonly poll: number;
  readonly version: number;
  /** The time's number. */
  readonly time: number;
  readonly override: string;
};

type Data = { readonly seen: SeenPoll | undefined };

/** Why a head takes one of the times against what speaks against it. */
export function chooseDialog(visits: VisitsService, polls: PollService, wake: () => void): Dialog {
  return defineDialog<Values, Data, { readonly poll: number; readonly chosen: Chosen }>({
    name: 'poll.choose',
    form: {
      fields: {
        override: textField<Values, Data>({
          question: (scene) => {
            const { data, values, now, t } = scene;
            const reader = readerOf(scene);
            const at = data.seen?.poll.times.findIndex(({ id }) => id === values.time) ?? -1;
            const startsAt = data.seen?.poll.times[at]?.startsAt ?? now;
            const why = data.seen && clashHead(data.seen, at, reader);
            return lines(`🗓 ${shortWhen(startsAt, reader)}`, why, '', t('visit-ask-override')).toString();
          },
          set: (override) => ({ override }),
          max: REASON_MAX,
        }),
      },
      title: ({ t }) => t('visit-keep-time'),
      preview: ({ t, values }) => lines(bold(t('visit-check')), values.override),
      submit: ({ t }) => t('visit-save'),
      direct: true,
    },
    load: async ({ actor, now }, { poll }, _at, known) => ({
      seen: known?.seen ?? (poll === undefined ? undefined : await polls.seen(actor, poll, now)),
    }),
    commit: async (tx, { actor, now }, { poll, version, time, override }) => {
      const wish = { timeId: time, override };
      return { done: { poll, chosen: await choose(tx, actor, { id: poll, version }, wish, now) } };
    },
    finished: async (context, { poll, chosen }): Promise<Card> => {
      wake();
      const { actor, now, t } = context;
      const reader = readerOf(context);
      const shown = chosen.ok ? await visits.find(actor, chosen.visitId, now) : undefined;
      if (shown) return visitCard(shown, reader);
      const seen = await polls.seen(actor, poll, now);
      return seen
        ? pollCard(seen, reader, t('visit-changed-meanwhile'))
        : { text: t('refused-other-agency') };
    },
    after: async ({ actor, now }, { chosen }, messageId) =>
      chosen.ok ? visits.rememberCard(actor, chosen.visitId, messageId, now) : undefined,
  });
}
