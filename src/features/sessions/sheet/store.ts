import type { Reader, Tx } from '../../../db/database.js';
import type { RosterEntry } from '../../programmes/index.js';
import { type Attendance, allMarks, paperSheet } from './rules.js';

/** Who was on a programme's sheet at an instant, in its order. */
export type RosterOn = (
  db: Reader | Tx,
  of: { readonly unitId: number; readonly programmeId: number },
  at: Date,
) => Promise<readonly RosterEntry[]>;

/**
 * Whether the sheet that was marked is still that moment's sheet, person by person; where it was marked on paper, in
 * the numbers `printed` there. One query.
 */
export async function sheetHolds(
  db: Reader | Tx,
  rosterOn: RosterOn,
  of: { readonly unitId: number; readonly programmeId: number; readonly at: Date },
  given: Attendance,
  printed: readonly number[] = [],
): Promise<boolean> {
  if (given.kind === 'headcount') return true;
  const { unitId, programmeId, at } = of;
  const roster = await rosterOn(db, { unitId, programmeId }, at);
  const present = paperSheet(printed, roster, 'none');
  const { sheet } = given;
  return (
    present.length === sheet.length &&
    present.every(({ id, gone }, index) => sheet[index]?.id === id && sheet[index]?.gone === gone)
  );
}

/** Writes everybody's mark; a headcount has none. */
export async function writeSheet(tx: Tx, sessionId: number, given: Attendance): Promise<void> {
  if (given.kind === 'headcount') return;
  const marks = [...allMarks(given.sheet, given.marks)];
  await tx.attendance.createMany({
    data: marks.flatMap(([number, mark]) => {
      const line = given.sheet[number - 1];
      return line ? [{ sessionId, participantId: line.id, number, mark }] : [];
    }),
  });
}
