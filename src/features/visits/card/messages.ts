import { type Button, bold, type Card, join, lines, type Text } from '../../../dialogs/card.js';
import { formatTime, localTime } from '../../../lib/zoned.js';
import { afterButtons, afterLines } from '../../followups/section/messages.js';
import { askedText, namesWith, partyLines, suggestedText, suggestionLines } from '../answer/messages.js';
import { situationOf } from '../answer/rules.js';
import { reachButtons, rowsFor, visitButtons } from '../messages-buttons.js';
import { minutesButtons, minutesLines } from '../minutes/messages.js';
import { detailLines, partnersText, type Reader, reasonText, shortWhen } from '../visit/messages.js';
import { isReaffirmed } from '../visit/rules.js';
import type { Shown } from '../visit/service.js';

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
  if (request.to.length === 0) return lines(bold(t('visit-unsent')), t('visit-nobody', { agency }));
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
      if (party?.answer === 'declined')
        return bold(t('visit-without-you', { agency: partnersText(visit, reader) }));
      const [only] = visit.parties.length === 1 ? visit.parties : [];
      const said = party ?? only;
      const ready = said !== undefined && isReaffirmed(visit, said);
      return lines(
        bold(t('visit-agreed')),
        ready && t(theirs ? 'visit-you-ready' : 'visit-they-ready', { agency: said.agencyName }),
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

function correctButtons(shown: Shown, reader: Reader): Button[][] {
  return shown.correctable ? visitButtons(shown, [['fix']], reader) : [];
}

/** The card of a visit: how it stands, what it is about, and what its reader can do now. */
export function visitCard(shown: Shown, reader: Reader, above?: Text): Card {
  const { visit, side } = shown;
  return {
    text: lines(
      above,
      statusLines(shown, reader),
      partyLines(shown, reader),
      detailLines(visit, side, reader),
      minutesLines(shown, reader),
      afterLines(shown, reader),
    ),
    buttons: [
      ...reachButtons(shown, reader),
      ...minutesButtons(shown, reader),
      ...visitButtons(shown, rowsFor(shown, reader.now), reader),
      ...afterButtons(shown, reader),
      ...correctButtons(shown, reader),
      ...visitButtons(shown, [['history']], reader),
    ],
  };
}

/** The card with the news that what was tapped doesn't hold any more. */
export function changedCard(shown: Shown, reader: Reader): Card {
  return visitCard(shown, reader, lines(bold(reader.t('visit-changed-meanwhile')), ''));
}
