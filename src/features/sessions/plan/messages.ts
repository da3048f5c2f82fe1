import { type Button, bold, type Card, italic, lines } from '../../../dialogs/card.js';
import { formatDateTime, formatRange, isoDate, localDate } from '../../../lib/zoned.js';
import type { Voice } from '../../../words/voice.js';
import { closedText } from '../../months/index.js';
import type { SessionView } from '../session/service.js';
import { cancelTap, catchUpTap, coverTap, logTap, moveTap, todayTap, undoTap, viewTap } from '../taps.js';
import { shortStart } from '../timetable/messages.js';
import type { PlanView } from '../view/rules.js';

type Planned = Pick<
  SessionView,
  'id' | 'version' | 'programme' | 'startsAt' | 'endsAt' | 'trainer' | 'plan'
> & { readonly closed?: SessionView['closed'] };

/** `pelatih berhalangan`, with what was typed beside it. */
export function reasonText(
  { t }: Pick<Voice, 't'>,
  { reason, note }: { readonly reason: string; readonly note: string | null },
): string {
  if (note === null) return t(`session-reason-${reason}`);
  return reason === 'other' ? note : `${t(`session-reason-${reason}`)}: ${note}`;
}

function whenLine({ zone, locale }: Voice, { startsAt, endsAt }: Planned): string {
  return `🗓 ${formatRange(startsAt, endsAt, zone, locale)}`;
}

function trainerLine({ t }: Voice, { trainer, programme }: Planned): string | undefined {
  if (trainer !== null) return t('session-cover-trainer', { trainer });
  return programme.trainer === null ? undefined : t('session-trainer', { trainer: programme.trainer });
}

function fillButton({ t, zone }: Voice, { id, programme, startsAt }: Planned): Button {
  const date = isoDate(localDate(startsAt, zone));
  const data = logTap.data({ programme: programme.id, planned: id, date, start: '', end: '' });
  return { label: t('session-fill'), data, style: 'primary' };
}

function cancelledLines(voice: Voice, { cancelled }: PlanView) {
  const { t, zone, locale } = voice;
  if (!cancelled) return [];
  const { by, at } = cancelled;
  return [
    t('session-cancelled-because', { reason: reasonText(voice, cancelled) }),
    by !== null &&
      at !== null &&
      italic(t('session-cancelled-by', { by, at: formatDateTime(at, zone, locale) })),
  ];
}

/** What can be done about a session that isn't held. `more`: further buttons. */
function plannedButtons(voice: Voice, view: Planned, more: readonly Button[]): Button[][] {
  const { t } = voice;
  const { id: session, version } = view;
  const { state, begun, catchUp, catchUpFor, may } = view.plan;
  const planned = state === 'planned';
  const see = (label: string, id: number) => ({ label, data: viewTap.data({ session: id }) });
  const rows: (Button | false)[][] = [
    [planned && begun && may.log && fillButton(voice, view)],
    [...more],
    [
      planned && may.log && { label: t('session-cover'), data: coverTap.data({ session, version }) },
      planned && may.move && { label: t('session-move'), data: moveTap.data({ session, version }) },
    ],
    [
      planned &&
        may.cancel && {
          label: t('session-cancel'),
          data: cancelTap.data({ session, version }),
          style: 'danger',
        },
    ],
    [
      state === 'cancelled' &&
        may.plan &&
        !catchUp && {
          label: t('session-catch-up'),
          data: catchUpTap.data({ session }),
          style: 'primary',
        },
    ],
    [may.undo && { label: t('session-undo-cancel'), data: undoTap.data({ session, version }) }],
    [
      catchUp !== undefined && see(t('session-see-catch-up'), catchUp.id),
      catchUpFor !== undefined && see(t('session-see-missed'), catchUpFor.id),
    ],
    [{ label: t('session-to-today'), data: todayTap.data({}) }],
  ];
  return rows.map((row) => row.filter((button) => button !== false));
}

