import { type Button, bold, type Card, lines, type Text } from '../../../dialogs/card.js';
import { formatRange } from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import type { Shown } from '../card/rules.js';
import { activeOf } from '../state/rules.js';
import { namesText, type Reader, shortWhen } from '../visit/messages.js';
import type { Party, Visit } from '../visit/rules.js';
import { visitTap } from '../visit/taps.js';
import { askedMinutes, hasAgreed } from './rules.js';
import { minutesTap } from './taps.js';

/** How much of the minutes a card shows; the rest is one tap further. */
const MINUTES_SHOWN = 2_000;

/** The letter that a visit carries and how its minutes stand, for its card. */
export function minutesLines(
  { visit, party }: Pick<Shown, 'visit' | 'party'>,
  reader: Reader,
): Text | undefined {
  const { t } = reader;
  const { letterNumber, state } = visit;
  // What both sides agreed to stays kept where the visit turns out not to have taken place, but says nothing then.
  const minutes = state === 'held' && !isOut(visit, party) ? visit.minutes : null;
  if (letterNumber === null && !minutes) return undefined;
  const next = minutes && visit.next;
  const active = activeOf(visit);
  const those = (agreed: boolean, version = 0) =>
    active.filter((one) => hasAgreed(one, version) === agreed).map(({ agencyName }) => agencyName);
  const names = (agreed: boolean, version = minutes?.version) => namesText(those(agreed, version), reader);
  const some = (agreed: boolean) => those(agreed, minutes?.version).length > 0;
  return lines(
    letterNumber !== null && `✉️ ${t('visit-letter', { number: letterNumber })}`,
    minutes && `📄 ${shorten(minutes.text, MINUTES_SHOWN)}`,
    minutes && some(true) && t('visit-minutes-agreed', { agency: names(true) }),
    minutes && some(false) && t('visit-minutes-waiting', { agency: names(false) }),
    next && '',
    next && bold(t('visit-minutes-next')),
    next && t('visit-fix-why', { why: next.reason }),
    next && `📄 ${shorten(next.text, MINUTES_SHOWN)}`,
    next && t('visit-minutes-next-waiting', { agency: names(false, next.version) }),
  );
}

/** Whether an agency was asked to a visit but doesn't take part. */
function isOut(visit: Visit, party: Party | undefined): boolean {
  return party !== undefined && !activeOf(visit).some(({ agencyId }) => agencyId === party.agencyId);
}

/** Reading minutes whole, and what an agency can do about those that it hasn't agreed to. */
export function minutesButtons(
  { visit, side, party }: Pick<Shown, 'visit' | 'side' | 'party'>,
  { t }: Reader,
): Button[][] {
  const { id, minutes, state, next } = visit;
  const asked = askedMinutes(visit);
  if (!minutes || !asked || state !== 'held' || isOut(visit, party)) return [];
  const button = (what: 'agree' | 'correct' | 'read' | 'former') =>
    minutesTap.data({ button: what, id, version: asked.version });
  const isLong = [minutes.text, next?.text ?? ''].some((text) => [...text].length > MINUTES_SHOWN);
  const whole: Button[][] = [
    ...(isLong ? [[{ label: t('visit-button-minutes'), data: button('read') }]] : []),
    ...(minutes.version > 1 ? [[{ label: t('visit-button-minutes-former'), data: button('former') }]] : []),
  ];
  if (side !== 'agency' || (party && hasAgreed(party, asked.version))) return whole;
  return [
    ...whole,
    [
      { label: t('visit-button-agree'), data: button('agree'), style: 'success' },
      { label: t('visit-button-correct'), data: button('correct') },
    ],
  ];
}

function when({ startsAt, endsAt }: Visit, { zone, locale }: Reader): string {
  return `🗓 ${formatRange(startsAt, endsAt, zone, locale)}`;
}

/** The minutes for the agency, to agree to or to correct. */
export function minutesCard(shown: Shown, reader: Reader): Card {
  const { visit } = shown;
  return {
    text: lines(
      bold(reader.t('visit-minutes-title', { unit: reader.unit })),
      when(visit, reader),
      `📝 ${visit.purpose}`,
      minutesLines(shown, reader),
    ),
    buttons: minutesButtons(shown, reader),
  };
}

/** The agency's answer to the minutes, for whoever of the unit is responsible. */
export function minutesAnswerCard({ visit }: Shown, correction: string | undefined, reader: Reader): Card {
  const { t } = reader;
  const { id, version, parties, trail } = visit;
  const asked = askedMinutes(visit)?.version ?? 0;
  const by = trail.find(({ kind }) => kind === 'minutesCorrected')?.agencyId;
  const answered = parties.filter((party) =>
    correction === undefined ? hasAgreed(party, asked) : party.agencyId === by,
  );
  const agency = namesText(
    answered.map(({ agencyName }) => agencyName),
    reader,
  );
  const waiting = activeOf(visit).filter((party) => !hasAgreed(party, asked));
  const names = waiting.map(({ agencyName }) => agencyName);
  const tap = (button: 'note' | 'open') => visitTap.data({ button, id, version });
  return {
    text: lines(
      bold(t(correction === undefined ? 'visit-minutes-are-agreed' : 'visit-minutes-corrected', { agency })),
      when(visit, reader),
      correction !== undefined && `✏️ ${correction}`,
      correction === undefined &&
        names.length > 0 &&
        t('visit-minutes-waiting', { agency: namesText(names, reader) }),
    ),
    buttons: [
      ...(correction === undefined
        ? []
        : [[{ label: t('visit-button-rewrite'), data: tap('note'), style: 'primary' as const }]]),
      [{ label: t('visit-button-open'), data: tap('open') }],
    ],
  };
}

/** Texts of minutes that others took the place of, the newest first; as a message of its own, whole. */
export function formerText(
  former: readonly { readonly at: Date; readonly text: string }[],
  reader: Reader,
): string {
  return former
    .map(({ at, text }) => `${reader.t('visit-minutes-former', { when: shortWhen(at, reader) })}\n${text}`)
    .join('\n\n');
}
