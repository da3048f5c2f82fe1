import * as followUps from '../../src/features/followups/followup/store.js';
import * as records from '../../src/features/records/store.js';
import * as agenda from '../../src/features/reminders/agenda/store.js';
import * as reminders from '../../src/features/reminders/store.js';
import * as agencies from '../../src/features/visits/agencies/store.js';
import * as lists from '../../src/features/visits/lists/store.js';
import * as people from '../../src/features/visits/people/store.js';
import * as slots from '../../src/features/visits/slots/store.js';
import * as visit from '../../src/features/visits/visit/store.js';
import { at, NOW, ZONE } from '../support/world.js';
import { type CasesOf, inScopes, ofBoth, writes } from './case.js';

const FROM = at('2023-08-31T10:00');
const UNTIL = at('2023-09-07T10:00');

export const visitCases = {
  'followups/followup': {
    findFollowUp: (o) => [
      ...inScopes(o, (scope) => followUps.findFollowUp(o.read, scope, o.own.visits.followUp)),
      ...ofBoth(o, ({ visits }, scope) => followUps.findFollowUp(o.read, scope, visits.followUp)),
    ],
    ofVisit: (o) => [
      ...inScopes(o, (scope) => followUps.ofVisit(o.read, scope, o.own.visits.held)),
      ...ofBoth(o, ({ visits }, scope) => followUps.ofVisit(o.read, scope, visits.held)),
    ],
    ofBatch: (o) => ofBoth(o, ({ visits }) => followUps.ofBatch(o.read, o.own.unitId, visits.followUp)),
    listFollowUps: (o) =>
      inScopes(o, (scope) =>
        (['mine', 'open', 'closed'] as const).map((view) =>
          followUps.listFollowUps(o.read, scope, {
            view,
            personId: o.own.officer.personId,
            agencyIds: [o.own.fisheries],
            skip: 0,
            take: 2,
          }),
        ),
      ),
    openFollowUps: ({ read, own }) => [
      followUps.openFollowUps(read, own.unitId),
      followUps.openFollowUps(read, own.unitId, '2023-09-04'),
    ],
    originOf: (o) => ofBoth(o, ({ visits }) => followUps.originOf(o.read, o.own.unitId, visits.held)),
  } satisfies CasesOf<typeof followUps>,

  records: {
    findRecord: (o) => ofBoth(o, ({ visits }) => records.findRecord(o.read, o.own.unitId, visits.held)),
    participantsNamed: ({ read, own }) =>
      records.participantsNamed(read, own.unitId, ['zainal', 'siapa', 'anton']),
  } satisfies CasesOf<typeof records>,

  'reminders/agenda': {
    agendaOf: ({ read, own }) => agenda.agendaOf(read, { id: own.unitId, zone: ZONE }, NOW),
  } satisfies CasesOf<typeof agenda>,

  reminders: {
    settingsOf: ({ read, own }) => reminders.settingsOf(read, [own.officer.personId, own.head.personId]),
    settingsFor: ({ read, own }) =>
      [own.officer, own.head].map(({ personId }) => reminders.settingsFor(read, personId)),
    saveSettings: writes((tx, { own }) =>
      reminders.saveSettings(
        tx,
        own.officer.personId,
        { muted: ['visits'], quiet: undefined, pausedUntil: NOW },
        NOW,
      ),
    ),
  } satisfies CasesOf<typeof reminders>,

  'visits/agencies': {
    agenciesIn: (o) => [
      ...inScopes(o, (scope) => agencies.agenciesIn(o.read, scope)),
      ...ofBoth(o, ({ social }, scope) => agencies.agenciesIn(o.read, scope, social)),
    ],
  } satisfies CasesOf<typeof agencies>,

  'visits/lists': {
    listVisits: (o) => [
      ...inScopes(o, (scope) => lists.listVisits(o.read, scope, { newestFirst: false, page: 1, perPage: 2 })),
      ...ofBoth(o, ({ social, officer }, scope) =>
        [
          { agencyId: social },
          { personId: officer.personId },
          { waiting: true as const },
          { words: 'kerja' },
          { words: 'sosial' },
        ].map((only) =>
          lists.listVisits(o.read, scope, {
            from: FROM,
            until: UNTIL,
            only,
            newestFirst: true,
            page: 0,
            perPage: 9,
          }),
        ),
      ),
    ],
  } satisfies CasesOf<typeof lists>,

  'visits/people': {
    colleagues: ({ read, own }) =>
      people.colleagues(read, own.unitId, [own.officer.personId, own.kadis.personId, own.gone.personId]),
    staff: ({ read, own }) => people.staff(read, own.unitId),
  } satisfies CasesOf<typeof people>,

  'visits/slots': {
    takenBetween: (o) => {
      const span = { startsAt: at('2023-09-05T09:00'), endsAt: at('2023-09-05T14:00') };
      const next = {
        startsAt: at('2023-09-06T10:30'),
        endsAt: at('2023-09-07T10:30'),
        exceptId: o.own.visits.coming,
      };
      // Who is taken comes in no order.
      const sorted = async (taken: ReturnType<typeof slots.takenBetween>) =>
        (await taken).map(({ personIds, ...one }) => ({
          ...one,
          personIds: personIds.toSorted((a, b) => a - b),
        }));
      return [span, next].flatMap((one) =>
        inScopes(o, (scope) => sorted(slots.takenBetween(o.read, scope, one))),
      );
    },
  } satisfies CasesOf<typeof slots>,

  'visits/visit': {
    within: (o) => inScopes(o, visit.within),
    findVisit: (o) => [
      ...inScopes(o, (scope) => visit.findVisit(o.read, scope, o.own.visits.held)),
      ...ofBoth(o, ({ visits }, scope) => visit.findVisit(o.read, scope, visits.coming)),
    ],
    standing: (o) => ofBoth(o, ({ visits }) => visit.standing(o.read, o.own.unitId, visits.coming)),
    countByState: ({ read, own }) => visit.countByState(read, own.unitId, FROM, UNTIL),
    findCard: ({ read, own }) =>
      [own.officer, own.head, own.humas].map(({ personId }) =>
        visit.findCard(read, own.visits.held, personId),
      ),
    history: ({ read, own }) =>
      visit.history(
        read,
        {
          id: own.visits.held,
          unitId: own.unitId,
          parties: [own.social, own.fisheries].map((agencyId) => ({
            agencyId,
            agencyName: '',
            address: null,
            answer: 'accepted',
            reason: null,
            proposedStart: null,
            proposedEnd: null,
            answeredAt: null,
            answeredById: null,
            minutesAgreed: null,
          })),
        },
        2,
      ),
    lastEvent: ({ read, own }) => [
      visit.lastEvent(read, own.visits.held, ['proposed', 'accepted']),
      visit.lastEvent(read, own.visits.held, ['moved']),
    ],
  } satisfies CasesOf<typeof visit>,
};
