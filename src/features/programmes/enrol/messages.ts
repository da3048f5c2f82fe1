import { bold, type Card, lines, type Text } from '../../../dialogs/card.js';
import { shorten } from '../../../words/shorten.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import { dayText } from '../form/messages.js';
import * as taps from '../taps.js';
import type { EnrolledMany } from './service.js';

/** Names of a group that are written out; the rest are counted. */
const SHOWN = 10;

type Named = { readonly name: string; readonly registerNumber: string; readonly place?: number };

const shortened = (text: string) => shorten(text, 60);

function group<T>(t: Translate, heading: string, all: readonly T[], write: (one: T) => string): Text | false {
  return (
    all.length > 0 &&
    lines(
      '',
      bold(t(heading, { total: all.length })),
      ...all.slice(0, SHOWN).map((one) => `• ${write(one)}`),
      all.length > SHOWN && t('enrolment-many-more', { total: all.length - SHOWN }),
    )
  );
}

/** What became of each number of a typed list: the faulty ones are named. */
export function enrolledManyCard({ t, locale }: Pick<Voice, 't' | 'locale'>, done: EnrolledMany): Card {
  const { id } = done.programme;
  const person = ({ name, registerNumber, place }: Named) =>
    `${place === undefined ? '' : `${place}. `}${shortened(name)} · ${registerNumber}`;
  return {
    text: lines(
      bold(`📘 ${done.programme.name}`),
      group(t, 'enrolment-many-enrolled', done.enrolled, person),
      group(t, 'enrolment-many-waiting', done.waiting, person),
      group(t, 'enrolment-many-early', done.early, (one) =>
        one.releaseExpectedOn === null
          ? person(one)
          : `${person(one)} · ${dayText(one.releaseExpectedOn, locale)}`,
      ),
      group(t, 'enrolment-many-exists', done.exists, person),
      group(t, 'enrolment-many-left', done.left, person),
      group(t, 'enrolment-many-older', done.older, person),
      group(t, 'enrolment-many-unknown', done.unknown, shortened),
      group(t, 'enrolment-many-ambiguous', done.ambiguous, shortened),
    ),
    buttons: [
      [{ label: t('enrolment-many-again'), data: taps.enrolManyTap.data({ programme: id }) }],
      [
        { label: t('programme-people'), data: taps.programmePeopleTap.data({ programme: id, page: 0 }) },
        { label: t('programme-open'), data: taps.programmeTap.data({ programme: id }) },
      ],
    ],
  };
}
