import { type Button, bold, type Card, join, lines, type Text } from '../../dialogs/card.js';
import { formatRange, formatTime, localTime } from '../../lib/zoned.js';
import { inviteTap } from '../people/taps.js';
import { detailLines, type Reader, reasonText, shortWhen } from './messages.js';
import { minutesButtons, minutesLines } from './messages-minutes.js';
import { actionsOf, type Side, type Situation, situationOf } from './rules.js';
import { isReaffirmed, type Visit, type VisitEvent } from './rules-visit.js';
import type { Request, Shown } from './service.js';
import { type VisitButton, visitTap } from './taps.js';

/** `Kepala Dinas Perikanan`, or its contacts by name where it has no head. */
function askedText({ to }: Request, agency: string, { t }: Reader): string {
  if (to.some(({ isHead }) => isHead)) return t('post-agencyHead-of', { agency });
  const [first] = to;
  return to.length === 1 && first
    ? `${first.name} (${agency})`
    : t('visit-contacts-of', { agency, count: to.length });
}

function waitingLines(visit: Visit, request: Request | undefined, reader: Reader): Text {
  const { t, locale, zone } = reader;
  const agency = visit.party.agencyName;
  if (!request) return bold(t('visit-waiting'));
  if (request.to.length === 0) return lines(bold(t('visit-unsent')), t('visit-nobody', { agency }));
  if (!request.at)
    return lines(
      bold(t('visit-unsent')),
      t('visit-now-reachable', { to: askedText(request, agency, reader) }),
    );
  const time = formatTime(localTime(request.at, zone), locale);
  return join([
    bold(t('visit-waiting')),
    ` · ${t('visit-sent-to', { to: askedText(request, agency, reader), time })}`,
  ]);
}

function suggested(visit: Visit, reader: Reader): string {
  const { proposedStart, proposedEnd } = visit.party;
  const { zone, locale } = reader;
  return formatRange(proposedStart ?? visit.startsAt, proposedEnd ?? visit.endsAt, zone, locale);
}

/** How a visit stands, seen from one side: the first lines of its card. */
function statusLines({ visit, side, request }: Shown, reader: Reader): Text {
  const { t, unit } = reader;
  const agency = visit.party.agencyName;
  const situation = situationOf(visit);
  const theirs = side === 'agency';
  switch (situation) {
    case 'agencyAsked': {
      if (!theirs) return waitingLines(visit, request, reader);
      const moved = visit.trail.find(({ kind }) => kind === 'moved');
      const old = moved?.oldStart;
      return old
        ? lines(bold(t('visit-asks-moved', { unit })), t('visit-was', { when: shortWhen(old, reader) }))
        : bold(t(`visit-asks-${visit.direction}`, { unit }));
    }
    case 'unitAsked':
      return bold(
        theirs ? t('visit-waiting-unit', { unit }) : t(`visit-offers-${visit.direction}`, { agency }),
      );
    case 'counterProposed': {
      const when = suggested(visit, reader);
      return theirs
        ? lines(bold(t('visit-you-suggested', { when })), t('visit-waiting-unit', { unit }))
        : bold(t('visit-suggested', { agency, when }));
    }
    case 'confirmed':
      return lines(
        bold(t('visit-agreed')),
        isReaffirmed(visit) && t(theirs ? 'visit-you-ready' : 'visit-they-ready', { agency }),
      );
    case 'declined':
    case 'held':
    case 'nobodyCame':
    case 'cancelled':
      return lines(
        bold(t(`visit-is-${situation}`)),
        visit.stateReason !== null && t('visit-reason', { reason: reasonText(visit.stateReason, t) }),
      );
  }
}

type Row = readonly VisitButton[];

const ROWS: Readonly<Record<Side, Readonly<Record<Situation, readonly Row[]>>>> = {
  unit: {
    agencyAsked: [['change', 'off']],
    unitAsked: [['accept'], ['move', 'decline']],
    counterProposed: [['accept', 'move'], ['off']],
    confirmed: [['hold'], ['change', 'off']],
    declined: [['move']],
    held: [['note']],
    nobodyCame: [['note']],
    cancelled: [],
  },
  agency: {
    agencyAsked: [['accept'], ['suggest', 'decline']],
    unitAsked: [['suggest', 'off']],
    counterProposed: [['suggest', 'decline']],
    confirmed: [['suggest', 'off']],
    declined: [['suggest']],
    held: [],
    nobodyCame: [],
    cancelled: [],
  },
};

/** The action of the table that a button stands for. */
const MEANT = {
  accept: 'accept',
  suggest: 'suggest',
  decline: 'decline',
  change: 'move',
  move: 'move',
  off: 'cancel',
  ready: 'ready',
  hold: 'hold',
  note: 'note',
} as const;

function isOffered(button: VisitButton, { visit, side }: Shown, now: Date): boolean {
  if (!(button in MEANT)) return true;
  return side !== undefined && actionsOf(visit, side, now).has(MEANT[button as keyof typeof MEANT]);
}

