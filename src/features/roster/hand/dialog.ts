import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, italic, lines } from '../../../dialogs/card.js';
import type { DialogContext } from '../../../dialogs/dialog.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { numberField, textField } from '../../../dialogs/fields/text.js';
import type { Choice, Field, Scene } from '../../../dialogs/form.js';
import { voiceOf } from '../../../words/voice.js';
import { classOfNumber } from '../../files/index.js';
import { closedText, type Impact, impactLines } from '../../months/index.js';
import {
  dayTextOf,
  evidenceLines,
  formatRegisterClass,
  participantTap,
  REGISTER_CLASSES,
} from '../../programmes/index.js';
import type { Identity } from '../known/rules.js';
import { handTap } from '../taps.js';
import type { IdentityQuestion } from '../whose/rules.js';
import { FIRST_YEAR, type HandValues } from './rules.js';
import { type Added, addByHand, type HandDeps, lookHand } from './service.js';

type Form = HandValues & { readonly whose: Identity };
type Data = {
  /** Whom it may mean as well. */
  readonly question: IdentityQuestion | null;
  /** What it would change of closed months. */
  readonly impacts: readonly Impact[];
};
type Done = {
  readonly id: number;
  readonly name: string;
  readonly number: string;
  readonly was: 'new' | 'changed' | 'known';
};

const NOTHING: Data = { question: null, impacts: [] };

function isWhole(values: Partial<Form>): values is Partial<Form> & HandValues {
  const { name, number, registerClass, sex, birthYear, arrivedOn } = values;
  return ![name, number, registerClass, sex, birthYear, arrivedOn].includes(undefined);
}

const whoseField: Field<Form, Data> = {
  applies: ({ data }) => data.question !== null,
  ask: ({ t, locale, data: { question } }) => {
    if (!question) return { text: t('button-stale') };
    const { kind, person, evidence } = question;
    return {
      text: lines(
        bold(t(`roster-asked-${kind}`)),
        t('roster-asked-recorded', { name: person.name, number: person.registerNumber }),
        '',
        ...evidenceLines({ t, locale }, evidence),
        '',
        italic(t(`roster-asked-hint-${kind}`)),
      ),
      choices: [
        [
          {
            label: t(kind === 'perhaps' ? 'roster-asked-same' : 'roster-asked-same-contradicts'),
            value: 'same',
          },
        ],
        [{ label: t('roster-asked-not'), value: 'not' }],
      ] satisfies Choice[][],
    };
  },
  answer: ({ t, data: { question }, values }, input) => {
    if (input.kind !== 'tap') return { error: t('dialog-use-buttons') };
    if (!question) return { error: t('button-stale') };
    const { id } = question.person;
    const not = [...new Set([...(values.whose?.not ?? []), id])];
    return { set: { whose: input.value === 'same' ? { same: id } : { not } } };
  },
  label: ({ t }) => t('hand-label-whose'),
};

const nameField = textField<Form, Data>({
  question: ({ t }) => t('hand-ask-name'),
  set: (name) => ({ name: name.replace(/\s+/gu, ' ') }),
  max: 150,
  fault: (text, { t }) => (/\p{L}/u.test(text) ? undefined : t('text-empty')),
  label: ({ t }) => t('roster-column-name'),
});
const numberFieldOf = textField<Form, Data>({
  question: ({ t }) => t('hand-ask-number'),
  example: ({ t }) => t('hand-number-example'),
  set: (number) => {
    const registerClass = classOfNumber(number);
    return { number, ...(registerClass && { registerClass }) };
  },
  max: 50,
  fault: (text, { t }) => (/\p{N}/u.test(text) ? undefined : t('roster-fault-no-register')),
  label: ({ t }) => t('roster-column-register'),
});
const classField = choiceField<Form, Data>({
  question: ({ t }) => t('hand-ask-class'),
  options: () => REGISTER_CLASSES.map((value) => ({ name: formatRegisterClass(value), value })),
  set: (value) => {
    const registerClass = REGISTER_CLASSES.find((known) => known === value);
    return registerClass ? { registerClass } : {};
  },
  columns: 2,
  label: ({ t }) => t('roster-column-class'),
});
const sexField = choiceField<Form, Data>({
  question: ({ t }) => t('hand-ask-sex'),
  options: ({ t }) =>
    (['male', 'female'] as const).map((value) => ({ name: t(`participant-sex-${value}`), value })),
  set: (value) => ({ sex: value === 'female' ? 'female' : 'male' }),
  skip: { sex: null },
  columns: 2,
  label: ({ t }) => t('roster-column-sex'),
});

function preview(scene: Scene<Form, Data>) {
  const { t, locale, values, data } = scene;
  const { name = '', number = '', registerClass, sex, birthYear, arrivedOn, whose } = values;
  const about = [
    registerClass && formatRegisterClass(registerClass),
    sex && t(`participant-sex-${sex}`),
    birthYear && t('participant-born', { year: String(birthYear) }),
  ];
  return lines(
    bold(t('hand-title')),
    `👤 ${name} · ${number}`,
    about.filter(Boolean).join(' · '),
    arrivedOn && t('participant-arrived', { date: dayTextOf(arrivedOn, locale) }),
    whose?.same !== undefined && italic(t('roster-asked-same')),
    (whose?.not?.length ?? 0) > 0 && italic(t('roster-asked-not')),
    ...impactLines(scene, data.impacts),
  );
}

function doneCard({ t }: DialogContext, { id, name, number, was }: Done) {
  return {
    text: lines(bold(t(`hand-done-${was}`)), `👤 ${name} · ${number}`),
    buttons: [
      [{ label: t('hand-open'), data: participantTap.data({ participant: id }) }],
      [{ label: t('hand-again'), data: handTap.data({}) }],
    ],
  };
}

/** Adds one person by hand, in one line or question by question; asks whom it means as a roster does. */
export function handDialog(deps: HandDeps): Dialog {
  return defineDialog<Form, Data, Done>({
    name: 'roster.hand',
    form: {
      fields: {
        name: nameField,
        number: numberFieldOf,
        registerClass: classField,
        sex: sexField,
        birthYear: numberField<Form, Data>({
          question: ({ t }) => t('hand-ask-year'),
          set: (birthYear) => ({ birthYear }),
          min: FIRST_YEAR,
          max: 2100,
          skip: { birthYear: null },
          label: ({ t }) => t('roster-column-birthYear'),
        }),
        whose: whoseField,
      },
      title: ({ t }) => t('hand-title'),
      preview,
      submit: ({ t }) => t('hand-save'),
      refusedToPreview: true,
    },
    load: async (context, values, at, known) => {
      if (!isWhole(values) || (at !== 'preview' && at !== 'whose' && at !== '')) return known ?? NOTHING;
      const said = at === 'whose' ? {} : (values.whose ?? {});
      const withImpacts = at === 'preview';
      const { line, impacts } = await lookHand(deps, context, values, said, { withImpacts });
      return { question: line?.kind === 'asked' ? line.question : null, impacts };
    },
    commit: async (tx, context, { whose, ...values }) => {
      const done: Added = await addByHand(deps, tx, context, values, whose ?? {});
      if (!done.ok && done.reason === 'closed') return { refused: closedText(voiceOf(context), done.closed) };
      if (!done.ok) return { refused: context.t(`hand-refused-${done.reason}`) };
      return { done: { id: done.id, was: done.was, name: values.name, number: values.number } };
    },
    finished: async (context, done) => doneCard(context, done),
  });
}
