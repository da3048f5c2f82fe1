import type { PostKind } from '../../../access/actor.js';
import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, italic, lines, type Text } from '../../../dialogs/card.js';
import { tidy } from '../../../dialogs/fields/text.js';
import { whenFaultText } from '../../../dialogs/fields/when.js';
import type { Answer, Field, Json, Scene } from '../../../dialogs/form.js';
import { formatDate, localDate } from '../../../lib/zoned.js';
import type { Voice } from '../../../words/voice.js';
import { dayText, readerOf } from '../followup/messages.js';
import { MOST_ITEMS, WHAT_MAX } from '../followup/rules.js';
import type { Agreed, FollowUpsService } from '../followup/service.js';
import { savedCard } from '../lists/messages.js';
import { type Candidate, type FaultyLine, type Item, type ItemFault, readFollowUps } from './rules.js';

type Values = { readonly visit: number; readonly items: readonly Item[] };
type Origin = NonNullable<Awaited<ReturnType<FollowUpsService['origin']>>>;
type Data = { readonly origin: Origin | undefined };
type Ended = Agreed & { readonly visit: number };

/** What posts are called when somebody is named by theirs. */
const CALLED: Readonly<Partial<Record<PostKind, readonly string[]>>> = {
  head: ['Kepala Rutan', 'Karutan', 'Kepala', 'head'],
  officer: ['Petugas', 'officer'],
  humas: ['Humas', 'PR'],
};

/** Who can be named as owner: the agencies of the visit and the unit's people. */
function candidates({ origin }: Data): Candidate[] {
  return [
    ...(origin?.parties ?? []).map(({ id, name }): Candidate => ({ kind: 'agency', id, name })),
    ...(origin?.staff ?? []).map(
      ({ id, name, posts }): Candidate => ({
        kind: 'person',
        id,
        name,
        aliases: posts.flatMap((post) => CALLED[post] ?? []),
      }),
    ),
  ];
}

type Words = Pick<Voice, 't' | 'locale'>;

function faultText(fault: ItemFault, { t, locale }: Words): string {
  switch (fault.kind) {
    case 'no-what':
      return t('followup-fault-what');
    case 'no-date':
      return t('followup-fault-date');
    case 'too-long':
      return t('text-too-long', { length: fault.length, max: WHAT_MAX });
    case 'past':
      return t('when-past', { date: formatDate(fault.date, locale) });
    case 'owner':
      return t('followup-fault-owner', { typed: fault.typed, names: fault.names.slice(0, 6).join(', ') });
    case 'date':
      return whenFaultText(fault.fault, fault.typed, { t });
  }
}

function faultLines(faults: readonly FaultyLine[], kept: number, words: Words): Text {
  const { t } = words;
  const [only] = faults;
  if (only && faults.length === 1 && kept === 0) return faultText(only.fault, words);
  return lines(
    kept > 0 && t('followup-kept', { count: kept }),
    ...faults.flatMap(({ line, fault }) => [`✗ ${line.slice(0, 80)}`, `   ${faultText(fault, words)}`]),
    kept > 0 && t('followup-again'),
  );
}

function itemsIn(ui: Json): readonly Item[] {
  return Array.isArray(ui) ? (ui as readonly Item[]) : [];
}

function nameOf({ kind, ownerId }: Item, scene: Scene<Values, Data>): string {
  const { data, t, actor } = scene;
  if (kind === 'person' && ownerId === actor.personId) return t('followup-you');
  const known = kind === 'person' ? data.origin?.staff : data.origin?.parties;
  return known?.find(({ id }) => id === ownerId)?.name ?? '–';
}

function itemLines(items: readonly Item[], scene: Scene<Values, Data>): Text[] {
  const { t, locale } = scene;
  return items.map((item, index) =>
    lines(
      `${index + 1}. ${item.what}`,
      `   👤 ${nameOf(item, scene)} · 🗓 ${dayText(item.dueOn, locale)}`,
      item.readAs !== undefined &&
        italic(`   ${t('choice-read-as', { typed: item.readAs, name: nameOf(item, scene) })}`),
    ),
  );
}

