import type { Actor } from '../../../access/actor.js';
import { type Button, bold, type Card, italic, lines, type Text } from '../../../dialogs/card.js';
import { formatDate, isoDate, localDate } from '../../../lib/zoned.js';
import { searchName } from '../../../reading/search-name.js';
import { formatNumber } from '../../../words/numbers.js';
import { pager } from '../../../words/pager.js';
import { shorten } from '../../../words/shorten.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import { mayTakeBack } from '../departure/rules.js';
import { formatRegisterClass, legalStatus, nextStates } from '../enrolment/rules.js';
import { dayText } from '../form/messages.js';
import { isOngoing, isOver } from '../life/rules.js';
import { leavesEarly } from '../seats/rules.js';
import * as taps from '../taps.js';
import type { EnrolmentEntry, ParticipantDetail, ParticipantPage, Seat, SeatPage } from './service.js';

/** A query as it fits on a button: undefined for one that doesn't. */
function queryWord(query: string): string | undefined {
  const written = searchName(query).replaceAll(' ', '.');
  return /^[\w.]{0,32}$/u.test(written) ? written : undefined;
}

/** What `queryWord` wrote, as it is searched for. */
export function queryOf(written: string): string {
  return written.replaceAll('.', ' ');
}

/** Name before number; marked where somebody waits (with the place in the list), has paused, or has left. */
function peopleButtons(people: readonly (ParticipantPage['people'][number] & Partial<Seat>)[]): Button[][] {
  return people.map(({ id, name, registerNumber, presentUntil, state, place, early, completed }) => {
    const mark = completed
      ? '🎓 '
      : presentUntil
        ? '🚪 '
        : state === 'paused'
          ? '⏸ '
          : state === 'applied'
            ? '✍️ '
            : '';
    const waits = `${early ? '⚠️ ' : ''}${place === undefined ? mark : `⏳ ${place}. `}`;
    return [
      {
        label: `${waits}${name} · ${registerNumber}`,
        data: taps.participantTap.data({ participant: id }),
      },
    ];
  });
}

export function participantListCard(
  { t, locale }: Voice,
  found: ParticipantPage,
  query: string,
  mayImport: boolean,
): Card {
  const { total, page, pages, people } = found;
  const find: Button = { label: t('participant-find'), data: taps.findTap.data({}) };
  const all: Button = {
    label: t('participant-all'),
    data: taps.participantListTap.data({ query: '', page: 0 }),
  };
  const hint = mayImport ? italic(t('participant-upload-hint')) : undefined;
  if (total === 0) {
    return query === ''
      ? { text: lines(bold(t('participant-title')), t('participant-none'), hint) }
      : { text: t('participant-not-found', { query }), buttons: [[find, all]] };
  }
  const written = queryWord(query);
  const turn = (to: number) => taps.participantListTap.data({ query: written ?? '', page: to });
  return {
    text: lines(
      bold(query === '' ? t('participant-title') : t('participant-found', { query })),
      t('participant-count', { total: formatNumber(total, locale) }),
      pages > 1 && written === undefined && t('participant-narrow'),
      query === '' && hint,
    ),
    buttons: [
      ...peopleButtons(people),
      written === undefined ? [] : pager(t, { at: page, pages }, turn),
      query === '' ? [find] : [find, all],
    ],
  };
}

/** Those who take part in a programme, or wait to. */
export function programmePeopleCard(
  { t, locale }: Voice,
  programme: { readonly id: number; readonly name: string },
  found: SeatPage,
): Card {
  const turn = (to: number) => taps.programmePeopleTap.data({ programme: programme.id, page: to });
  return {
    text: lines(
      bold(programme.name),
      found.total === 0
        ? t('participant-none-here')
        : t('participant-count', { total: formatNumber(found.total, locale) }),
      found.waiting > 0 && italic(t('participant-waiting-explained', { waiting: found.waiting })),
      found.early > 0 && italic(t('participant-early-explained', { total: found.early })),
    ),
    buttons: [
      ...peopleButtons(found.people),
      pager(t, { at: found.page, pages: found.pages }, turn),
      found.mayEnrol
        ? [
            {
              label: t('enrolment-many'),
              data: taps.enrolManyTap.data({ programme: programme.id }),
              style: 'primary' as const,
            },
          ]
        : [],
      [{ label: t('dialog-back'), data: taps.programmeTap.data({ programme: programme.id }) }],
    ],
  };
}

