/** What the process of a drill ends with where it can't be run here; 0 where all is as promised. */
export const SKIPPED = 3;

/** What became of one drill. */
export type Outcome = {
  readonly name: string;
  readonly code: number | null;
  readonly seconds: number;
  /** All that it said. */
  readonly said: string;
};

const MARKS = /^(?:NOT AS PROMISED|SKIPPED|left out:|Error:|\w*Error:).*$/gmu;

function wordOf({ code }: Outcome): string {
  if (code === 0) return 'as promised';
  return code === SKIPPED ? 'SKIPPED' : 'NOT AS PROMISED';
}

/** Whether none was broken. One that was skipped shows nothing, and is nothing that was broken either. */
export function isGood(outcomes: readonly Outcome[]): boolean {
  return outcomes.every(({ code }) => code === 0 || code === SKIPPED);
}

/** What a run ends with: a line for each drill, below it what was wrong, left out or lacking, and a count of each. */
export function summary(outcomes: readonly Outcome[]): string {
  const lines = outcomes.flatMap((one) => [
    `${one.name.padEnd(14)} ${wordOf(one).padEnd(16)} ${one.seconds.toFixed(0).padStart(4)} s`,
    ...(one.said.match(MARKS) ?? []).map((mark) => `    ${mark}`),
  ]);
  const count = (word: string) => outcomes.filter((one) => wordOf(one) === word).length;
  const counts = ['as promised', 'NOT AS PROMISED', 'SKIPPED'].map((word) => `${count(word)} ${word}`);
  return [...lines, counts.join(', ')].join('\n');
}
