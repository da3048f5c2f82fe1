import { type Button, bold, type Card, lines } from '../../dialogs/card.js';
import { pageOf, pager } from '../../words/pager.js';
import type { Translate } from '../../words/translate.js';
import type { Voice } from '../../words/voice.js';
import { heldName, inviteTap, type Member, memberTap, presence } from '../people/index.js';
import type { AgencyDetail } from './service.js';
import type { AgencySummary } from './store.js';
import { agencyEditTap, agencyNewTap, agencyPageTap, agencyTap } from './taps.js';

const PER_PAGE = 8;

export function agencyListCard(
  t: Translate,
  all: readonly AgencySummary[],
  page: number,
  mayAdd: boolean,
): Card {
  const add: Button[] = mayAdd
    ? [{ label: t('agency-add'), data: agencyNewTap.data({}), style: 'primary' }]
    : [];
  if (all.length === 0) return { text: lines(bold(t('agency-title')), t('agency-none')), buttons: [add] };
  const list = pageOf(all, page, PER_PAGE);
  const turn = (to: number) => agencyPageTap.data({ page: to });
  return {
    text: lines(
      bold(t('agency-title')),
      t('agency-count', { total: all.length }),
      t(mayAdd ? 'agency-choose-invite' : 'agency-choose'),
    ),
    buttons: [
      ...list.shown.map(({ id, name }) => [{ label: name, data: agencyTap.data({ agency: id }) }]),
      pager(t, list, turn),
      add,
    ],
  };
}

function contactLine({ name, posts, ...seen }: Member, voice: Voice): string {
  const { t } = voice;
  const post = posts.map((one) => heldName(t, one)).join(', ');
  return t('agency-contact', { name, post, presence: presence(seen, voice) });
}

export function agencyCard(agency: AgencyDetail, voice: Voice, head?: string): Card {
  const { t } = voice;
  const { id, contacts } = agency;
  const invite = (kind: 'agencyHead' | 'agencyContact') => ({
    label: t(`invite-${kind}`),
    data: inviteTap.data({ kind, agency: id }),
  });
  return {
    text: lines(
      head && bold(head),
      bold(`🏢 ${agency.name}`),
      agency.address ? `📍 ${agency.address}` : undefined,
      t('agency-programmes', { programmes: agency.programmes }),
      contacts.length === 0
        ? t('agency-no-contact')
        : lines(...contacts.map((contact) => contactLine(contact, voice))),
    ),
    buttons: [
      ...(agency.mayEnd
        ? contacts.map(({ personId, name }) => [
            { label: `👤 ${name}`, data: memberTap.data({ person: personId }) },
          ])
        : []),
      agency.mayInvite ? [invite('agencyHead'), invite('agencyContact')] : [],
      [
        ...(agency.mayEdit ? [{ label: t('agency-edit'), data: agencyEditTap.data({ agency: id }) }] : []),
        { label: t('agency-all'), data: agencyPageTap.data({ page: 0 }) },
      ],
    ],
  };
}