function enrolmentLine(
  voice: Voice,
  { programme, state, reason, since }: EnrolmentEntry,
  releaseExpectedOn: string | null,
): string {
  const { t, locale, zone } = voice;
  const withProgramme = reason === 'unrecorded' && isOver(programme.state);
  const stateText = withProgramme
    ? t(`enrolment-ended-${programme.state}`)
    : state === 'ended' && reason
      ? t('enrolment-ended-because', { reason: t(`end-reason-${reason}`) })
      : t(`enrolment-${state}`);
  const from = since && t('enrolment-since', { date: formatDate(localDate(since, zone), locale) });
  const line = `• ${programme.name}: ${[stateText, from].filter(Boolean).join(' ')}`;
  const { endsOn } = programme;
  if (state === 'ended' || endsOn === null || !leavesEarly(releaseExpectedOn, endsOn)) return line;
  return `${line}\n  ${t('enrolment-early', { date: dayText(endsOn, locale) })}`;
}

const shortened = (name: string) => shorten(name, 22);

/** What may be done with an open enrolment: to wait, to be active, to pause; and to end. */
function enrolmentButtons(t: Translate, { id, version, state, programme }: EnrolmentEntry): Button[] {
  const name = shortened(programme.name);
  const possible = nextStates(state).filter((next) => next === 'ended' || isOngoing(programme.state));
  return possible.flatMap((next): Button[] => {
    switch (next) {
      case 'active':
        return [
          {
            label: t(state === 'paused' ? 'enrolment-do-resume' : 'enrolment-do-admit', { name }),
            data: taps.moveTap.data({ enrolment: id, version, to: 'active' }),
          },
        ];
      case 'paused':
      case 'waiting':
        return [
          {
            label: t(`enrolment-do-${next}`, { name }),
            data: taps.moveTap.data({ enrolment: id, version, to: next }),
          },
        ];
      case 'ended':
        return [
          { label: t('enrolment-do-end', { name }), data: taps.endTap.data({ enrolment: id, version }) },
        ];
      default:
        return [];
    }
  });
}

/** What is to hold from another day than today, and ends that may be taken back. */
function datedButtons({ t, now }: Voice, person: ParticipantDetail): Button[][] {
  if (!person.mayEnrol) return [];
  const undo = person.enrolments
    .filter(({ undoable, since }) => undoable && since && mayTakeBack(since, now, person.isHead))
    .slice(0, 3)
    .map(({ id, version, programme }): Button[] => [
      {
        label: t('enrolment-undo-end', { name: shortened(programme.name) }),
        data: taps.undoEndTap.data({ enrolment: id, version }),
      },
    ]);
  const dated = { label: t('dated-do'), data: taps.datedTap.data({ participant: person.id, wanted: '' }) };
  return [...undo, [dated]];
}

/** *Bebas / pindah*, and for who has left, that it was a mistake. */
function departureButtons(t: Translate, person: ParticipantDetail): Button[] {
  const { id, version } = person;
  if (!person.mayCorrect) return [];
  return person.presentUntil === null
    ? [{ label: t('departure-do'), data: taps.leaveTap.data({ participant: id }) }]
    : [{ label: t('departure-take-back'), data: taps.takeBackTap.data({ participant: id, version }) }];
}

