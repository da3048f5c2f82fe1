// Runs test files in vitest's place: each test also with every mutant whose block it runs.
import { setMaxListeners } from 'node:events';
import { inject, type RunnerTestCase, type RunnerTestFile, type RunnerTestSuite, TestRunner } from 'vitest';
import { type Entry, openJournal } from './journal.js';
import { mutantsHere } from './mutants.js';
import { type Ended, type Notes, trial } from './trial.js';

/** What a hook or a test may take, and a test with a mutant: so much more than without, and so many times as long. */
const LIMIT_MS = 120_000;
const MORE_MS = 10_000;
const TIMES = 10;

// A test may put another clock in its place.
const now = performance.now.bind(performance);

export default class MutantRunner extends TestRunner {
  readonly #plan = inject('mutants');
  readonly #journal = openJournal(this.#plan.journal);
  readonly #mutants = mutantsHere();
  readonly #noted = new Set<string>();
  #file = '';
  /** Whether the whole file runs once, with one mutant on from its beginning or none. */
  #isApart = false;
  /** Whether a test of the file has failed that can't be told to be a mutant's doing. */
  #isSpoilt = false;
  #runs: Generator<number | undefined, void, Ended> | undefined;
  #goesOn = false;
  #began = 0;
  #usualMs: number | undefined;

  override onCollectStart(file: RunnerTestFile): void {
    super.onCollectStart(file);
    const mutant = this.#plan.apart[file.name];
    this.#file = file.name;
    this.#isApart = mutant !== undefined;
    this.#mutants.on = mutant ?? undefined;
    this.#mutants.reached.clear();
    this.#mutants.allow(LIMIT_MS);
  }

  onCollected(): void {
    for (const mutant of this.#mutants.reached) this.#note({ what: 'imported', mutant });
    this.#mutants.reached.clear();
  }

  override async onBeforeRunSuite(suite: RunnerTestSuite): Promise<void> {
    this.#mutants.allow(LIMIT_MS);
    await super.onBeforeRunSuite(suite);
  }

  override async onBeforeRunTask(test: RunnerTestCase): Promise<void> {
    this.#noteApart([...this.#mutants.reached]);
    if (this.#isApart && this.#isSpoilt) test.mode = 'skip';
    await super.onBeforeRunTask(test);
    if (this.#isApart) return;
    this.#runs = trial(this.#notesOf(test));
    this.#runs.next();
    this.#usualMs = undefined;
    // Each run adds to those who listen for the end of the test.
    setMaxListeners(0, test.context.signal);
    test.retry = { count: Number.MAX_SAFE_INTEGER, condition: () => this.#goesOn };
  }

  override onBeforeTryTask(test: RunnerTestCase): void {
    super.onBeforeTryTask(test);
    this.#mutants.reached.clear();
    this.#mutants.allow(this.#usualMs === undefined ? LIMIT_MS : MORE_MS + TIMES * this.#usualMs);
    this.#began = now();
  }

  onAfterRetryTask({ result }: RunnerTestCase): void {
    this.#mutants.allow(LIMIT_MS);
    if (!result) return;
    const failed = result.state === 'fail';
    if (this.#isApart || !this.#runs) {
      this.#isSpoilt ||= failed;
      return;
    }
    this.#usualMs ??= now() - this.#began;
    const next = this.#runs.next({ failed, reached: new Set(this.#mutants.reached) });
    this.#mutants.reached.clear();
    this.#mutants.on = next.value ?? undefined;
    this.#goesOn = next.done !== true;
    // Vitest runs a test again that has failed, up to the count of its retries.
    result.state = this.#goesOn ? 'fail' : 'pass';
    result.errors = this.#goesOn ? [{ message: 'It runs with the next mutant.' }] : [];
  }

  override onAfterRunFiles(): void {
    super.onAfterRunFiles();
    this.#noteApart([...this.#mutants.reached]);
    this.#note({ what: 'done', file: this.#file });
    this.#mutants.on = undefined;
  }

  #notesOf(test: RunnerTestCase): Notes {
    const [file, name] = [this.#file, test.fullTestName];
    return {
      isSound: () => !this.#isSpoilt,
      open: (mutants) => this.#open(mutants),
      tries: (mutant) => this.#journal.add({ what: 'tries', mutant, file, test: name }),
      seen: (mutant) => this.#journal.add({ what: 'seen', mutant, file, test: name }),
      unseen: (mutant) => this.#note({ what: 'unseen', mutant, file }),
      unclear: (mutants) => {
        this.#isSpoilt = true;
        this.#noteApart(mutants);
      },
    };
  }

  /** Those that nobody has seen and that were not yet tried on as many other files as is asked for. */
  #open(mutants: ReadonlySet<number>): number[] {
    const { seen, unseen } = this.#journal.known();
    return [...mutants].filter((mutant) => {
      const files = unseen.get(mutant) ?? new Set();
      return !seen.has(mutant) && (files.has(this.#file) || files.size < this.#plan.tries);
    });
  }

  #noteApart(mutants: readonly number[]): void {
    if (this.#isApart) return;
    for (const mutant of mutants) this.#note({ what: 'apart', mutant, file: this.#file });
  }

  /** Writes something down once. */
  #note(entry: Entry): void {
    const line = JSON.stringify(entry);
    if (this.#noted.has(line)) return;
    this.#noted.add(line);
    this.#journal.add(entry);
  }
}
