import { isAmbiguous, type Look, type Word, wordsIn } from '../../reading/names/words.js';
import { type Budget, type NameRule, namingsIn } from './find-names.js';
import { addName, type NameIndex, noNames, type Person } from './name-index.js';
import { ownRun } from './person.js';
import { addRegister, noRegisters, type RegisterIndex, type RegisterRule, registersIn } from './registers.js';
import { addRun, noRuns, runsIn } from './runs.js';

/** The participants of a unit, as texts are compared with them. */
export type Known = { readonly unitId: number; readonly names: NameIndex; readonly registers: RegisterIndex };

export function nobodyOf(unitId: number): Known {
  return { unitId, names: noNames(), registers: noRegisters() };
}

export function addPerson({ names, registers }: Known, person: Person): void {
  addName(names, person);
  addRegister(registers, person);
}

/** Where a text says whom it may not, UTF-16 (`end` exclusive), by which rule, and whom, where that is known. */
export type Hit = {
  readonly start: number;
  readonly end: number;
  readonly rule: NameRule | RegisterRule;
  readonly participantId?: number;
  readonly unitId?: number;
};

/** So many comparisons take some milliseconds; texts that name nobody need a few. */
const MOST_COMPARISONS = 20_000;

function readingsOf(text: string): readonly (readonly Word[])[] {
  const looks: readonly Look[] = isAmbiguous(text) ? ['i', 'l'] : ['i'];
  return looks.map((look) => wordsIn(text, look));
}

const span = (words: readonly Word[], from: number, to: number) => ({
  start: words[from]?.start ?? 0,
  end: words[to]?.end ?? 0,
});

/**
 * Everything in a text that names one of these participants or is a register number.
 * @throws BudgetSpent where finding out takes too long.
 */
export function hitsIn(text: string, known: readonly Known[]): Hit[] {
  const budget: Budget = { left: MOST_COMPARISONS };
  const readings = readingsOf(text);
  const hits: Hit[] = [];
  for (const { unitId, names, registers } of known) {
    for (const register of registersIn(text, registers)) {
      hits.push(register.participantId === undefined ? register : { ...register, unitId });
    }
    for (const words of readings) {
      for (const { from, to, rule, participantId } of namingsIn(words, names, budget)) {
        hits.push({ ...span(words, from, to), rule, participantId, unitId });
      }
    }
  }
  return hits;
}

/** The hits that don't lie within one of these names, which may be said. */
export function hitsBeside(text: string, hits: readonly Hit[], mayBeSaid: readonly string[]): Hit[] {
  const runs = noRuns<true>();
  for (const name of mayBeSaid) for (const run of ownRun(name)) addRun(runs, run, true);
  const said = readingsOf(text).flatMap((words) =>
    [...runsIn(words, runs)].map(({ from, to }) => span(words, from, to)),
  );
  return hits.filter(({ start, end }) => !said.some((name) => name.start <= start && end <= name.end));
}

/** What a hit is said by: its words in small letters, parted by blanks. */
export function wordsOf(text: string, { start, end }: Hit): string {
  return wordsIn(text.slice(start, end))
    .map(({ plain }) => plain)
    .join(' ');
}
