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
  /** Who it is for holds no post in its unit. */
  readonly outsider?: true;
  /** Who it is for holds posts in several units, and is told of which it is. */
  readonly several?: true;
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

type Known<T extends { readonly id: number }> = ReadonlyMap<number, T>;
type Looked<Name extends 'unitsBy' | 'addressesOf' | 'groupsBy'> = Awaited<ReturnType<Reach[Name]>>[number];

/** Everything that many rows name, by its id. */
type Found = {
  readonly units: Known<Looked<'unitsBy'>>;
  readonly people: Known<Looked<'addressesOf'>>;
  readonly groups: Known<Looked<'groupsBy'>>;
};

function byId<T extends { readonly id: number }>(all: readonly T[]): Known<T> {
  return new Map(all.map((one) => [one.id, one]));
}

async function lookUp({ read }: Db, rows: readonly Row[], { reach, now }: Setting): Promise<Found> {
  const idsOf = (ids: readonly (number | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  const [units, people, groups] = await Promise.all([
    reach.unitsBy(read, idsOf(rows.map((row) => row.unitId))),
    reach.addressesOf(read, idsOf(rows.map((row) => row.personId)), now),
    reach.groupsBy(read, idsOf(rows.map((row) => row.groupId))),
  ]);
  return { units: byId(units), people: byId(people), groups: byId(groups) };
}

type Whom = Pick<Addressed, 'lost' | 'outsider' | 'several'> & {
  readonly to: Recipient;
  readonly locale: Locale | null;
};

/** Whom a row is for; undefined: they are no more. */
function recipientOf({ personId, groupId, unitId }: Row, { people, groups }: Found): Whom | undefined {
  const person = personId === null ? undefined : people.get(personId);
  if (person) {
    const to = { personId: person.id, chatId: person.chatId };
    const outside = !person.unitIds.includes(unitId) && ({ outsider: true } as const);
    const several = person.unitIds.length > 1 && ({ several: true } as const);
    return { to, locale: person.locale, ...outside, ...several, ...(person.lost && { lost: 'unreachable' }) };
  }
  const group = groupId === null ? undefined : groups.get(groupId);
  if (!group) return undefined;
  const to = { groupId: group.id, chatId: group.chatId, topicId: group.topicId };
  return { to, locale: group.locale, ...(group.lost && { lost: 'unbound' }) };
}

/** Looks up units, people and groups of many messages in three queries. Those whose recipient is no more are left out. */
export async function address(db: Db, rows: readonly Row[], setting: Setting): Promise<readonly Addressed[]> {
  const { now, defaultLocale, translator } = setting;
  const found = await lookUp(db, rows, setting);
  return rows.flatMap((row) => {
    const unit = found.units.get(row.unitId);
    const whom = recipientOf(row, found);
    if (!unit || !whom) return [];
    const { to, locale: chosen, ...how } = whom;
    const { id: outboxId, kind, subjectId, subjectVersion, dueAt } = row;
    const locale = chosen ?? defaultLocale;
    const late = isLate(row, now);
    const about = { outboxId, kind, subjectId, subjectVersion, dueAt };
    const context = { ...about, db, now, unit, to, late, locale, t: translator(locale) };
    return [{ row, context, ...how }];
  });
}
