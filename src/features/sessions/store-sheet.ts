import type { Reader, Tx } from '../../db/database.js';
import type { RosterEntry } from '../programmes/service.js';
import { type Attendance, allMarks } from './rules-sheet.js';

/** Who was on a programme's sheet at an instant, in its order. */
export type RosterOn = (
  db: Reader | Tx,
  of: { readonly unitId: number; readonly programmeId: number },
  at: Date,
) => Promise<readonly RosterEntry[]>;

/** Whether the sheet that was marked is still that moment's sheet, person by person. One query. */
export async function sheetHolds(
  db: Reader | Tx,
  rosterOn: RosterOn,
  of: { readonly unitId: number; readonly programmeId: number; readonly at: Date },
  given: Attendance,
): Promise<boolean> {
  if (given.kind === 'headcount') return true;
  const { unitId, programmeId, at } = of;
  const roster = await rosterOn(db, { unitId, programmeId }, at);
  const { sheet } = given;
  return (
    roster.length === sheet.length &&
    roster.every(({ participantId }, index) => sheet[index]?.id === participantId)
  );
}

/** Writes everybody's mark; a headcount has none. */
export async function writeSheet(tx: Tx, sessionId: number, given: Attendance): Promise<void> {
  if (given.kind === 'headcount') return;
  const marks = allMarks(given.sheet.length, given.marks);
  await tx.attendance.createMany({
    data: given.sheet.map(({ id }, index) => ({
      sessionId,
      participantId: id,
      number: index + 1,
      mark: marks.get(index + 1) ?? 'present',
    })),
  });
}
