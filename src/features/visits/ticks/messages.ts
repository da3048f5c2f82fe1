import type { Button } from '../../../dialogs/card.js';
import type { Translate } from '../../../words/translate.js';
import { pollTickTap } from '../poll/taps.js';
import { isWhole, TICKS, type Ticks } from './rules.js';

export const TICK_MARKS = { y: '✅', m: '🟡', n: '❌' } as const;

/** Three buttons for each time, numbered as the times are, with what was said marked; and one for all that are open. */
export function tickButtons(
  { id, agencyId: agency }: { readonly id: number; readonly agencyId: number },
  ticks: Ticks,
  t: Translate,
): Button[][] {
  const each = ticks.map((said, at) =>
    TICKS.map((tick): Button => {
      const label = `${at + 1} ${TICK_MARKS[tick]}`;
      const data = pollTickTap.data({ id, agency, time: at + 1, tick });
      return said === tick ? { label: `• ${label}`, data, style: 'primary' } : { label, data };
    }),
  );
  const all: Button[] = (['y', 'n'] as const).map((tick) => ({
    label: t(`poll-all-${tick}`),
    data: pollTickTap.data({ id, agency, time: 0, tick }),
  }));
  return isWhole(ticks) ? each : [...each, all];
}
