import { type Button, bold, type Card, italic, lines } from '../../../dialogs/card.js';
import { pageOf, pager } from '../../../words/pager.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import { wantedMove } from '../dated/rules.js';
import { dayText, seatsText } from '../form/messages.js';
import type { EnrolmentEntry, ParticipantDetail } from '../people/service.js';
import type { ProgrammeSummary } from '../programme/store.js';
import { leavesEarly } from '../seats/rules.js';
import * as taps from '../taps.js';
import { GIVEN_REASONS } from './rules.js';

const PER_PAGE = 8;

/** Which programme to enrol in. */
export function enrolListCard(
  voice: Voice,
  person: { readonly id: number; readonly name: string; readonly releaseExpectedOn: string | null },
  programmes: readonly ProgrammeSummary[],
  page: number,
): Card {
  const { t } = voice;
  const { shown, ...place } = pageOf(programmes, page, PER_PAGE);
  const early = (one: ProgrammeSummary) => leavesEarly(person.releaseExpectedOn, one.endsOn);
  return {
    text: lines(
      bold(t('enrolment-which', { name: person.name })),
      programmes.length === 0 && t('enrolment-no-programme'),
      ...shown.map((one) => `• ${early(one) ? '⚠️ ' : ''}${one.name}: ${seatsText(voice, one)}`),
      person.releaseExpectedOn !== null &&
        programmes.some(early) &&
        italic(t('enrolment-early-explained', { date: dayText(person.releaseExpectedOn, voice.locale) })),
    ),
    buttons: [
      ...shown.map((one): Button[] => [
        {
          label: `${early(one) ? '⚠️ ' : ''}${one.name}`,
          data: taps.enrolTap.data({ participant: person.id, programme: one.id }),
        },
      ]),
      pager(t, place, (to) => taps.enrolListTap.data({ participant: person.id, page: to })),
      [{ label: t('dialog-back'), data: taps.participantTap.data({ participant: person.id }) }],
    ],
  };
}

/** Why an enrolment ends. */
export function reasonCard(t: Translate, person: ParticipantDetail, enrolment: EnrolmentEntry): Card {
  const { id, version } = enrolment;
  const reasons = GIVEN_REASONS.map(
    (reason): Button => ({
      label: t(`end-reason-${reason}`),
      data: taps.reasonTap.data({ enrolment: id, version, reason }),
    }),
  );
  const rows: Button[][] = [];
  for (let at = 0; at < reasons.length; at += 2) rows.push(reasons.slice(at, at + 2));
  return {
    text: t('enrolment-why', { name: person.name, programme: enrolment.programme.name }),
    buttons: [
      ...rows,
      [
        {
          label: t('enrolment-other-day'),
          data: taps.datedTap.data({ participant: person.id, wanted: wantedMove('ended', enrolment) }),
        },
      ],
      [{ label: t('dialog-back'), data: taps.participantTap.data({ participant: person.id }) }],
    ],
  };
}
