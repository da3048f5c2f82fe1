import type { Actor } from '../../access/actor.js';
import type { Db, Tx } from '../../db/database.js';
import { once, type UpdateRef } from '../../db/once.js';
import type { Wishes } from '../../delivery/delivery.js';
import type { Notices } from '../../delivery/notice.js';
import { planNotices, release } from '../../delivery/notices.js';
import { dueAtOf, sentTo } from '../../delivery/planned.js';
import { type Given, given } from '../../lib/given.js';
import { translator } from '../../words/translate.js';
import {
  changed,
  DEFAULTS,
  type Family,
  familiesOf,
  type Settings,
  type SettingsChange,
  wishOf,
} from './rules.js';
import { saveSettings, settingsFor, settingsOf } from './store.js';

/** Somebody's settings, with what they can be reminded of. */
export type SettingsView = { readonly settings: Settings; readonly families: readonly Family[] };

/** `gone`: that reminder isn't theirs, or says nothing true any more; `too-late`: then it would be. */
export type Snoozed =
  | { readonly ok: true; readonly at: string }
  | { readonly ok: false; readonly reason: 'gone' | 'too-late' };

/** How recipients want their reminders: one query for a whole lot. */
export function wishesOf(db: Db): Wishes {
  return async (reminders, now) => {
    const settings = await settingsOf(
      db.read,
      reminders.map(({ personId }) => personId),
    );
    const found = reminders.map(({ outboxId, personId, reminder, zone, dueAt }) => {
      const wish = wishOf(settings.get(personId) ?? DEFAULTS, reminder, zone, now, dueAt);
      return [outboxId, wish] as const;
    });
    return new Map(found.flatMap(([id, wish]) => (wish ? [[id, wish] as const] : [])));
  };
}

type RemindersDeps = { readonly db: Db; readonly notices: () => Notices };

/** In the caller's transaction; what was held is looked at again under the new settings. */
async function change(tx: Tx, actor: Actor, what: SettingsChange, now: Date): Promise<void> {
  const settings = await settingsFor(tx, actor.personId);
  await saveSettings(tx, actor.personId, changed(settings, what), now);
  await release(tx, actor.personId, now);
}

async function view(deps: RemindersDeps, actor: Actor): Promise<SettingsView> {
  const known = new Set([...deps.notices().values()].map(({ reminder }) => reminder?.family));
  const families = familiesOf(actor).filter((family) => known.has(family));
  return { settings: await settingsFor(deps.db.read, actor.personId), families };
}

/** A change by one tap, once per update. */
async function changeOnce(
  { db }: RemindersDeps,
  actor: Actor,
  what: SettingsChange,
  ref: UpdateRef,
  now: Date,
): Promise<void> {
  await db.write((tx) =>
    once(tx, ref, 'reminders.change', now, async () => {
      await change(tx, actor, what, now);
      return null;
    }),
  );
}

/** Brings a reminder once more at `dueAt`, if it would still be worth it then. A second choice changes nothing. */
async function snooze(
  deps: RemindersDeps,
  actor: Actor,
  outboxId: number,
  dueAt: Date,
  now: Date,
): Promise<Snoozed> {
  const { db } = deps;
  const { personId, telegramId, locale, unitId, unitName, zone } = actor;
  const row = await sentTo(db.read, { personId, unitId }, outboxId);
  const notice = row && deps.notices().get(row.kind);
  if (!row || !notice?.reminder) return { ok: false, reason: 'gone' };
  const { kind, subjectId, subjectVersion } = row;
  const context = {
    db,
    outboxId,
    kind,
    subjectId,
    subjectVersion,
    dueAt,
    locale,
    late: false,
    unit: { id: unitId, name: unitName, zone },
    to: { personId, chatId: telegramId },
    t: translator(locale),
  };
  if ('drop' in (await notice.stillDue({ ...context, now }))) return { ok: false, reason: 'gone' };
  if ('drop' in (await notice.stillDue({ ...context, now: dueAt }))) return { ok: false, reason: 'too-late' };
  const dedupeKey = `snooze:${outboxId}`;
  // Priority 1: somebody waits for it, so that neither quiet hours nor a pause hold it.
  const message = { dedupeKey, unitId, kind, subjectId, subjectVersion, to: { personId }, dueAt };
  await db.write((tx) => planNotices(tx, now, [{ ...message, priority: 1 }]));
  return { ok: true, at: (await dueAtOf(db.read, dedupeKey)).toISOString() };
}

const useCases = { view, changeOnce, snooze };

/**
 * Each person's settings for reminders, and putting one off.
 * @param deps.notices every kind of planned message: known once all features are built.
 */
export type RemindersService = Given<typeof useCases> & { readonly change: typeof change };

export function createRemindersService(deps: RemindersDeps): RemindersService {
  return { ...given(deps, useCases), change };
}
