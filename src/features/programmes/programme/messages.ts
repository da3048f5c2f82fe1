import { type Button, bold, type Card, italic, lines, type Text } from '../../../dialogs/card.js';
import { formatDate, isoDate, localDate } from '../../../lib/zoned.js';
import { pageOf, pager } from '../../../words/pager.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import { periodText, progressText, seatsText } from '../form/messages.js';
import { isPast } from '../form/rules.js';
import { CANCEL_CAUSES, isOver } from '../life/rules.js';
import type { Timetable } from '../step/service.js';
import * as taps from '../taps.js';
import type { ProgrammeDetail } from './service.js';
import type { ProgrammeSummary } from './store.js';

const PER_PAGE = 8;

/** Programmes: those that go on, or (`over`) those that have ended, which are folded away otherwise. */
export function programmeListCard(
  voice: Pick<Voice, 't' | 'locale'>,
  all: readonly ProgrammeSummary[],
  page: number,
  options: { readonly mayAdd: boolean; readonly over?: boolean },
): Card {
  const { t } = voice;
  const over = options.over ?? false;
  const add: Button[] =
    options.mayAdd && !over
      ? [{ label: t('programme-add'), data: taps.programmeNewTap.data({}), style: 'primary' }]
      : [];
  const ended = all.filter(({ state }) => isOver(state));
  const chosen = over ? ended : all.filter(({ state }) => !isOver(state));
  const { shown, ...place } = pageOf(chosen, page, PER_PAGE);
  const tap = over ? taps.programmesOverTap : taps.programmePageTap;
  const none =
    all.length === 0 ? (options.mayAdd ? 'programme-none' : 'programme-none-yours') : 'programme-none-now';
  const fold: Button[] = over
    ? [{ label: t('programme-all'), data: taps.programmePageTap.data({ page: 0 }) }]
    : ended.length > 0
      ? [
          {
            label: t('programme-over', { total: ended.length }),
            data: taps.programmesOverTap.data({ page: 0 }),
          },
        ]
      : [];
  return {
    text: lines(
      bold(t(over ? 'programme-over-title' : 'programme-title')),
      shown.length > 0 ? italic(t('programme-definition')) : t(none),
      ...shown.map((one) =>
        lines(
          '',
          bold(one.name),
          `${t(`programme-kind-${one.kind}`)} · ${one.agency?.name ?? t('programme-own')}`,
          one.state === 'running' ? seatsText(voice, one) : t(`programme-state-${one.state}`),
          one.state === 'open' && seatsText(voice, one),
        ),
      ),
    ),
    buttons: [
      ...shown.map((one): Button[] => [
        { label: one.name, data: taps.programmeTap.data({ programme: one.id }) },
      ]),
      pager(t, place, (to) => tap.data({ page: to })),
      add,
      fold,
    ],
  };
}

/** What may be done with a programme by one tap, as it stands now. */
function lifeButtons(t: Translate, { id, version, state }: ProgrammeDetail): Button[][] {
  const do_ = (action: 'open' | 'start' | 'restore' | 'copy', style?: 'primary'): Button => ({
    label: t(`programme-do-${action}`),
    data: taps.lifeTap.data({ programme: id, version, action }),
    ...(style && { style }),
  });
  const end: Button = { label: t('programme-do-end'), data: taps.endProgrammeTap.data({ programme: id }) };
  switch (state) {
    case 'draft':
      return [[do_('open', 'primary'), do_('start')], [end]];
    case 'open':
      return [[do_('start', 'primary'), end], [do_('copy')]];
    case 'running':
      return [[end, do_('copy')]];
    case 'finished':
    case 'cancelled':
      return [[do_('copy', 'primary')], [do_('restore')]];
  }
}

function isIncomplete(programme: ProgrammeDetail): boolean {
  const { seats, startsOn, endsOn, plannedSessions, plannedHours, trainer, place } = programme;
  const planned = plannedSessions ?? plannedHours;
  return [seats, startsOn, endsOn, planned, trainer, place].some((fact) => fact === null);
}

