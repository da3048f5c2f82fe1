import { expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import {
  changedCard,
  followUpCard,
  newsCard,
  reminderCard,
} from '../../../../src/features/followups/followup/messages.js';
import type { FollowUp } from '../../../../src/features/followups/followup/rules.js';
import {
  agreedCard,
  listCard,
  ofVisitCard,
  savedCard,
} from '../../../../src/features/followups/lists/messages.js';
import { agreedSection } from '../../../../src/features/followups/section/messages.js';
import { translator } from '../../../../src/words/translate.js';
import { screensOf } from '../../../support/screens.js';
import { at, NOW, ZONE } from '../../../support/world.js';

function actor(personId: number, kind: 'officer' | 'humas' | 'agencyHead'): Actor {
  const agencyId = kind === 'agencyHead' ? 8 : null;
  const posts = [{ id: 1, unitId: 3, kind, agencyId }];
  return {
    personId,
    telegramId: 1n,
    name: 'Budi',
    locale: 'id',
    unitId: 3,
    unitName: 'Rutan Masohi',
    zone: ZONE,
    posts,
  };
}
const read = (who: Actor) => ({
  t: translator('id'),
  locale: 'id' as const,
  zone: ZONE,
  now: NOW,
  actor: who,
});
const officer = read(actor(4, 'officer'));
const humas = read(actor(5, 'humas'));
const agency = read(actor(6, 'agencyHead'));

function followUp(id: number, dueOn = '2023-09-15', more: Partial<FollowUp> = {}): FollowUp {
  const plain: FollowUp = {
    id,
    unitId: 3,
    what: 'Kirim draf PKS',
    owner: { kind: 'person', id: 5, name: 'Sinta' },
    dueOn,
    state: 'open',
    outcome: null,
    version: 2,
    agreedAt: at('2023-09-01T10:00'),
    closedAt: null,
    closedBy: null,
    visit: { id: 7, officerId: 4, startsAt: at('2023-08-31T10:00'), agencyName: 'Dinas Sosial' },
  };
  return Object.assign(plain, more);
}
const theirs = { owner: { kind: 'agency' as const, id: 8, name: 'Dinas Sosial' } };
const DAYS = ['2023-09-03', '2023-09-04', '2023-09-05', '2023-09-06', '2023-09-07'] as const;
const closed = { closedAt: NOW, closedBy: 'Sinta', outcome: 'Terkirim' };
const list = <T>(count: number, one: (n: number) => T) => Array.from({ length: count }, (_, n) => one(n));

it('a follow-up says who does what until when, to each of those concerned', async () => {
  const kinds = {
    open: followUp(1),
    'open, of the agency': followUp(1, '2023-09-15', theirs),
    'open, of an agency with a person’s number': followUp(1, '2023-09-15', {
      owner: { kind: 'agency', id: 4, name: 'Balai Kerja' },
    }),
    'open, with a word': followUp(1, '2023-09-15', { outcome: 'Menunggu kop surat' }),
    late: followUp(1, '2023-09-01'),
    done: followUp(1, '2023-09-01', Object.assign({ state: 'done' as const }, closed)),
    'done, by nobody known': followUp(1, '2023-09-15', { state: 'done', closedAt: NOW }),
    'done, nobody knows when': followUp(1, '2023-09-15', { state: 'done', closedBy: 'Sinta' }),
    dropped: followUp(1, '2023-09-15', Object.assign({ state: 'dropped' as const }, closed)),
  };
  const screens = {};
  for (const [name, one] of Object.entries(kinds))
    Object.assign(screens, {
      [`${name}, officer`]: followUpCard(one, officer),
      [`${name}, humas`]: followUpCard(one, humas),
      [`${name}, agency`]: followUpCard(one, agency),
    });
  for (const day of DAYS)
    Object.assign(screens, { [`reminder of ${day}`]: reminderCard(followUp(1, day), officer) });
  for (const news of ['done', 'cannot', 'moved', 'dropped', 'reopened'] as const)
    Object.assign(screens, {
      [`news: ${news}`]: newsCard(followUp(1), news, officer),
    });
  Object.assign(screens, { changed: changedCard(followUp(1), officer) });
  await expect(screensOf(screens)).toMatchFileSnapshot('screens/followup.txt');
});

it('lists number them through, late ones marked, long ones cut', async () => {
  const long = followUp(2, '2023-09-15', {
    what: 'Kirim '.repeat(20),
    owner: { kind: 'agency', id: 8, name: 'Dinas Kelautan dan Perikanan Kabupaten Maluku Tengah' },
  });
  const done = followUp(3, '2023-09-01', { state: 'done' });
  const dropped = followUp(4, '2023-09-01', { state: 'dropped' });
  const some = [...DAYS.map((day, id) => followUp(id, day)), long, done, dropped];
  const page = (view: 'open' | 'mine' | 'closed', found: readonly FollowUp[], at_ = 0, more = false) => ({
    view,
    page: at_,
    found,
    more,
  });
  const about = (at_: number, mayAdd = false) => ({ visitId: 7, page: at_, mayAdd });
  const many = (count: number) => list(count, (id) => followUp(id));
  const screens = {
    agreed: agreedCard([followUp(1)], humas),
    'agreed, two': agreedCard([followUp(1), followUp(2)], humas),
    saved: savedCard(some.slice(0, 5), 7, officer),
    open: listCard(page('open', some), 'unit', officer),
    'mine, further': listCard(page('mine', some.slice(0, 1), 1, true), 'unit', humas),
    'closed, the last page': listCard(page('closed', [done], 2), 'agency', agency),
    'of a visit': ofVisitCard(many(8), about(0, true), officer),
    'of a visit, nine': ofVisitCard(many(9), about(0), officer),
    'of a visit, a page that is no more': ofVisitCard(many(9), about(4), officer),
    'of a visit, none': ofVisitCard([], about(3), officer),
  };
  for (const view of ['open', 'mine', 'closed'] as const)
    Object.assign(screens, {
      [`none, ${view}`]: listCard(page(view, []), 'unit', officer),
      [`none, ${view}, for an agency`]: listCard(page(view, []), 'agency', agency),
    });
  await expect(screensOf(screens)).toMatchFileSnapshot('screens/lists.txt');
});

it('a visit’s card says what is still to be done of what was agreed', async () => {
  const long = {
    what: 'Kirim draf perjanjian kerja sama kepada bagian hukum kabupaten',
    owner: {
      kind: 'agency' as const,
      id: 8,
      name: 'Dinas Kelautan dan Perikanan Kabupaten Maluku Tengah bagian hukum',
    },
  };
  const done = followUp(9, '2023-09-01', { state: 'done' });
  const section = (followUps: readonly FollowUp[], mayAdd = true, hasMinutes = true) => {
    const { lines, buttons } = agreedSection({ visitId: 7, followUps, mayAdd, hasMinutes }, officer);
    return { text: lines ?? '–', buttons };
  };
  const screens = {
    none: section([]),
    'none, may not add': section([], false),
    'none, without minutes': section([], true, false),
    'all done': section([done], false),
    four: section([
      ...DAYS.slice(1, 4).map((day, id) => followUp(id, day)),
      followUp(4, '2023-09-15', long),
      done,
    ]),
    five: section(list(5, (id) => followUp(id))),
  };
  await expect(screensOf(screens)).toMatchFileSnapshot('screens/section.txt');
});
