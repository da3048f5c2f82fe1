import { commandWord } from '../../bot/commands.js';
import type { Notice } from '../../delivery/notice.js';
import { summaryCard } from './content/messages.js';
import { summaryOf } from './content/service.js';
import { lastOccurrence } from './rules.js';
import { boundGroup, groupById } from './store.js';
import { planLatest, planNext, planUnbound, UNBOUND, WEEKLY } from './weekly/service.js';

/**
 * The weekly summary. Each one plans the next, whatever becomes of it: sent, given up, or dropped because after a
 * downtime a later one is due too, which is then planned in its place.
 */
const weekly: Notice = {
  stillDue: async ({ db, subjectId, dueAt, now, unit }) => {
    const group = await groupById(db.read, subjectId);
    if (!group?.open) return { drop: 'unbound' };
    if (lastOccurrence(group, now, unit.zone) <= dueAt) return { send: true };
    await db.write((tx) => planLatest(tx, group, now));
    return { drop: 'superseded' };
  },
  render: async ({ db, subjectId, dueAt, unit, t, locale, now, late }) => {
    const group = await groupById(db.read, subjectId);
    if (!group) return undefined;
    const part = { unitId: unit.id, agencyId: group.agencyId, agencyName: group.agencyName };
    const summary = await summaryOf(db.read, part, dueAt, unit.zone);
    return {
      card: summaryCard(
        { t, locale, now, zone: unit.zone },
        summary,
        late ? t('summary-sent-late') : undefined,
      ),
    };
  },
  onSent: async (tx, { subjectId, now }) => {
    const group = await groupById(tx, subjectId);
    if (group?.open) await planNext(tx, group, now);
  },
  onGivenUp: async (tx, { subjectId, now }, cause) => {
    const group = await groupById(tx, subjectId);
    if (!group) return;
    if (group.open) await planNext(tx, group, now);
    else if (cause === 'unbound') await planUnbound(tx, group, now);
  },
};

/** A group can't be written to any more, for the unit's heads. */
const unbound: Notice = {
  stillDue: async ({ db, subjectId }) => {
    const group = await groupById(db.read, subjectId);
    if (!group || group.open) return { drop: 'bound' };
    return (await boundGroup(db.read, group.chatId)) ? { drop: 'bound' } : { send: true };
  },
  render: async ({ db, subjectId, t, locale }) => {
    const group = await groupById(db.read, subjectId);
    return (
      group && {
        card: {
          text: t('summary-group-lost', { title: group.title, command: commandWord('summary', locale) }),
        },
      }
    );
  },
};

export const summaryNotices = [
  [WEEKLY, weekly],
  [UNBOUND, unbound],
] as const;
