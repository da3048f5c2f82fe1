import { describe, expect, it } from 'vitest';
import { textField } from '../../src/dialogs/fields/text.js';
import { type Form, openForm, reduceForm, type Scene, viewForm } from '../../src/dialogs/form.js';
import { translator } from '../../src/words/translate.js';

type Values = { readonly name: string; readonly way?: string };
type Data = { readonly taken: boolean };

const form: Form<Values, Data> = {
  fields: {
    name: textField<Values, Data>({ question: () => 'Name?', set: (name) => ({ name }), max: 20 }),
    way: textField<Values, Data>({
      question: () => 'Taken. What now?',
      set: (way) => ({ way }),
      max: 20,
      applies: ({ data }) => data.taken,
    }),
  },
  title: () => 'Form',
  preview: ({ values }) => `Preview ${values.name}`,
  submit: () => 'Save',
};

const scene = (values: Partial<Values>, taken: boolean): Scene<Values, Data> => ({
  ...{ now: new Date(0), zone: 'Asia/Jayapura', locale: 'id', t: translator('id'), values, data: { taken } },
  actor: {
    ...{ personId: 1, telegramId: 1n, name: 'Budi', locale: 'id', unitId: 1, unitName: 'Rutan' },
    ...{ zone: 'Asia/Jayapura', posts: [] },
  },
});
const text = (words: string) => ({ kind: 'free', input: { kind: 'text', text: words } }) as const;

describe('a question that comes to apply while the preview is shown', () => {
  const values = { name: 'Ani' };
  const preview = openForm(form, scene(values, false));

  it('takes its place, and nothing is saved past it', () => {
    expect(preview.at).toBe('preview');
    expect(viewForm(form, preview, scene(values, false)).text.toString()).toBe('Preview Ani');
    const now = scene(values, true);
    expect(viewForm(form, preview, now).text.toString()).toContain('Taken. What now?');
    expect(reduceForm(form, preview, { kind: 'submit' }, now).next).toBe('stale');
  });

  it('is answered there, and the preview comes back', () => {
    const { state } = reduceForm(form, preview, text('wait'), scene(values, true));
    expect(state).toMatchObject({ at: 'preview', values: { name: 'Ani', way: 'wait' } });
  });

  it('goes when it no longer applies', () => {
    expect(reduceForm(form, preview, { kind: 'submit' }, scene(values, false)).next).toBe('submit');
  });
});

describe('a form that saves at its last answer', () => {
  const direct = { ...form, direct: true } as const;
  const open = openForm(direct, scene({}, false));

  it('stays at its question where saving is refused, or goes to the preview where the form says so', () => {
    const step = reduceForm(direct, open, text('Ani'), scene({}, false));
    expect([step.next, step.state.at]).toEqual(['submit', 'name']);
    const other = reduceForm({ ...direct, refusedToPreview: true }, open, text('Ani'), scene({}, false));
    expect([other.next, other.state.at]).toEqual(['submit', 'preview']);
  });
});
