import { type Button, bold, type Card, code, italic, join, lines, type Text } from '../../../dialogs/card.js';
import { formatDate, formatDateTime, localDate } from '../../../lib/zoned.js';
import { periodName } from '../../../reading/period/period.js';
import { formatPercent } from '../../../words/numbers.js';
import { pageOf, pager, placeOf } from '../../../words/pager.js';
import type { Voice } from '../../../words/voice.js';
import { reportedText } from '../../months/index.js';
import { LEGAL_STATUSES, PROGRAMME_KINDS } from '../../programmes/index.js';
import { earlier, NO_FILTER, type Question, VIEWS } from '../rules.js';
import type { Figures } from '../service.js';
import { questionTap } from '../taps.js';

/** Who reads, and whether in a group: there totals alone, and nothing to tap. */
export type Audience = Voice & { readonly inGroup: boolean };

/** Even with the longest names a page stays below Telegram's 4,096. */
const PER_PAGE = 15;

/** A button that shows a question's answer. */
export const toQuestion = (label: string, question: Question): Button => ({
  label,
  data: questionTap.data(question),
});

/** The figures, what they are of and as of when, with the views and months to go to. */
export function figuresCard(
  audience: Audience,
  figures: Figures,
  readAs: { readonly typed: string; readonly name: string } | undefined,
): Card {
  const { t, locale, inGroup } = audience;
  const { question, moved, byStatus } = figures;
  const unknown = byStatus.unknown.people;
  return {
    text: lines(
      heading(audience, figures),
      readAs && italic(t('count-read-as', readAs)),
      totalLine(audience, figures),
      figures.standing &&
        reportedText(
          audience,
          figures.standing,
          { reported: figures.standing.people, now: figures.total.people },
          inGroup,
        ),
      question.filter.status === null &&
        [
          ...LEGAL_STATUSES.map((status) => t(`count-${status}`, { people: byStatus[status].people })),
          ...(unknown > 0 ? [t('count-unknown-status', { people: unknown })] : []),
        ].join(' · '),
      moved &&
        t('count-moved', { ...moved, period: question.period ? periodName(question.period, locale) : '' }),
      ...(inGroup ? [] : breakdown(audience, figures)),
      '',
      italic(t('count-definition')),
    ),
    buttons: inGroup ? [] : buttons(audience, figures),
  };
}

/** What was counted and as of when. */
function heading({ t, locale, zone }: Audience, figures: Figures): Text {
  const { question, moment, agencyName, programmeName } = figures;
  const { kind, status } = question.filter;
  const narrowed = [
    agencyName,
    programmeName,
    kind && t(`count-kind-${kind}`),
    status && t(`count-status-${status}`),
  ];
  const what = narrowed.filter(Boolean).join(' · ') || t('count-title');
  const title = question.period
    ? t('count-title-in', { what, period: periodName(question.period, locale) })
    : what;
  const asOf = moment.current
    ? t('count-as-of', { at: formatDateTime(moment.at, zone, locale) })
    : t('count-as-of-end', { date: formatDate(localDate(moment.at, zone), locale) });
  return question.period ? lines(bold(title), asOf) : join([bold(title), ' ', asOf]);
}

function totalLine({ t, locale }: Audience, { total, present, question }: Figures): string {
  const { people, enrolments } = total;
  if (!present) return t('count-total', { people, enrolments });
  const { status } = question.filter;
  return t('count-total-of', {
    people,
    enrolments,
    present: present.total,
    whom: t(status ? `count-whom-${status}` : 'count-whom'),
    percent: formatPercent(people, present.total, locale),
  });
}

