import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { instants } from '../../../dialogs/fields/when.js';
import { visitCard } from '../card/messages.js';
import { type Data, type NewVisit, visitForm } from '../propose/dialog.js';
import { noCalendar } from '../slots/service.js';
import { readerOf } from '../visit/messages.js';
import type { VisitsService } from '../visit/service.js';

/** The form for a visit that has taken place; its message becomes the card, from which its notes are written. */
export function pastVisitDialog(visits: VisitsService): Dialog {
  return defineDialog<NewVisit, Data, { readonly id: number }>({
    name: 'visit.past',
    form: visitForm(true),
    load: async ({ actor, now }, _, __, known) => {
      const [agencies, colleagues] = await Promise.all([
        known?.agencies ?? visits.agencies(actor),
        known?.colleagues ?? visits.colleagues(actor, now),
      ]);
      return { agencies, colleagues, calendar: noCalendar(actor) };
    },
    commit: async (tx, { actor, now, t }, values) => {
      const { agencies: agencyIds, direction, purpose, members: memberIds } = values;
      const span = instants(values, actor.zone);
      const proposal = { agencyIds, direction, purpose, memberIds, ...span };
      const result = await visits.recordPast(tx, actor, proposal, now);
      return result.ok ? { done: { id: result.id } } : { refused: t(`visit-refused-${result.reason}`) };
    },
    finished: async (context, { id }) => {
      const { actor, now } = context;
      const shown = await visits.find(actor, id, now);
      return shown ? visitCard(shown, readerOf(context)) : { text: context.t('refused-other-agency') };
    },
    after: async ({ actor, now }, { id }, messageId) => visits.rememberCard(actor, id, messageId, now),
  });
}
