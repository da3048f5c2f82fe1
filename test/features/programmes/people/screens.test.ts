import { expect, it } from 'vitest';
import {
  departedCard,
  leaveCard,
  takenBackText,
} from '../../../../src/features/programmes/departure/messages.js';
import { enrolledManyCard } from '../../../../src/features/programmes/enrol/messages.js';
import type { EnrolledMany } from '../../../../src/features/programmes/enrol/service.js';
import { enrolListCard, reasonCard } from '../../../../src/features/programmes/enrolment/messages.js';
import * as life from '../../../../src/features/programmes/life/messages.js';
import type {
  EnrolmentEntry,
  ParticipantDetail,
} from '../../../../src/features/programmes/people/service.js';
import type { ProgrammeDetail } from '../../../../src/features/programmes/programme/service.js';
import type { ProgrammeSummary } from '../../../../src/features/programmes/programme/store.js';
import { reservedCard, unmovedText } from '../../../../src/features/programmes/seats/messages.js';
import { translator } from '../../../../src/words/translate.js';
import { screensOf } from '../../../support/screens.js';
import { NOW, ZONE } from '../../../support/world.js';

const voice = { t: translator('id'), locale: 'id' as const, zone: ZONE, now: NOW };
const some = <T>(count: number, one: (n: number) => T) => Array.from({ length: count }, (_, n) => one(n + 1));

function enrolment(id: number, state: EnrolmentEntry['state'] = 'active'): EnrolmentEntry {
  const programme = { id, name: `Las ${id}`, state: 'running' as const, endsOn: null };
  return { id, programme, state, reason: null, version: 2, since: undefined, undoable: false };
}

function person(more: Partial<ParticipantDetail> = {}): ParticipantDetail {
  const plain: ParticipantDetail = {
    ...{ id: 12, name: 'Anton Bernama Panjang Sekali', registerNumber: 'BI-3/2023', presentUntil: null },
    ...{ registerClass: undefined, sex: null, birthYear: null, arrivedOn: null, releaseExpectedOn: null },
    ...{ enrolments: [], departure: null, version: 4, mayEnrol: true, mayCorrect: true },
    ...{ presentFrom: NOW, isHead: false },
    ...{ formerNumbers: [], formerNames: [], merged: [], mayMerge: true },
  };
  return Object.assign(plain, more);
}

it('who leaves is asked about and told, with who is next', async () => {
  const open = [enrolment(1), enrolment(2, 'ended'), enrolment(3, 'waiting')];
  const gone = person({ presentUntil: NOW, departure: 'transferred' });
  const departed = { outcome: 'departed' as const, ended: 2, freed: [5] };
  const programme = { id: 5, name: 'Budidaya Ikan Lele dan Nila' };
  const next = { offerId: 7, name: 'Budi', lapsesAt: NOW };
  await expect(
    screensOf({
      'nothing ends': leaveCard(voice, person({ enrolments: [enrolment(2, 'ended')] })),
      'something ends': leaveCard(voice, person({ enrolments: open })),
      gone: departedCard(voice, gone, departed, []),
      'gone, with who is next': departedCard(voice, gone, departed, [
        { programme, free: 1, waiting: 3, next },
      ]),
      'gone, nobody knows when': departedCard(voice, person(), departed, []),
      'taken back': takenBackText(voice, { outcome: 'back', reopened: 2, waiting: 1 }),
      'too late to take back': takenBackText(voice, { outcome: 'late' }),
    }),
  ).toMatchFileSnapshot('screens/departure.txt');
});

