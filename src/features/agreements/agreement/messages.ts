import type { Actor } from '../../../access/actor.js';
import { type Button, bold, type Card, lines, type Text } from '../../../dialogs/card.js';
import type { Locale } from '../../../lib/locale.js';
import { formatDate, isoDate, localDate, parseIsoDate } from '../../../lib/zoned.js';
import type { Voice } from '../../../words/voice.js';
import { visitTap } from '../../visits/index.js';
import { FACTS } from '../facts/rules.js';
import { following } from '../stages/rules.js';
import { type Agreement, type Listed, mayBeRenewed, mayChange, type Related, type Step } from './rules.js';
import {
  agreementBoardTap,
  agreementFactTap,
  agreementNewTap,
  agreementStageTap,
  agreementTap,
} from './taps.js';

/** For whom a text is written. */
export type Reader = Voice & { readonly actor: Actor };

export function readerOf({ t, locale, now, actor }: Omit<Reader, 'zone'>): Reader {
  return { t, locale, now, actor, zone: actor.zone };
}

/** `31 Agustus 2023` of `2023-08-31`: of months and years the weekday says little. */
export function dayText(iso: string, locale: Locale): string {
  const day = parseIsoDate(iso);
  return day ? formatDate(day, locale).replace(/^.*?, /u, '') : iso;
}

const DAY_MS = 24 * 60 * 60_000;

/** Days from today until a day; negative once that is over. */
function daysLeft(iso: string, { now, zone }: Pick<Voice, 'now' | 'zone'>): number {
  return Math.round((Date.parse(iso) - Date.parse(isoDate(localDate(now, zone)))) / DAY_MS);
}

/** How far away a day is: `hari ini`, `12 hari lagi`, `lewat 3 hari`. */
export function leftText(iso: string, { t, now, zone }: Pick<Voice, 't' | 'now' | 'zone'>): string {
  const days = daysLeft(iso, { now, zone });
  if (days === 0) return t('agreement-today');
  return days > 0 ? t('agreement-days-left', { days }) : t('agreement-days-late', { days: -days });
}

/** Signed or in force: its end is something to count down to. */
function runs({ stage }: Pick<Listed, 'stage'>): boolean {
  return stage === 'signed' || stage === 'inForce';
}

/** `⚠️` where an end is over and nothing was done about it. */
export function isOverdue(
  agreement: Pick<Listed, 'stage' | 'endsOn'>,
  reader: Pick<Voice, 'now' | 'zone'>,
): boolean {
  return runs(agreement) && agreement.endsOn !== null && daysLeft(agreement.endsOn, reader) < 0;
}

/** `PKS No. 12/2023` */
function relatedText({ kind, number }: Related, { t }: Pick<Voice, 't'>): string {
  const name = t(`agreement-kind-short-${kind}`);
  return number === null ? name : t('agreement-numbered', { name, number });
}

function termLine({ startsOn, endsOn, ...agreement }: Agreement, reader: Reader): string | false {
  const { t, locale } = reader;
  if (endsOn === null) return false;
  const period = { from: dayText(startsOn ?? endsOn, locale), until: dayText(endsOn, locale) };
  const mark = isOverdue({ ...agreement, endsOn }, reader) ? '⚠️' : '🗓';
  const left = runs(agreement) ? ` (${leftText(endsOn, reader)})` : '';
  return `${mark} ${t('agreement-term', period)}${left}`;
}

function noticeLine({ noticeOn, ...agreement }: Agreement, reader: Reader): string | false {
  if (noticeOn === null) return false;
  const left = runs(agreement) ? ` (${leftText(noticeOn, reader)})` : '';
  return `🔔 ${reader.t('agreement-notice', { date: dayText(noticeOn, reader.locale) })}${left}`;
}

/** `Draf, sejak 4 September 2023`, with why where that was said. */
function stageLines({ stage, steps }: Agreement, { t, locale }: Reader): Text {
  const last = steps.at(-1);
  const date = dayText(last?.reachedOn ?? '', locale);
  const reason = last?.reason ?? null;
  return lines(
    `📍 ${t('agreement-stage-since', { stage: t(`agreement-stage-${stage}`), date })}`,
    reason !== null && `💬 ${reason}`,
  );
}

function isOfUnit({ posts }: Actor): boolean {
  return posts.some(({ agencyId }) => agencyId === null);
}