/** What somebody was called and numbered by before, and which records are theirs. */
function pastLines({ t, locale, zone }: Voice, person: ParticipantDetail): string[] {
  const date = (at: Date) => dayText(isoDate(localDate(at, zone)), locale);
  const { formerNumbers, formerNames, merged } = person;
  return [
    ...formerNumbers.map(({ number, from, until, cause }) =>
      t('participant-former-number', {
        number,
        from: date(from),
        until: until === null ? '…' : date(until),
        cause: t(`participant-number-${cause}`),
      }),
    ),
    ...(formerNames.length > 0 ? [t('participant-former-names', { names: formerNames.join('; ') })] : []),
    ...merged.map(({ registerNumber, at, by }) =>
      t('participant-merged', { number: registerNumber, date: date(at), by }),
    ),
  ];
}

/** *Gabungkan*, and for who has records merged into theirs, that they are apart again. */
function mergeButtons(t: Translate, { id: participant, mayMerge, merged }: ParticipantDetail): Button[] {
  if (!mayMerge) return [];
  const split: Button = { label: t('merge-split'), data: taps.unmergeAskTap.data({ participant }) };
  return [
    { label: t('merge-do'), data: taps.sameListTap.data({ participant, page: 0 }) },
    ...(merged.length > 0 ? [split] : []),
  ];
}

export function participantCard(voice: Voice, person: ParticipantDetail, head?: string): Card {
  const { t } = voice;
  const { id, registerClass, sex, birthYear, arrivedOn, releaseExpectedOn, enrolments } = person;
  const about = [
    sex && t(`participant-sex-${sex}`),
    birthYear && t('participant-born', { year: String(birthYear) }),
  ];
  return {
    text: lines(
      head && bold(head),
      bold(`👤 ${person.name}`),
      t('participant-register', { number: person.registerNumber }),
      registerClass &&
        `${formatRegisterClass(registerClass)} · ${t(`participant-${legalStatus(registerClass)}`)}`,
      about.some(Boolean) && about.filter(Boolean).join(' · '),
      arrivedOn ? t('participant-arrived', { date: dayText(arrivedOn, voice.locale) }) : undefined,
      releaseExpectedOn
        ? t('participant-release', { date: dayText(releaseExpectedOn, voice.locale) })
        : undefined,
      person.presentUntil &&
        bold(
          t('participant-left', {
            reason: t(`end-reason-${person.departure ?? 'unrecorded'}`),
            date: formatDate(localDate(person.presentUntil, voice.zone), voice.locale),
          }),
        ),
      ...pastLines(voice, person),
      '',
      bold(t('participant-programmes')),
      enrolments.length === 0 && t('participant-no-programme'),
      ...enrolments.map((one) => enrolmentLine(voice, one, releaseExpectedOn)),
    ),
    buttons: [
      ...(person.mayEnrol ? enrolments.map((one) => enrolmentButtons(t, one)) : []),
      person.mayEnrol
        ? [
            {
              label: t('enrolment-do-open'),
              data: taps.enrolListTap.data({ participant: id, page: 0 }),
              style: 'primary' as const,
            },
          ]
        : [],
      ...datedButtons(voice, person),
      departureButtons(t, person),
      mergeButtons(t, person),
      [
        { label: t('participant-find'), data: taps.findTap.data({}) },
        { label: t('participant-all'), data: taps.participantListTap.data({ query: '', page: 0 }) },
      ],
    ],
  };
}

/** What another feature knows of somebody, for their card. */
export type PersonSection = (
  actor: Actor,
  voice: Voice,
  participantId: number,
) => Promise<{ readonly text: Text; readonly buttons: readonly (readonly Button[])[] }>;

/** A card with a section below what it says, and the section's buttons first. */
export function withSection(card: Card, { text, buttons }: Awaited<ReturnType<PersonSection>>): Card {
  return { ...card, text: lines(card.text, '', text), buttons: [...buttons, ...(card.buttons ?? [])] };
}
