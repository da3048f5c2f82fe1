import { updateRows } from '../../../db/bulk.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import type { RosterEntry } from '../../programmes/index.js';
import type { Mark } from '../exceptions/rules.js';
import { type Attendance, allMarks } from './rules.js';

/** Who was on a programme's sheet at an instant, in its order. */
export type RosterOn = (
  db: Reader | Tx,
  of: { readonly unitId: number; readonly programmeId: number },
  at: Date,
) => Promise<readonly RosterEntry[]>;

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

/** Changes marks of a recorded sheet by number, in one statement. */
export async function setMarks(
  tx: Tx,
  kind: Db['kind'],
  sessionId: number,
  marks: ReadonlyMap<number, Mark>,
): Promise<void> {
  await updateRows(tx, kind, {
    table: 'Attendance',
    columns: ['sessionId', 'number', 'mark'],
    rows: [...marks].map(([number, mark]) => ({ sessionId, number, mark })),
    set: '"mark" = x."mark"',
    where: 't."sessionId" = x."sessionId" AND t."number" = x."number"',
  });
}
