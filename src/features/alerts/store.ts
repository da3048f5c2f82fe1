import type { Reader } from '../../db/database.js';
import {
  type Enrolled,
  enrolledAmong,
  type RunningProgramme,
  runningProgrammes,
} from '../programmes/index.js';
import { lastHeld, type Marked, markedSo, marksIn } from '../sessions/index.js';
import { NOT_THERE } from './rules.js';

/** Those on a session's sheet who were not there and still take part. Two queries. */
export async function missingAt(
  db: Reader,
  programmeId: number,
  sessionId: number,
): Promise<readonly Enrolled[]> {
  const missing = await markedSo(db, sessionId, NOT_THERE);
  return missing.length === 0 ? [] : enrolledAmong(db, programmeId, missing);
}

/** Marks in a programme by participant, each since they take part, oldest first. One query. */
export async function marksOf(
  db: Reader,
  programmeId: number,
  people: readonly Enrolled[],
): Promise<Map<number, Marked[]>> {
  const rows = await marksIn(
    db,
    programmeId,
    people.map(({ participantId }) => participantId),
  );
  const since = new Map(people.map((person) => [person.participantId, person.since]));
  const marks = new Map<number, Marked[]>();
  for (const { participantId, ...marked } of rows) {
    const first = since.get(participantId);
    if (!first || marked.startsAt < first) continue;
    marks.set(participantId, [...(marks.get(participantId) ?? []), marked]);
  }
  return marks;
}

/** A running programme with what tells its silence. */
export type Running = RunningProgramme & { readonly lastHeld: Date | null };

/** Running programmes, of all units or one of them, with when each had its last session. Two queries. */
export async function pulses(
  db: Reader,
  only?: { readonly unitId: number; readonly id: number },
): Promise<Running[]> {
  const programmes = await runningProgrammes(db, only);
  const last = await lastHeld(
    db,
    programmes.map(({ id }) => id),
  );
  return programmes.map((programme) => ({ ...programme, lastHeld: last.get(programme.id) ?? null }));
}
