import { type Button, bold, type Card, italic, lines, type Text } from '../../dialogs/card.js';
import { formatDate, formatDateTime, localDate } from '../../lib/zoned.js';
import { formatNumber } from '../../words/numbers.js';
import { pageOf, pager } from '../../words/pager.js';
import { shorten } from '../../words/shorten.js';
import type { Translate } from '../../words/translate.js';
import type { Voice } from '../../words/voice.js';
import { impactLines } from '../months/index.js';
import { participantListTap, programmePageTap } from '../programmes/index.js';
import { choiceButtons, noteLines, unclearCard } from './answers/messages.js';
import { leavingCounts } from './leaving/messages.js';
import { faultyLine, lineNames, listLines } from './rows/messages.js';
import type { Ready, View } from './service.js';
import type { BatchResult } from './store.js';
import * as taps from './taps.js';
import { unknownCard } from './unknown/messages.js';

const FAULTS_SHOWN = 5;
const PROGRAMMES_SHOWN = 12;
const NAMES_SHOWN = 15;
const PER_PAGE = 10;
/** Telegram's limit, with room for headings. */
const LONGEST = 3500;

/** What a batch looks like now. `note` stands above: why it is not what was expected. */
export function batchCard(voice: Voice, view: View, options: { readonly note?: string } = {}): Card {
  const { t } = voice;
  const { note } = options;
  switch (view.state) {
    case 'gone':
      return { text: t('roster-gone') };
    case 'cancelled':
    case 'failed':
      return { text: t('roster-cancelled'), buttons: otherButtons(t, view) };
    case 'applied':
      return appliedCard(t, view.result, [...undoButtons(t, view), ...otherButtons(t, view)]);
    case 'undated':
      return {
        text: lines(note && bold(note), t('roster-undated', { file: view.batch.fileName })),
        buttons: [
          [
            { label: t('when-today'), data: taps.todayTap.data({ batch: view.batch.id }) },
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
      return unknownCard(voice, view, 0, note);
    case 'unclear':
      return unclearCard(voice, view, note);
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
function countLines(voice: Voice, { counts, file, plan, leaving }: Ready): (Text | false)[] {
  const { t } = voice;
  const confirmed = leaving.filter((one) => one.kind === 'leaves' && one.line === undefined);
  const staying = plan.missing.length - confirmed.length;
  return [
    t('roster-count-new', { total: counts.new }),
    t('roster-count-changed', { total: counts.changed }),
    t('roster-count-unchanged', { total: counts.unchanged }),
    counts.repeated > 0 && t('roster-count-repeated', { total: counts.repeated }),
    counts.faulty > 0 && t('roster-count-faulty', { total: counts.faulty }),
    counts.asked > 0 && bold(t('roster-count-asked', { total: counts.asked })),
    ...leavingCounts(t, leaving),
    t('roster-count-lines', { total: plan.lines.length + file.leaving.length, blank: file.blank }),
    file.skipped.length > 0 && t('roster-count-skipped', { total: file.skipped.length }),
    file.tidied.length > 0 && t('roster-count-tidied', { total: file.tidied.length }),
    staying > 0 && t('roster-count-missing', { total: staying }),
    ...noteLines(voice, file),
    file.noStatus && t('roster-no-status'),
    file.ignored.length > 0 && t('roster-ignored', { columns: few(t, file.ignored) }),
  ];
}

/** Some of many, and how many more there are. */
function few(t: Translate, names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => shorten(name, 40));
  const more = names.length - shown.length;
  return [...shown, ...(more > 0 ? [t('roster-and-more', { total: more })] : [])].join(', ');
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

function faultyLines({ t, locale }: Voice, { plan, file }: Ready): (Text | false)[] {
  const lineOf = lineNames(t, file.sheets);
  const faulty = plan.lines.flatMap((line) => (line.kind === 'faulty' ? [line] : []));
  return [
    faulty.length > 0 && lines('', bold(t('roster-faulty-title'))),
    ...faulty.slice(0, FAULTS_SHOWN).map((line) => `• ${faultyLine(t, locale, line, lineOf)}`),
    faulty.length > FAULTS_SHOWN && t('roster-faulty-more', { total: faulty.length - FAULTS_SHOWN }),
  ];
}

/** The lists that have something in them, a button each. */
function listButtons({ t }: Voice, { batch, counts, file, plan, leaving }: Ready): Button[] {
  const gone = leaving.filter(({ kind }) => kind === 'leaves').length;
  const sizes: Readonly<Record<taps.List, number>> = {
    ...counts,
    leaving: gone,
    staying: leaving.length - gone,
    tidied: file.tidied.length,
    skipped: file.skipped.length,
  };
  const missing = {
    label: t('roster-list-missing', { total: plan.missing.length }),
    data: taps.missingTap.data({ batch: batch.id, page: 0 }),
  };
  const lists = taps.LISTS.filter((list) => sizes[list] > 0).map((list) => ({
    label: t(`roster-list-${list}`, { total: sizes[list] }),
    data: taps.listTap.data({ batch: batch.id, list, page: 0 }),
  }));
  return [...lists, ...(plan.missing.length > 0 ? [missing] : [])];
}

function readyButtons(voice: Voice, view: Ready, apply: number): Button[][] {
  const { t, locale } = voice;
  const { id, draft } = view.batch;
  const lists = listButtons(voice, view);
  const date = { label: t('roster-change-date'), data: taps.dateTap.data({ batch: id }) };
  const decided = Object.keys({ ...draft.decisions, ...draft.people }).length > 0;
  const label = t(draft.people ? 'roster-reanswer' : 'roster-redecide');
  const again = { label, data: taps.redecideTap.data({ batch: id }) };
  const applied = {
    label: t('roster-apply', { total: formatNumber(apply, locale) }),
    data: taps.applyTap.data({ batch: id, plan: view.planKey }),
    style: 'success' as const,
  };
  const shut = view.impacts?.some(({ admitted }) => !admitted) ?? false;
  const checkAgain = { label: t('roster-check-again'), data: taps.viewTap.data({ batch: id }) };
  const { asked } = view.counts;
  const answer: Button = {
    label: t('roster-answer', { total: asked }),
    data: taps.askedTap.data({ batch: id, page: 0 }),
    style: 'primary',
  };
  return [
    asked > 0 ? [answer] : [],
    apply > 0 ? [shut ? checkAgain : applied] : [],
    ...[0, 3, 6].map((from) => lists.slice(from, from + 3)),
    choiceButtons(voice, view),
    [date, ...(decided ? [again] : [])],
    [apply > 0 ? cancelButton(t, id) : { ...cancelButton(t, id), label: t('roster-close') }],
  ];
}

function readyCard(voice: Voice, view: Ready, note: string | undefined): Card {
  const { t, locale, zone } = voice;
  const { batch, counts } = view;
  const gone = view.leaving.filter(({ kind }) => kind === 'leaves').length;
  const apply = counts.new + counts.changed + gone;
  return {
    text: lines(
      note && bold(note),
      bold(t('roster-check', { file: batch.fileName })),
      t('roster-as-of', { when: formatDateTime(view.asOf, zone, locale) }),
      italic(t('roster-holds', { day: formatDate(localDate(view.asOf, zone), locale) })),
      view.newerThan && bold(t('roster-older', { when: formatDateTime(view.newerThan, zone, locale) })),
      '',
      ...countLines(voice, view),
      ...createdLines(voice, view),
      ...overfilledLines(voice, view),
      ...faultyLines(voice, view),
      ...impactLines(voice, view.impacts ?? []),
      apply === 0 &&
        counts.asked === 0 &&
        lines(
          '',
          bold(t(closingOf(view), { total: counts.faulty, known: counts.unchanged + counts.repeated })),
        ),
    ),
    buttons: readyButtons(voice, view, apply),
  };
}

/** Why there is nothing to apply, as it is. */
function closingOf({ counts, leaving }: Ready): string {
  const known = counts.unchanged + counts.repeated;
  if (counts.faulty > 0) return known > 0 ? 'roster-nothing-but' : 'roster-nothing-sound';
  return known > 0 && leaving.length === 0 ? 'roster-nothing' : 'roster-nothing-there';
}

/** One list of a preview, page by page, with the way back. */
export function listCard(voice: Voice, view: Ready, list: taps.List, page: number): Card {
  const { t } = voice;
  const entries = listLines(voice, view, list);
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
    ],
  };
}

/** While it is being applied. */
export function progressCard({ t }: Pick<Voice, 't'>, done: number, total: number): Card {
  return { text: lines(bold(t('roster-applying')), total > 0 && t('roster-progress', { done, total })) };
}

/** The way back, for a day. */
function undoButtons(
  t: Translate,
  { batch, undoable }: Extract<View, { readonly state: 'applied' }>,
): Button[][] {
  return undoable
    ? [[{ label: t('roster-undo'), data: taps.undoTap.data({ batch: batch.id, sure: 'no' }) }]]
    : [];
}

/** The way to other files that were sent and wait. */
function otherButtons(
  t: Translate,
  { others = [] }: Pick<Extract<View, { readonly state: 'applied' }>, 'others'>,
): Button[][] {
  return others.map(({ id, fileName }) => [
    {
      label: t('roster-also-waiting', { file: shorten(fileName, 40) }),
      data: taps.viewTap.data({ batch: id }),
    },
  ]);
}

function appliedCard(t: Translate, result: BatchResult, others: readonly Button[][]): Card {
  return {
    text: lines(
      bold(t('roster-applied')),
      t('roster-applied-people', { total: result.people }),
      t('roster-applied-changed', { total: result.changed }),
      t('roster-applied-enrolments', { total: result.enrolments, moved: result.moves }),
      Boolean(result.departed) && t('roster-applied-departed', { total: result.departed ?? 0 }),
      result.programmes > 0 && t('roster-applied-programmes', { total: result.programmes }),
      result.faulty > 0 && lines('', t('roster-applied-faulty', { total: result.faulty })),
      Boolean(result.told) && lines('', t('roster-undo-told')),
      Boolean(result.asked) && lines('', t('roster-applied-asked', { total: result.asked ?? 0 })),
    ),
    buttons: [
      [
        { label: t('roster-see-programmes'), data: programmePageTap.data({ page: 0 }) },
        { label: t('roster-see-participants'), data: participantListTap.data({ query: '', page: 0 }) },
      ],
      ...others,
    ],
  };
}