it('a typed list of numbers is answered by what became of each', async () => {
  const named = (n: number) => ({ id: n, name: `Peserta ${n}`, registerNumber: `BI-${n}/2023` });
  const done = (more: object = {}): EnrolledMany => {
    const plain = {
      ...{ programme: { id: 5, name: 'Las' }, enrolled: [], waiting: [], early: [], exists: [], left: [] },
      ...{ unknown: [], ambiguous: [], older: [] },
    };
    return Object.assign(plain, more);
  };
  await expect(
    screensOf({
      nobody: enrolledManyCard(voice, done()),
      'ten of them': enrolledManyCard(voice, done({ enrolled: some(10, named) })),
      'eleven of them': enrolledManyCard(voice, done({ enrolled: some(11, named) })),
      'one of each': enrolledManyCard(
        voice,
        done({
          waiting: [Object.assign({ place: 3 }, named(1))],
          early: [
            Object.assign({ releaseExpectedOn: '2023-10-01' }, named(2)),
            Object.assign({ releaseExpectedOn: null }, named(3)),
          ],
          ...{ exists: [named(4)], left: [named(5)], unknown: ['BI-9', 'x'.repeat(61)], ambiguous: ['BI-7'] },
        }),
      ),
    }),
  ).toMatchFileSnapshot('screens/many.txt');
});

it('somebody is enrolled where there is something to take part in, or has a reason to end', async () => {
  const programme = (id: number, endsOn: string | null = null) =>
    ({ id, name: `Las ${id}`, seats: 10, enrolled: id, waiting: 0, endsOn }) as unknown as ProgrammeSummary;
  const to = (release: string | null, programmes: readonly ProgrammeSummary[], page = 0) =>
    enrolListCard(voice, { id: 12, name: 'Anton', releaseExpectedOn: release }, programmes, page);
  const offers = (count: number) =>
    some(count, (id) => ({
      ...{ id, name: `Peserta ${id}`, registerNumber: `BI-${id}`, lapsesAt: NOW },
      ...{ releaseExpectedOn: null, early: false },
    }));
  const view = (count: number) => ({
    ...{
      programme: { id: 5, name: 'Las', version: 3 },
      offers: offers(count),
      lapsed: [],
      free: 1,
      waiting: 2,
    },
  });
  await expect(
    screensOf({
      'no programme': to(null, []),
      'a full page': to(
        null,
        some(8, (id) => programme(id)),
      ),
      'the last page': to(
        null,
        some(9, (id) => programme(id)),
        1,
      ),
      'leaves before one ends': to('2023-10-01', [programme(1, '2023-12-15'), programme(2, '2023-09-30')]),
      'leaves after all end': to('2023-10-01', [programme(2, '2023-09-30')]),
      why: reasonCard(voice.t, person(), enrolment(1)),
      reserved: reservedCard(voice, person(), enrolment(1), view(9)),
      'no seat': unmovedText(voice, 'full') ?? '–',
      'takes nobody': unmovedText(voice, 'closed') ?? '–',
      'an old button': unmovedText(voice, 'stale') ?? '–',
    }),
  ).toMatchFileSnapshot('screens/enrolment.txt');
});

it('a programme’s end is asked about, and told', async () => {
  const programme = (more: object = {}) => {
    const plain = { id: 5, version: 3, name: 'Las', state: 'running', seats: 10, enrolled: 0, waiting: 0 };
    return Object.assign(plain, { mayViewPeople: true }, more) as unknown as ProgrammeDetail;
  };
  const ended = { ok: true as const, completed: 3, others: 2, unseated: 1 };
  await expect(
    screensOf({
      'of nobody': life.endCard(voice, programme()),
      'of some': life.endCard(voice, programme({ enrolled: 4, waiting: 2 })),
      'of some, may not see them': life.endCard(voice, programme({ enrolled: 4, mayViewPeople: false })),
      'of a draft': life.endCard(voice, programme({ state: 'draft', enrolled: 1 })),
      finished: life.endedText(voice, 'finished', ended),
      'called off': life.endedText(voice, 'cancelled', ended),
      restored: life.restoredText(voice, { ok: true, reopened: 2, waiting: 1 } as never),
      copied: life.copiedText(voice, { ok: true, slots: 2 } as never),
      late: life.lifeRefusedText(voice, { ok: false, reason: 'late' }) ?? '–',
      'in no state for it': life.lifeRefusedText(voice, { ok: false, reason: 'state' }) ?? '–',
      'an old button': life.lifeRefusedText(voice, { ok: false, reason: 'stale' }) ?? '–',
    }),
  ).toMatchFileSnapshot('screens/end.txt');
});
