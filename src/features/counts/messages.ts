import { type Button, bold, type Card, italic, lines } from '../../dialogs/card.js';
import { formatDate, localDate } from '../../lib/zoned.js';
import { periodName } from '../../reading/period/period.js';
import { type Audience, figuresCard, toQuestion } from './figures/messages.js';
import { NO_FILTER, type Question } from './rules.js';
import type { Counts } from './service.js';

const MOST_CHOICES = 8;

/** An answer to `/jumlah`, or why there is none. */
export function countsCard(audience: Audience, counts: Counts): Card {
  const { t } = audience;
  if (counts.ok) return figuresCard(audience, counts.figures, counts.readAs);
  switch (counts.reason) {
    case 'forbidden':
      return { text: t('refused-post') };
    case 'other-agency':
      return { text: t('refused-other-agency') };
    case 'group-private':
      return { text: t('count-group-private') };
    case 'future':
      return {
        text: t('count-future', { period: asked(audience, counts.question) }),
        buttons: back(audience),
      };
    case 'no-data':
      return noDataCard(audience, counts);
    case 'not-read':
      return notReadCard(audience, counts.reading);
  }
}

function asked({ locale, t }: Audience, { period }: Question): string {
  return period ? periodName(period, locale) : t('count-now');
}

/** The way back to what can be answered: everything, now. */
function back({ t, inGroup }: Audience, question?: Question): Button[][] {
  if (inGroup) return [];
  const filter = question?.filter ?? NO_FILTER;
  return [[toQuestion(t('count-button-now'), { view: 'programme', filter, period: null, page: 0 })]];
}

function noDataCard(
  audience: Audience,
  { question, first, mayEnrol }: Extract<Counts, { reason: 'no-data' }>,
): Card {
  const { t, locale, zone } = audience;
  if (!first) {
    return {
      text: lines(bold(t('count-no-data')), t(mayEnrol ? 'count-no-data-at-all' : 'count-no-data-wait')),
    };
  }
  return {
    text: lines(
      bold(t('count-no-data-for', { period: asked(audience, question) })),
      t('count-first-record', { date: formatDate(localDate(first, zone), locale) }),
    ),
    buttons: back(audience, question),
  };
}

function notReadCard(audience: Audience, not: Extract<Counts, { reason: 'not-read' }>['reading']): Card {
  const { t, inGroup } = audience;
  const example = italic(t('count-example'));
  switch (not.kind) {
    case 'period-fault':
      return {
        text: lines(t(`count-fault-${not.fault.reason}`, { understood: not.fault.understood }), example),
      };
    case 'which':
      return {
        text: lines(
          t('count-which', { typed: not.typed }),
          ...(inGroup ? not.questions.slice(0, MOST_CHOICES).map(({ name }) => `• ${name}`) : []),
          not.questions.length > MOST_CHOICES &&
            t('count-more', { more: not.questions.length - MOST_CHOICES }),
        ),
        buttons: inGroup
          ? []
          : not.questions.slice(0, MOST_CHOICES).map(({ name, question }) => [toQuestion(name, question)]),
      };
    case 'unknown': {
      const { typed, period, nearest } = not;
      const understood = period
        ? t('count-understood', { period: periodName(period, audience.locale) })
        : undefined;
      return {
        text: lines(
          understood,
          // In a group what was typed may be a name, which is not to be repeated there.
          inGroup ? t('count-unknown-here') : t('count-unknown', { typed }),
          nearest && t('count-nearest', { name: nearest.name }),
          example,
        ),
        ...(nearest && !inGroup && { buttons: [[toQuestion(nearest.name, nearest.question)]] }),
      };
    }
  }
}
