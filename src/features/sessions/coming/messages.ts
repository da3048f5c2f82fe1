import { type Button, bold, type Card, lines } from '../../../dialogs/card.js';
import { leafing } from '../../../words/pager.js';
import type { Voice } from '../../../words/voice.js';
import { plannedButton } from '../lists/messages.js';
import type { ListedSession } from '../lists/service.js';
import { comingTap, overdueTap, todayTap, viewTap } from '../taps.js';
import { shortStart } from '../timetable/messages.js';

type Listed = { readonly sessions: readonly ListedSession[]; readonly more: boolean };

function listButtons(
  { t }: Voice,
  { sessions, more }: Listed,
  page: number,
  turn: (to: number) => string,
  button: (session: ListedSession) => Button,
): Button[][] {
  return [
    ...sessions.map((session) => [button(session)]),
    leafing(t, { at: page, more, next: 'session-later' }, turn),
    [{ label: t('session-to-today'), data: todayTap.data({}) }],
  ];
}

/** Sessions of the next seven days, a button each. */
export function comingCard(voice: Voice, listed: Listed, page: number): Card {
  const { t } = voice;
  const none = listed.sessions.length === 0;
  return {
    text: lines(
      bold(t('session-coming-title')),
      none ? t('session-coming-none') : t('session-coming-how', { page: page + 1 }),
    ),
    buttons: listButtons(
      voice,
      listed,
      page,
      (to) => comingTap.data({ page: to }),
      (session) => ({
        label: `${session.state === 'cancelled' ? '❌' : '🗓'} ${shortStart(voice, session.startsAt)} · ${session.programme}`,
        data: viewTap.data({ session: session.id }),
      }),
    ),
  };
}

/** Sessions of before today that nobody has recorded or called off, a button each. */
export function overdueCard(voice: Voice, listed: Listed, page: number, mayLog: boolean): Card {
  const { t } = voice;
  const none = listed.sessions.length === 0;
  return {
    text: lines(
      bold(t('session-overdue-title')),
      none ? t('session-overdue-none') : t('session-overdue-how', { page: page + 1 }),
    ),
    buttons: listButtons(
      voice,
      listed,
      page,
      (to) => overdueTap.data({ page: to }),
      (session) =>
        plannedButton(
          voice,
          session,
          mayLog,
          `⚠️ ${shortStart(voice, session.startsAt)} · ${session.programme}`,
        ),
    ),
  };
}
