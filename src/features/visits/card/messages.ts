import { type Button, bold, type Card, join, lines, type Text } from '../../../dialogs/card.js';
import { formatRange, formatTime, localTime } from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import { inviteTap } from '../../people/index.js';
import { askedText, namesWith, partyLines, suggestedText, suggestionLines } from '../answer/messages.js';
import { type As, actionsOf } from '../answer/rules.js';
import { minutesButtons, minutesLines } from '../minutes/messages.js';
import { reasonText } from '../reasons/messages.js';
import { relayedText } from '../relayed/messages.js';
import {
  hasCome,
  isChanging,
  isInviting,
  lastStart,
  type PartyAnswer,
  questionOf,
  type Situation,
  situationOf,
  type VisitAction,
} from '../state/rules.js';
import { detailLines, partnersText, placeText, type Reader, shortWhen } from '../visit/messages.js';
import { isReaffirmed, type Visit } from '../visit/rules.js';
import { suggestionTap, type VisitButton, visitTap } from '../visit/taps.js';
import type { Shown } from './rules.js';

/** To whom the question went and when; with several agencies that stands with each of them. */
function waitingLines({ visit, requests = [] }: Shown, reader: Reader): Text {
  const { t, locale, zone } = reader;
  const [request] = requests;
  if (visit.parties.length > 1) {
    const unsent = requests.some(({ at }) => at === null);
    const agency = namesWith(visit.parties, 'pending', reader);
    return lines(unsent && bold(t('visit-unsent')), bold(t('visit-waiting-for', { agency })));
  }
  if (!request) return bold(t('visit-waiting'));
  const agency = request.party.agencyName;
  if (request.to.length === 0)
    return lines(bold(t('visit-unsent')), t(request.lost ? 'visit-lost' : 'visit-nobody', { agency }));
  const to = askedText(request, reader);
  if (!request.at) return lines(bold(t('visit-unsent')), t('visit-now-reachable', { to }));
  const time = formatTime(localTime(request.at, zone), locale);
  return join([bold(t('visit-waiting')), ` · ${t('visit-sent-to', { to, time })}`]);
}

/** The question to an agency that hasn't answered. */
function askedLines({ visit }: Shown, reader: Reader): Text {
  const { t, unit } = reader;
  const moved = visit.trail.find(({ kind }) => kind === 'moved' || kind === 'counterAccepted');
  const old = moved?.oldStart;
  return old
    ? lines(bold(t('visit-asks-moved', { unit })), t('visit-was', { when: shortWhen(old, reader) }))
    : bold(t(`visit-asks-${visit.direction}`, { unit }));
}

/** How a visit stands while answers come in, seen by one agency. */
function agencyLines(shown: Shown, reader: Reader): Text {
  const { t, unit } = reader;
  const { visit, party } = shown;
  const waits = t('visit-waiting-unit', { unit });
  switch (party?.answer) {
    case 'pending':
      return askedLines(shown, reader);
    case 'counterProposed':
      return lines(bold(t('visit-you-suggested', { when: suggestedText(shown, party, reader) })), waits);
    case 'declined':
      return bold(t('visit-you-cannot'));
    case 'accepted':
    case undefined: {
      if (situationOf(visit) === 'unitAsked') return bold(waits);
      const agency = namesWith(visit.parties, 'pending', reader);
      return lines(bold(t('visit-you-accepted')), agency === '' ? waits : t('visit-waits-again', { agency }));
    }
  }
}

/** The other time that an agreed visit is to have, and whose answer is waited for; the agreed one stands meanwhile. */
export function changeLines(shown: Shown, reader: Reader): Text | undefined {
  const { visit, side, party } = shown;
  const { t, unit, zone, locale, now } = reader;
  if (!isChanging(visit) || side === undefined) return undefined;
  const asked = { ...shown, visit: questionOf(visit) };
  const { startsAt, endsAt, askedStart, parties } = asked.visit;
  const when = formatRange(startsAt, endsAt, zone, locale);
  const stands =
    visit.startsAt > now && t('visit-change-stands', { when: shortWhen(visit.startsAt, reader) });
  if (side === 'unit') {
    const waits = askedStart !== null && parties.some(({ answer }) => answer === 'pending');
    return lines(
      ...suggestionLines(asked, reader).map((line) => bold(line)),
      waits && bold(t('visit-change-asked', { when })),
      waits && waitingLines(asked, reader),
      stands,
    );
  }
  switch (party?.changeAnswer) {
    case 'pending':
      return lines(bold(t('visit-asks-change', { unit, when })), stands);
    case 'counterProposed': {
      const suggested = suggestedText(asked, party, reader);
      return lines(
        bold(t('visit-you-suggested', { when: suggested })),
        t('visit-waiting-unit', { unit }),
        stands,
      );
    }
    case 'accepted':
      return lines(bold(t('visit-you-accepted-change', { when })), stands);
    default:
      return undefined;
  }
}

