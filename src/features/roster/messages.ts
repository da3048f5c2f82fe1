import { type Button, bold, type Card, italic, lines, type Text } from '../../dialogs/card.js';
import { formatDateTime } from '../../lib/zoned.js';
import { matchName } from '../../reading/match.js';
import { formatNumber } from '../../words/numbers.js';
import { pageOf, pager } from '../../words/pager.js';
import type { Translate } from '../../words/translate.js';
import type { Voice } from '../../words/voice.js';
import { participantListTap, programmePageTap } from '../programmes/index.js';
import { faultyLine, listLines } from './rows/messages.js';
import type { Question, Ready, View } from './service.js';
import type { BatchResult } from './store.js';
import * as taps from './taps.js';

const FAULTS_SHOWN = 5;
const PROGRAMMES_SHOWN = 12;
const PER_PAGE = 10;
const AGENCIES_PER_PAGE = 8;
/** Telegram's limit, with room for headings. */
const LONGEST = 3500;

/** What a batch looks like now. `note` stands above: why it is not what was expected. */
export function batchCard(
  voice: Voice,
  view: View,
  options: { readonly note?: string; readonly agencyPage?: number } = {},
): Card {
  const { t } = voice;
  const { note } = options;
  switch (view.state) {
    case 'gone':
      return { text: t('roster-gone') };
    case 'cancelled':
    case 'failed':
      return { text: t('roster-cancelled') };
    case 'applied':
      return appliedCard(t, view.result);
    case 'undated':
      return {
        text: lines(note && bold(note), t('roster-undated', { file: view.batch.fileName })),
        buttons: [
          [
            {
              label: t('roster-choose-date'),
              data: taps.dateTap.data({ batch: view.batch.id }),
              style: 'primary',
            },
          ],
          [cancelButton(t, view.batch.id)],
        ],
      };
    case 'asking':
      return askCard(t, view.batch.id, view.question, options.agencyPage ?? 0, note);
    case 'ready':
      return readyCard(voice, view, note);
    case 'applying':
      return {
        text: lines(bold(t('roster-applying')), t('roster-broken-off')),
        buttons: [
          [
            {
              label: t('roster-resume'),
              data: taps.applyTap.data({ batch: view.batch.id, plan: view.planKey }),
            },
          ],
        ],
      };
  }
}

function cancelButton(t: Translate, batch: number): Button {
  return { label: t('dialog-cancel'), data: taps.cancelTap.data({ batch }) };
}

/** Programmes that the name may be a slip of. */
function similar(question: Question): readonly { readonly id: number; readonly name: string }[] {
  const match = matchName(question.name, question.programmes);
  switch (match.kind) {
    case 'one':
      return [match.item];
    case 'many':
      return match.items.slice(0, 2);
    case 'none':
      return match.nearest ? [match.nearest] : [];
  }
}

function askCard(
  t: Translate,
  batch: number,
  question: Question,
  page: number,
  note: string | undefined,
): Card {
  const { index, name, rows, left, step } = question;
  const cancel = [cancelButton(t, batch)];
  const heading = t('roster-programme-new', { name, rows, left });
  const kind = (value: 'attitude' | 'trade'): Button => ({
    label: t(`programme-kind-${value}`),
    data: taps.kindTap.data({ batch, index, kind: value }),
  });
  if (step === 'kind') {
    return {
      text: lines(
        note && bold(note),
        bold(heading),
        t('roster-ask-kind'),
        italic(t('programme-kind-explained')),
      ),
      buttons: [
        [kind('attitude'), kind('trade')],
        ...similar(question).map((one): Button[] => [
          {
            label: t('roster-same-as', { name: one.name }),
            data: taps.sameTap.data({ batch, index, programme: one.id }),
          },
        ]),
        [{ label: t('roster-leave-out'), data: taps.leaveOutTap.data({ batch, index }) }],
        cancel,
      ],
    };
  }
  const { agencies } = question;
  const { shown, ...place } = pageOf(agencies, page, AGENCIES_PER_PAGE);
  const turn = (to: number) => taps.agencyPageTap.data({ batch, page: to });
  const choose = (agency: number) => taps.agencyTap.data({ batch, index, agency });
  return {
    text: lines(
      note && bold(note),
      bold(heading),
      t(agencies.length > 0 ? 'roster-ask-agency' : 'roster-ask-agency-none'),
    ),
    buttons: [
      [{ label: t('programme-own'), data: choose(0) }],
      ...shown.map((agency): Button[] => [{ label: agency.name, data: choose(agency.id) }]),
      pager(t, place, turn),
      cancel,
    ].filter((row) => row.length > 0),
  };
}

