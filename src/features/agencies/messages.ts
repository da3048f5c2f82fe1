import { type Button, bold, type Card, lines } from '../../dialogs/card.js';
import type { Translate } from '../../words/translate.js';
import { inviteTap } from '../people/index.js';
import type { AgencyDetail, AgencySummary } from './service.js';
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
  const pages = Math.ceil(all.length / PER_PAGE);
  const at = Math.min(page, pages - 1);
  const turn = (to: number) => agencyPageTap.data({ page: to });
  return {
    text: lines(
      bold(t('agency-title')),
      t('agency-count', { total: all.length }),
      t(mayAdd ? 'agency-choose-invite' : 'agency-choose'),
    ),
    buttons: [
      ...all
        .slice(at * PER_PAGE, (at + 1) * PER_PAGE)
        .map(({ id, name }) => [{ label: name, data: agencyTap.data({ agency: id }) }]),
      [
        ...(at > 0 ? [{ label: t('page-previous'), data: turn(at - 1) }] : []),
        ...(at < pages - 1 ? [{ label: t('page-next', { page: at + 2, pages }), data: turn(at + 1) }] : []),
      ],
      add,
    ].filter((row) => row.length > 0),
  };
}

export function agencyCard(t: Translate, agency: AgencyDetail, head?: string): Card {
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
        : lines(
            ...contacts.map(({ name, kind, unreachable }) =>
              t(unreachable ? 'agency-contact-unreachable' : 'agency-contact', {
                name,
                post: t(`post-${kind}`),
              }),
            ),
          ),
    ),
    buttons: [
      agency.mayInvite ? [invite('agencyHead'), invite('agencyContact')] : [],
      [
        ...(agency.mayEdit ? [{ label: t('agency-edit'), data: agencyEditTap.data({ agency: id }) }] : []),
        { label: t('agency-all'), data: agencyPageTap.data({ page: 0 }) },
      ],
    ].filter((row) => row.length > 0),
  };
}
