import type { Tx } from '../../../db/database.js';
import { localDate } from '../../../lib/zoned.js';
import { type ClosedDay, closedDays } from '../../calendar/index.js';
import type { Reachable } from '../people/rules.js';
import { type Audience, toParties } from '../people/service.js';
import { lastStart, situationOf } from '../state/rules.js';
import type { Visit } from '../visit/rules.js';
import { escalationTimes, eveOf } from './rules.js';

/**
 * Whom to tell when, while nobody answers. `told`: they only hear of it, whoever should answer being elsewhere; `mark`
 * tells one telling from the other of the same people.
 */
export type EscalationStep = {
  readonly told: boolean;
  readonly to: readonly number[];
  readonly at: Date;
  readonly mark: string;
};

type Telling = Omit<EscalationStep, 'at'>;

/** When it is asked, in which zone; `closed`: the unit's closed days from then on, where they have been read. */
type Asked = {
  readonly now: Date;
  readonly zone: string;
  readonly closed?: readonly ClosedDay[] | undefined;
};

/** Of people those who can be reached and aren't among these. */
function besides(people: readonly Reachable[], ids: readonly number[]): number[] {
  return people.filter(({ id, reachable }) => reachable && !ids.includes(id)).map(({ id }) => id);
}

/**
 * While agencies are asked: after a day those who were asked are asked again, after two also who else of them could
 * answer, and the unit is told; where an agency has nobody who can be asked, after one already.
 */
function whileAgenciesAreAsked(audience: Audience): Telling[][] {
  const { unit } = audience;
  const asked = audience.parties.filter(({ party }) => party.answer === 'pending');
  const unreached = asked.some(({ to }) => to.length === 0);
  const all = asked.every(({ to }) => to.length === 0);
  const again = { told: false, mark: '', to: toParties(audience, ({ answer }) => answer === 'pending') };
  const others = { told: false, mark: '', to: asked.flatMap((one) => besides(one.all, one.to)) };
  const call = { told: true, mark: ':call', to: unreached ? unit : [] };
  const tell = { told: true, mark: '', to: all ? [] : unit };
  return [
    [again, call],
    [others, tell],
  ];
}

/**
 * What follows while an answer stays out, each step once: whoever was asked is asked again, then who else could answer,
 * and those of the unit who wait for agencies are told; its heads the day before. With several agencies, each step goes
 * to all of them; who has answered by then is left out when it is sent.
 */
export async function escalation(
  tx: Tx,
  visit: Visit,
  audience: Audience,
  { now, zone, closed: known }: Asked,
): Promise<EscalationStep[]> {
  const { unit, heads } = audience;
  const situation = situationOf(visit);
  const stepsOf = (): Telling[][] => {
    switch (situation) {
      case 'agencyAsked':
        return whileAgenciesAreAsked(audience);
      case 'unitAsked':
      case 'split':
      case 'counterProposed':
        return [[{ told: false, mark: '', to: unit }], [{ told: false, mark: '', to: besides(heads, unit) }]];
      case 'confirmed':
      case 'declined':
      case 'held':
      case 'nobodyCame':
      case 'cancelled':
        return [];
    }
  };
  const steps = stepsOf()
    .map((tellings) => tellings.filter(({ to }) => to.length > 0))
    .filter((tellings) => tellings.length > 0);
  if (steps.length === 0) return [];
  const closed = known ?? (await closedDays(tx, visit.unitId, localDate(now, zone)));
  const question = { askedAt: now, startsAt: lastStart(visit), zone, closed };
  const times = escalationTimes(question, steps.length);
  const eve = situation === 'agencyAsked' ? eveOf(question) : undefined;
  const planned = steps.flatMap((tellings, step) =>
    tellings.map((telling) => {
      const at = times[step] ?? now;
      // Whoever waits hears of it before the heads do.
      return { ...telling, at: telling.told && eve && eve < at ? eve : at };
    }),
  );
  const last = eve && { told: true, mark: ':eve', to: besides(heads, unit), at: eve };
  return last ? [...planned, last] : planned;
}
