import type { Reader } from '../../../db/database.js';
import { type HoldersOf, isInOffice, peopleAround } from '../../staffing/index.js';
import type { Party, Visit } from '../visit/rules.js';
import { addressees, officersOf, type Reachable } from './rules.js';

/** One agency's people: all of them, and those to write to. */
export type PartyPeople = {
  readonly party: Party;
  readonly all: readonly Reachable[];
  readonly to: readonly number[];
};

/** Ids of those to tell, by whom they belong to; the agencies in the order of the visit's parties. */
export type Audience = {
  readonly parties: readonly PartyPeople[];
  readonly unit: readonly number[];
  readonly members: readonly number[];
  /** The unit's heads, whoever else is told. */
  readonly heads: readonly Reachable[];
};

/** Everybody of the unit and of a visit's agencies. One query. */
export function around(
  db: Reader,
  { unitId, parties }: Pick<Visit, 'unitId' | 'parties'>,
  now: Date,
): Promise<HoldersOf> {
  return peopleAround(
    db,
    unitId,
    parties.map(({ agencyId }) => agencyId),
    now,
  );
}

/** Those of the unit who answer for a visit: the officer responsible, or who stands in while nobody is. */
export function responsible(
  { officer }: Pick<Visit, 'officer'>,
  people: HoldersOf,
  unowned: boolean,
): readonly number[] {
  if (isInOffice(officer.posts) && !unowned) return [officer.id];
  const there = inOffice(people);
  const asked = unowned ? officersOf(there) : there.filter((person) => person.isHead && person.reachable);
  return asked.map(({ id }) => id);
}

function inOffice(people: HoldersOf) {
  return people(null).filter(({ kinds }) => isInOffice(kinds));
}

/** An agency's people, with those to write to: also who answered for it before. */
export function peopleOfParty(people: HoldersOf, party: Party): PartyPeople {
  const all = people(party.agencyId);
  return { party, all, to: addressees(all, party.answeredById).map(({ id }) => id) };
}

export function audienceOf(visit: Visit, people: HoldersOf, unowned: boolean): Audience {
  const unit = responsible(visit, people, unowned);
  const members = visit.members.filter(({ posts }) => posts.length > 0).map(({ id }) => id);
  return {
    parties: visit.parties.map((party) => peopleOfParty(people, party)),
    unit,
    members: members.filter((id) => !unit.includes(id)),
    heads: inOffice(people).filter(({ isHead }) => isHead),
  };
}

/** Those to write to, of the agencies that a condition holds for. */
export function toParties({ parties }: Audience, holds: (party: Party) => boolean): readonly number[] {
  return parties.filter(({ party }) => holds(party)).flatMap(({ to }) => to);
}