function causeText(t: Translate, reason: string): string {
  const cause = CANCEL_CAUSES.find((known) => known === reason);
  return cause ? t(`programme-cause-${cause}`) : reason;
}

function programmeLines(voice: Voice, programme: ProgrammeDetail): (Text | false | null | undefined)[] {
  const { t, locale, now, zone } = voice;
  const { state, end, offered, trainers } = programme;
  const period = periodText(voice, programme);
  const progress = progressText(voice, programme);
  const late = !isOver(state) && isPast(programme.endsOn, isoDate(localDate(now, zone)));
  return [
    bold(`📘 ${programme.name}`),
    `${t(`programme-kind-${programme.kind}`)} · ${programme.agency?.name ?? t('programme-own')}`,
    bold(t(`programme-state-${state}`)),
    end && t('programme-ended-at', { date: formatDate(localDate(end.at, zone), locale) }),
    end?.reason !== undefined && t('programme-ended-why', { reason: causeText(t, end.reason) }),
    programme.endings
      ? `🎓 ${t('programme-endings', programme.endings)}`
      : `👥 ${seatsText(voice, programme)}`,
    offered > 0 && programme.mayViewPeople && `🪑 ${t('programme-offered', { total: offered })}`,
    progress && `📊 ${progress}`,
    programme.minAttendance !== null && `🎯 ${t('programme-least', { least: programme.minAttendance })}`,
    period && `🗓 ${period}`,
    late && t('programme-late'),
    programme.trainer ? `🧑‍🏫 ${programme.trainer}` : undefined,
    trainers.length > 0 &&
      italic(t('programme-trainers-linked', { names: trainers.map(({ name }) => name).join(', ') })),
    programme.place ? `📍 ${programme.place}` : undefined,
    programme.officer && `👤 ${t('programme-officer', { name: programme.officer.name })}`,
    programme.agency !== null && t(programme.namesShown ? 'programme-names-shown' : 'programme-names-hidden'),
  ];
}

type TimetableLinks = Pick<Timetable, 'openData' | 'printData'>;

function programmeButtons(t: Translate, programme: ProgrammeDetail, timetable: TimetableLinks): Button[][] {
  const { id, version, offered, namesShown, mayEdit, mayViewPeople, mayShowNames } = programme;
  const over = isOver(programme.state);
  const edits = mayEdit && !over;
  const names = t(namesShown ? 'programme-hide-names' : 'programme-show-names');
  const rows: (Button | false)[][] = [
    [
      offered > 0 &&
        mayViewPeople &&
        edits && {
          label: t('programme-offers', { total: offered }),
          data: taps.offersTap.data({ programme: id }),
          style: 'primary',
        },
    ],
    [
      mayViewPeople && {
        label: t('programme-people'),
        data: taps.programmePeopleTap.data({ programme: id, page: 0 }),
      },
      !over && { label: t('timetable-button'), data: timetable.openData(id) },
    ],
    [edits && { label: t('session-print'), data: timetable.printData(id) }],
    ...(mayEdit ? lifeButtons(t, programme) : []),
    [mayShowNames && !over && { label: names, data: taps.namesTap.data({ programme: id, version }) }],
    [
      edits && { label: t('programme-edit'), data: taps.programmeEditTap.data({ programme: id }) },
      edits &&
        isIncomplete(programme) && {
          label: t('programme-complete'),
          data: taps.programmeFactsTap.data({ programme: id }),
        },
    ],
    [{ label: t('programme-all'), data: taps.programmePageTap.data({ page: 0 }) }],
  ];
  return rows.map((row) => row.filter((button) => button !== false));
}

export function programmeCard(
  voice: Voice,
  programme: ProgrammeDetail,
  timetable: TimetableLinks,
  head?: string,
): Card {
  return {
    text: lines(head && bold(head), ...programmeLines(voice, programme)),
    buttons: programmeButtons(voice.t, programme, timetable),
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
