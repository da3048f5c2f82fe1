import { countStatements } from '../../bench/bots/statements.js';
import type { TestBot } from '../support/bot.js';

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

async function isOpen(bot: TestBot, form: string): Promise<boolean> {
  return (await bot.db.read.dialogState.count({ where: { dialog: form } })) > 0;
}

/** Fails where a part did something else than it is taken for: a step leaves the form open, saving closes it. */
async function expectOpen(bot: TestBot, form: string, part: Part): Promise<void> {
  if ((await isOpen(bot, form)) !== (part !== 'save')) {
    throw new Error(`${form}: after ${part} the form is ${part === 'save' ? 'still open' : 'not open'}`);
  }
}

function everyPart(bot: TestBot, counted: (part: Part) => Counted): Walker {
  return {
    bot,
    open: counted('open'),
    step: counted('step'),
    calendar: counted('calendar'),
    back: counted('back'),
    save: counted('save'),
  };
}

/** Walks through a form, counting, and keeps in `screens` all that is to be read after each part. */
export function countingWalker(bot: TestBot, form: string, screens: string[]): Walker {
  return everyPart(bot, (part) => async (act) => {
    const counting = countStatements();
    try {
      await act();
    } finally {
      counting.end();
    }
    const statements = Object.entries(counting.counts());
    const sum = statements.reduce((so, [, count]) => so + count, 0);
    if (sum > MOST[part]) {
      const shown = statements.map(([sql, count]) => `${count} × ${sql.replace(/\s+/g, ' ').slice(0, 300)}`);
      throw new Error(`${form}: ${part} takes ${sum} statements, not ${MOST[part]}\n${shown.join('\n')}`);
    }
    await expectOpen(bot, form, part);
    screens.push(...bot.shown.map(readable));
  });
}

/**
 * Walks through a form and keeps in `screens` all that is to be read after each part. Before each part the form's row
 * has moved on, as by another replica, so that nothing that was loaded for it is known any more.
 */
export function forgettingWalker(bot: TestBot, form: string, screens: string[]): Walker {
  return everyPart(bot, (part) => async (act) => {
    const data = { version: { increment: 1 } };
    await bot.db.write((tx) => tx.dialogState.updateMany({ where: { dialog: form }, data }));
    await act();
    await expectOpen(bot, form, part);
    screens.push(...bot.shown.map(readable));
  });
}

/** A message with its buttons; codes of printed sheets and invitations are drawn by lot. */
function readable({ chatId, text, keyboard }: TestBot['shown'][number]): string {
  const buttons = keyboard.map((row) => row.map((button) => button.text).join(' | ')).join('\n');
  const known = text
    .replaceAll(/(Kode lembar: |\/sesi )[A-Z0-9]{4}\b/g, '$1····')
    .replaceAll(/\b[A-Z2-9]{4}-[A-Z2-9]{4}\b/g, '····-····');
  return `${chatId}: ${known}\n${buttons}`;
}
