import { expect, it } from 'vitest';
import type { KnownParticipant } from '../../../src/features/roster/known/rules.js';
import { vacated } from '../../../src/features/roster/seats/rules.js';

it('a seat is given up by who has held one and no longer will, not by who has waited', () => {
  const enrolment = (id: number, state: string) => ({ id, programmeId: 10 + id, state });
  const states = ['active', 'paused', 'waiting', 'active', 'applied'];
  const enrolments = states.map((state, index) => enrolment(index + 1, state));
  const people = [{ enrolments }] as unknown as readonly KnownParticipant[];
  const move = (enrolmentId: number, state: string) => ({ enrolmentId, state });
  const moves = [move(1, 'ended'), move(2, 'waiting'), move(3, 'ended'), move(4, 'paused'), move(5, 'ended')];
  expect(vacated([...moves, move(6, 'ended')] as unknown as Parameters<typeof vacated>[0], people)).toEqual(
    new Set([11, 12]),
  );
});