/** Which programmes would hold more than their seats: it may be so, and the officer is told before it is. */
function overfilledLines({ t }: Voice, { overfilled }: Ready): Text[] {
  if (overfilled.length === 0) return [];
  return [
    lines('', bold(t('roster-overfilled', { total: overfilled.length }))),
    ...overfilled
      .slice(0, PROGRAMMES_SHOWN)
      .map(({ name, seats, enrolled }) =>
        t('roster-overfilled-line', { name, enrolled, seats, over: enrolled - seats }),
      ),
    ...(overfilled.length > PROGRAMMES_SHOWN
      ? [t('roster-faulty-more', { total: overfilled.length - PROGRAMMES_SHOWN })]
      : []),
    t('roster-overfilled-hint'),
  ];
}

/** What a roster would do, in figures, and what of the file was passed over. */
function countLines({ t }: Voice, { counts, file, plan }: Ready): (Text | false)[] {
  return [
    t('roster-count-new', { total: counts.new }),
    t('roster-count-changed', { total: counts.changed }),
    t('roster-count-unchanged', { total: counts.unchanged }),
    counts.repeated > 0 && t('roster-count-repeated', { total: counts.repeated }),
    counts.faulty > 0 && t('roster-count-faulty', { total: counts.faulty }),
    counts.asked > 0 && bold(t('roster-count-asked', { total: counts.asked })),
    t('roster-count-lines', { total: plan.lines.length, blank: file.blank }),
    file.tidied.length > 0 && t('roster-count-tidied', { total: file.tidied.length }),
    plan.missing.length > 0 && t('roster-count-missing', { total: plan.missing.length }),
    file.noStatus && t('roster-no-status'),
    file.ignored.length > 0 && t('roster-ignored', { columns: file.ignored.join(', ').slice(0, 200) }),
  ];
}

function createdLines({ t }: Voice, { creates }: Ready): (Text | false)[] {
  return [
    creates.length > 0 && lines('', bold(t('roster-creates', { total: creates.length }))),
    ...creates
      .slice(0, PROGRAMMES_SHOWN)
      .map(({ name, kind }) => `• ${name} · ${t(`programme-kind-${kind}`)}`),
    creates.length > PROGRAMMES_SHOWN && '• …',
  ];
}

function faultyLines({ t, locale }: Voice, { plan }: Ready): (Text | false)[] {
  const faulty = plan.lines.flatMap((line) => (line.kind === 'faulty' ? [line] : []));
  return [
    faulty.length > 0 && lines('', bold(t('roster-faulty-title'))),
    ...faulty.slice(0, FAULTS_SHOWN).map(({ line, faults }) => `• ${faultyLine(t, locale, line, faults)}`),
    faulty.length > FAULTS_SHOWN && t('roster-faulty-more', { total: faulty.length - FAULTS_SHOWN }),
  ];
}

/** The lists that have something in them, a button each. */
function listButtons({ t }: Voice, { batch, counts, file, plan }: Ready): Button[] {
  const sizes: Readonly<Record<taps.List, number>> = {
    ...counts,
    tidied: file.tidied.length,
    missing: plan.missing.length,
  };
  return taps.LISTS.filter((list) => sizes[list] > 0).map((list) => ({
    label: t(`roster-list-${list}`, { total: sizes[list] }),
    data: taps.listTap.data({ batch: batch.id, list, page: 0 }),
  }));
}

