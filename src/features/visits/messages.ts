import type { Actor } from '../../access/actor.js';
import { lines, type Text } from '../../dialogs/card.js';
import type { Locale } from '../../lib/locale.js';
import { formatRange, formatShortDate, formatTime, localDate, localTime } from '../../lib/zoned.js';
import type { Translate } from '../../words/translate.js';
import { unknownYearText, unsuitedText } from '../calendar/index.js';
import { isKnownCause, type Side } from './rules.js';
import { ROAD_MINUTES } from './rules-clash.js';
import { activeOf, situationOf } from './rules-parties.js';
import type { Obstacles } from './rules-slots.js';
import { type Colleague, hostOf, type Visit } from './rules-visit.js';
import type { Taken } from './store.js';

/** For whom a text is written. */
export type Reader = {
  readonly t: Translate;
  readonly locale: Locale;
  readonly zone: string;
  readonly unit: string;
  readonly personId: number;
  readonly now: Date;
};

/** Whoever acts, as the reader of what follows. */
export function readerOf({
  t,
  locale,
  now,
  actor,
}: Pick<Reader, 't' | 'locale' | 'now'> & { readonly actor: Actor }): Reader {
  return { t, locale, now, zone: actor.zone, unit: actor.unitName, personId: actor.personId };
}

/** `Kam 31 Agu 10.00`, for buttons and lists. */
export function shortWhen(at: Date, { zone, locale }: Reader): string {
  return `${formatShortDate(localDate(at, zone), locale)} ${formatTime(localTime(at, zone), locale)}`;
}

/** A kept reason in the reader's language, or as it was typed. */
export function reasonText(reason: string, t: Translate): string {
  return isKnownCause(reason) ? t(`visit-cause-${reason}`) : reason;
}

/** `Humas (Sinta)`, `Anda`. */
export function colleagueText({ id, name, posts }: Colleague, { t, personId }: Reader): string {
  if (id === personId) return t('visit-you');
  const post = (['head', 'officer', 'humas'] as const).find((kind) => posts.includes(kind));
  return post ? t('visit-colleague', { post: t(`post-${post}`), name }) : name;
}

const NAME_MAX = 48;

/** A text cut to so many letters, with a sign that it goes on. */
export function cut(text: string, max: number): string {
  const letters = [...text];
  return letters.length <= max ? text : `${letters.slice(0, max - 1).join('')}…`;
}

/** An agency's name where several stand beside each other. */
export function nameAmong(name: string): string {
  return cut(name, NAME_MAX);
}

/** `Dinas Perikanan dan Dinas Sosial`; where there are several, long ones are cut. */
export function namesText(names: readonly string[], { locale }: Pick<Reader, 'locale'>): string {
  const [only] = names;
  if (names.length === 1 && only !== undefined) return only;
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names.map(nameAmong));
}

/** The agencies of a visit by name, without those that can't come where others can. */
export function partnersText({ parties }: Pick<Visit, 'parties'>, reader: Pick<Reader, 'locale'>): string {
  return namesText(
    activeOf(parties).map(({ agencyName }) => agencyName),
    reader,
  );
}

/** Where it takes place: at an agency's office, with its address if known, or in the unit. */
export function placeText(
  visit: Pick<Visit, 'direction' | 'parties'>,
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

/** Whether the time is free, or what is in the way. Names of other agencies only reach those who may see them. */
export function clashText(
  { clashes, unsuited, unknownYears: years }: Obstacles<Taken>,
  people: readonly Colleague[],
  reader: Reader,
): Text {
  const { t, zone, locale } = reader;
  const unknown = years.map((year) => `ℹ️ ${unknownYearText(year, reader)}`);
  if (clashes.length === 0 && unsuited.length === 0) return lines(t('visit-no-clash'), ...unknown);
  const told = clashes.slice(0, 3).map(({ with: other, personIds, road }) => {
    const who = people
      .filter(({ id }) => personIds.includes(id))
      .map((person) => colleagueText(person, reader));
    const when = formatRange(other.startsAt, other.endsAt, zone, locale);
    const clash =
      who.length > 0
        ? t('visit-clash-people', { who: who.join(', '), agency: other.agencyName, when })
        : t('visit-clash-agency', { agency: other.agencyName, when });
    return road ? `${clash} ${t('visit-clash-road', { minutes: ROAD_MINUTES })}` : clash;
  });
  const more = clashes.length - told.length;
  return lines(
    ...unsuited.map((reason) => `⚠️ ${unsuitedText(reason, reader)}`),
    ...told.map((line) => `⚠️ ${line}`),
    more > 0 && t('visit-clash-more', { more }),
    ...unknown,
  );
}
