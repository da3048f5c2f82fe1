import type { Actor } from '../../access/actor.js';
import type { Reader } from '../../db/database.js';

/** The agencies that somebody may see, by name; handed in by the composition. */
export type ListAgencies = (
  actor: Actor,
) => Promise<readonly { readonly id: number; readonly name: string }[]>;

/** An agency of a unit, if it is one of its: agencies stand above people, so the composition hands this in. */
export type AgencyIn = (db: Reader, unitId: number, id: number) => Promise<{ readonly name: string } | null>;

/** A backup that was made by itself. */
export type LastBackup = { readonly madeAt: Date; readonly bytes: number; readonly folder: string };

/** Left out where no backups are made by themselves; undefined where there is none yet. */
export type WithBackups = { readonly lastBackup?: () => Promise<LastBackup | undefined> };
