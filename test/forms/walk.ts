import { countStatements } from '../../bench/bots/statements.js';
import type { startBot, TestBot } from '../support/bot.js';

/** How many statements each part of a form may cost, those that open and commit its transaction among them. */
const MOST = {
  /** Opened by one line, or by a button. */
  open: 9,
  step: 4,
  /** A step that leads to a question with a calendar. */
  calendar: 5,
  back: 3,
  save: 20,
} as const;

type Part = keyof typeof MOST;

/** Runs a part of a walk through a form and fails, with the statements, where it costs more than it may. */
type Counted = (act: () => Promise<unknown>) => Promise<void>;

export type Walker = { readonly bot: TestBot } & { readonly [P in Part]: Counted };

/** A way through one form, from opening it to saving, with every question once and *Kembali* once where there is one. */
export type Walk = {
  /** The form's name, as its dialog has it. */
  readonly form: string;
  readonly walk: (walker: Walker) => Promise<void>;
};

/** @param form the form that each part must leave open, or leave, so that no part is counted that did something else */
export function walkerOf(bot: Awaited<ReturnType<typeof startBot>>, form: string): Walker {
  const isOpen = async () => (await bot.db.read.dialogState.count({ where: { dialog: form } })) > 0;
  const counted =
    (part: Part): Counted =>
    async (act) => {
      const counting = countStatements();
      try {
        await act();
      } finally {
        counting.end();
      }
      const statements = Object.entries(counting.counts());
      const sum = statements.reduce((so, [, count]) => so + count, 0);
      if (sum > MOST[part]) {
        const shown = statements.map(
          ([sql, count]) => `${count} × ${sql.replace(/\s+/g, ' ').slice(0, 300)}`,
        );
        throw new Error(`${form}: ${part} takes ${sum} statements, not ${MOST[part]}\n${shown.join('\n')}`);
      }
      if ((await isOpen()) !== (part !== 'save')) {
        throw new Error(`${form}: after ${part} the form is ${part === 'save' ? 'still open' : 'not open'}`);
      }
    };
  return {
    bot,
    open: counted('open'),
    step: counted('step'),
    calendar: counted('calendar'),
    back: counted('back'),
    save: counted('save'),
  };
}
