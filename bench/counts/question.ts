/** The one command that both bots answer. */
export const COMMAND = 'jumlah';

/** The floor's one statement, and the figures that the stack's own way of counting must agree with. */
export const ENROLLED_SQL = `SELECT COUNT(DISTINCT "participantId") AS people, COUNT(*) AS enrolments
  FROM "Enrolment" WHERE "state" IN ('active', 'paused')`;

export function floorAnswer(figures: { people: number; enrolments: number } | undefined): string {
  return `Terdaftar ${figures?.people} orang (${figures?.enrolments} kepesertaan)`;
}