function readyButtons(voice: Voice, view: Ready, apply: number): Button[][] {
  const { t, locale } = voice;
  const { id, draft } = view.batch;
  const lists = listButtons(voice, view);
  const date = { label: t('roster-change-date'), data: taps.dateTap.data({ batch: id }) };
  const decided = Object.keys({ ...draft.decisions, ...draft.people }).length > 0;
  const again = { label: t('roster-redecide'), data: taps.redecideTap.data({ batch: id }) };
  const applied = {
    label: t('roster-apply', { total: formatNumber(apply, locale) }),
    data: taps.applyTap.data({ batch: id, plan: view.planKey }),
    style: 'success' as const,
  };
  const { asked } = view.counts;
  const answer: Button = {
    label: t('roster-answer', { total: asked }),
    data: taps.askedTap.data({ batch: id, page: 0 }),
    style: 'primary',
  };
  return [
    asked > 0 ? [answer] : [],
    apply > 0 ? [applied] : [],
    lists.slice(0, 3),
    lists.slice(3),
    [date, ...(decided ? [again] : [])],
    [apply > 0 ? cancelButton(t, id) : { ...cancelButton(t, id), label: t('roster-close') }],
  ].filter((row) => row.length > 0);
}

function readyCard(voice: Voice, view: Ready, note: string | undefined): Card {
  const { t, locale, zone } = voice;
  const { batch, counts, file } = view;
  const apply = counts.new + counts.changed;
  return {
    text: lines(
      note && bold(note),
      bold(t('roster-check', { file: batch.fileName })),
      file.sheet !== undefined && t('roster-sheet', { name: file.sheet }),
      t('roster-as-of', { when: formatDateTime(view.asOf, zone, locale) }),
      view.newerThan && bold(t('roster-older', { when: formatDateTime(view.newerThan, zone, locale) })),
      '',
      ...countLines(voice, view),
      ...createdLines(voice, view),
      ...overfilledLines(voice, view),
      ...faultyLines(voice, view),
      apply === 0 && counts.asked === 0 && lines('', bold(t('roster-nothing'))),
    ),
    buttons: readyButtons(voice, view, apply),
  };
}

/** One list of a preview, page by page, with the way back. */
export function listCard({ t, locale }: Voice, view: Ready, list: taps.List, page: number): Card {
  const entries = listLines(t, locale, view, list);
  const { shown: listed, ...place } = pageOf(entries, page, PER_PAGE);
  const turn = (to: number) => taps.listTap.data({ batch: view.batch.id, list, page: to });
  const shown = listed.map((entry) => `• ${entry}`);
  const most = Math.floor(LONGEST / Math.max(1, shown.length));
  return {
    text: lines(
      bold(t(`roster-list-${list}`, { total: entries.length })),
      t(`roster-list-${list}-explained`),
      '',
      ...shown.map((entry) => (entry.length > most ? `${entry.slice(0, most - 1)}…` : entry)),
    ),
    buttons: [
      pager(t, place, turn),
      [{ label: t('dialog-back'), data: taps.viewTap.data({ batch: view.batch.id }) }],
    ].filter((row) => row.length > 0),
  };
}

/** While it is being applied. */
export function progressCard({ t }: Pick<Voice, 't'>, done: number, total: number): Card {
  return { text: lines(bold(t('roster-applying')), total > 0 && t('roster-progress', { done, total })) };
}

function appliedCard(t: Translate, result: BatchResult): Card {
  return {
    text: lines(
      bold(t('roster-applied')),
      t('roster-applied-people', { total: result.people }),
      t('roster-applied-changed', { total: result.changed }),
      t('roster-applied-enrolments', { total: result.enrolments, moved: result.moves }),
      result.programmes > 0 && t('roster-applied-programmes', { total: result.programmes }),
      result.faulty > 0 && lines('', t('roster-applied-faulty', { total: result.faulty })),
      Boolean(result.asked) && lines('', t('roster-applied-asked', { total: result.asked ?? 0 })),
    ),
    buttons: [
      [
        { label: t('roster-see-programmes'), data: programmePageTap.data({ page: 0 }) },
        { label: t('roster-see-participants'), data: participantListTap.data({ query: '', page: 0 }) },
      ],
    ],
  };
}
