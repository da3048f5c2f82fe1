import type { Reader, Tx } from '../../db/database.js';
import { inChunks } from '../../lib/lists.js';
import { DEFAULTS, LEADS, type Settings } from './rules.js';

type Row = NonNullable<Awaited<ReturnType<Reader['reminderSettings']['findUnique']>>>;

function laterFrom(later: Row['later']): Settings['later'] {
  if (typeof later !== 'object' || later === null || Array.isArray(later)) return {};
  const known = LEADS.flatMap((lead) => {
    const minutes = later[lead];
    return typeof minutes === 'number' ? [[lead, minutes] as const] : [];
  });
  return Object.fromEntries(known);
}

function settingsFrom({ muted, quietFrom, quietUntil, pausedUntil, later }: Row): Settings {
  return {
    later: laterFrom(later),
    muted: Array.isArray(muted) ? muted.filter((name) => typeof name === 'string') : [],
    quiet: quietFrom === null || quietUntil === null ? undefined : { from: quietFrom, until: quietUntil },
    pausedUntil: pausedUntil ?? undefined,
  };
}

/** Settings by person; those who have changed nothing are left out. A query for some hundreds. */
export async function settingsOf(
  db: Reader,
  personIds: readonly number[],
): Promise<ReadonlyMap<number, Settings>> {
  const rows = await inChunks(new Set(personIds), (some) =>
    db.reminderSettings.findMany({ where: { personId: { in: some } } }),
  );
  return new Map(rows.map((row) => [row.personId, settingsFrom(row)]));
}

export async function settingsFor(db: Reader, personId: number): Promise<Settings> {
  const row = await db.reminderSettings.findUnique({ where: { personId } });
  return row ? settingsFrom(row) : DEFAULTS;
}

export async function saveSettings(tx: Tx, personId: number, settings: Settings, now: Date): Promise<void> {
  const { muted, quiet, pausedUntil, later } = settings;
  const data = {
    muted: [...muted],
    quietFrom: quiet?.from ?? null,
    quietUntil: quiet?.until ?? null,
    pausedUntil: pausedUntil ?? null,
    later: { ...later },
    updatedAt: now,
  };
  await tx.reminderSettings.upsert({ where: { personId }, update: data, create: { personId, ...data } });
}
