import type { Actor } from '../../access/actor.js';
import { can } from '../../access/can.js';
import { type Button, bold, type Card, italic, lines } from '../../dialogs/card.js';
import { formatDate, formatDateTime, formatShortDate, localDate } from '../../lib/zoned.js';
import { formatPercent } from '../../words/numbers.js';
import type { Voice } from '../../words/voice.js';
import { participantTap, programmeTap, type Watched } from '../programmes/index.js';
import { attendanceRate, initials, logTap, nameView, pastTap, viewTap } from '../sessions/index.js';
import { RATE_PERCENT } from './rules.js';
import type { Absence, LowRate, Silent } from './service.js';

/** Who reads, and whose post it is told to. */
export type Addressee = Voice & { readonly actor: Actor };

/** Absences listed one by one; of more, the last. */
const LISTED = 5;

/** Why a head is told what an officer would be. */
function whyYou({ officerId }: Watched, { t, actor }: Addressee): string | false {
  return officerId !== actor.personId && t('alert-no-officer');
}

function programmeButton({ id }: Watched, { t }: Addressee): Button {
  return { label: t('alert-open-programme'), data: programmeTap.data({ programme: id }) };
}

/** The last sessions' attendance is too low. */
export function rateCard({ programme, sheets, rate }: LowRate, addressee: Addressee): Card {
  const { t, locale, zone } = addressee;
  const figure = ({ attended, expected }: { readonly attended: number; readonly expected: number }) => ({
    attended,
    expected,
    percent: formatPercent(attended, expected, locale),
  });
  return {
    text: lines(
      bold(t('alert-rate-title', { programme: programme.name })),
      t('alert-rate-figure', {
        ...figure(rate),
        sessions: sheets.length,
        limit: formatPercent(RATE_PERCENT, 100, locale),
      }),
      ...sheets.map(({ startsAt, tally }) =>
        t('alert-rate-session', {
          ...figure(attendanceRate(tally)),
          date: formatShortDate(localDate(startsAt, zone), locale),
        }),
      ),
      italic(t('alert-rate-definition')),
      t('alert-rate-next'),
      whyYou(programme, addressee),
    ),
    buttons: [
      [
        {
          label: t('alert-open-sessions'),
          data: pastTap.data({ programme: programme.id, page: 0 }),
          style: 'primary',
        },
      ],
      [programmeButton(programme, addressee)],
    ],
  };
}

/** Somebody was absent too often in a row: by name to whoever may see it, else by number and initials. */
export function absenceCard({ programme, participant, absences }: Absence, addressee: Addressee): Card {
  const { t, locale, zone, actor } = addressee;
  const target = { unitId: programme.unitId, agencyId: programme.agencyId };
  const last = absences.at(-1);
  const view = nameView(actor, { ...target, namesShown: programme.namesShown });
  const who =
    view === 'names'
      ? participant.name
      : t('alert-absence-number', { number: last?.number ?? 0, initials: initials(participant.name) });
  const listed = absences.slice(-LISTED);
  return {
    text: lines(
      bold(t('alert-absence-title', { count: absences.length })),
      `👤 ${who}`,
      `📘 ${programme.name}`,
      absences.length > listed.length && t('alert-absence-earlier', { count: listed.length }),
      ...listed.map(({ startsAt, mark }) =>
        t('alert-absence-session', {
          date: formatShortDate(localDate(startsAt, zone), locale),
          mark: t(`session-mark-${mark}`),
        }),
      ),
      italic(t('alert-absence-definition')),
      t('alert-absence-next'),
      whyYou(programme, addressee),
    ),
    buttons: [
      can(actor, 'participant.view', target)
        ? [
            {
              label: t('alert-open-participant'),
              data: participantTap.data({ participant: participant.id }),
              style: 'primary' as const,
            },
          ]
        : [],
      last ? [{ label: t('alert-open-session'), data: viewTap.data({ session: last.sessionId }) }] : [],
      [programmeButton(programme, addressee)],
    ],
  };
}

/** A running programme had no session for two weeks. */
export function silenceCard({ programme, silence, next }: Silent, addressee: Addressee): Card {
  const { t, locale, zone, actor } = addressee;
  const mayLog = can(actor, 'session.log', { unitId: programme.unitId, agencyId: programme.agencyId });
  const nothing = { planned: 0, date: '', start: '', end: '' };
  const date = formatDate(silence.since, locale);
  return {
    text: lines(
      bold(t('alert-silence-title', { programme: programme.name, days: silence.days })),
      t(programme.lastHeld ? 'alert-silence-last' : 'alert-silence-start', { date }),
      next && t('alert-silence-planned', { when: formatDateTime(next, zone, locale) }),
      t('alert-silence-next'),
      whyYou(programme, addressee),
    ),
    buttons: [
      mayLog
        ? [
            {
              label: t('alert-log'),
              data: logTap.data({ programme: programme.id, ...nothing }),
              style: 'primary' as const,
            },
          ]
        : [],
      [programmeButton(programme, addressee)],
    ],
  };
}
