import type { Tx } from '../../../db/database.js';
import { localDate } from '../../../lib/zoned.js';
import { type ClosedDay, closedDays } from '../../calendar/index.js';
import type { Reachable } from '../people/rules.js';
import { type Audience, toParties } from '../people/service.js';
import { lastStart, situationOf } from '../state/rules.js';
import type { Visit } from '../visit/rules.js';
import { escalationTimes } from './rules.js';

/** Whom to tell when, while nobody answers. `told`: they only hear of it, whoever should answer being elsewhere. */
export type EscalationStep = { readonly told: boolean; readonly to: readonly number[]; readonly at: Date };

/** When it is asked, in which zone; `closed`: the unit's closed days from then on, where they have been read. */
type Asked = {
  readonly now: Date;
  readonly zone: string;
  readonly closed?: readonly ClosedDay[] | undefined;
};

/**
 * What follows while an answer stays out, each step once: whoever was asked is asked again, then who else could answer,
 * and at last those of the unit who wait for agencies are told. With several agencies, each step goes to all of them;
 * who has answered by then is left out when it is sent.
 */
export async function escalation(
  tx: Tx,
  visit: Visit,
  audience: Audience,
  { now, zone, closed: known }: Asked,
): Promise<EscalationStep[]> {
  const { unit, heads } = audience;
  const besides = (people: readonly Reachable[], ids: readonly number[]) =>
    people.filter(({ id, reachable }) => reachable && !ids.includes(id)).map(({ id }) => id);
  const stepsOf = (): Omit<EscalationStep, 'at'>[] => {
    switch (situationOf(visit)) {
      case 'agencyAsked': {
        const asked = audience.parties.filter(({ party }) => party.answer === 'pending');
        return [
          { told: false, to: toParties(audience, ({ answer }) => answer === 'pending') },
          { told: false, to: asked.flatMap(({ all, to }) => besides(all, to)) },
          { told: true, to: unit },
        ];
      }
      case 'unitAsked':
      case 'split':
      case 'counterProposed':
        return [
          { told: false, to: unit },
          { told: false, to: besides(heads, unit) },
        ];
      case 'confirmed':
      case 'declined':
      case 'held':
      case 'nobodyCame':
      case 'cancelled':
        return [];
    }
  };
  const steps = stepsOf().filter(({ to }) => to.length > 0);
  if (steps.length === 0) return [];
  const closed = known ?? (await closedDays(tx, visit.unitId, localDate(now, zone)));
  const question = { askedAt: now, startsAt: lastStart(visit), zone, closed };
  const times = escalationTimes(question, steps.length);
  return steps.map((step, at) => ({ ...step, at: times[at] ?? now }));
}
