import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import { undoable } from '../plan/rules.js';

/** How a session's plan stands, and what its viewer may do about it. */
export type PlanView = {
  readonly state: 'planned' | 'held' | 'cancelled';
  readonly begun: boolean;
  readonly cancelled:
    | {
        readonly reason: string;
        readonly note: string | null;
        readonly by: string | null;
        readonly at: Date | null;
      }
    | undefined;
  /** The session that makes up for this one, and the one that this makes up for. */
  readonly catchUp: { readonly id: number; readonly startsAt: Date; readonly state: string } | undefined;
  readonly catchUpFor: { readonly id: number; readonly startsAt: Date } | undefined;
  readonly may: {
    readonly log: boolean;
    readonly cancel: boolean;
    readonly move: boolean;
    /** Plan another session of the programme. */
    readonly plan: boolean;
    readonly undo: boolean;
  };
};

/** A session with what its plan is told from. */
type PlanFacts = {
  readonly unitId: number;
  readonly state: PlanView['state'];
  readonly startsAt: Date;
  readonly cancelReason: string | null;
  readonly cancelNote: string | null;
  readonly cancelledAt: Date | null;
  readonly cancelledBy: { readonly name: string } | null;
  readonly programme: { readonly agencyId: number | null };
  readonly catchUp: { readonly id: number; readonly startsAt: Date; readonly state: string } | null;
  readonly catchUpFor: { readonly id: number; readonly startsAt: Date } | null;
};

/** How a session's plan stands, and what somebody may do about it; nothing to the session itself in a closed month. */
export function planView(actor: Actor, session: PlanFacts, now: Date, closed = false): PlanView {
  const { unitId, programme, state, startsAt, cancelReason, catchUp, catchUpFor } = session;
  const target = { unitId, agencyId: programme.agencyId };
  const mayCancel = !closed && can(actor, 'session.cancel', target);
  const mayPlan = can(actor, 'session.plan', target);
  return {
    state,
    begun: startsAt <= now,
    cancelled:
      state === 'cancelled'
        ? {
            reason: cancelReason ?? 'other',
            note: session.cancelNote,
            by: session.cancelledBy?.name ?? null,
            at: session.cancelledAt,
          }
        : undefined,
    catchUp: catchUp ?? undefined,
    catchUpFor: catchUpFor ?? undefined,
    may: {
      log: !closed && can(actor, 'session.log', target),
      cancel: mayCancel,
      move: !closed && mayPlan,
      plan: mayPlan,
      undo: mayCancel && undoable(session),
    },
  };
}
