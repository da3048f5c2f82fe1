import { type Button, bold, type Card, italic, lines } from '../../../dialogs/card.js';
import { formatDate, localDate } from '../../../lib/zoned.js';
import { formatNumber } from '../../../words/numbers.js';
import { pageOf, pager } from '../../../words/pager.js';
import { shorten } from '../../../words/shorten.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import { legalStatus } from '../../programmes/index.js';
import type { Ready } from '../service.js';
import * as taps from '../taps.js';
import type { LeavingResult } from './rules.js';

/** How many stand on a page of who is missing: each has a button. */
export const MISSING_PER_PAGE = 10;

type LineName = (line: number) => string;

/** `baris 4: Ani (BI-1/2023) · bebas, 12 Des 2026`; of who is missing, without a line. */
export function leavingLine({ t, locale, zone }: Voice, result: LeavingResult, lineOf: LineName): string {
  if (result.kind === 'stays') {
    const { leaving, reason } = result;
    const who = leaving.registerNumber === '' ? leaving.name : `${leaving.name} (${leaving.registerNumber})`;
    return t('roster-line', { line: lineOf(result.line), what: `${who} · ${t(`roster-stays-${reason}`)}` });
  }
  const { person, why, at, line } = result;
  const day = formatDate(localDate(at, zone), locale);
  const what = `${person.name} (${person.registerNumber}) · ${t(`roster-leaves-${why}`, { day })}`;
  return line === undefined ? what : t('roster-line', { line: lineOf(line), what });
}

/** How many leave, by how. */
export function leavingCounts(t: Translate, leaving: Ready['leaving']): string[] {
  const count = (kind: LeavingResult['kind']) => leaving.filter((one) => one.kind === kind).length;
  return [
    ...(count('leaves') > 0 ? [t('roster-count-leaving', { total: count('leaves') })] : []),
    ...(count('stays') > 0 ? [t('roster-count-staying', { total: count('stays') })] : []),
  ];
}

/** Those missing from a file, to be confirmed as gone: one by one, by the page, by their status, or all. */
export function missingCard(voice: Voice, view: Ready, page: number): Card {
  const { t, locale } = voice;
  const { batch, plan } = view;
  const { missing } = plan;
  const { ids, why } = batch.draft.leaving ?? { ids: [], why: 'released' as const };
  const marked = new Set(ids);
  const { shown, ...place } = pageOf(missing, page, MISSING_PER_PAGE);
  const at = { batch: batch.id, page: place.at };
  const some = (who: 'all' | 'page' | 'detainee' | 'convict' | 'none', label: string): Button => ({
    label,
    data: taps.missingSomeTap.data({ ...at, who }),
  });
  const of = (status: 'detainee' | 'convict') =>
    missing.filter(({ registerClass }) => registerClass && legalStatus(registerClass) === status).length;
  const number = (total: number) => formatNumber(total, locale);
  const gone = missing.filter(({ id }) => marked.has(id)).length;
  const [detainees, convicts] = [of('detainee'), of('convict')];
  return {
    text: lines(
      bold(t('roster-list-missing', { total: missing.length })),
      t('roster-missing-explained'),
      '',
      ...shown.map(
        ({ id, name, registerNumber }) => `${marked.has(id) ? '✅' : '•'} ${name} (${registerNumber})`,
      ),
      '',
      gone > 0 && bold(t('roster-missing-marked', { total: gone })),
      gone > 0 && italic(t(`roster-missing-why-${why}`)),
    ),
    buttons: [
      ...shown.map(({ id, name, registerNumber }): Button[] => [
        {
          label: `${marked.has(id) ? '✅' : '▫️'} ${shorten(name, 28)} · ${registerNumber.slice(-12)}`,
          data: taps.missingOneTap.data({ ...at, person: id }),
        },
      ]),
      pager(t, place, (to) => taps.missingTap.data({ batch: batch.id, page: to })),
      [
        ...(place.pages > 1 ? [some('page', t('roster-missing-page', { total: shown.length }))] : []),
        some('all', t('roster-missing-all', { total: number(missing.length) })),
      ],
      detainees > 0 && convicts > 0
        ? [
            some('detainee', t('roster-missing-detainees', { total: number(detainees) })),
            some('convict', t('roster-missing-convicts', { total: number(convicts) })),
          ]
        : [],
      gone > 0
        ? [
            some('none', t('roster-missing-none')),
            {
              label: t(why === 'released' ? 'roster-missing-as-transferred' : 'roster-missing-as-released'),
              data: taps.missingWhyTap.data({ ...at, why: why === 'released' ? 'transferred' : 'released' }),
            },
          ]
        : [],
      [{ label: t('dialog-back'), data: taps.viewTap.data({ batch: batch.id }) }],
    ],
  };
}
