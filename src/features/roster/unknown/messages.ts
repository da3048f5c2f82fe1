import { type Button, bold, type Card, italic, lines } from '../../../dialogs/card.js';
import { formatNumber } from '../../../words/numbers.js';
import { pageOf, pager } from '../../../words/pager.js';
import { shorten } from '../../../words/shorten.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import type { Decision } from '../known/rules.js';
import type { Unknown, View } from '../service.js';
import * as taps from '../taps.js';
import { similarTo } from './rules.js';

const PER_PAGE = 8;
const AGENCIES_PER_PAGE = 8;

type Asking = Extract<View, { readonly state: 'asking' }>;

function cancelButton(t: Translate, batch: number): Button {
  return { label: t('dialog-cancel'), data: taps.cancelTap.data({ batch }) };
}

/** `Kemandirian · Dinas Perikanan`, `sama dengan Budidaya Lele`, `tidak dibuat`. */
function decisionText(t: Translate, decision: Decision, { question }: Asking): string {
  if ('leftOut' in decision) return t('roster-unknown-left-out');
  if ('sameAs' in decision) {
    const same = question.programmes.find(({ id }) => id === decision.sameAs);
    return t('roster-unknown-same', { name: same?.name ?? '–' });
  }
  const agency = question.agencies.find(({ id }) => id === decision.agencyId);
  return `${t(`programme-kind-${decision.kind}`)} · ${agency?.name ?? t('programme-own')}`;
}

/** Every programme of a file that isn't recorded, with what it probably is: one tap takes all, each can be changed. */
export function unknownCard(voice: Voice, view: Asking, page: number, note?: string): Card {
  const { t, locale } = voice;
  const { batch, unknown } = view;
  const { shown, ...place } = pageOf(unknown, page, PER_PAGE);
  const turn = (to: number) => taps.unknownTap.data({ batch: batch.id, page: to });
  const line = ({ name, rows, decided, guess }: Unknown) =>
    lines(
      bold(name),
      t('roster-unknown-is', { rows, what: decisionText(t, settled(decided) ?? guess, view) }),
    );
  return {
    text: lines(
      note && bold(note),
      bold(t('roster-unknown', { total: unknown.length })),
      t('roster-unknown-explained'),
      '',
      ...shown.map(line),
    ),
    buttons: [
      [
        {
          label: t('roster-unknown-take', { total: formatNumber(unknown.length, locale) }),
          data: taps.unknownAllTap.data({ batch: batch.id }),
          style: 'success' as const,
        },
      ],
      ...shown.map(({ index, name }): Button[] => [
        {
          label: t('roster-unknown-change', { name: shorten(name, 40) }),
          data: taps.unknownOneTap.data({ batch: batch.id, index, page: 0 }),
        },
      ]),
      pager(t, place, turn),
      [cancelButton(t, batch.id)],
    ],
  };
}

/** A kind without an agency is half a decision: what it was guessed to be stands until it is whole. */
function settled(decision: Decision | undefined): Decision | undefined {
  return decision && 'kind' in decision && decision.agencyId === undefined ? undefined : decision;
}

/** One programme of that table: which kind it is and with whom it is run, the same as a recorded one, or left out. */
export function unknownOneCard(voice: Voice, view: Asking, index: number, page: number): Card {
  const { t } = voice;
  const one = view.unknown.find((unknown) => unknown.index === index);
  if (!one) return unknownCard(voice, view, 0);
  const { id: batch } = view.batch;
  const { agencies, programmes } = view.question;
  const now = settled(one.decided) ?? one.guess;
  const marked = (is: boolean, label: string) => (is ? `✅ ${label}` : label);
  const kind = (value: 'attitude' | 'trade'): Button => ({
    label: marked('kind' in now && now.kind === value, t(`programme-kind-${value}`)),
    data: taps.kindTap.data({ batch, index, kind: value }),
  });
  const same = similarTo(one.name, programmes).map((programme): Button[] => [
    {
      label: marked(
        'sameAs' in now && now.sameAs === programme.id,
        t('roster-same-as', { name: programme.name }),
      ),
      data: taps.sameTap.data({ batch, index, programme: programme.id }),
    },
  ]);
  const { shown, ...place } = pageOf(
    [{ id: 0, name: t('programme-own') }, ...agencies],
    page,
    AGENCIES_PER_PAGE,
  );
  const with_ = 'kind' in now ? (now.agencyId ?? 0) : undefined;
  const turn = (to: number) => taps.unknownOneTap.data({ batch, index, page: to });
  return {
    text: lines(
      bold(one.name),
      t('roster-unknown-is', { rows: one.rows, what: decisionText(t, now, view) }),
      t('roster-ask-kind'),
      italic(t('programme-kind-explained')),
      t(agencies.length > 0 ? 'roster-ask-agency' : 'roster-ask-agency-none'),
    ),
    buttons: [
      [kind('attitude'), kind('trade')],
      ...('kind' in now
        ? shown.map(({ id, name }): Button[] => [
            {
              label: marked(with_ === id, shorten(name, 50)),
              data: taps.agencyTap.data({ batch, index, agency: id }),
            },
          ])
        : []),
      'kind' in now ? pager(t, place, turn) : [],
      ...same,
      [
        {
          label: marked('leftOut' in now, t('roster-leave-out')),
          data: taps.leaveOutTap.data({ batch, index }),
        },
      ],
      [{ label: t('dialog-back'), data: taps.unknownTap.data({ batch, page: 0 }) }],
    ],
  };
}
