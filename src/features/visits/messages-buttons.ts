import type { Button } from '../../dialogs/card.js';
import { inviteTap } from '../people/index.js';
import { cut, type Reader, shortWhen } from './messages.js';
import type { VisitAction } from './rules.js';
import { type PartyAnswer } from './rules-offers.js';
import { type As, actionsOf, type Situation, situationOf } from './rules-parties.js';
import type { Shown } from './service.js';
import { suggestionTap, type VisitButton, visitTap } from './taps.js';

export type Row = readonly VisitButton[];

const BY_UNIT: Readonly<Record<Situation, readonly Row[]>> = {
  agencyAsked: [['change', 'off'], ['goOn']],
  unitAsked: [['accept'], ['move', 'decline']],
  split: [['goOn'], ['move', 'off']],
  counterProposed: [['accept', 'move'], ['off'], ['goOn']],
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

/** What an officer is asked once the time has come. */
export const OUTCOME_ROWS: readonly Row[] = [['hold'], ['off', 'move']];

/** The action of the tables that a button stands for. */
const MEANT: Readonly<Partial<Record<VisitButton, VisitAction>>> = {
  accept: 'accept',
  suggest: 'suggest',
  decline: 'decline',
  change: 'move',
  move: 'move',
  goOn: 'goOn',
  off: 'cancel',
  ready: 'ready',
  hold: 'hold',
  note: 'note',
};

/** For whom the reader of a visit would do something. */
export function asShown({ side, party }: Pick<Shown, 'side' | 'party'>): As | undefined {
  if (side === 'unit') return { side };
  return party && { side: 'agency', agencyId: party.agencyId };
}

/** The rows that a visit's card has for its reader, before those that don't hold now are left out. */
export function rowsFor(shown: Shown, now: Date): readonly Row[] {
  const { visit, side, party } = shown;
  if (side === 'unit') {
    const over = visit.state === 'confirmed' && visit.startsAt <= now;
    return over ? OUTCOME_ROWS : BY_UNIT[situationOf(visit)];
  }
  return party ? BY_AGENCY[party.answer] : [];
}

function labelOf(button: VisitButton, { visit, side }: Shown, { t, now }: Pick<Reader, 't' | 'now'>): string {
  const situation = situationOf(visit);
  const over = visit.startsAt <= now && visit.state === 'confirmed';
  switch (button) {
    case 'suggest':
      return t(situation === 'confirmed' ? 'visit-button-ask-change' : 'visit-button-suggest');
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

/** A button for each time that an agency has named; what it says there goes with it, since they may name another. */
function suggestionButtons({ visit }: Shown, reader: Reader): Button[] {
  const { id, version, parties } = visit;
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
  return cut(name, LABEL_MAX);
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
  const suggested = as?.side === 'unit' && visit.state === 'counterProposed';
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
    .flatMap((row) => (visit.parties.length > 1 && row.length > 2 ? row.map((button) => [button]) : [row]))
    .filter((row) => row.length > 0);
}

/** Where an agency hasn't been asked: to ask whoever can be now, or to invite somebody who could be. */
export function reachButtons(shown: Shown, reader: Reader): Button[][] {
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
