import { addPerson, type Hit, hitsIn, type Known, nobodyOf } from '#sambang/delivery/guard/hits.js';
import { waysOf } from '#sambang/delivery/guard/person.js';
import { makeNames } from './names.js';
import { chanceOf } from './random.js';
import { makeSentences } from './sentences.js';
import { SPELLINGS } from './spellings.js';

export type AccuracyPlan = { readonly seed: number; readonly names: number; readonly sentences: number };

/** How many of how many. */
type Share = { readonly of: number; count: number };

export type Accuracy = {
  /** Names that the guard doesn't look for: one word, short or ordinary. */
  readonly beyond: number;
  /** Whole names that were not found. */
  readonly wholeMissed: Share;
  readonly missed: Share;
  readonly missedBy: Readonly<Record<string, Share>>;
  readonly falseAlarms: Share;
  /** Made-up names and sentences, to look at. */
  readonly examples: { readonly missed: readonly string[]; readonly falseAlarms: readonly string[] };
};

const EXAMPLES = 40;

/** A unit's participants as the guard knows them, each with a register number of the usual shape. */
function knownOf(names: readonly string[]): Known {
  const known = nobodyOf(1);
  for (const [at, name] of names.entries()) {
    const number = String(1 + (at % 400)).padStart(3, '0');
    const registerKey = `${['BI', 'AIII', 'BIIA', 'AII'][at % 4]}${number}/${2020 + (at % 5)}`;
    addPerson(known, { id: at + 1, name, registerKey });
  }
  return known;
}

/** The words of a generated name without titles, `bin` and what follows an alias. */
function wordsOf(name: string): string[] {
  return name
    .replace(/ alias .*$/u, '')
    .split(' ')
    .filter((word) => !/^(?:H\.|Hj\.|Ir\.|bin|binti)$/u.test(word));
}

const isName = ({ rule }: Hit): boolean => rule.startsWith('name');

/** What the guard finds of generated names in twenty spellings, and what it takes for one in sentences that name nobody. */
export function measureAccuracy({ seed, names: total, sentences }: AccuracyPlan): Accuracy {
  const chance = chanceOf(seed);
  const names = makeNames(total, chance);
  const known = [knownOf(names)];
  const sought = names.filter((name) => waysOf(wordsOf(name).join(' ')).length > 0);
  const isFound = (written: string): boolean => {
    const text = chance.of([
      `Yang sakit: ${written}`,
      `${written} hadir`,
      `Sesi menjahit bersama ${written} dan 3 orang`,
    ]);
    return hitsIn(text, known).some(isName);
  };
  const examples = { missed: new Array<string>(), falseAlarms: new Array<string>() };
  const wholeMissed = { of: sought.length, count: sought.filter((name) => !isFound(name)).length };
  const missedBy: Record<string, { of: number; count: number }> = {};
  for (const [spelling, write] of Object.entries(SPELLINGS)) {
    const share = (missedBy[spelling] = { of: 0, count: 0 });
    for (const name of sought) {
      const written = write(wordsOf(name), chance) ?? name;
      share.of += 1;
      if (isFound(written)) continue;
      share.count += 1;
      if (share.count * 20 <= EXAMPLES * 8) examples.missed.push(`${spelling}: ${name} → ${written}`);
    }
  }
  const texts = makeSentences(sentences, chance);
  const alarms = texts.filter((text) => {
    const [hit] = hitsIn(text, known);
    if (hit)
      examples.falseAlarms.push(
        `${hit.rule} ${text.slice(hit.start, hit.end)} (${names[(hit.participantId ?? 0) - 1]})`,
      );
    return hit !== undefined;
  });
  const shares = Object.values(missedBy);
  const sum = (of: 'of' | 'count') => shares.reduce((count, share) => count + share[of], 0);
  return {
    beyond: names.length - sought.length,
    wholeMissed,
    missed: { of: sum('of'), count: sum('count') },
    missedBy,
    falseAlarms: { of: texts.length, count: alarms.length },
    examples,
  };
}

const percent = ({ count, of }: Share): string =>
  `${count} of ${of} (${((100 * count) / Math.max(of, 1)).toFixed(2)} %)`;

export function accuracyTable(found: Accuracy): string {
  const { beyond, wholeMissed, missed, missedBy, falseAlarms } = found;
  return [
    `whole names missed: ${percent(wholeMissed)}; ${beyond} single names are short or ordinary words`,
    `spellings missed: ${percent(missed)}`,
    ...Object.entries(missedBy).map(([spelling, share]) => `  ${spelling}: ${share.count}`),
    `false alarms: ${percent(falseAlarms)}`,
  ].join('\n');
}
