import { can } from '../../../access/can.js';
import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { textField } from '../../../dialogs/fields/text.js';
import { type PersonSection, participantCard, participantListCard, withSection } from './messages.js';
import type { ParticipantsService } from './service.js';

type Values = { readonly query: string };

/** Asks for a name or a register number, and shows who it is. */
export function findDialog(participants: ParticipantsService, section: PersonSection): Dialog {
  return defineDialog<Values, null, Values>({
    name: 'participant.find',
    form: {
      fields: {
        query: textField<Values, null>({
          question: ({ t }) => t('participant-ask'),
          example: ({ t }) => t('participant-ask-example'),
          set: (query) => ({ query }),
          max: 100,
        }),
      },
      title: ({ t }) => t('participant-find'),
      preview: ({ values }) => values.query ?? '',
      submit: ({ t }) => t('participant-find'),
      direct: true,
    },
    load: async () => null,
    commit: async (_tx, _context, values) => ({ done: values }),
    finished: async ({ actor, t, locale, now }, { query }) => {
      const voice = { t, locale, now, zone: actor.zone };
      const found = await participants.search(actor, query, 0);
      if (!found) return { text: t('refused-post') };
      const [only] = found.people;
      const person = found.total === 1 && only ? await participants.find(actor, only.id) : undefined;
      const mayImport = can(actor, 'participant.import', { unitId: actor.unitId, agencyId: null });
      if (!person) return participantListCard(voice, found, query, mayImport);
      return withSection(participantCard(voice, person), await section(actor, voice, person.id));
    },
  });
}
