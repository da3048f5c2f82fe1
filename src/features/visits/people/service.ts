import type { Reader } from '../../../db/database.js';
import { agencyPeople, isInOffice, unitPeople } from '../../staffing/index.js';
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
};

/** Those of the unit who answer for a visit: the officer responsible, or who stands in while nobody is. */
export async function responsible(db: Reader, visit: Visit, unowned: boolean): Promise<readonly number[]> {
  const { officer, unitId } = visit;
  if (isInOffice(officer.posts) && !unowned) return [officer.id];
  const people = await unitPeople(db, unitId);
  const asked = unowned ? officersOf(people) : people.filter((person) => person.isHead && person.reachable);
  return asked.map(({ id }) => id);
}

/** An agency's people, with those to write to: also who answered for it before. */
export async function peopleOfParty(db: Reader, unitId: number, party: Party): Promise<PartyPeople> {
  const all = await agencyPeople(db, unitId, party.agencyId);
  return { party, all, to: addressees(all, party.answeredById).map(({ id }) => id) };
}

export async function audienceOf(db: Reader, visit: Visit, unowned: boolean): Promise<Audience> {
  const unit = await responsible(db, visit, unowned);
  const parties: PartyPeople[] = [];
  for (const party of visit.parties) parties.push(await peopleOfParty(db, visit.unitId, party));
  const members = visit.members.filter(({ posts }) => posts.length > 0).map(({ id }) => id);
  return { parties, unit, members: members.filter((id) => !unit.includes(id)) };
}

/** Those to write to, of the agencies that a condition holds for. */
export function toParties({ parties }: Audience, holds: (party: Party) => boolean): readonly number[] {
  return parties.filter(({ party }) => holds(party)).flatMap(({ to }) => to);
}
