import { type Dialog, defineDialog } from '../../bot/forms/dialog.js';
import type { Db } from '../../db/database.js';
import { bold, lines } from '../../dialogs/card.js';
import { textField } from '../../dialogs/fields/text.js';
import type { Scene } from '../../dialogs/form.js';
import { type Addressee, closingPreview, tablePreview, yearCard } from './messages.js';
import type { ClosedDay } from './rules.js';
import { closeDays, mayClose, type OnDaysChanged } from './service.js';
import { DECREE_MAX, type HolidayDay } from './table/rules.js';
import { addTable, type Meets, tableMeets, viewYear } from './table/service.js';

type TableValues = { readonly year: number; readonly days: readonly HolidayDay[]; readonly decree: string };
type ClosingValues = { readonly days: readonly ClosedDay[] };

export type CalendarDialogs = Readonly<Record<'table' | 'closing', Dialog>>;

const addresseeOf = ({ t, locale, actor }: Pick<Scene<unknown, unknown>, 't' | 'locale' | 'actor'>) =>
  ({ t, locale, mayClose: mayClose(actor) }) satisfies Addressee;

/** What a message or file of days comes to, before it is saved: all that is asked is what a table rests on. */
export function calendarDialogs(db: Db, onDaysChanged: OnDaysChanged): CalendarDialogs {
  const table = defineDialog<TableValues, Meets, { readonly year: number; readonly trace: number }>({
    name: 'calendar.table',
    form: {
      fields: {
        decree: textField<TableValues, Meets>({
          question: ({ t }) => t('calendar-ask-decree'),
          example: ({ t }) => t('calendar-ask-decree-example'),
          set: (decree) => ({ decree }),
          max: DECREE_MAX,
          label: ({ t }) => t('calendar-label-decree'),
          fault: (text, { t }) => (/\d/u.test(text) ? undefined : t('calendar-decree-number')),
        }),
      },
      title: ({ t, values }) => bold(t('calendar-table-check', { year: String(values.year) })),
      preview: (scene) => {
        const { year = 0, days = [], decree = '' } = scene.values;
        return tablePreview({ year, days, decree }, scene.data, addresseeOf(scene));
      },
      submit: ({ t, values }) => t('calendar-table-save', { year: String(values.year) }),
    },
    load: async ({ actor }, { year = 0 }, _at, known) => known ?? tableMeets(db, actor, year),
    commit: async (tx, { actor, now, t }, values) => {
      const trace = await addTable(tx, { actor, now }, values);
      if (trace === 'refused') return { refused: t('calendar-refused') };
      await onDaysChanged(tx, actor.unitId, { now, actorId: actor.personId });
      return { done: { year: values.year, trace } };
    },
    finished: async (context, { year, trace }) => {
      const view = await viewYear(db, context.actor, year);
      const note = context.t('calendar-table-saved', { year: String(year) });
      return yearCard(view, addresseeOf(context), { note, trace });
    },
  });

  const closing = defineDialog<ClosingValues, null, { readonly closed: number; readonly holidays: number }>({
    name: 'calendar.closing',
    form: {
      fields: {},
      title: ({ t, values }) => bold(t('calendar-closing-check', { total: values.days?.length ?? 0 })),
      preview: (scene) => closingPreview(scene.values.days ?? [], addresseeOf(scene)),
      submit: ({ t, values }) => t('calendar-closing-save', { total: values.days?.length ?? 0 }),
    },
    load: async () => null,
    commit: async (tx, { actor, now, t }, { days }) => {
      if (!mayClose(actor)) return { refused: t('calendar-refused') };
      const holidays = await closeDays(tx, db.kind, actor, days, now);
      await onDaysChanged(tx, actor.unitId, { now, actorId: actor.personId });
      return { done: { closed: days.length - holidays.length, holidays: holidays.length } };
    },
    finished: async ({ t }, { closed, holidays }) => ({
      text: lines(
        bold(t('calendar-closing-saved', { total: closed })),
        holidays > 0 && t('calendar-closing-holidays', { total: holidays }),
        t('calendar-closing-see'),
      ),
    }),
  });
  return { table, closing };
}
