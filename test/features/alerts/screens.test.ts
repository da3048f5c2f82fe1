import { expect, it } from 'vitest';
import type { Actor, PostKind } from '../../../src/access/actor.js';
import { absenceCard, rateCard, silenceCard } from '../../../src/features/alerts/messages.js';
import { translator } from '../../../src/words/translate.js';
import { screensOf } from '../../support/screens.js';
import { at, NOW, ZONE } from '../../support/world.js';

function reader(kind: PostKind, personId = 7, agencyId: number | null = null) {
  const who = { telegramId: 70n, name: 'Budi', locale: 'id' as const, unitName: 'Rutan Masohi' };
  const actor: Actor = {
    ...who,
    personId,
    unitId: 1,
    zone: ZONE,
    posts: [{ id: 1, unitId: 1, kind, agencyId }],
  };
  return { t: translator('id'), locale: 'id' as const, zone: ZONE, now: NOW, actor };
}

const programme = {
  ...{ id: 5, unitId: 1, zone: ZONE, name: 'Las', agencyId: 3, officerId: 7, namesShown: false },
  ...{ startsOn: undefined, endsOn: undefined, createdAt: NOW },
};
const [officer, head, contact] = [reader('officer'), reader('head', 8), reader('agencyContact', 9, 3)];

it('low attendance is told with its sessions', async () => {
  const tally = { present: 3, late: 1, sick: 1, excused: 0, court: 2, refused: 0, absent: 4 };
  const sheets = [1, 2].map((id) => ({ id, startsAt: at(`2023-09-0${id}T09:00`), tally }));
  const low = { programme, sheets, rate: { attended: 8, expected: 18, outside: 4 } };
  await expect(
    screensOf({ 'to the officer': rateCard(low, officer), 'to a head in their place': rateCard(low, head) }),
  ).toMatchFileSnapshot('screens/rate.txt');
});

it('somebody’s absence is told by name only to who may see it', async () => {
  const absences = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      ...{ sessionId: 20 + n, startsAt: at(`2023-09-0${n + 1}T09:00`), number: 3 + n },
      mark: n % 2 ? ('refused' as const) : ('absent' as const),
    }));
  const absence = (count: number, of: Partial<typeof programme> = {}) => ({
    programme: Object.assign({}, programme, of),
    participant: { id: 12, name: 'Anton Rahasia' },
    absences: absences(count),
  });
  await expect(
    screensOf({
      'to the officer': absenceCard(absence(3), officer),
      'to a head in their place': absenceCard(absence(5), head),
      'more than are listed': absenceCard(absence(6), officer),
      'to a contact': absenceCard(absence(3), contact),
      'to a contact who may see names': absenceCard(absence(3, { namesShown: true }), contact),
      none: absenceCard(absence(0), contact),
    }),
  ).toMatchFileSnapshot('screens/absence.txt');
});

it('silence is told since the last session or the start, with what is planned', async () => {
  const silence = { since: { year: 2023, month: 8, day: 20 }, number: 1, days: 16 };
  const silent = (lastHeld: Date | null, next?: Date) => ({
    programme: Object.assign({ lastHeld }, programme),
    silence,
    next,
  });
  const humas = reader('humas', 10);
  await expect(
    screensOf({
      'since the last': silenceCard(silent(NOW), officer),
      'since the start': silenceCard(silent(null), head),
      'with a session planned': silenceCard(silent(NOW, at('2023-09-08T09:00')), officer),
      'to who doesn’t record': silenceCard(silent(NOW), humas),
    }),
  ).toMatchFileSnapshot('screens/silence.txt');
});
