import type { Reporter, TestModule } from 'vitest/node';

const SHOWN = 10;

/** Prints the files that took longest, and the sum of all: half of it is the least that two cores need. */
export default class SlowestFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const took = modules
      .map((module) => {
        const { collectDuration, duration } = module.diagnostic();
        return { file: module.relativeModuleId, seconds: (collectDuration + duration) / 1_000 };
      })
      .toSorted((one, other) => other.seconds - one.seconds);
    const sum = took.reduce((so, { seconds }) => so + seconds, 0);
    const lines = took
      .slice(0, SHOWN)
      .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(8)} s  ${file}`);
    process.stdout.write(
      `\n Slowest of ${took.length} files, ${sum.toFixed(0)} s in all:\n${lines.join('\n')}\n`,
    );
  }
}
