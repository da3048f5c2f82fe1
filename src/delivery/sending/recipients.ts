import type { Db } from '../../db/database.js';
import type { Locale } from '../../lib/locale.js';
import type { Translate } from '../../words/translate.js';
import type { Reach } from '../deps.js';
import type { GivenUpCause, NoticeContext, Recipient, Wish } from '../notice.js';
import { HELD, type Row } from '../store.js';

/** What is known of a claimed message before it is rendered; `lost` when its chat can't be written to. */
export type Addressed = {
  readonly row: Row;
  readonly context: NoticeContext;
  readonly lost?: GivenUpCause;
  /** How a recipient wants a reminder; absent: as planned. */
  readonly wish?: Wish;
};

const LATE_MS = 10 * 60_000;

/** Whether a message comes late by now. One that was held as wished was due when the hold ended. */
export function isLate({ cause, dueAt, nextAt }: Row, now: Date): boolean {
  const due = cause === HELD ? nextAt : dueAt;
  return now.getTime() - due.getTime() > LATE_MS;
}

/** In which language people are written to. */
export type Language = {
  /** For people without one of their own. */
  readonly defaultLocale: Locale;
  readonly translator: (locale: Locale) => Translate;
};

type Setting = Language & {
  readonly now: Date;
  readonly reach: Pick<Reach, 'unitsBy' | 'addressesOf' | 'groupsBy'>;
};

/** Looks up units, people and groups of many messages in three queries. Those whose recipient is no more are left out. */
export async function address(
  db: Db,
  rows: readonly Row[],
  { now, defaultLocale, translator, reach }: Setting,
): Promise<readonly Addressed[]> {
  const idsOf = (pick: (row: Row) => number | null) => [
    ...new Set(rows.map(pick).filter((id) => id !== null)),
  ];
  const [units, people, groups] = await Promise.all([
    reach.unitsBy(
      db.read,
      idsOf((row) => row.unitId),
    ),
    reach.addressesOf(
      db.read,
      idsOf((row) => row.personId),
    ),
    reach.groupsBy(
      db.read,
      idsOf((row) => row.groupId),
    ),
  ]);
  const unitOf = new Map(units.map((unit) => [unit.id, unit]));
  const personOf = new Map(people.map((person) => [person.id, person]));
  const groupOf = new Map(groups.map((group) => [group.id, group]));

  function recipient(row: Row): { to: Recipient; locale: Locale | null; lost?: GivenUpCause } | undefined {
    const person = row.personId === null ? undefined : personOf.get(row.personId);
    if (person) {
      const to = { personId: person.id, chatId: person.chatId };
      return { to, locale: person.locale, ...(person.lost && { lost: 'unreachable' }) };
    }
    const group = row.groupId === null ? undefined : groupOf.get(row.groupId);
    if (!group) return undefined;
    const to = { groupId: group.id, chatId: group.chatId, topicId: group.topicId };
    return { to, locale: group.locale, ...(group.lost && { lost: 'unbound' }) };
  }

  return rows.flatMap((row) => {
    const unit = unitOf.get(row.unitId);
    const found = recipient(row);
    if (!unit || !found) return [];
    const { to, locale, lost } = found;
    const { id: outboxId, kind, subjectId, subjectVersion, dueAt } = row;
    const language = locale ?? defaultLocale;
    const context = {
      db,
      now,
      unit,
      outboxId,
      kind,
      subjectId,
      subjectVersion,
      dueAt,
      to,
      late: isLate(row, now),
      locale: language,
      t: translator(language),
    };
    return [{ row, context, ...(lost && { lost }) }];
  });
}