function breakdown(audience: Audience, figures: Figures): (Text | undefined)[] {
  const { t, locale } = audience;
  switch (figures.question.view) {
    case 'programme':
      return programmeTable(audience, figures);
    case 'agency': {
      if (figures.agencies.length === 0) return [];
      const shown = figures.agencies.slice(0, PER_PAGE);
      const more = figures.agencies.length - shown.length;
      return [
        '',
        italic(t('count-columns-people')),
        ...table(
          shown.map(({ name, enrolled }) => ({
            cells: [String(enrolled.people), String(enrolled.enrolments)],
            name: name ?? t('count-own-programmes'),
          })),
        ),
        more > 0 ? t('count-more', { more }) : undefined,
      ];
    }
    case 'kind':
      return [
        '',
        italic(t('count-columns-people')),
        ...table(
          PROGRAMME_KINDS.map((kind) => ({
            cells: [String(figures.kinds[kind].people), String(figures.kinds[kind].enrolments)],
            name: t(`count-kind-${kind}`),
          })),
        ),
      ];
    case 'status':
      return [
        '',
        ...LEGAL_STATUSES.map((status) => {
          const { people } = figures.byStatus[status];
          const name = t(`count-status-${status}`);
          if (!figures.present) return t('count-status-line', { name, people });
          const present = figures.present.byStatus[status];
          return t('count-status-line-of', {
            name,
            people,
            present,
            percent: formatPercent(people, present, locale),
          });
        }),
      ];
  }
}

function programmeTable({ t }: Audience, { programmes, question, moment }: Figures): (Text | undefined)[] {
  if (programmes.length === 0) return ['', t('count-no-programmes')];
  const { shown } = pageOf(programmes, question.page, PER_PAGE);
  return [
    '',
    italic(t(moment.current ? 'count-columns-programme' : 'count-columns-programme-past')),
    ...table(
      shown.map(({ name, enrolled, waiting, seats }) => ({
        cells: [
          String(enrolled.people),
          ...(seats === undefined ? [] : [seats === null ? '–' : String(seats)]),
          String(waiting),
        ],
        name,
      })),
    ),
  ];
}

/** Figures in aligned columns first and the name last, so that a long one wraps and pushes nothing aside. */
function table(rows: readonly { readonly cells: readonly string[]; readonly name: string }[]): Text[] {
  const widths = (rows[0]?.cells ?? []).map((_, column) =>
    Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  return rows.map(({ cells, name }) => {
    // No-break spaces, so that the figures of a row stay on one line.
    const padded = cells.map((cell, column) => cell.padStart(widths[column] ?? 0, '\u00a0'));
    return join([code(padded.join('\u00a0/\u00a0')), ` ${name}`]);
  });
}

/** What the period before is called, as `earlier` gives it. */
function earlierKey({ period }: Question) {
  switch (period?.kind) {
    case undefined:
      return 'count-button-last-month';
    case 'quarter':
    case 'semester':
    case 'year':
      return `count-button-${period.kind}-before` as const;
    default:
      return 'count-button-month-before';
  }
}

/** The same question about the period before. */
export function earlierButton({ t, now, zone }: Voice, question: Question): Button {
  return toQuestion(t(earlierKey(question)), { ...question, period: earlier(question.period, now, zone) });
}

function buttons(audience: Audience, { question, programmes }: Figures): Button[][] {
  const { t } = audience;
  const first: Question = { ...question, page: 0 };
  const listed = question.view === 'programme' ? programmes.length : 0;
  const turns: Button[] = pager(t, placeOf(listed, question.page, PER_PAGE), (page) =>
    questionTap.data({ ...question, page }),
  );
  const views = VIEWS.filter((view) => view !== question.view).map((view) =>
    toQuestion(t(`count-button-${view}`), { ...first, view }),
  );
  const present = toQuestion(t('count-button-now'), { ...first, period: null });
  const narrowed = Object.values(question.filter).some((value) => value !== null);
  const all = toQuestion(t('count-button-all'), {
    ...first,
    filter: NO_FILTER,
  });
  return [turns, views, [earlierButton(audience, first), present, ...(narrowed ? [all] : [])]];
}
