import { type Button, bold, type Card, lines, type Text } from '../../../dialogs/card.js';
import { addDays, formatRange, isoDate, localDate } from '../../../lib/zoned.js';
import { inviteTap } from '../../people/index.js';
import { namesWith, partyLines, suggestionLines } from '../answer/messages.js';
import {
  changeLines,
  forwardButton,
  OUTCOME_ROWS,
  pageLine,
  type Row,
  short,
  visitButtons,
  writtenButtons,
} from '../card/messages.js';
import type { Shown } from '../card/rules.js';
import { editLines } from '../edit/messages.js';
import { calendarButton } from '../invite/messages.js';
import { subscribeTap } from '../invite/taps.js';
import { correctedIn } from '../outcome/rules.js';
import { reasonText } from '../reasons/messages.js';
import { isWaiting, questionOf, situationOf, type VisitState } from '../state/rules.js';
import {
  detailLines,
  namesText,
  partnersText,
  placeText,
  type Reader,
  shortWhen,
} from '../visit/messages.js';
import type { Party, Visit, VisitEventKind } from '../visit/rules.js';
import type { Reminder } from './rules.js';

/** Telegram's captions are short, and a calendar file comes with these: no purpose, no names. */
function captionLines(visit: Visit, side: Shown['side'], reader: Reader): Text {
  return side === 'agency'
    ? `📍 ${placeText(visit, reader)}`
    : `🏢 ${reader.t(`visit-with-${visit.direction}`, { agency: partnersText(visit, reader) })}`;
}

function when(visit: Visit, { zone, locale }: Reader): string {
  return formatRange(visit.startsAt, visit.endsAt, zone, locale);
}

/** An agency's answer for the unit, or the unit's for the agency, with what can be done about it. */
export function answerCard(shown: Shown, clash: Text | undefined, reader: Reader): Card {
  const { visit, side } = shown;
  const { t, unit } = reader;
  const asked = { ...shown, visit: questionOf(visit) };
  if (side !== 'agency' && asked.visit.state === 'counterProposed') {
    return {
      text: lines(
        ...suggestionLines(asked, reader).map((line) => bold(line)),
        pageLine(shown, reader),
        visit.state === 'confirmed'
          ? t('visit-change-stands', { when: shortWhen(visit.startsAt, reader) })
          : t('visit-was', { when: shortWhen(visit.startsAt, reader) }),
        partyLines(asked, reader),
        `📝 ${visit.purpose}`,
        clash,
      ),
      buttons: visitButtons(shown, [['accept', 'move'], ['keep'], ['goOn'], ['open']], reader),
    };
  }
  const who = side === 'agency' ? unit : namesWith(visit.parties, 'declined', reader);
  const situation = situationOf(visit);
  const asks = situation === 'split' && side !== 'agency';
  const move = visit.parties.length === 1 ? (['move'] as const) : (['move', 'off'] as const);
  return {
    text: lines(
      bold(t('visit-cannot', { who })),
      pageLine(shown, reader),
      `🗓 ${when(visit, reader)}`,
      visit.stateReason !== null && t('visit-reason', { reason: reasonText(visit.stateReason, t) }),
      side !== 'agency' && partyLines(shown, reader),
      situation === 'confirmed' && t('visit-stays-agreed'),
      asks && '',
      asks && t('visit-ask-split'),
    ),
    buttons:
      side === 'agency'
        ? visitButtons(shown, [['suggest'], ['open']], reader)
        : visitButtons(shown, [...(asks ? [['goOn'] as const] : []), move, ['open']], reader),
  };
}

/** Both sides agree; goes with the calendar file. */
export function agreedCard(shown: Shown, reader: Reader): Card {
  const { visit, side, feeds } = shown;
  const old = visit.sequence > 1 ? formerStart(visit) : null;
  return {
    text: lines(
      bold(reader.t('visit-agreed-at', { when: when(visit, reader) })),
      old !== null && reader.t('visit-was', { when: shortWhen(old, reader) }),
      pageLine(shown, reader),
      captionLines(visit, side, reader),
    ),
    buttons: [
      [calendarButton(visit, reader)],
      ...(feeds ? [[{ label: reader.t('visit-button-subscribe'), data: subscribeTap.data({}) }]] : []),
    ],
  };
}

/** Another agency joins what has been agreed; goes with the calendar file. */
export function joinedCard({ visit, side }: Shown, reader: Reader): Card {
  return {
    text: lines(
      bold(reader.t('visit-joined', { agency: namesWith(visit.parties, 'accepted', reader) })),
      `🗓 ${when(visit, reader)}`,
      captionLines(visit, side, reader),
    ),
    buttons: [[calendarButton(visit, reader)]],
  };
}

