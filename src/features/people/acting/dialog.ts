import type { PostKind } from '../../../access/actor.js';
import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, lines } from '../../../dialogs/card.js';
import { textField } from '../../../dialogs/fields/text.js';
import { dateField } from '../../../dialogs/fields/when.js';
import type { Scene } from '../../../dialogs/form.js';
import { formatDate, parseIsoDate } from '../../../lib/zoned.js';
import { heldName } from '../ending/messages.js';
import { invitedCard } from '../invitations/messages.js';
import type { InvitationsService, Invited } from '../invitations/service.js';
import { actsUntil, readLetter } from './rules.js';

/** `over`: the post that is acted in, 0 where nobody holds it; what it is called is known when the form is opened. */
type ActingValues = {
  readonly kind: PostKind;
  readonly agencyId: number;
  readonly agency: string;
  readonly over: number;
  readonly holder: string;
  readonly date: string;
  readonly letter: string;
};

type View = Scene<ActingValues, null>;

function postOf({ t, values }: View): string {
  const { kind = 'head', agency = '', holder = '' } = values;
  const actingFor = holder === '' ? null : holder;
  return heldName(t, {
    kind,
    agency: agency === '' ? null : agency,
    acting: actingFor === null ? 'plt' : 'plh',
    actingFor,
  });
}

function dayText({ locale }: View, date: string): string {
  const day = parseIsoDate(date);
  return day ? formatDate(day, locale) : date;
}

function preview(scene: View) {
  const { t, values, now, zone, locale } = scene;
  const letter = readLetter(values.letter ?? '', { now, zone, locale });
  return lines(
    bold(t('acting-title', { post: postOf(scene) })),
    t('acting-until', { until: dayText(scene, values.date ?? '') }),
    letter && t('acting-letter', { number: letter.number, date: dayText(scene, letter.on) }),
    t('acting-ends-by-itself'),
  );
}

const REFUSED = {
  forbidden: 'refused-post',
  taken: 'access-taken',
  gone: 'end-refused-gone',
  configured: 'end-refused-gone',
  'no-agency': 'agency-gone',
} as const;

/** Asks by which letter, and until when, somebody is to act in a post, and makes the link. */
export function actingDialog(invitations: InvitationsService, botUsername: string): Dialog {
  return defineDialog<ActingValues, null, { readonly id: number }, Extract<Invited, { ok: true }>>({
    name: 'people.acting',
    form: {
      fields: {
        date: dateField<ActingValues, null>({
          prefer: 'future',
          minutes: 0,
          question: ({ t }) => t('acting-ask-until'),
          label: ({ t }) => t('acting-label-until'),
        }),
        letter: textField<ActingValues, null>({
          question: ({ t }) => t('acting-ask-letter'),
          example: ({ t }) => t('acting-letter-example'),
          set: (letter) => ({ letter }),
          max: 120,
          label: ({ t }) => t('acting-label-letter'),
          fault: (text, { t, now, zone, locale }) =>
            readLetter(text, { now, zone, locale }) ? undefined : t('acting-letter-wanted'),
        }),
      },
      title: (scene) => bold(scene.t('acting-title', { post: postOf(scene) })),
      preview,
      submit: ({ t }) => t('acting-make'),
    },
    load: async () => null,
    commit: async (tx, { actor, now, t, locale }, { kind, agencyId, over, date, letter }) => {
      const { zone } = actor;
      const endsAt = actsUntil(date, zone, now);
      const cited = readLetter(letter, { now, zone, locale });
      if (!endsAt || !cited) return { refused: t(endsAt ? 'acting-letter-wanted' : 'acting-past') };
      const acting = {
        as: over === 0 ? 'plt' : 'plh',
        endsAt,
        letterNumber: cited.number,
        letterOn: cited.on,
      } as const;
      const seat = { kind, agencyId: agencyId === 0 ? null : agencyId, acting, ...(over !== 0 && { over }) };
      const invited = await invitations.inviteIn(tx, { actor, now }, seat);
      if (!invited.ok) return { refused: t(REFUSED[invited.reason]) };
      return { done: { id: invited.id }, atHand: invited };
    },
    finished: async ({ actor, t, locale }, _outcome, invited) =>
      // The code is nowhere kept: a redelivered update can't show it again.
      invited
        ? invitedCard({ t, locale, zone: actor.zone }, invited, botUsername)
        : { text: t('acting-made-before') },
  });
}