/** Buttons of a visit in rows, without those that would be refused now. */
export function visitButtons(
  shown: Shown,
  rows: readonly Row[],
  { t, now }: Pick<Reader, 't' | 'now'>,
): Button[][] {
  const { visit, side } = shown;
  const { id, version } = visit;
  const situation = situationOf(visit);
  const over = visit.startsAt <= now && visit.state === 'confirmed';
  const label = (button: VisitButton): string => {
    if (button === 'suggest' && situation === 'confirmed') return t('visit-button-ask-change');
    if (button === 'accept') return t(`visit-button-accept-${side === 'agency' ? 'agency' : 'unit'}`);
    if (button === 'off' && over) return t('visit-button-off-over');
    if (button === 'move' && over) return t('visit-button-moved');
    if (button === 'move' && situation === 'declined') return t('visit-button-move-declined');
    return t(`visit-button-${button}`);
  };
  return rows
    .map((row) =>
      row
        .filter((button) => isOffered(button, shown, now))
        .map(
          (button): Button => ({
            label: label(button),
            data: visitTap.data({ button, id, version }),
            ...(button === 'accept' || button === 'hold' ? { style: 'success' as const } : {}),
          }),
        ),
    )
    .filter((row) => row.length > 0);
}

function reachButtons({ visit, request }: Shown, reader: Reader): Button[][] {
  if (!request || request.at) return [];
  const { t } = reader;
  if (request.to.length > 0) return visitButtons({ visit, side: 'unit' }, [['send']], reader);
  const agency = visit.party.agencyId;
  return [
    [
      {
        label: t('visit-invite-head'),
        data: inviteTap.data({ kind: 'agencyHead', agency }),
        style: 'primary',
      },
    ],
    [{ label: t('visit-invite-contact'), data: inviteTap.data({ kind: 'agencyContact', agency }) }],
  ];
}

/** The card of a visit: how it stands, what it is about, and what its reader can do now. */
export function visitCard(shown: Shown, reader: Reader, above?: Text): Card {
  const { visit, side } = shown;
  const over = visit.state === 'confirmed' && visit.startsAt <= reader.now;
  const rows = side ? (over && side === 'unit' ? OUTCOME_ROWS : ROWS[side][situationOf(visit)]) : [];
  return {
    text: lines(
      above,
      statusLines(shown, reader),
      detailLines(visit, side, reader),
      minutesLines(visit, reader),
    ),
    buttons: [
      ...reachButtons(shown, reader),
      ...minutesButtons(shown, reader),
      ...visitButtons(shown, [...rows, ['history']], reader),
    ],
  };
}

/** What an officer is asked once the time has come. */
export const OUTCOME_ROWS: readonly Row[] = [['hold'], ['off', 'move']];

/** The card with the news that what was tapped doesn't hold any more. */
export function changedCard(shown: Shown, reader: Reader): Card {
  return visitCard(shown, reader, lines(bold(reader.t('visit-changed-meanwhile')), ''));
}

/** What a kept reason is the reason for, where it isn't simply why. */
const REASON_SAID: Readonly<Record<string, string>> = {
  noted: 'visit-notes',
  minutesWritten: 'visit-notes',
  minutesCorrected: 'visit-notes',
  proposed: 'visit-overridden',
  moved: 'visit-overridden',
  counterAccepted: 'visit-overridden',
};

function eventLine(event: VisitEvent & { readonly by: string | null }, reader: Reader): Text {
  const { t } = reader;
  const { at, kind, reason, oldStart, newStart, by } = event;
  const moves = kind === 'moved' || kind === 'counterProposed' || kind === 'counterAccepted';
  const times =
    moves && oldStart && newStart && oldStart.getTime() !== newStart.getTime()
      ? t('visit-event-times', { old: shortWhen(oldStart, reader), new: shortWhen(newStart, reader) })
      : '';
  const note = kind === 'edited' && reason !== null ? 'noted' : kind;
  return lines(
    join([bold(shortWhen(at, reader)), ` · ${t(`visit-event-${note}`)}${by === null ? '' : ` · ${by}`}`]),
    times !== '' && `   ${times}`,
    reason !== null && `   ${t(REASON_SAID[note] ?? 'visit-reason', { reason: reasonText(reason, t) })}`,
  );
}

/** Who did what to a visit, when and why, the newest first. */
export function historyCard(
  visit: Visit,
  events: readonly (VisitEvent & { readonly by: string | null })[],
  reader: Reader,
): Card {
  const { t } = reader;
  const back = visitTap.data({ button: 'open', id: visit.id, version: visit.version });
  return {
    text: lines(
      bold(t('visit-history-title', { agency: visit.party.agencyName })),
      ...events.map((event) => eventLine(event, reader)),
    ),
    buttons: [[{ label: t('dialog-back'), data: back }]],
  };
}
