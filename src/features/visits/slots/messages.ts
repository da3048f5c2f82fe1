import { lines, type Text } from '../../../dialogs/card.js';
import { formatRange } from '../../../lib/zoned.js';
import { unknownYearText, unsuitedText } from '../../calendar/index.js';
import type { Colleague } from '../../people/index.js';
import { colleagueText, type Reader } from '../visit/messages.js';
import { type Obstacles, ROAD_MINUTES } from './rules.js';
import type { Taken } from './store.js';

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
    // Of two days the same may be true.
    ...new Set(unsuited.map((reason) => `⚠️ ${unsuitedText(reason, reader)}`)),
    ...told.map((line) => `⚠️ ${line}`),
    more > 0 && t('visit-clash-more', { more }),
    ...unknown,
  );
}
