import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { italic, lines } from '../../../dialogs/card.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { tidy } from '../../../dialogs/fields/text.js';
import type { Answer, Field, Scene } from '../../../dialogs/form.js';
import { settledCard } from '../agreement/dialog.js';
import { dayText } from '../agreement/messages.js';
import type { Agreement, Partner } from '../agreement/rules.js';
import type { AgreementRef, AgreementsService, Changed } from '../agreement/service.js';
import { FACT_MAX, type Fact, type Facts, readFact } from './rules.js';

type Values = AgreementRef & { readonly fact: Fact; readonly facts: Facts };
type Data = { readonly agreement: Agreement | undefined };
type S = Scene<Values, Data>;

const NO_DAYS = { startsOn: null, endsOn: null, noticeOn: null };

/** What is written down so far. */
function present({ values, data, locale, t }: S): string | null {
  const { agreement } = data;
  if (!agreement) return null;
  switch (values.fact) {
    case 'term': {
      const { startsOn, endsOn } = agreement;
      if (startsOn === null || endsOn === null) return null;
      return t('agreement-term', { from: dayText(startsOn, locale), until: dayText(endsOn, locale) });
    }
    case 'notice':
      return agreement.noticeOn === null ? null : dayText(agreement.noticeOn, locale);
    case undefined:
      return null;
    default:
      return agreement[values.fact];
  }
}

const factsField: Field<Values, Data> = {
  ask: (scene) => {
    const { t, values } = scene;
    const fact = values.fact ?? 'notes';
    const now = present(scene);
    return {
      text: lines(
        t(`agreement-ask-${fact}`),
        now !== null && t('agreement-now', { what: now }),
        italic(t(`agreement-example-${fact}`)),
        now !== null && fact !== 'subject' && italic(t('agreement-blank')),
      ),
    };
  },
  answer: (scene, input): Answer<Values> => {
    const { t, values, data } = scene;
    const fact = values.fact ?? 'notes';
    if (input.kind === 'photo') return { error: t('field-no-photo') };
    if (input.kind === 'tap') return { error: t('button-stale') };
    const text = tidy(input.text);
    const length = [...text].length;
    if (length === 0) return { error: t('text-empty') };
    if (length > FACT_MAX[fact]) return { error: t('text-too-long', { length, max: FACT_MAX[fact] }) };
    const facts = readFact(fact, text, data.agreement ?? NO_DAYS, scene);
    return typeof facts === 'string'
      ? { error: lines(t(`agreement-fault-${facts}`), italic(t(`agreement-example-${fact}`))) }
      : { set: { facts } };
  },
};

/** One fact of an agreement, written down or changed. */
export function factDialog(agreements: AgreementsService): Dialog {
  return defineDialog<Values, Data, Changed & { readonly id: number }>({
    name: 'agreement.fact',
    form: {
      fields: { facts: factsField },
      title: ({ t, values }) => t(`agreement-fact-${values.fact ?? 'notes'}`),
      preview: (scene) => present(scene) ?? '',
      submit: ({ t }) => t('agreement-save'),
      direct: true,
    },
    load: async ({ actor }, { id = 0 }, _at, known) =>
      known ?? { agreement: await agreements.find(actor, id) },
    commit: async (tx, { actor, now }, { id, version, facts }) => ({
      done: { ...(await agreements.change(tx, actor, { id, version }, facts, now)), id },
    }),
    finished: settledCard(agreements, 'agreement-fact-saved'),
  });
}

type AgencyValues = AgreementRef & { readonly agency: number };
type AgencyData = { readonly agreement: Agreement | undefined; readonly partners: readonly Partner[] };

/** An agency that is to take part, too, or no longer. */
export function agencyDialog(agreements: AgreementsService): Dialog {
  return defineDialog<AgencyValues, AgencyData, Changed & { readonly id: number }>({
    name: 'agreement.agency',
    form: {
      fields: {
        agency: choiceField<AgencyValues, AgencyData>({
          question: ({ t, data }) => {
            const names = (data.agreement?.agencies ?? []).map(({ name }) => name).join(', ');
            return t('agreement-ask-turn', { names });
          },
          options: ({ data }) => {
            const inIt = new Set((data.agreement?.agencies ?? []).map(({ id }) => id));
            return data.partners.map(({ id, name }) => {
              const value = String(id);
              return inIt.has(id) ? { value, name: `✓ ${name}`, aliases: [name] } : { value, name };
            });
          },
          set: (value) => ({ agency: Number(value) }),
        }),
      },
      title: ({ t }) => t('agreement-agencies'),
      preview: () => '',
      submit: ({ t }) => t('agreement-save'),
      direct: true,
    },
    load: async ({ actor }, { id = 0 }, _at, known) => {
      if (known) return known;
      const [agreement, partners] = [await agreements.find(actor, id), await agreements.partners(actor)];
      return { agreement, partners };
    },
    commit: async (tx, { actor, now }, { id, version, agency }) => ({
      done: { ...(await agreements.turnAgency(tx, actor, { id, version }, agency, now)), id },
    }),
    finished: settledCard(agreements, 'agreement-agencies-saved'),
  });
}
