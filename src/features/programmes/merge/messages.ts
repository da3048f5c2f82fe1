import { type Button, bold, type Card, italic, lines } from '../../../dialogs/card.js';
import { pageOf, pager } from '../../../words/pager.js';
import { shorten } from '../../../words/shorten.js';
import type { Voice } from '../../../words/voice.js';
import { impactLines } from '../../months/index.js';
import { dayText } from '../form/messages.js';
import { evidenceLines } from '../identity/messages.js';
import { comparePeople } from '../identity/rules.js';
import type { ParticipantDetail } from '../people/service.js';
import * as taps from '../taps.js';
import type { MergePreview } from './service.js';

const PER_PAGE = 8;
const shortened = (name: string) => shorten(name, 40);

type Named = { readonly id: number; readonly name: string; readonly registerNumber: string };

/** Whose record somebody's may be as well: those of that name, and a way to look for others. */
export function sameListCard(
  { t }: Voice,
  person: ParticipantDetail,
  people: readonly Named[],
  page: number,
): Card {
  const { id } = person;
  const { shown, ...place } = pageOf(people, page, PER_PAGE);
  return {
    text: lines(
      bold(t('merge-which', { name: person.name, number: person.registerNumber })),
      people.length === 0 ? t('merge-none') : t('merge-choose'),
    ),
    buttons: [
      ...shown.map((one): Button[] => [
        {
          label: `${shortened(one.name)} · ${one.registerNumber}`,
          data: taps.sameAskTap.data({ one: id, other: one.id }),
        },
      ]),
      pager(t, place, (to) => taps.sameListTap.data({ participant: id, page: to })),
      [{ label: t('merge-find'), data: taps.sameFindTap.data({ participant: id }) }],
      [{ label: t('dialog-back'), data: taps.participantTap.data({ participant: id }) }],
    ],
  };
}

function asSomebody(person: ParticipantDetail) {
  return {
    ...person,
    registerKey: person.registerNumber,
    registerClass: person.registerClass ?? null,
    formerKeys: person.formerNumbers.map(({ number }) => number),
  };
}

/** Asks whether two are one person: what speaks for it, what against, and what would come of it. */
export function sameAskCard(
  voice: Voice,
  one: ParticipantDetail,
  other: ParticipantDetail,
  preview: MergePreview,
): Card {
  const { t, locale } = voice;
  const [from, into] = one.id === preview.fromId ? [one, other] : [other, one];
  const pair = { one: one.id, other: other.id };
  const merging = (goesOn: 'none' | 'from' | 'into', label: string): Button[] => [
    { label, data: taps.mergeTap.data({ ...pair, goesOn }), style: 'primary' },
  ];
  const clashes = preview.clashes.map((clash) =>
    t('merge-clash', {
      programme: clash.programme.name,
      from: `${from.registerNumber}: ${t(`enrolment-${clash.from}`)}`,
      into: `${into.registerNumber}: ${t(`enrolment-${clash.into}`)}`,
    }),
  );
  return {
    text: lines(
      bold(t('merge-ask')),
      `1. ${from.name} (${from.registerNumber})`,
      `2. ${into.name} (${into.registerNumber})`,
      '',
      ...evidenceLines({ t, locale }, comparePeople(asSomebody(from), asSomebody(into))),
      preview.bothMarked > 0 && bold(t('merge-both-marked', { total: preview.bothMarked })),
      preview.saidApart && bold(t('merge-said-apart')),
      ...(clashes.length > 0 ? ['', bold(t('merge-clashes')), ...clashes, t('merge-clash-ask')] : []),
      ...impactLines(voice, preview.impacts),
      '',
      italic(t('merge-explained', { number: into.registerNumber })),
    ),
    buttons: [
      ...(clashes.length > 0
        ? [
            merging('into', t('merge-goes-on', { number: into.registerNumber })),
            merging('from', t('merge-goes-on', { number: from.registerNumber })),
          ]
        : [merging('none', t('merge-yes'))]),
      [{ label: t('merge-no'), data: taps.apartTap.data(pair) }],
      [{ label: t('dialog-back'), data: taps.sameListTap.data({ participant: one.id, page: 0 }) }],
    ],
  };
}

/** Which of the records that were merged into somebody's is to be apart again. */
export function splitCard(
  { t, locale, zone }: Voice,
  person: ParticipantDetail,
  isoOf: (at: Date, zone: string) => string,
): Card {
  return {
    text: lines(bold(t('merge-split-ask', { name: person.name })), italic(t('merge-split-explained'))),
    buttons: [
      ...person.merged.map(({ mergeId, name, registerNumber, at }): Button[] => [
        {
          label: `${shortened(name)} · ${registerNumber} · ${dayText(isoOf(at, zone), locale)}`,
          data: taps.unmergeTap.data({ merge: mergeId }),
        },
      ]),
      [{ label: t('dialog-back'), data: taps.participantTap.data({ participant: person.id }) }],
    ],
  };
}
