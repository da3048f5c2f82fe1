import type { Shown } from '../../../../src/features/visits/card/rules.js';
import type { PartyAnswer, VisitState } from '../../../../src/features/visits/state/rules.js';
import type { Party, Visit, VisitEvent } from '../../../../src/features/visits/visit/rules.js';
import { translator } from '../../../../src/words/translate.js';
import { at } from '../../../support/world.js';

/** Monday, 28 August 2023, 09.00 in Masohi. */
export const MONDAY = at('2023-08-28T09:00');

/** An officer of Rutan Masohi, Budi unless said otherwise, reading in Indonesian. */
export function reader(now = MONDAY, personId = 9) {
  const zone = 'Asia/Jayapura';
  return { t: translator('id'), locale: 'id' as const, now, zone, unit: 'Rutan Masohi', personId };
}

export function party(agencyId: number, answer: PartyAnswer, more: Partial<Party> = {}): Party {
  const plain = {
    agencyId,
    agencyName: ['Dinas Sosial', 'Dinas Perikanan', 'Balai Kerja', 'Kantor Agama'][agencyId - 1] ?? 'Dinas',
    address: null,
    answer,
    reason: answer === 'declined' ? 'away' : null,
    proposedStart: answer === 'counterProposed' ? at(`2023-09-0${agencyId}T13:00`) : null,
    proposedEnd: answer === 'counterProposed' ? at(`2023-09-0${agencyId}T14:30`) : null,
    answeredAt: answer === 'pending' ? null : at('2023-08-27T10:00'),
    answeredById: null,
    minutesAgreed: null,
    changeAnswer: null,
  };
  return Object.assign(plain, more);
}

/** Of Thursday, 31 August 2023, 10.00–11.00; the officer is number 1, Budi. */
export function visit(state: VisitState, parties: readonly Party[], more: Partial<Visit> = {}): Visit {
  const plain = {
    id: 7,
    unitId: 3,
    direction: 'toAgency' as const,
    hostId: null,
    version: 4,
    sequence: state === 'confirmed' ? 1 : 0,
    startsAt: at('2023-08-31T10:00'),
    endsAt: at('2023-08-31T11:00'),
    askedStart: null,
    askedEnd: null,
    purpose: 'Kerja sama pelatihan',
    state,
    stateReason: state === 'cancelled' ? 'sea' : null,
    officer: { id: 1, name: 'Budi', posts: ['officer' as const] },
    members: [],
    parties,
    takenOut: [],
    letterNumber: null,
    minutes: null,
    next: null,
    files: 0,
    trail: [],
  };
  return Object.assign(plain, more);
}

export function event(kind: VisitEvent['kind'], more: Partial<VisitEvent> = {}): VisitEvent {
  const plain = {
    kind,
    at: at('2023-08-27T10:00'),
    actorId: null,
    reason: null,
    oldStart: null,
    newStart: null,
    agencyId: null,
    via: null,
    saidBy: null,
    detail: null,
  };
  return Object.assign(plain, more);
}

/** As the unit sees it, as one of its agencies does, or as somebody who looks on. */
export function shownTo(seen: Visit, side: Shown['side'], more: Partial<Shown> = {}): Shown {
  const own = side === 'agency' ? { party: seen.parties[0] } : {};
  return Object.assign({ visit: seen, side }, own, more);
}