/** A session that isn't held: planned or cancelled, with what can be done about it. `more`: further buttons. */
export function plannedCard(
  voice: Voice,
  view: Planned,
  more: { readonly note?: string; readonly buttons?: readonly Button[] } = {},
): Card {
  const { t } = voice;
  const { plan } = view;
  const { catchUp, catchUpFor } = plan;
  const locked = view.closed && closedText(voice, view.closed);
  return {
    text: lines(
      more.note !== undefined && bold(more.note),
      bold(view.programme.name),
      whenLine(voice, view),
      trainerLine(voice, view),
      plan.state === 'planned' && t(plan.begun ? 'session-not-recorded' : 'session-planned'),
      ...cancelledLines(voice, plan),
      locked !== undefined && locked !== more.note && italic(`🔒 ${locked}`),
      catchUp !== undefined &&
        t(catchUp.state === 'cancelled' ? 'session-caught-up-cancelled' : 'session-caught-up', {
          at: shortStart(voice, catchUp.startsAt),
        }),
      catchUpFor !== undefined && t('session-catch-up-for', { at: shortStart(voice, catchUpFor.startsAt) }),
    ),
    buttons: plannedButtons(voice, view, more.buttons ?? []),
  };
}

/** A day before: to trainers and the agency's contacts. */
export function tomorrowCard(
  voice: Voice,
  view: Planned & { readonly place: string | null },
  when: { readonly today: boolean; readonly late: boolean },
): Card {
  const { t } = voice;
  const { id: session, version, plan, programme } = view;
  return {
    text: lines(
      bold(t(when.today ? 'session-remind-today' : 'session-remind-tomorrow', { programme: programme.name })),
      when.late && !when.today && italic(t('session-remind-late')),
      whenLine(voice, view),
      view.place !== null && `📍 ${view.place}`,
      trainerLine(voice, view),
      plan.catchUpFor !== undefined &&
        t('session-catch-up-for', { at: shortStart(voice, plan.catchUpFor.startsAt) }),
    ),
    buttons: [
      [
        { label: t('session-view'), data: viewTap.data({ session }) },
        ...(plan.may.cancel
          ? [{ label: t('session-cannot'), data: cancelTap.data({ session, version }) }]
          : []),
      ],
    ],
  };
}

/** A session that is over and not recorded. `again`: it was asked after before. */
export function unrecordedCard(voice: Voice, view: Planned, again: boolean): Card {
  const { t } = voice;
  const { id: session, version, plan, programme } = view;
  const { may } = plan;
  const otherwise: Button[] = [
    ...(may.cancel
      ? [{ label: t('session-was-cancelled'), data: cancelTap.data({ session, version }) }]
      : []),
    ...(may.plan ? [{ label: t('session-was-postponed'), data: moveTap.data({ session, version }) }] : []),
  ];
  return {
    text: lines(
      bold(t(again ? 'session-still-unrecorded' : 'session-unrecorded', { programme: programme.name })),
      whenLine(voice, view),
      trainerLine(voice, view),
      t('session-unrecorded-ask'),
    ),
    buttons: [may.log ? [fillButton(voice, view)] : [], otherwise],
  };
}

/** What led to the present state of a session's plan; `from`: where it was before it was moved. */
export type LastChange = { readonly action: string; readonly from: Date | undefined };

/** Tells whoever was reminded how the session stands now. */
export function changedCard(voice: Voice, view: Planned, last: LastChange | undefined): Card {
  const { t } = voice;
  const { plan, programme } = view;
  const { cancelled, catchUp } = plan;
  const undone = last?.action === 'session.undo' ? 'session-told-undone' : 'session-told-planned';
  return {
    text: lines(
      bold(t(cancelled ? 'session-told-cancelled' : undone, { programme: programme.name })),
      whenLine(voice, view),
      !cancelled && last?.from && t('session-was', { at: shortStart(voice, last.from) }),
      ...(cancelled
        ? [t('session-cancelled-because', { reason: reasonText(voice, cancelled) })]
        : [trainerLine(voice, view)]),
    ),
    buttons: [
      ...(cancelled && plan.may.plan && !catchUp && cancelled.reason !== 'timetable'
        ? [[{ label: t('session-catch-up'), data: catchUpTap.data({ session: view.id }) }]]
        : []),
      [{ label: t('session-view'), data: viewTap.data({ session: view.id }) }],
    ],
  };
}