/** The agreed time stays; said to those who had asked for another, or were asked for it. */
export function keptCard(shown: Shown, reader: Reader): Card {
  const { visit } = shown;
  const [last] = visit.trail;
  const { t, unit } = reader;
  const asked = last?.kind === 'changeKept' ? last.oldStart : null;
  const agency = visit.parties.find(({ agencyId }) => agencyId === last?.agencyId)?.agencyName;
  return {
    text: lines(
      bold(t('visit-kept', { when: when(visit, reader) })),
      asked && t('visit-kept-by', { who: agency ?? unit, when: shortWhen(asked, reader) }),
      pageLine(shown, reader),
    ),
    buttons: visitButtons(shown, [['open']], reader),
  };
}

/** Another time or purpose, for those who needn't answer. */
export function changedNotice(shown: Shown, reader: Reader): Card {
  const { visit, side } = shown;
  const { t } = reader;
  const old = formerStart(visit);
  const corrected = isOver(visit.state) ? correctedIn(visit.trail) : undefined;
  const waiting = namesWith(visit.parties, 'pending', reader);
  const edited = visit.trail[0]?.detail;
  const mayObject = edited?.place !== undefined && visit.state === 'confirmed' && side === 'agency';
  return {
    text: lines(
      bold(t(changeWord(visit, old))),
      ...(edited ? editLines(edited, visit, reader) : []),
      mayObject && t('visit-edit-objects'),
      corrected && t('visit-fix-from', { outcome: t(`visit-outcome-${corrected.from}`) }),
      corrected?.why != null && t('visit-fix-why', { why: corrected.why }),
      old !== null && t('visit-was', { when: shortWhen(old, reader) }),
      partyLines(shown, reader),
      detailLines(visit, side, reader),
      changeLines(shown, reader),
      visit.state === 'proposed' && waiting !== '' && t('visit-waits-again', { agency: waiting }),
    ),
    buttons: visitButtons(shown, [...(mayObject ? [['suggest', 'off'] as const] : []), ['open']], reader),
  };
}

const MOVES: ReadonlySet<VisitEventKind> = new Set(['moved', 'accepted', 'counterAccepted'] as const);

function formerStart({ trail }: Visit): Date | null {
  const [last] = trail;
  return last !== undefined && MOVES.has(last.kind) ? last.oldStart : null;
}

/** States that are outcomes: what is told of a visit in one of them is that another had been given. */
function isOver(state: VisitState): state is 'held' | 'nobodyCame' | 'cancelled' {
  return state === 'held' || state === 'nobodyCame' || state === 'cancelled';
}

/** What has changed, by what was done last. */
function changeWord(visit: Visit, old: Date | null): string {
  const { state, trail } = visit;
  if (isOver(state)) return `visit-corrected-${state}`;
  if (old || trail[0]?.kind === 'changeAsked') return 'visit-moved-notice';
  return trail[0]?.kind === 'declined' ? 'visit-left-notice' : 'visit-edited-notice';
}

/** Called off, with the reason; goes with the calendar file where it had been agreed. */
export function cancelledCard({ visit, side, party }: Shown, reader: Reader): Card {
  const { t } = reader;
  const goesOn = visit.state !== 'cancelled' && visit.state !== 'declined';
  if (goesOn && party?.answer === 'declined') {
    const agency = partnersText(visit, reader);
    return {
      text: lines(
        bold(t('visit-without-you', { agency })),
        `🗓 ${when(visit, reader)}`,
        t('visit-without-thanks'),
      ),
    };
  }
  return {
    text: lines(
      bold(t('visit-cancelled-at', { when: when(visit, reader) })),
      captionLines(visit, side, reader),
      visit.stateReason !== null && t('visit-reason', { reason: reasonText(visit.stateReason, t) }),
    ),
  };
}

/** Nobody of some agencies can be brought a message. */
export function unreachedCard(shown: Shown, reader: Reader): Card {
  const { t } = reader;
  const { visit, side, requests = [] } = shown;
  const unreached = requests.filter(({ to }) => to.length === 0).map(({ party }) => party);
  const several = visit.parties.length > 1;
  return {
    text: lines(
      bold(t('visit-unreached', { agency: namesWith(unreached, 'pending', reader) })),
      detailLines(visit, side, reader),
      t('visit-unreached-hint'),
    ),
    buttons: [
      ...unreached.map(({ agencyId: agency, agencyName }): Button[] => [
        {
          label: several ? t('visit-invite-head-of', { agency: short(agencyName) }) : t('visit-invite-head'),
          data: inviteTap.data({ kind: 'agencyHead', agency }),
          style: 'primary',
        },
      ]),
      ...visitButtons(shown, [['relay'], ['open']], reader),
    ],
  };
}

