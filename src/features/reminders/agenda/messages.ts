import { type Button, bold, type Card, lines, type Text } from '../../../dialogs/card.js';
import {
  compareDates,
  formatDate,
  formatShortDate,
  formatTime,
  localDate,
  localTime,
  zoneLabel,
} from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import { followUpListTap } from '../../followups/index.js';
import { todayTap } from '../../sessions/index.js';
import { visitListTap } from '../../visits/index.js';
import type { View } from '../messages.js';
import type { Agenda, AgendaSession, AgendaVisit } from './rules.js';

const MOST_LINES = 10;
const LONGEST = 80;

const short = (text: string) => shorten(text, LONGEST);

/** What an officer has before them today. */
export function agendaCard(agenda: Agenda, late: boolean, view: View): Card {
  const { t, locale, zone, now } = view;
  const clock = (moment: Date) => formatTime(localTime(moment, zone), locale);
  const hours = ({ startsAt, endsAt }: AgendaVisit | AgendaSession) => {
    const last = localDate(endsAt, zone);
    if (compareDates(localDate(startsAt, zone), last) === 0) return `${clock(startsAt)}–${clock(endsAt)}`;
    return `${clock(startsAt)} – ${formatShortDate(last, locale)} ${clock(endsAt)}`;
  };
  const day = ({ startsAt }: AgendaVisit | AgendaSession) =>
    formatShortDate(localDate(startsAt, zone), locale);
  const part = <T>(title: string, items: readonly T[], line: (item: T) => string): Text | undefined => {
    if (items.length === 0) return undefined;
    const rest = items.length - MOST_LINES;
    return lines(
      '',
      bold(t(title)),
      ...items.slice(0, MOST_LINES).map((item) => `• ${line(item)}`),
      rest > 0 && t('agenda-more', { rest }),
    );
  };
  const { visits, sessions, openVisits, openSessions, followUps, unanswered } = agenda;
  const open = [
    ...openSessions.map((session) => `${day(session)} · ${session.programme}`),
    ...openVisits.map((visit) => `${day(visit)} · ${t('agenda-visit', { agency: visit.agency })}`),
  ];
  const buttons: Button[] = [
    ...(sessions.length + openSessions.length > 0
      ? [{ label: t('agenda-open-sessions'), data: todayTap.data({}) }]
      : []),
    ...(visits.length > 0
      ? [{ label: t('agenda-open-visits'), data: visitListTap.data({ view: 'coming', page: 0, agency: 0 }) }]
      : []),
    ...(unanswered.length > 0
      ? [
          {
            label: t('agenda-open-unanswered'),
            data: visitListTap.data({ view: 'waiting', page: 0, agency: 0 }),
          },
        ]
      : []),
    ...(followUps.length > 0
      ? [{ label: t('agenda-open-followups'), data: followUpListTap.data({ view: 'open', page: 0 }) }]
      : []),
    ...(openVisits.length > 0
      ? [
          {
            label: t('agenda-open-past-visits'),
            data: visitListTap.data({ view: 'past', page: 0, agency: 0 }),
          },
        ]
      : []),
  ];
  const date = `${formatDate(localDate(now, zone), locale)} (${zoneLabel(zone, now)})`;
  return {
    text: lines(
      bold(t('agenda-title', { date })),
      late && t('agenda-late'),
      part('agenda-visits', visits, (visit) =>
        t(visit.agreed ? 'agenda-visit-line' : 'agenda-visit-line-waiting', {
          hours: hours(visit),
          agency: visit.agency,
        }),
      ),
      part('agenda-sessions', sessions, (session) => `${hours(session)} ${session.programme}`),
      part('agenda-followups', followUps, ({ what, owner: who, days }) =>
        t(days > 0 ? 'agenda-followup-late' : 'agenda-followup', { what: short(what), who, days }),
      ),
      part('agenda-unanswered', unanswered, ({ startsAt, agencies, call }) => {
        const when = formatShortDate(localDate(startsAt, zone), locale);
        if (agencies.length === 0) return t('agenda-unanswered-unit', { when });
        const agency = short(agencies.join(', '));
        return call.length > 0
          ? t('agenda-call', { agency: short(call.join(', ')), when })
          : t('agenda-unanswered-line', { agency, when });
      }),
      part('agenda-unrecorded', open, (line) => line),
    ),
    buttons: buttons.map((button) => [button]),
  };
}
