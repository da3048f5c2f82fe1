import { bold, type Card, lines } from '../../../dialogs/card.js';
import { formatRange } from '../../../lib/zoned.js';
import { namesText, type Reader } from '../visit/messages.js';
import type { Visit } from '../visit/rules.js';
import type { EditDetail } from './rules.js';

/** What was changed of a visit, a line each, before and after; people whose name isn't known are left out. */
export function editLines(
  detail: EditDetail,
  { parties, takenOut, officer, members }: Pick<Visit, 'parties' | 'takenOut' | 'officer' | 'members'>,
  reader: Pick<Reader, 't' | 'unit' | 'locale'>,
  names: ReadonlyMap<number, string> = new Map(),
): string[] {
  const { t, unit } = reader;
  const { purpose, place, letterNumber } = detail;
  const none = t('visit-edit-none');
  const agency = (id: number) =>
    [...parties, ...takenOut].find(({ agencyId }) => agencyId === id)?.agencyName ?? '';
  const office = (id: number | null) => (id === null ? unit : t('visit-place', { agency: agency(id) }));
  const person = (id: number) =>
    names.get(id) ?? [officer, ...members].find((one) => one.id === id)?.name ?? '';
  const listed = (key: string, ids: readonly number[] = [], nameOf: (id: number) => string) => {
    const known = ids.map(nameOf).filter((name) => name !== '');
    return known.length > 0 ? [t(key, { names: namesText(known, reader) })] : [];
  };
  return [
    ...(purpose ? [t('visit-edit-purpose', { old: purpose[0], new: purpose[1] })] : []),
    ...(place ? [t('visit-edit-place', { old: office(place[0]), new: office(place[1]) })] : []),
    ...(letterNumber
      ? [t('visit-edit-letter', { old: letterNumber[0] ?? none, new: letterNumber[1] ?? none })]
      : []),
    ...listed('visit-edit-agencies-in', detail.agenciesIn, agency),
    ...listed('visit-edit-agencies-out', detail.agenciesOut, agency),
    ...listed('visit-edit-members-in', detail.membersIn, person),
    ...listed('visit-edit-members-out', detail.membersOut, person),
  ];
}

/** To an agency that the unit has taken out of a visit, or to somebody of the unit who doesn't go along any more. */
export function takenOutCard(visit: Visit, ours: boolean, reader: Reader): Card {
  const { t, unit, zone, locale } = reader;
  const agency = namesText(
    visit.parties.map(({ agencyName }) => agencyName),
    reader,
  );
  return {
    text: lines(
      bold(ours ? t('visit-taken-out-you', { agency }) : t('visit-taken-out', { unit })),
      `🗓 ${formatRange(visit.startsAt, visit.endsAt, zone, locale)}`,
      !ours && t('visit-without-thanks'),
    ),
  };
}