/** How a visit stands, seen from one side: the first lines of its card. */
function statusLines(shown: Shown, reader: Reader): Text {
  const { t } = reader;
  const { visit, side, party } = shown;
  const situation = situationOf(visit);
  const theirs = side === 'agency';
  switch (situation) {
    case 'agencyAsked':
      return theirs ? agencyLines(shown, reader) : waitingLines(shown, reader);
    case 'unitAsked':
      return theirs
        ? agencyLines(shown, reader)
        : bold(t(`visit-offers-${visit.direction}`, { agency: partnersText(visit, reader) }));
    case 'split':
      return theirs ? agencyLines(shown, reader) : bold(t('visit-is-split'));
    case 'counterProposed':
      return theirs
        ? agencyLines(shown, reader)
        : lines(...suggestionLines(shown, reader).map((line) => bold(line)));
    case 'confirmed': {
      if (party?.answer === 'pending') {
        const agency = namesWith(visit.parties, 'accepted', reader);
        return lines(
          bold(t(`visit-asks-${visit.direction}`, { unit: reader.unit })),
          t('visit-asks-join', { agency }),
        );
      }
      if (party?.answer === 'declined')
        return bold(t('visit-without-you', { agency: partnersText(visit, reader) }));
      const [only] = visit.parties.length === 1 ? visit.parties : [];
      const said = party ?? only;
      const ready = said !== undefined && isReaffirmed(visit, said);
      return lines(
        bold(t('visit-agreed')),
        ready && t(theirs ? 'visit-you-ready' : 'visit-they-ready', { agency: said.agencyName }),
        side === 'unit' && isInviting(visit) && waitingLines(shown, reader),
      );
    }
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

/** How the last answer came, where it came otherwise than through Sambang; the unit's to know. */
function relayedLine({ visit, side }: Shown, reader: Reader): string | undefined {
  const last = visit.trail.find(({ kind }) => kind !== 'edited');
  const sign = last?.via === 'page' ? '🌐' : '☎️';
  return last?.via && side !== 'agency' ? `${sign} ${relayedText(last, visit, reader)}` : undefined;
}

/** The same where nobody of the unit wrote it down: they are told by whom it was given. */
export function pageLine(shown: Shown, reader: Reader): string | undefined {
  return shown.visit.trail[0]?.via === 'page' ? relayedLine(shown, reader) : undefined;
}

function correctButtons(shown: Shown, reader: Reader): Button[][] {
  return shown.correctable ? visitButtons(shown, [['fix']], reader) : [];
}

/** What was sent about it, for everybody of the unit, and adding to it. */
function filesButtons({ visit, side }: Shown, { t }: Reader): Button[][] {
  const { id, version, files } = visit;
  const data = (button: 'files' | 'attach') => visitTap.data({ button, id, version });
  const sees = files > 0 && side !== 'agency';
  return [
    ...(takesFiles({ visit, side }) ? [[{ label: t('visit-button-attach'), data: data('attach') }]] : []),
    ...(sees ? [[{ label: t('visit-files', { files }), data: data('files') }]] : []),
  ];
}

/** Whether somebody of the unit who looks on may add pictures and recordings. */
export function takesFiles({ visit, side }: Pick<Shown, 'visit' | 'side'>): boolean {
  return side === undefined && (visit.state === 'held' || visit.state === 'nobodyCame');
}

/** The card of a visit: how it stands, what it is about, and what its reader can do now. */
export function visitCard(shown: Shown, reader: Reader, above?: Text): Card {
  const { visit, side, sections = [] } = shown;
  const added = sections.map((draw) => draw(reader));
  return {
    text: lines(
      above,
      statusLines(shown, reader),
      changeLines(shown, reader),
      relayedLine(shown, reader),
      partyLines({ ...shown, visit: side === 'unit' ? questionOf(visit) : visit }, reader),
      detailLines(visit, side, reader),
      minutesLines(shown, reader),
      ...added.map((section) => section.lines),
    ),
    buttons: [
      ...reachButtons(shown, reader),
      ...relayButtons(shown, reader),
      ...minutesButtons(shown, reader),
      ...visitButtons(shown, rowsFor(shown, reader.now), reader),
      ...added.flatMap(({ buttons }) => buttons),
      ...correctButtons(shown, reader),
      ...filesButtons(shown, reader),
      ...visitButtons(shown, [['history']], reader),
    ],
  };
}

/** The card with the news that what was tapped doesn't hold any more. */
export function changedCard(shown: Shown, reader: Reader): Card {
  return visitCard(shown, reader, lines(bold(reader.t('visit-changed-meanwhile')), ''));
}

export type Row = readonly VisitButton[];

const BY_UNIT: Readonly<Record<Situation, readonly Row[]>> = {
  agencyAsked: [['change', 'off'], ['goOn']],
  unitAsked: [['accept'], ['move', 'decline']],
  split: [['goOn'], ['move', 'change', 'off']],
  counterProposed: [['accept', 'move'], ['change', 'off'], ['goOn']],
  confirmed: [['hold'], ['change', 'off']],
  declined: [['move']],
  held: [['note']],
  nobodyCame: [['note']],
  cancelled: [],
};

/** What of these holds now is for the tables of decisions to say. */
const BY_AGENCY: Readonly<Record<PartyAnswer, readonly Row[]>> = {
  pending: [['accept'], ['suggest', 'decline']],
  accepted: [['suggest', 'off']],
  counterProposed: [['suggest', 'decline']],
  declined: [['suggest']],
};

const CHANGING_BY_UNIT: readonly Row[] = [['accept', 'move'], ['keep'], ['change', 'off']];
const CHANGING_BY_AGENCY: readonly Row[] = [['accept'], ['suggest', 'keep', 'decline'], ['off']];

/** What an officer is asked once the time has come. */
export const OUTCOME_ROWS: readonly Row[] = [['hold'], ['off', 'move', 'decline']];

/** The action of the tables that a button stands for. */
const MEANT: Readonly<Partial<Record<VisitButton, VisitAction>>> = {
  accept: 'accept',
  suggest: 'suggest',
  decline: 'decline',
  change: 'edit',
  move: 'move',
  goOn: 'goOn',
  off: 'cancel',
  ready: 'ready',
  hold: 'hold',
  note: 'note',
  keep: 'keep',
};

/** For whom the reader of a visit would do something. */
export function asShown({ side, party }: Pick<Shown, 'side' | 'party'>): As | undefined {
  if (side === 'unit') return { side };
  return party && { side: 'agency', agencyId: party.agencyId };
}

/** The rows that a visit's card has for its reader, before those that don't hold now are left out. */
function rowsFor(shown: Shown, now: Date): readonly Row[] {
  const { visit, side, party } = shown;
  if (side === 'unit') {
    const over = hasCome(visit, now);
    const changing = isChanging(visit);
    if (over) return changing ? [['accept'], ...OUTCOME_ROWS, ['keep']] : OUTCOME_ROWS;
    return changing ? CHANGING_BY_UNIT : BY_UNIT[situationOf(visit)];
  }
  const asked = isChanging(visit) ? party?.changeAnswer : null;
  if (asked === 'pending' || asked === 'counterProposed') return CHANGING_BY_AGENCY;
  return party ? BY_AGENCY[party.answer] : [];
}

function labelOf(button: VisitButton, shown: Shown, { t, now }: Pick<Reader, 't' | 'now'>): string {
  const { visit, side, party } = shown;
  const situation = situationOf(visit);
  const over = (side === 'unit' || visit.state === 'confirmed') && hasCome(visit, now);
  switch (button) {
    case 'keep':
      return t(isOwnWish(shown) ? 'visit-button-take-back' : 'visit-button-keep');
    case 'suggest':
      return t(
        situation === 'confirmed' && !isChanging(visit) && party?.answer !== 'pending'
          ? 'visit-button-ask-change'
          : 'visit-button-suggest',
      );
    case 'accept':
      return t(`visit-button-accept-${side === 'agency' ? 'agency' : 'unit'}`);
    case 'off':
      if (side === 'agency' && visit.parties.length > 1) return t('visit-button-leave');
      return t(over ? 'visit-button-off-over' : 'visit-button-off');
    case 'move':
      if (over) return t('visit-button-moved');
      return t(
        situation === 'declined' || situation === 'split'
          ? 'visit-button-move-declined'
          : 'visit-button-move',
      );
    default:
      return t(`visit-button-${button}`);
  }
}

/** Whether the other time that is talked about is the reader's own wish. */
function isOwnWish({ visit, side, party }: Shown): boolean {
  const named = questionOf(visit).parties.some(({ answer }) => answer === 'counterProposed');
  return side === 'unit' ? !named : party?.changeAnswer === 'counterProposed';
}

/** A button for each time that an agency has named; what it says there goes with it, since they may name another. */
function suggestionButtons({ visit }: Shown, reader: Reader): Button[] {
  const { id, version, parties } = questionOf(visit);
  const named = parties.filter(({ answer }) => answer === 'counterProposed');
  return named.flatMap(({ agencyId: agency, agencyName, proposedStart }): Button[] => {
    if (!proposedStart || proposedStart <= reader.now) return [];
    const at = Math.floor(proposedStart.getTime() / 60_000);
    const when = shortWhen(proposedStart, reader);
    const label =
      parties.length === 1
        ? reader.t('visit-button-accept-unit')
        : reader.t('visit-button-accept-of', { when, agency: short(agencyName) });
    return [{ label, data: suggestionTap.data({ id, version, agency, at }), style: 'success' }];
  });
}

const LABEL_MAX = 34;

/** A name that fits beside others on a button. */
export function short(name: string): string {
  return shorten(name, LABEL_MAX);
}

const GREEN: ReadonlySet<VisitButton> = new Set(['accept', 'hold']);

/** Buttons of a visit in rows, without those that would be refused now. */
export function visitButtons(shown: Shown, rows: readonly Row[], reader: Reader): Button[][] {
  const { visit } = shown;
  const { id, version } = visit;
  const as = asShown(shown);
  const possible = as ? actionsOf(visit, as, reader.now) : new Set<VisitAction>();
  const offered = (button: VisitButton) => {
    const action = MEANT[button];
    return action === undefined || possible.has(action);
  };
  const suggested = as?.side === 'unit' && questionOf(visit).state === 'counterProposed';
  const made = (button: VisitButton): Button[] =>
    button === 'accept' && suggested
      ? suggestionButtons(shown, reader)
      : [
          {
            label: labelOf(button, shown, reader),
            data: visitTap.data({ button, id, version }),
            ...(GREEN.has(button) ? { style: 'success' as const } : {}),
          },
        ];
  return rows
    .map((row) => row.filter(offered).flatMap(made))
    .flatMap((row) => (visit.parties.length > 1 && row.length > 2 ? row.map((button) => [button]) : [row]));
}

/** While an agency's answer is waited for: it may come by telephone, letter or word of mouth. */
function relayButtons(shown: Shown, reader: Reader): Button[][] {
  const { visit, side } = shown;
  const question = questionOf(visit);
  const asked = side === 'unit' && question.parties.some(({ answer }) => answer === 'pending');
  return asked && lastStart(question) > reader.now ? writtenButtons(shown, 'asked', reader) : [];
}

/** What is written to an agency past Sambang: the question, asking for its answer again, or bringing it to mind. */
type Forwarded = 'asked' | 'nudge' | 'remind';

/** Writing down an answer, and sending the question past Sambang: where each agency has its page, to each its own. */
export function writtenButtons(shown: Shown, what: Exclude<Forwarded, 'remind'>, reader: Reader): Button[][] {
  const { visit, requests = [] } = shown;
  const relay = visitButtons(shown, [['relay']], reader).flat();
  const pages = requests.filter(({ page }) => page !== undefined);
  if (pages.length < 2) return [[...relay, forwardButton(visit, what, reader, pages[0]?.page)]];
  const each = pages.map(({ party, page }) => {
    const label = reader.t('visit-button-forward-to', { agency: short(party.agencyName) });
    return [{ ...forwardButton(visit, what, reader, page), label }];
  });
  return [relay, ...each];
}

/** Opens WhatsApp with that as a text, for whom it isn't known here: offices write to each other there. */
export function forwardButton(visit: Visit, what: Forwarded, reader: Reader, page?: string): Button {
  const { t, unit, zone, locale } = reader;
  const { startsAt, endsAt, purpose } = what === 'remind' ? visit : questionOf(visit);
  const when = formatRange(startsAt, endsAt, zone, locale);
  const place = placeText(visit, reader);
  const text = t(`visit-forward-${what === 'asked' ? visit.direction : what}`, {
    unit,
    when,
    place,
    purpose,
  });
  const whole = page === undefined ? text : `${text}\n\n${t('visit-forward-page', { page })}`;
  return { label: t('visit-button-forward'), url: `https://wa.me/?text=${encodeURIComponent(whole)}` };
}

/** Where an agency hasn't been asked: to ask whoever can be now, or to invite somebody who could be. */
function reachButtons(shown: Shown, reader: Reader): Button[][] {
  const { t } = reader;
  const { requests = [], visit } = shown;
  const unasked = requests.filter(({ at }) => at === null);
  const send = unasked.some(({ to }) => to.length > 0) ? visitButtons(shown, [['send']], reader) : [];
  const several = visit.parties.length > 1;
  const invites = unasked
    .filter(({ to }) => to.length === 0)
    .flatMap(({ party: { agencyId: agency, agencyName } }): Button[][] => {
      const head = { data: inviteTap.data({ kind: 'agencyHead', agency }), style: 'primary' as const };
      const staff = inviteTap.data({ kind: 'agencyContact', agency });
      return several
        ? [[{ ...head, label: t('visit-invite-head-of', { agency: short(agencyName) }) }]]
        : [[{ ...head, label: t('visit-invite-head') }], [{ label: t('visit-invite-contact'), data: staff }]];
    });
  return [...send, ...invites];
}
