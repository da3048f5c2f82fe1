import type { Tx } from './types.js';

/** The transactions that run beside others, and so have to lock rows. On SQLite there is only one at a time. */
const besideOthers = new WeakSet<Tx>();

/** Says that `tx` runs beside other write transactions. Only the PostgreSQL database calls this. */
export function markRowLocking(tx: Tx): void {
  besideOthers.add(tx);
}

// NO KEY UPDATE excludes itself, which is all that serialises, but not the KEY SHARE that inserting a row with a
// foreign key takes: with plain FOR UPDATE every insert below the unit waits, and two that then lock it deadlock.

/**
 * Makes write transactions of one unit run one after another from here to their end: for what must not happen twice
 * at once in a unit, such as two visits of one officer at the same time. Call it before reading what is decided on.
 * A unit that doesn't exist locks nothing.
 */
export async function lockUnit(tx: Tx, unitId: number): Promise<void> {
  if (besideOthers.has(tx)) await tx.$queryRaw`SELECT 1 FROM "Unit" WHERE "id" = ${unitId} FOR NO KEY UPDATE`;
}

/** As {@link lockUnit}, for one programme: seats and session numbers. Where both are locked, the unit goes first. */
export async function lockProgramme(tx: Tx, programmeId: number): Promise<void> {
  if (besideOthers.has(tx)) {
    await tx.$queryRaw`SELECT 1 FROM "Programme" WHERE "id" = ${programmeId} FOR NO KEY UPDATE`;
  }
}

/**
 * As {@link lockUnit} and then {@link lockProgramme}, in one statement; the programme may be named by one of its
 * sessions or enrolments. Another unit's programme locks nothing.
 */
export async function lockUnitAndProgramme(
  tx: Tx,
  unitId: number,
  programme: number | { readonly ofSession: number } | { readonly ofEnrolment: number },
): Promise<void> {
  if (!besideOthers.has(tx)) return;
  // Rows are locked in the order of the tables named: the unit's first.
  if (typeof programme === 'number') {
    await tx.$queryRaw`SELECT 1 FROM "Unit" u JOIN "Programme" g ON g."unitId" = u."id"
      WHERE u."id" = ${unitId} AND g."id" = ${programme} FOR NO KEY UPDATE`;
  } else if ('ofSession' in programme) {
    await tx.$queryRaw`SELECT 1 FROM "Unit" u JOIN "Programme" g ON g."unitId" = u."id"
      WHERE u."id" = ${unitId} AND g."id" = (SELECT "programmeId" FROM "Session" WHERE "id" = ${programme.ofSession})
      FOR NO KEY UPDATE`;
  } else {
    await tx.$queryRaw`SELECT 1 FROM "Unit" u JOIN "Programme" g ON g."unitId" = u."id"
      WHERE u."id" = ${unitId} AND g."id" = (SELECT "programmeId" FROM "Enrolment" WHERE "id" = ${programme.ofEnrolment})
      FOR NO KEY UPDATE`;
  }
}
