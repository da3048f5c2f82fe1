import type { ListedSession, Today } from '../../../../src/features/sessions/lists/service.js';
import type { SessionView } from '../../../../src/features/sessions/session/service.js';
import { translator } from '../../../../src/words/translate.js';
import { at, NOW, ZONE } from '../../../support/world.js';

/** How somebody in Masohi reads, in Indonesian. */
export const voice = { t: translator('id'), locale: 'id' as const, zone: ZONE, now: NOW };

const programme = {
  id: 5,
  unitId: 3,
  name: 'Las',
  agencyId: null,
  trainer: 'Pak Rudi',
  place: null,
  namesShown: true,
};
const may = { log: true, cancel: true, move: true, plan: true, undo: false };
const plan: SessionView['plan'] = {
  state: 'planned',
  begun: false,
  cancelled: undefined,
  catchUp: undefined,
  catchUpFor: undefined,
  may,
};
export const NO_ONE = { log: false, cancel: false, move: false, plan: false, undo: false };
const tally = { present: 3, late: 0, sick: 1, excused: 0, court: 0, refused: 0, absent: 1 };
export const sheet = ['Ani', 'Budi', 'Cici', 'Dodi', ''].map((label, index) => ({ id: index + 1, label }));

/** A session of Tuesday, 5 September 2023, 09.00–11.00, planned and by nobody in particular. */
export function viewed(
  more: Partial<SessionView> = {},
  planned: Partial<SessionView['plan']> = {},
): SessionView {
  const plain: SessionView = {
    id: 8,
    number: null,
    version: 2,
    programme,
    startsAt: at('2023-09-05T09:00'),
    endsAt: at('2023-09-05T11:00'),
    held: false,
    plan: Object.assign({}, plan, planned),
    topic: null,
    trainer: null,
    notes: null,
    headcount: null,
    tally,
    sheet,
    marks: {},
    names: 'names',
    photos: 0,
    sheets: 0,
    voices: 0,
    corrections: 0,
    loggedBy: null,
    loggedAt: null,
    right: undefined,
    closed: undefined,
  };
  return Object.assign(plain, more);
}

export function listed(id: number, when: string, more: Partial<ListedSession> = {}): ListedSession {
  const startsAt = at(`2023-${when}`);
  const plain: ListedSession = {
    id,
    number: null,
    programmeId: 5,
    programme: 'Las',
    startsAt,
    endsAt: new Date(startsAt.getTime() + 7_200_000),
    state: 'planned',
    cancelReason: null,
    headcount: null,
    tally: undefined,
  };
  return Object.assign(plain, more);
}

/** `/sesi` of somebody who may record, with nothing in it. */
export function today(more: Partial<Today> = {}): Today {
  const plain: Today = {
    date: { year: 2023, month: 9, day: 5 },
    now: NOW,
    planned: [],
    held: [],
    cancelled: [],
    overdue: [],
    overdueCount: more.overdue?.length ?? 0,
    coming: 0,
    unplanned: [],
    loggable: 1,
    idle: 'no-programme',
  };
  return Object.assign(plain, more);
}

export { tally };
