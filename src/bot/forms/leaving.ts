import type { ActorContext } from '../context.js';
import { actsInItsUnit, type Desk, decided, showForm } from './desk.js';
import { tellLost } from './messages.js';
import { earlierOutcome, showOutcome, takeStep } from './steps.js';
import { askedWhenSent, hasTaken } from './taken.js';

/** Leaves the open form, or says again that it was left. `false`: none was open. */
export function leaveForm(desk: Desk, ctx: ActorContext): Promise<boolean> {
  return decided(desk, ctx, async (row) => {
    const form = desk.rows.opened(row);
    const lost = form ? null : desk.rows.lost(row);
    if (row && hasTaken(row, ctx)) {
      const earlier = await earlierOutcome(desk, ctx);
      if (earlier) await showOutcome(desk, ctx, earlier);
      else if (form) await showForm(desk, ctx, form);
      return true;
    }
    if (lost) {
      await tellLost(desk, ctx, lost, 'dialog-lost');
      return true;
    }
    if (!form || !row) return false;
    if (!actsInItsUnit(ctx, form)) {
      await tellLost(desk, ctx, form, 'dialog-lost');
      return true;
    }
    const isNewer = form.openedBy > ctx.ref.updateId && askedWhenSent(row, ctx) !== undefined;
    if (isNewer) await showForm(desk, ctx, form, ctx.t('dialog-newer'));
    else await takeStep(desk, ctx, form, { kind: 'cancel' });
    return true;
  });
}
