import { type Button, bold, type Card, italic, lines, type Text } from '../../../dialogs/card.js';
import { formatDateTime, formatRange } from '../../../lib/zoned.js';
import { leafing } from '../../../words/pager.js';
import { shorten } from '../../../words/shorten.js';
import type { Voice } from '../../../words/voice.js';
import { closedText } from '../../months/index.js';
import { exceptionLines, rateLine, tallyLine } from '../attendance/messages.js';
import { printButton } from '../paper/messages.js';
import { plannedCard } from '../plan/messages.js';
import { changeLine, NOTES_SHOWN, sessionTitle } from '../session/messages.js';
import type { Revision, SessionView } from '../session/service.js';
import { correctTap, historyTap, notesTap, pastTap, photosTap, proofTap, viewTap } from '../taps.js';
import { shortStart } from '../timetable/messages.js';

const REASON_SHOWN = 120;
const CHANGES_SHOWN = 12;

function titleOf({ t }: Voice, view: SessionView): string {
  return sessionTitle(t, view.programme.name, view.number);
}

function cardButtons({ t }: Voice, view: SessionView, rest: 'card' | 'saved'): Button[][] {
  const { id: session, version } = view;
  const fix: Button[] = view.right
    ? [{ label: t('session-correct'), data: correctTap.data({ session, version }) }]
    : [];
  const look: Button[] = [{ label: t('session-view'), data: viewTap.data({ session }) }];
  if (rest === 'saved') return [[...fix, ...look]];
  const more: Button[] = [
    ...(view.corrections > 0
      ? [{ label: t('session-history'), data: historyTap.data({ session, page: 0 }) }]
      : []),
    ...(view.photos > 0
      ? [{ label: t('session-photos', { photos: view.photos }), data: photosTap.data({ session }) }]
      : []),
  ];
  const proof: Button[] = [
    ...(view.sheets > 0
      ? [
          {
            label: t('session-sheets', { sheets: view.sheets }),
            data: proofTap.data({ session, kind: 'sheet' }),
          },
        ]
      : []),
    ...(view.voices > 0
      ? [
          {
            label: t('session-voices', { voices: view.voices }),
            data: proofTap.data({ session, kind: 'voice' }),
          },
        ]
      : []),
  ];
  const notes: Button[] =
    [...(view.notes ?? '')].length > NOTES_SHOWN
      ? [{ label: t('session-notes-whole'), data: notesTap.data({ session }) }]
      : [];
  return [
    fix,
    more,
    notes,
    proof,
    [{ label: t('session-back'), data: pastTap.data({ programme: view.programme.id, page: 0 }) }],
  ];
}

/** What a session's form becomes once it is saved. */
export function savedCard(voice: Voice, view: SessionView, what: 'saved' | 'paper' | 'corrected'): Card {
  const { t, locale } = voice;
  const result =
    view.headcount === null
      ? rateLine(t, locale, view.tally)
      : t('session-headcount', { heads: view.headcount });
  return {
    text: lines(
      bold(t(what === 'corrected' ? 'session-corrected' : 'session-saved')),
      `${titleOf(voice, view)} · ${formatRange(view.startsAt, view.endsAt, voice.zone, locale)}`,
      result,
      view.photos > 0 && t('session-photo-count', { photos: view.photos }),
      what === 'paper' && t('session-paper-photo'),
      what !== 'corrected' && italic(t('session-reply-hint')),
    ),
    buttons: cardButtons(voice, view, 'saved'),
  };
}

/** A session with its counts and, as far as the viewer may see them, who was not simply present. */
export function sessionCard(voice: Voice, view: SessionView, note?: string): Card {
  const { t, locale, zone } = voice;
  if (!view.held) {
    const { state, may } = view.plan;
    const buttons = state === 'planned' && may.log ? [printButton(voice, view.id)] : [];
    return plannedCard(voice, view, { ...(note !== undefined && { note }), buttons });
  }
  const counted: (Text | false)[] =
    view.headcount === null
      ? [
          `👥 ${tallyLine(t, view.tally)}`,
          rateLine(t, locale, view.tally),
          ...(view.names === 'none' ? [] : exceptionLines(t, view.sheet, view.marks)),
        ]
      : [t('session-headcount', { heads: view.headcount })];
  const logged =
    view.loggedBy !== null &&
    view.loggedAt !== null &&
    t('session-logged', { by: view.loggedBy, at: formatDateTime(view.loggedAt, zone, locale) });
  return {
    text: lines(
      note !== undefined && bold(note),
      bold(titleOf(voice, view)),
      `🗓 ${formatRange(view.startsAt, view.endsAt, zone, locale)}`,
      view.trainer !== null && t('session-trainer', { trainer: view.trainer }),
      view.topic !== null && `📝 ${view.topic}`,
      ...counted,
      view.notes !== null && `🗒 ${shorten(view.notes, NOTES_SHOWN)}`,
      view.photos > 0 && t('session-photo-count', { photos: view.photos }),
      view.sheets > 0 && t('session-sheet-count', { sheets: view.sheets }),
      view.voices > 0 && t('session-voice-count', { voices: view.voices }),
      view.plan.catchUpFor !== undefined &&
        t('session-catch-up-for', { at: shortStart(voice, view.plan.catchUpFor.startsAt) }),
      '',
      logged && italic(logged),
      view.corrections > 0 && italic(t('session-corrected-times', { count: view.corrections })),
      view.closed && italic(`🔒 ${closedText(voice, view.closed)}`),
    ),
    buttons: cardButtons(voice, view, 'card'),
  };
}

/** What was corrected, newest first. */
export function historyCard(
  voice: Voice,
  history: {
    readonly session: {
      readonly id: number;
      readonly number: number | null;
      readonly programme: { readonly name: string };
    };
    readonly revisions: readonly Revision[];
    readonly more: boolean;
  },
  page: number,
): Card {
  const { t, locale, zone } = voice;
  const { session, revisions, more } = history;
  const blocks = revisions.flatMap(({ version, at, by, reason, changes }): (Text | false)[] => [
    '',
    bold(t('session-revision', { version: String(version), by, at: formatDateTime(at, zone, locale) })),
    reason !== null && t('session-revision-reason', { reason: shorten(reason, REASON_SHOWN) }),
    ...changes.slice(0, CHANGES_SHOWN).map((change) => changeLine(voice, change)),
    changes.length > CHANGES_SHOWN && t('session-changes-more', { count: changes.length - CHANGES_SHOWN }),
  ]);
  const turn = (to: number) => historyTap.data({ session: session.id, page: to });
  return {
    text: lines(
      bold(t('session-history-of', { session: sessionTitle(t, session.programme.name, session.number) })),
      ...(revisions.length === 0 ? [t('session-history-none')] : blocks),
    ),
    buttons: [
      leafing(t, { at: page, more, next: 'session-older' }, turn),
      [{ label: t('session-view'), data: viewTap.data({ session: session.id }) }],
    ],
  };
}
