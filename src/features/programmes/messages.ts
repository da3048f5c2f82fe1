import { type Button, bold, type Card, italic, lines } from '../../dialogs/card.js';
import type { Locale, Translate } from '../../lib/i18n.js';
import { formatNumber } from '../../lib/numbers.js';
import type { ProgrammeDetail } from './service.js';
import type { ProgrammeSummary } from './store.js';
import * as taps from './taps.js';

const PER_PAGE = 8;

/** In whose language a card is written. */
export type Reading = { readonly t: Translate; readonly locale: Locale };

/** `terdaftar 14/20 kursi · tunggu 2`. */
export function seatsText(
  { t, locale }: Reading,
  programme: Pick<ProgrammeSummary, 'enrolled' | 'seats' | 'waiting'>,
): string {
  const enrolled = formatNumber(programme.enrolled, locale);
  const taken =
    programme.seats === null
      ? t('programme-enrolled', { enrolled })
      : t('programme-enrolled-of', { enrolled, seats: formatNumber(programme.seats, locale) });
  return programme.waiting === 0
    ? taken
    : `${taken} · ${t('programme-waiting', { waiting: programme.waiting })}`;
}

/** The two buttons that turn a list's pages, where there are several. */
export function pager(t: Translate, page: number, pages: number, turn: (to: number) => string): Button[] {
  return [
    ...(page > 0 ? [{ label: t('page-previous'), data: turn(page - 1) }] : []),
    ...(page < pages - 1 ? [{ label: t('page-next', { page: page + 2, pages }), data: turn(page + 1) }] : []),
  ];
}

export function programmeListCard(
  reading: Reading,
  all: readonly ProgrammeSummary[],
  page: number,
  mayAdd: boolean,
): Card {
  const { t } = reading;
  const add: Button[] = mayAdd
    ? [{ label: t('programme-add'), data: taps.programmeNewTap.data({}), style: 'primary' }]
    : [];
  if (all.length === 0) {
    return {
      text: lines(bold(t('programme-title')), t(mayAdd ? 'programme-none' : 'programme-none-yours')),
      buttons: [add],
    };
  }
  const pages = Math.ceil(all.length / PER_PAGE);
  const at = Math.min(page, pages - 1);
  const shown = all.slice(at * PER_PAGE, (at + 1) * PER_PAGE);
  return {
    text: lines(
      bold(t('programme-title')),
      italic(t('programme-definition')),
      ...shown.map((one) =>
        lines(
          '',
          bold(one.name),
          `${t(`programme-kind-${one.kind}`)} · ${one.agency?.name ?? t('programme-own')}`,
          seatsText(reading, one),
        ),
      ),
    ),
    buttons: [
      ...shown.map((one): Button[] => [
        { label: one.name, data: taps.programmeTap.data({ programme: one.id }) },
      ]),
      pager(t, at, pages, (to) => taps.programmePageTap.data({ page: to })),
      add,
    ].filter((row) => row.length > 0),
  };
}

export function programmeCard(reading: Reading, programme: ProgrammeDetail, head?: string): Card {
  const { t } = reading;
  const { id, version } = programme;
  return {
    text: lines(
      head && bold(head),
      bold(`📘 ${programme.name}`),
      `🏷 ${t(`programme-kind-${programme.kind}`)}`,
      `🏢 ${programme.agency?.name ?? t('programme-own')}`,
      `👥 ${seatsText(reading, programme)}`,
      programme.trainer ? `🧑‍🏫 ${programme.trainer}` : undefined,
      programme.agency !== null &&
        t(programme.namesShown ? 'programme-names-shown' : 'programme-names-hidden'),
    ),
    buttons: [
      programme.mayViewPeople
        ? [{ label: t('programme-people'), data: taps.programmePeopleTap.data({ programme: id, page: 0 }) }]
        : [],
      programme.mayShowNames
        ? [
            {
              label: t(programme.namesShown ? 'programme-hide-names' : 'programme-show-names'),
              data: taps.namesTap.data({ programme: id, version }),
            },
          ]
        : [],
      [
        ...(programme.mayEdit
          ? [{ label: t('programme-edit'), data: taps.programmeEditTap.data({ programme: id }) }]
          : []),
        { label: t('programme-all'), data: taps.programmePageTap.data({ page: 0 }) },
      ],
    ].filter((row) => row.length > 0),
  };
}

/** Somebody wanted to create a programme that is there already. */
export function programmeExistsCard(
  t: Translate,
  programme: { readonly id: number; readonly name: string },
): Card {
  return {
    text: t('programme-exists', { name: programme.name }),
    buttons: [[{ label: t('programme-open'), data: taps.programmeTap.data({ programme: programme.id }) }]],
  };
}
