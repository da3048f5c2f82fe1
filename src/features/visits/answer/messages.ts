import { lines, type Text } from '../../../dialogs/card.js';
import { formatRange, formatTime, localTime } from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import type { Request, Shown } from '../card/rules.js';
import { reasonText } from '../reasons/messages.js';
import { activeOf, isOver } from '../state/rules.js';
import { nameAmong, namesText, type Reader } from '../visit/messages.js';
import { isReaffirmed, type Party } from '../visit/rules.js';

/** `Kepala Dinas Perikanan`, or its contacts by name where it has no head. */
export function askedText({ to, party }: Request, { t }: Reader): string {
  const agency = party.agencyName;
  if (to.some(({ isHead }) => isHead)) return t('post-agencyHead-of', { agency });
  const [first] = to;
  return to.length === 1 && first
    ? `${first.name} (${agency})`
    : t('visit-contacts-of', { agency, count: to.length });
}

/** The time that an agency has named in place of the visit's. */
export function suggestedText(
  { visit }: Pick<Shown, 'visit'>,
  party: Party,
  { zone, locale }: Reader,
): string {
  return formatRange(party.proposedStart ?? visit.startsAt, party.proposedEnd ?? visit.endsAt, zone, locale);
}

/** `Dinas Perikanan mengusulkan …`, for every agency that has named another time. */
export function suggestionLines(shown: Shown, reader: Reader): string[] {
  const { parties } = shown.visit;
  return parties
    .filter(({ answer }) => answer === 'counterProposed')
    .map((party) =>
      reader.t('visit-suggested', {
        agency: parties.length > 1 ? nameAmong(party.agencyName) : party.agencyName,
        when: suggestedText(shown, party, reader),
      }),
    );
}

/** `Dinas Sosial dan Dinas Perikanan`, of the parties with an answer. */
export function namesWith(parties: readonly Party[], answer: Party['answer'], reader: Reader): string {
  const named = parties.filter((party) => party.answer === answer);
  return namesText(
    named.map(({ agencyName }) => agencyName),
    reader,
  );
}

function waitingText(request: Request | undefined, reader: Reader): string {
  const { t, zone, locale } = reader;
  if (!request) return t('visit-party-pending');
  if (request.to.length === 0) return t(request.lost ? 'visit-party-lost' : 'visit-party-nobody');
  const { party } = request;
  const to = askedText({ ...request, party: { ...party, agencyName: nameAmong(party.agencyName) } }, reader);
  if (!request.at) return t('visit-party-unsent', { to });
  return t('visit-party-asked', { to, time: formatTime(localTime(request.at, zone), locale) });
}

const REASON_SHOWN = 120;

/** How one agency stands. Another agency's reasons and times are between it and the unit. */
function partyLine(shown: Shown, party: Party, reader: Reader): string {
  const { t } = reader;
  const { visit, side, requests = [] } = shown;
  const agency = nameAmong(party.agencyName);
  const line = (answer: string) => t('visit-party-line', { agency, answer });
  const known = side !== 'agency' || party.agencyId === shown.party?.agencyId;
  switch (party.answer) {
    case 'pending': {
      if (isOver(visit.state))
        return line(t(visit.state === 'held' ? 'visit-party-unknown' : 'visit-party-silent'));
      const request = requests.find((one) => one.party.agencyId === party.agencyId);
      return line(waitingText(request, reader));
    }
    case 'accepted':
      return line(t(isReaffirmed(visit, party) ? 'visit-party-ready' : 'visit-party-accepted'));
    case 'counterProposed':
      return line(
        known
          ? t('visit-party-suggests', { when: suggestedText(shown, party, reader) })
          : t('visit-party-suggests-other'),
      );
    case 'declined': {
      const over = visit.state !== 'proposed' && visit.state !== 'counterProposed';
      const answer = t(over && visit.state !== 'declined' ? 'visit-party-out' : 'visit-party-declined');
      // Once it is over, who wasn't there is enough.
      const told = !isOver(visit.state);
      return line(
        known && told && party.reason !== null
          ? `${answer} (${shorten(reasonText(party.reason, t), REASON_SHOWN)})`
          : answer,
      );
    }
  }
}

/**
 * Where several agencies are asked: how each of them stands, a line each; once it is over, only who wasn't there, and of
 * whom that isn't known.
 */
export function partyLines(shown: Shown, reader: Reader): Text | undefined {
  const { visit } = shown;
  const { parties, state } = visit;
  const active = activeOf(visit);
  const named = isOver(state)
    ? parties.filter((party) => party.answer === 'declined' || !active.includes(party))
    : parties;
  if (parties.length < 2 || named.length === 0) return undefined;
  return lines(...named.map((party) => partyLine(shown, party, reader)));
}