/** Somebody of an agency has read the question, and says that the answer comes later. */
export function laterCard(shown: Shown, reader: Reader): Card {
  const { visit, side } = shown;
  const { t } = reader;
  const { parties } = questionOf(visit);
  // Which of several it was, the message doesn't hold.
  const one = parties.filter(({ answer }) => answer === 'pending').length === 1;
  const agency = namesWith(parties, 'pending', reader);
  return {
    text: lines(
      bold(t(one ? 'visit-later' : 'visit-later-among', { agency })),
      detailLines(visit, side, reader),
      changeLines(shown, reader),
      t('visit-later-hint'),
    ),
    buttons: visitButtons(shown, [['relay'], ['open']], reader),
  };
}

/** An agency has been reminded and says nothing. */
export function unansweredCard(shown: Shown, reader: Reader): Card {
  const { visit, side, requests = [] } = shown;
  const { t } = reader;
  const call = requests.filter(({ to }) => to.length === 0).map(({ party }) => party);
  const asked = requests.some(({ at, to }) => at !== null && to.length > 0);
  return {
    text: lines(
      bold(t('visit-unanswered', { agency: namesWith(questionOf(visit).parties, 'pending', reader) })),
      partyLines({ ...shown, visit: questionOf(visit) }, reader),
      detailLines(visit, side, reader),
      changeLines(shown, reader),
      call.length > 0 && bold(t('visit-call-today', { agency: namesWith(call, 'pending', reader) })),
      asked && t('visit-unanswered-hint'),
      !asked && call.length === 0 && t('visit-unasked-hint'),
    ),
    buttons: [
      ...writtenButtons(shown, 'nudge', reader),
      ...visitButtons(shown, [['goOn'], ['keep'], ['move', 'off'], ['open']], reader),
    ],
  };
}

/** `Besok`, `Hari ini` or the day: a late one must not say tomorrow of today. */
function dayWord(visit: Visit, { t, now, zone }: Reader): string {
  const day = isoDate(localDate(visit.startsAt, zone));
  const today = localDate(now, zone);
  if (day === isoDate(today)) return t('visit-remind-today');
  if (day === isoDate(addDays(today, 1))) return t('visit-remind-tomorrow');
  if (day === isoDate(addDays(today, 7))) return t('visit-remind-week');
  const days = [6, 5, 4, 3, 2].find((ahead) => day === isoDate(addDays(today, ahead)));
  return days === undefined ? t('visit-remind-soon') : t('visit-remind-days', { days });
}

const MINUTE_MS = 60_000;

/** How long it is until the start, to the quarter of an hour: who wants it later hears so. */
function soonWord({ startsAt }: Visit, { t, now }: Reader): string {
  const minutes = Math.round((startsAt.getTime() - now.getTime()) / (15 * MINUTE_MS)) * 15;
  if (minutes > 90) return t('visit-remind-2h');
  return minutes > 45 ? t('visit-remind-1h') : t('visit-remind-minutes', { minutes: Math.max(minutes, 15) });
}

/** What a reminder puts within reach: that they are ready, another time, or that they can't. */
const REMINDER_ROWS: Readonly<Record<'agency' | 'unit' | 'onlooker', readonly Row[]>> = {
  agency: [['ready', 'suggest'], ['off']],
  unit: [['change', 'off'], ['open']],
  onlooker: [['open']],
};

/** A reminder; `unreached`: those whom nobody but its reader can remind. */
type Reminding = {
  readonly reminder: Reminder;
  readonly late: boolean;
  readonly unreached: readonly Party[];
};

/** A week, a day or two hours before. */
export function reminderCard(shown: Shown, { reminder, late, unreached }: Reminding, reader: Reader): Card {
  const { visit, side } = shown;
  const { t, unit } = reader;
  const word = reminder === '2h' && !late ? soonWord(visit, reader) : dayWord(visit, reader);
  const partner = side === 'agency' ? unit : partnersText(visit, reader);
  return {
    text: lines(
      bold(t('visit-remind', { when: word, partner })),
      detailLines(visit, side, reader),
      unreached.length > 0 &&
        bold(
          t('visit-call-remind', {
            agency: namesText(
              unreached.map(({ agencyName }) => agencyName),
              reader,
            ),
          }),
        ),
      late && t('visit-late'),
    ),
    buttons: [
      ...(unreached.length > 0 ? [[forwardButton(visit, 'remind', reader)]] : []),
      ...visitButtons(shown, REMINDER_ROWS[side ?? 'onlooker'], reader),
    ],
  };
}

/** What became of it, once its end has come. */
export function outcomeCard(shown: Shown, reader: Reader): Card {
  const { visit, side } = shown;
  return {
    text: lines(
      bold(reader.t('visit-how-was-it')),
      isWaiting(visit.state) && reader.t('visit-never-answered'),
      detailLines(visit, side, reader),
    ),
    buttons: visitButtons(shown, OUTCOME_ROWS, reader),
  };
}
