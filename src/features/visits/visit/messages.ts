import type { Actor } from '../../../access/actor.js';
import { lines, type Text } from '../../../dialogs/card.js';
import { formatRange, formatShortDate, formatTime, localDate, localTime } from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import type { Voice } from '../../../words/voice.js';
import type { Colleague } from '../../people/index.js';
import { activeOf, type Side, situationOf, type VisitState } from '../state/rules.js';
import { hostOf, type Party, type Visit } from './rules.js';

/** For whom a text is written. */
export type Reader = Voice & { readonly unit: string; readonly personId: number };

/** Whoever acts, as the reader of what follows. */
export function readerOf({
  t,
  locale,
  now,
  actor,
}: Pick<Reader, 't' | 'locale' | 'now'> & { readonly actor: Actor }): Reader {
  return { t, locale, now, zone: actor.zone, unit: actor.unitName, personId: actor.personId };
}

/** `Kam 31 Agu 10.00`, for buttons and lists; `Rab 3 Jan 2024 10.00` where it isn't this year. */
export function shortWhen(at: Date, { zone, locale, now }: Reader): string {
  const day = localDate(at, zone);
  const year = day.year === localDate(now, zone).year ? '' : ` ${day.year}`;
  return `${formatShortDate(day, locale)}${year} ${formatTime(localTime(at, zone), locale)}`;
}

/** `Humas (Sinta)`, `Anda`. */
export function colleagueText({ id, name, posts }: Colleague, { t, personId }: Reader): string {
  if (id === personId) return t('visit-you');
  const post = (['head', 'officer', 'humas'] as const).find((kind) => posts.includes(kind));
  return post ? t('visit-colleague', { post: t(`post-${post}`), name }) : name;
}

const NAME_MAX = 48;

/** An agency's name where several stand beside each other. */
export function nameAmong(name: string): string {
  return shorten(name, NAME_MAX);
}

/** `Dinas Perikanan dan Dinas Sosial`; where there are several, long ones are cut. */
export function namesText(names: readonly string[], { locale }: Pick<Reader, 'locale'>): string {
  const [only] = names;
  if (names.length === 1 && only !== undefined) return only;
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names.map(nameAmong));
}

/** The agencies of a visit by name, without those that can't come where others can. */
export function partnersText(
  visit: {
    readonly state: VisitState;
    readonly parties: readonly Pick<Party, 'agencyName' | 'answer'>[];
  },
  reader: Pick<Reader, 'locale'>,
): string {
  return namesText(
    activeOf(visit).map(({ agencyName }) => agencyName),
    reader,
  );
}

/** Where it takes place: at an agency's office, with its address if known, or in the unit. */
export function placeText(
  visit: Pick<Visit, 'direction' | 'hostId' | 'state'> & {
    readonly parties: readonly Pick<Party, 'agencyId' | 'agencyName' | 'address' | 'answer'>[];
  },
  { t, unit }: Pick<Reader, 't' | 'unit'>,
): string {
  if (visit.direction === 'toUnit') return unit;
  const { agencyName: agency, address } = hostOf(visit);
  return address ? t('visit-place-address', { agency, address }) : t('visit-place', { agency });
}

/** What a visit is about, a line each: with whom, when, where, why, who comes. */
export function detailLines(visit: Visit, side: Side | undefined, reader: Reader): Text {
  const { t, zone, locale } = reader;
  const { direction, startsAt, endsAt, purpose, officer, members, parties } = visit;
  const unowned = situationOf(visit) === 'unitAsked';
  const people = [...(unowned ? [] : [officer]), ...members].map((person) => colleagueText(person, reader));
  const ours = side !== 'agency';
  const several = parties.length > 1;
  const agency = partnersText(visit, reader);
  const places = !ours || hostOf(visit).address !== null || (several && direction === 'toAgency');
  return lines(
    ours ? `🏢 ${t(`visit-with-${direction}`, { agency })}` : several && `🏢 ${t('visit-with', { agency })}`,
    `🗓 ${formatRange(startsAt, endsAt, zone, locale)}`,
    places && `📍 ${placeText(visit, reader)}`,
    `📝 ${purpose}`,
    people.length > 0 && `👥 ${people.join(', ')}`,
  );
}
