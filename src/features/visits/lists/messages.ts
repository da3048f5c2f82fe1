import { type Button, bold, type Card, join, lines } from '../../../dialogs/card.js';
import { localDate } from '../../../lib/zoned.js';
import { leafing } from '../../../words/pager.js';
import { short } from '../card/messages.js';
import { visitPastTap } from '../past/taps.js';
import { pollListTap } from '../poll/taps.js';
import { visitNewTap } from '../propose/taps.js';
import type { Side } from '../state/rules.js';
import { type Reader, shortWhen } from '../visit/messages.js';
import { visitTap } from '../visit/taps.js';
import type { ListView } from './rules.js';
import type { Found, Page, Partners } from './service.js';
import type { Entry } from './store.js';
import { visitAgenciesTap, visitFindTap, visitListTap, visitSearchTap } from './taps.js';

function entryButtons(entries: readonly Entry[], reader: Reader): Button[][] {
  const { t } = reader;
  return entries.map(({ id, startsAt, state, agencyName }) => [
    {
      label: `${t(`visit-mark-${state}`)} ${shortWhen(startsAt, reader)} · ${short(agencyName)}`,
      data: visitTap.data({ button: 'open', id, version: 0 }),
    },
  ]);
}

const TABS = {
  unit: [
    ['today', 'week', 'coming'],
    ['mine', 'waiting', 'past'],
  ],
  // All that an agency sees is its own.
  agency: [
    ['today', 'week', 'coming'],
    ['waiting', 'past'],
  ],
} as const satisfies Record<Side, readonly (readonly ListView[])[]>;

/** The list: one part of it, a page at a time, a button for each visit. `proposes`: the side for which they may ask. */
export function listCard(page: Page, proposes: Side | undefined, reader: Reader): Card {
  const { view, entries, more, agencyId = 0, agencyName } = page;
  const { t } = reader;
  const turn = (to: number) => visitListTap.data({ view, page: to, agency: agencyId });
  const tab = (other: ListView): Button => ({
    label: other === view ? `• ${t(`visit-list-${other}`)}` : t(`visit-list-${other}`),
    data: visitListTap.data({ view: other, page: 0, agency: agencyId }),
  });
  const today = entries.filter(({ startsAt }) => isSameDay(startsAt, reader)).length;
  return {
    text: lines(
      join([bold(agencyName ?? t('visit-list-title')), ` · ${t(`visit-list-${view}`)}`]),
      entries.length === 0 && t(`visit-list-empty-${view}`),
      entries.length === 0 && view === 'coming' && proposes && t(`visit-list-begin-${proposes}`),
      view === 'coming' && page.page === 0 && today > 0 && t('visit-list-count-today', { today }),
      entries.length > 0 && t('visit-list-hint'),
    ),
    buttons: [
      ...(proposes
        ? [[{ label: t('visit-new'), data: visitNewTap.data({}), style: 'primary' as const }]]
        : []),
      ...(proposes === 'unit' && view === 'past'
        ? [[{ label: t('visit-past'), data: visitPastTap.data({}) }]]
        : []),
      ...entryButtons(entries, reader),
      leafing(t, { at: page.page, more }, turn),
      ...TABS[proposes === 'agency' ? 'agency' : 'unit'].map((row) => row.map(tab)),
      [
        ...(proposes === 'agency'
          ? []
          : [{ label: t('visit-list-by-agency'), data: visitAgenciesTap.data({ page: 0 }) }]),
        { label: t('visit-find'), data: visitFindTap.data({}) },
        { label: t('poll-list-button'), data: pollListTap.data({}) },
      ],
    ],
  };
}

/** What a search found. */
export function foundCard({ words, page, entries, more }: Found, reader: Reader): Card {
  const { t } = reader;
  const said = words.replaceAll('.', ' ');
  return {
    text: lines(
      bold(t('visit-found-title', { words: said })),
      t(entries.length === 0 ? 'visit-found-none' : 'visit-list-hint'),
    ),
    buttons: [
      ...entryButtons(entries, reader),
      leafing(t, { at: page, more }, (to) => visitSearchTap.data({ words, page: to })),
      [
        { label: t('visit-find-again'), data: visitFindTap.data({}) },
        {
          label: t('visit-list-coming'),
          data: visitListTap.data({ view: 'coming', page: 0, agency: 0 }),
        },
      ],
    ],
  };
}

/** Agencies to choose from, for the visits of one. */
export function agenciesCard({ agencies, page, more }: Partners, reader: Reader): Card {
  const { t } = reader;
  return {
    text: lines(
      bold(t('visit-list-by-agency')),
      t(agencies.length === 0 ? 'visit-no-agencies' : 'visit-ask-list-agency'),
    ),
    buttons: [
      ...agencies.map(({ id, name }): Button[] => [
        { label: name, data: visitListTap.data({ view: 'coming', page: 0, agency: id }) },
      ]),
      leafing(t, { at: page, more }, (to) => visitAgenciesTap.data({ page: to })),
      [
        {
          label: t('visit-list-coming'),
          data: visitListTap.data({ view: 'coming', page: 0, agency: 0 }),
        },
      ],
    ],
  };
}

function isSameDay(at: Date, { now, zone }: Reader): boolean {
  const [a, b] = [localDate(at, zone), localDate(now, zone)];
  return a.year === b.year && a.month === b.month && a.day === b.day;
}