/** Agencies that nobody can be told for: only the unit's officer is reminded. */
function unconnected(items: readonly Item[], { origin }: Data): readonly string[] {
  const asked = new Set(items.filter(({ kind }) => kind === 'agency').map(({ ownerId }) => ownerId));
  return (origin?.parties ?? [])
    .filter(({ id, connected }) => asked.has(id) && !connected)
    .map(({ name }) => name);
}

/** Follow-ups typed a line each. What could be read stays while the rest is written again. */
const itemsField: Field<Values, Data> = {
  label: ({ t }) => t('followup-label'),
  ask: (scene, ui) => {
    const { t, data } = scene;
    const kept = itemsIn(ui);
    const agency = data.origin?.parties[0]?.name ?? t('followup-example-agency');
    return {
      text: lines(
        t(scene.values.items ? 'followup-ask-again' : 'followup-ask'),
        italic(t('followup-example', { agency })),
        ...(kept.length > 0 ? ['', ...itemLines(kept, scene)] : []),
      ),
      choices:
        kept.length > 0
          ? [[{ label: t('followup-go-on', { count: kept.length }), value: 'on', style: 'primary' }]]
          : [],
    };
  },
  answer: (scene, input, ui): Answer<Values> => {
    const { t, now, zone, locale, actor, data } = scene;
    const kept = itemsIn(ui);
    if (input.kind === 'photo') return { error: t('field-no-photo') };
    if (input.kind === 'tap') {
      return kept.length > 0 ? { set: { items: kept } } : { error: t('button-stale') };
    }
    const text = tidy(input.text);
    if (text === '') return { error: t('text-empty') };
    const around = { now, zone, locale, owners: candidates(data), selfId: actor.personId };
    const { items, faults } = readFollowUps(text, around);
    const all = [...kept, ...items];
    if (all.length > MOST_ITEMS) return { error: t('followup-too-many', { max: MOST_ITEMS }) };
    if (faults.length === 0) return { set: { items: all } };
    return { ui: all, note: faultLines(faults, all.length, scene) };
  },
};

/** What was agreed at a visit: typed, seen once more, kept. */
export function newFollowUpsDialog(followUps: FollowUpsService, wake: () => void): Dialog {
  return defineDialog<Values, Data, Ended>({
    name: 'followup.new',
    form: {
      fields: { items: itemsField },
      title: ({ t }) => t('followup-new-title'),
      preview: (scene) => {
        const { t, data, values, zone, locale } = scene;
        const items = values.items ?? [];
        const { origin } = data;
        const agencies = unconnected(items, data);
        return lines(
          bold(t('followup-check')),
          origin &&
            `🤝 ${t('followup-from', {
              partner: origin.parties.map(({ name }) => name).join(', '),
              date: formatDate(localDate(origin.startsAt, zone), locale),
            })}`,
          ...itemLines(items, scene),
          ...agencies.map((agency) => `⚠️ ${t('followup-unconnected', { agency })}`),
        );
      },
      submit: ({ t }) => t('followup-save'),
    },
    load: async ({ actor, now }, { visit }, _at, known) =>
      known ?? { origin: visit === undefined ? undefined : await followUps.origin(actor, visit, now) },
    commit: async (tx, { actor, now, t }, { visit, items }) => {
      const agreed = await followUps.agree(tx, actor, visit, items, now);
      if (!agreed.ok && (agreed.reason === 'past' || agreed.reason === 'owner')) {
        return { refused: t(`followup-refused-${agreed.reason}`) };
      }
      return { done: { ...agreed, visit } };
    },
    finished: async (context, ended) => {
      wake();
      const { t, actor } = context;
      if (!ended.ok) return { text: t(`followup-refused-${ended.reason}`) };
      const { ids, visit } = ended;
      const all = await followUps.ofVisit(actor, visit);
      return savedCard(
        all.filter(({ id }) => ids.includes(id)),
        visit,
        readerOf(context),
      );
    },
  });
}
