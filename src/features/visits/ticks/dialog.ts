import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, italic, lines } from '../../../dialogs/card.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import type { Answer, Choice, Field, Form, Json, Scene } from '../../../dialogs/form.js';
import { formatRange } from '../../../lib/zoned.js';
import { pollCard } from '../poll/messages.js';
import type { Poll, PollParty, SeenPoll } from '../poll/rules.js';
import type { PollChanged, PollService } from '../poll/service.js';
import { relayFields } from '../relayed/dialog.js';
import type { Via } from '../relayed/rules.js';
import { readerOf } from '../visit/messages.js';
import { TICK_MARKS } from './messages.js';
import { isWhole, noTicks, readSaid, readTicks, TICKS, type Ticks, ticked, writeTicks } from './rules.js';
import { relayTicks } from './service.js';

/** `ticks` as the database keeps them. */
type Values = {
  readonly poll: number;
  readonly version: number;
  readonly agency: number;
  readonly ticks: string;
  readonly via: Via;
  readonly saidBy: string;
};

type Data = { readonly seen: SeenPoll | undefined };
type TickScene = Scene<Values, Data>;

const DONE = 'ok';

const pollOf = ({ data }: Pick<TickScene, 'data'>): Poll | undefined => data.seen?.poll;

function partyOf(scene: Pick<TickScene, 'data' | 'values'>): PollParty | undefined {
  const parties = pollOf(scene)?.parties ?? [];
  const [only, other] = parties;
  return other ? parties.find(({ agencyId }) => agencyId === scene.values.agency) : only;
}

function standing(scene: TickScene, ui: Json): Ticks {
  const times = pollOf(scene)?.times.length ?? 0;
  const said = typeof ui === 'string' ? ui : (scene.values.ticks ?? undefined);
  return said === undefined
    ? (partyOf(scene)?.ticks ?? readTicks(noTicks(times), times))
    : readTicks(said, times);
}

function timesText(scene: TickScene, ticks: Ticks) {
  const { zone, locale } = scene;
  const times = pollOf(scene)?.times ?? [];
  return lines(
    ...times.map(({ startsAt, endsAt }, at) => {
      const tick = ticks[at];
      const mark = tick === undefined ? '' : ` — ${TICK_MARKS[tick]} ${scene.t(`poll-tick-${tick}`)}`;
      return `${at + 1}. ${formatRange(startsAt, endsAt, zone, locale)}${mark}`;
    }),
  );
}

/** What was said of each time: three buttons a time, or typed (`1, 2 bisa; 3 tidak`). */
const ticksField: Field<Values, Data> = {
  label: ({ t }) => t('poll-label-ticks'),
  ask: (scene, ui) => {
    const ticks = standing(scene, ui);
    const rows = ticks.map((said, at) =>
      TICKS.map((tick): Choice => {
        const label = `${at + 1} ${TICK_MARKS[tick]}`;
        return { label: said === tick ? `• ${label}` : label, value: `${tick}${at}` };
      }),
    );
    const done: Choice = { label: scene.t('poll-ticks-done'), value: DONE, style: 'primary' };
    return {
      text: lines(
        scene.t('poll-ask-ticks', { agency: partyOf(scene)?.agencyName ?? '' }),
        timesText(scene, ticks),
        italic(scene.t('poll-ticks-example')),
      ),
      choices: isWhole(ticks) ? [...rows, [done]] : rows,
    };
  },
  answer: (scene, input, ui): Answer<Values> => {
    const { t } = scene;
    const ticks = standing(scene, ui);
    if (input.kind === 'photo') return { error: t('field-no-photo') };
    if (input.kind === 'text') {
      const said = readSaid(input.text, ticks);
      if (!said) return { error: t('poll-ticks-not-understood') };
      return isWhole(said) ? { set: { ticks: writeTicks(said) } } : { ui: writeTicks(said) };
    }
    if (input.value === DONE) {
      return isWhole(ticks) ? { set: { ticks: writeTicks(ticks) } } : { error: t('choice-gone') };
    }
    const tick = TICKS.find((known) => known === input.value[0]);
    const at = Number(input.value.slice(1));
    return tick ? { ui: writeTicks(ticked(ticks, at, tick)) } : { error: t('choice-gone') };
  },
};

const form: Form<Values, Data> = {
  fields: {
    agency: choiceField<Values, Data>({
      question: ({ t }) => t('visit-ask-relayed-agency'),
      options: (scene) =>
        (pollOf(scene)?.parties ?? []).map(({ agencyId, agencyName: name, ticks }) => ({
          value: String(agencyId),
          name: isWhole(ticks) ? `${name} ✓` : name,
        })),
      set: (value) => ({ agency: Number(value) }),
      applies: (scene) => (pollOf(scene)?.parties.length ?? 0) > 1,
    }),
    ticks: ticksField,
    ...relayFields,
  },
  title: ({ t }) => t('poll-relay-title'),
  preview: (scene) => lines(bold(scene.t('visit-check')), timesText(scene, standing(scene, null))),
  submit: ({ t }) => t('visit-save'),
  direct: true,
};

/** An agency's answer to a choice of times that came by telephone, letter or word of mouth. */
export function relayTicksDialog(polls: PollService, wake: () => void): Dialog {
  return defineDialog<Values, Data, { readonly poll: number; readonly changed: PollChanged }>({
    name: 'poll.relayed',
    form,
    load: async ({ actor, now }, { poll }, _at, known) => ({
      seen: known?.seen ?? (poll === undefined ? undefined : await polls.seen(actor, poll, now)),
    }),
    commit: async (tx, { actor, now }, values, data) => {
      const { poll, version, ticks, via, saidBy } = values;
      const agencyId = partyOf({ data, values })?.agencyId;
      const whole = readTicks(ticks, ticks.length);
      const said = { agencyId: agencyId ?? 0, via, saidBy: saidBy === '' ? null : saidBy, ticks: whole };
      return { done: { poll, changed: await relayTicks(tx, actor, { id: poll, version }, said, now) } };
    },
    finished: async (context, { poll, changed }) => {
      wake();
      const { actor, now, t } = context;
      const seen = await polls.seen(actor, poll, now);
      if (!seen) return { text: t('refused-other-agency') };
      return pollCard(
        seen,
        readerOf(context),
        t(changed.ok ? 'visit-relayed-kept' : 'visit-changed-meanwhile'),
      );
    },
  });
}
