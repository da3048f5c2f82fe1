import type { Notice } from '../../delivery/notice.js';
import { withSnooze } from './messages.js';

/** The notice as it was; where it is a reminder, with a button that puts it off. */
export function puttingOff(notice: Notice): Notice {
  if (!notice.reminder) return notice;
  return {
    ...notice,
    render: async (context) => {
      const outgoing = await notice.render(context);
      return outgoing && { ...outgoing, card: withSnooze(outgoing.card, context.outboxId, context.t) };
    },
  };
}
