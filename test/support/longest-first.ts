import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take longest, as `slowest-files.ts` prints them: begun last, one would keep a worker while others idle. */
const LONGEST = [
  'test/forms/statements.test.ts',
  'test/neighbours/neighbours.test.ts',
  'test/features/sessions/bot.test.ts',
  'test/features/visits/visit/bot.test.ts',
  'test/e2e/process.test.ts',
  'test/readme/walk.test.ts',
  'test/bot/forged.test.ts',
  'test/bot/hostile.test.ts',
  'test/e2e/order.test.ts',
  'test/office/drill.test.ts',
  'test/e2e/faults.test.ts',
  'test/e2e/story.test.ts',
  'test/delivery/kills.test.ts',
  'test/faults/start-faults.test.ts',
  'test/features/roster/process.test.ts',
  'test/db/migrations/kills.test.ts',
  'test/keys/data-key.test.ts',
  'test/db/long-lists.test.ts',
  'test/e2e/backup.test.ts',
];

/** Begins with the longest files; of the others vitest knows from earlier runs, or goes by their length. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own, which resolves to a new list
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST.findIndex((path) => moduleId.endsWith(path));
      return found < 0 ? LONGEST.length : found;
    };
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