function detailLines(agreement: Agreement, reader: Reader): Text {
  const { t, actor } = reader;
  const { subject, number, agencies, signers, notes, officer, renews, renewedBy } = agreement;
  const partners = agencies.map(({ name }) => name).join(', ');
  return lines(
    `📝 ${subject}`,
    `🤝 ${isOfUnit(actor) ? partners : `${actor.unitName} · ${partners}`}`,
    number !== null && `🔖 ${t('agreement-number', { number })}`,
    stageLines(agreement, reader),
    termLine(agreement, reader),
    noticeLine(agreement, reader),
    signers !== null && `✍️ ${signers}`,
    renews !== null && `♻️ ${t('agreement-renews', { which: relatedText(renews, reader) })}`,
    renewedBy !== null && `♻️ ${t('agreement-renewed-by', { which: relatedText(renewedBy, reader) })}`,
    `👤 ${t('agreement-officer', { name: officer.name })}`,
    // What the unit notes for itself is none of the other side's.
    notes !== null && isOfUnit(actor) && `🗒 ${notes}`,
  );
}

function changeButtons({ id, version, ...agreement }: Agreement, { t, actor }: Reader): Button[][] {
  if (!mayChange(actor)) return [];
  const stages = following(agreement.stage);
  const reached = stages.map((stage): Button => {
    const data = agreementStageTap.data({ stage, id, version });
    const label = t(`agreement-to-${stage}`);
    return stage === stages[0] ? { label, data, style: 'success' } : { label, data };
  });
  const [next, ...others] = reached;
  const renew: Button = { label: t('agreement-renew'), data: agreementNewTap.data({ visit: 0, renews: id }) };
  const edit: Button = {
    label: t('agreement-edit'),
    data: agreementTap.data({ button: 'edit', id, version }),
  };
  return [next ? [next] : [], ...pairs(others), mayBeRenewed({ ...agreement }) ? [renew] : [], [edit]];
}

function pairs(buttons: readonly Button[]): Button[][] {
  return Array.from({ length: Math.ceil(buttons.length / 2) }, (_, row) =>
    buttons.slice(row * 2, row * 2 + 2),
  );
}

function relatedButtons({ renews, renewedBy }: Agreement, reader: Reader): Button[] {
  const to = (key: string, { id }: Related): Button => ({
    label: reader.t(key),
    data: agreementTap.data({ button: 'open', id, version: 0 }),
  });
  return [
    ...(renews ? [to('agreement-open-former', renews)] : []),
    ...(renewedBy ? [to('agreement-open-next', renewedBy)] : []),
  ];
}

/** The card of one agreement, with what its reader can do. */
export function agreementCard(agreement: Agreement, reader: Reader, above?: Text): Card {
  const { t } = reader;
  const { id, version, kind, visitId } = agreement;
  const visit = visitId === null ? [] : [visitButton(visitId, reader)];
  const history: Button = {
    label: t('agreement-history'),
    data: agreementTap.data({ button: 'history', id, version }),
  };
  return {
    text: lines(above, bold(t(`agreement-kind-${kind}`)), detailLines(agreement, reader)),
    buttons: [
      ...changeButtons(agreement, reader),
      relatedButtons(agreement, reader),
      [history, ...visit],
      [{ label: t('agreement-to-board'), data: agreementBoardTap.data({}) }],
    ].filter((row) => row.length > 0),
  };
}

export function visitButton(visit: number, { t }: Pick<Voice, 't'>): Button {
  return { label: t('agreement-visit'), data: visitTap.data({ button: 'open', id: visit, version: 0 }) };
}

function stepLine({ stage, reachedOn, reason, corrects, by }: Step, { t, locale }: Reader): string {
  const said = { stage: t(`agreement-stage-${stage}`), date: dayText(reachedOn, locale), name: by };
  const line = t(corrects ? 'agreement-step-corrected' : 'agreement-step', said);
  return reason === null ? `• ${line}` : `• ${line}\n   💬 ${reason}`;
}

function backButton({ id, version }: Agreement, { t }: Reader): Button {
  return { label: t('agreement-back'), data: agreementTap.data({ button: 'open', id, version }) };
}

/** All stages that were written down, the first first. */
export function historyCard(agreement: Agreement, reader: Reader): Card {
  return {
    text: lines(
      bold(reader.t('agreement-history-title')),
      `📝 ${agreement.subject}`,
      ...agreement.steps.map((step) => stepLine(step, reader)),
    ),
    buttons: [[backButton(agreement, reader)]],
  };
}

/** What can be changed of it. */
export function editCard(agreement: Agreement, reader: Reader): Card {
  const { t } = reader;
  const { id, version } = agreement;
  const facts = FACTS.map(
    (fact): Button => ({
      label: t(`agreement-fact-${fact}`),
      data: agreementFactTap.data({ fact, id, version }),
    }),
  );
  const agency = {
    label: t('agreement-agencies'),
    data: agreementTap.data({ button: 'agency', id, version }),
  };
  const correct = {
    label: t('agreement-correct'),
    data: agreementTap.data({ button: 'correct', id, version }),
  };
  return {
    text: lines(bold(t('agreement-edit-title')), detailLines(agreement, reader)),
    buttons: [...pairs([...facts, agency, correct]), [backButton(agreement, reader)]],
  };
}
