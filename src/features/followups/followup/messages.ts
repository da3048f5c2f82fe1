import type { Actor } from '../../../access/actor.js';
import { type Button, bold, type Card, lines, type Text } from '../../../dialogs/card.js';
import type { Locale } from '../../../lib/locale.js';
import { formatDate, localDate, parseIsoDate } from '../../../lib/zoned.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import { visitTap } from '../../visits/index.js';
import type { News } from '../news/service.js';
import { actionsOf, daysLeft, type FollowUp } from './rules.js';
import { type FollowUpButton, followUpListTap, followUpTap } from './taps.js';

/** For whom a text is written. */
export type Reader = Voice & { readonly actor: Actor };

export function readerOf({ t, locale, now, actor }: Omit<Reader, 'zone'>): Reader {
  return { t, locale, now, actor, zone: actor.zone };
}

/** `Jumat, 15 September 2023` of `2023-09-15`. */
export function dayText(dueOn: string, locale: Locale): string {
  const day = parseIsoDate(dueOn);
  return day ? formatDate(day, locale) : dueOn;
}

/** How far away the day is: `hari ini`, `besok`, `3 hari lagi`, `lewat 2 hari`. */
export function leftText(dueOn: string, { t, now, zone }: Reader): string {
  const days = daysLeft(dueOn, now, zone);
  if (days === 0) return t('followup-today');
  if (days === 1) return t('followup-tomorrow');
  return days > 0 ? t('followup-days-left', { days }) : t('followup-days-late', { days: -days });
}

/** The owner's name, or `Anda`. */
export function ownerText({ owner }: FollowUp, { t, actor }: Reader): string {
  return owner.kind === 'person' && owner.id === actor.personId ? t('followup-you') : owner.name;
}

/** What, who, until when, from which visit, and what was said of it since. */
function detailLines(followUp: FollowUp, reader: Reader): Text {
  const { t, locale, zone, now, actor } = reader;
  const { what, dueOn, state, outcome, closedAt, closedBy, visit } = followUp;
  const late = state === 'open' && daysLeft(dueOn, now, zone) < 0;
  const due = t('followup-due', { date: dayText(dueOn, locale) });
  const theirs = actor.posts.every(({ agencyId }) => agencyId !== null);
  return lines(
    `📝 ${what}`,
    `👤 ${ownerText(followUp, reader)}`,
    `${late ? '⚠️' : '🗓'} ${state === 'open' ? `${due} (${leftText(dueOn, reader)})` : due}`,
    `🤝 ${t('followup-from', {
      partner: theirs ? actor.unitName : visit.agencyName,
      date: formatDate(localDate(visit.startsAt, zone), locale),
    })}`,
    outcome !== null && `💬 ${outcome}`,
    closedAt !== null &&
      closedBy !== null &&
      t(`followup-closed-${state === 'dropped' ? 'dropped' : 'done'}`, {
        name: closedBy,
        date: formatDate(localDate(closedAt, zone), locale),
      }),
  );
}

const ROWS: readonly (readonly Exclude<FollowUpButton, 'open'>[])[] = [
  ['done'],
  ['cannot', 'move', 'drop'],
  ['note', 'reopen'],
];

/** Buttons of what this person can do now; `only`: those of them. */
function actionButtons(
  followUp: FollowUp,
  { t, actor }: Reader,
  only?: readonly FollowUpButton[],
): Button[][] {
  const { id, version } = followUp;
  const possible = actionsOf(actor, followUp);
  return ROWS.map((row) =>
    row
      .filter((button) => possible.has(button) && (only?.includes(button) ?? true))
      .map((button): Button => {
        const again = button === 'note' && followUp.outcome !== null;
        return {
          label: t(again ? 'followup-button-note-again' : `followup-button-${button}`),
          data: followUpTap.data({ button, id, version }),
          ...(button === 'done' && { style: 'success' as const }),
        };
      }),
  );
}

/** Leads to the visit that something was agreed at. */
export function visitButton(visit: number, t: Translate): Button {
  const data = visitTap.data({ button: 'open', id: visit, version: 0 });
  return { label: t('followup-button-visit'), data };
}

/** The card of one follow-up, with what its reader can do. */
export function followUpCard(followUp: FollowUp, reader: Reader, above?: Text): Card {
  const { t } = reader;
  const list: Button = {
    label: t('followup-button-list'),
    data: followUpListTap.data({ view: 'open', page: 0 }),
  };
  return {
    text: lines(above, bold(t(`followup-is-${followUp.state}`)), detailLines(followUp, reader)),
    buttons: [...actionButtons(followUp, reader), [visitButton(followUp.visit.id, t), list]],
  };
}

/** The same with the news that what was tapped doesn't hold any more. */
export function changedCard(followUp: FollowUp, reader: Reader): Card {
  return followUpCard(followUp, reader, lines(bold(reader.t('followup-changed-meanwhile')), ''));
}

/** A reminder; its words say how many days are left when it is read. */
export function reminderCard(followUp: FollowUp, reader: Reader): Card {
  const { t, now, zone } = reader;
  const days = daysLeft(followUp.dueOn, now, zone);
  const when = days < 0 ? 'late' : days === 0 ? 'today' : days === 1 ? 'tomorrow' : 'soon';
  return {
    text: lines(bold(t(`followup-remind-${when}`, { days: Math.abs(days) })), detailLines(followUp, reader)),
    buttons: actionButtons(followUp, reader, ['done', 'cannot', 'move']),
  };
}

/** What somebody else did to it. */
export function newsCard(followUp: FollowUp, news: Exclude<News, 'agreed'>, reader: Reader): Card {
  const who = followUp.owner.name;
  return followUpCard(followUp, reader, bold(reader.t(`followup-news-${news}`, { who })));
}
