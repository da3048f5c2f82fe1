import type { Ask, Mark } from '../exceptions/rules.js';
import { type Exceptional, type ExceptionFault, readAttendance, type Sheet } from '../sheet/rules.js';

/** What was typed about a sheet and waits for an answer: nothing of it counts before. */
export type Pending = {
  readonly asks: readonly Ask[];
  readonly faults: readonly ExceptionFault[];
  /** What was certain in it, `present` included, by number. */
  readonly held: Exceptional;
};

export const NOTHING_PENDING: Pending = { asks: [], faults: [], held: {} };

const numbersAsked = (ask: Ask): number[] =>
  ask.kind === 'reason'
    ? [...ask.numbers]
    : [...new Set(ask.readings.flatMap((one) => Object.keys(one).map(Number)))];

/** What of an earlier question still stands once something was said of some of its numbers. */
function leftOf(ask: Ask, said: ReadonlySet<number>): Ask[] {
  const numbers = numbersAsked(ask);
  const left = numbers.filter((number) => !said.has(number));
  if (left.length === numbers.length) return [ask];
  if (left.length === 0) return [];
  return ask.kind === 'reason'
    ? [{ ...ask, numbers: left }]
    : [{ kind: 'reason', numbers: left, maybe: true }];
}

/** Whether an earlier fault still stands: a number that isn't there, or a count, was only mistyped. */
function stands(fault: ExceptionFault, said: ReadonlySet<number>): boolean {
  const mistyped = ['no-such-number', 'gone', 'count'].includes(fault.kind);
  return !mistyped && fault.numbers.some((number) => !said.has(number));
}

/** A reason alone, in answer to the question for it. */
function bareReason(text: string, sheet: Sheet, [ask]: readonly Ask[]): Mark | undefined {
  if (ask?.kind !== 'reason' || /\d/u.test(text)) return undefined;
  const { marks, asks, faults } = readAttendance(`${ask.numbers[0]} ${text}`, sheet);
  const [first, ...more] = [...marks.values()];
  return asks.length + faults.length + more.length === 0 ? first : undefined;
}

/**
 * What is pending once something more was typed. `partly`: marks are there already, so that naming some who came says
 * nothing of the others.
 */
export function withSaid(
  text: string,
  sheet: Sheet,
  before: Pending,
  { marks: settled, partly }: { readonly marks: Exceptional; readonly partly: boolean },
): Pending {
  const bare = bareReason(text, sheet, before.asks);
  if (bare) return withReason(before, bare);
  const read = readAttendance(text, sheet);
  const asks = read.asks.flatMap((ask): Ask[] => {
    if (ask.kind !== 'reason') return [ask];
    if (ask.maybe && partly) return [];
    // Why they were away is known already.
    const numbers = ask.numbers.filter(
      (number) => settled[number] === undefined && before.held[number] === undefined,
    );
    return numbers.length > 0 ? [{ ...ask, numbers }] : [];
  });
  const said = new Set([
    ...read.marks.keys(),
    ...asks.flatMap(numbersAsked),
    ...read.faults.flatMap((f) => f.numbers),
  ]);
  const held = Object.entries(before.held).filter(([number]) => !said.has(Number(number)));
  return {
    held: Object.fromEntries([...held, ...read.marks]),
    asks: [...before.asks.flatMap((ask) => leftOf(ask, said)), ...asks],
    faults: [...before.faults.filter((fault) => stands(fault, said)), ...read.faults],
  };
}

/** The first question answered by the reading meant; who is away in it for a reason untold is asked about next. */
export function withReading(before: Pending, which: number): Pending | undefined {
  const [ask, ...asks] = before.asks;
  const reading = ask && ask.kind !== 'reason' ? ask.readings[which] : undefined;
  if (!reading) return undefined;
  const claims = Object.entries(reading);
  const open = claims.flatMap(([number, claim]) => (claim === 'open' ? [Number(number)] : []));
  const marks = claims.flatMap(([number, claim]) => (claim === 'open' ? [] : [[number, claim] as const]));
  const why: Ask[] = open.length > 0 ? [{ kind: 'reason', numbers: open, maybe: false }] : [];
  return { ...before, held: { ...before.held, ...Object.fromEntries(marks) }, asks: [...why, ...asks] };
}

/** The first question answered by the reason for all its numbers. */
export function withReason(before: Pending, mark: Mark): Pending {
  const [ask, ...asks] = before.asks;
  if (ask?.kind !== 'reason' || (mark === 'present' && !ask.maybe)) return before;
  const marks = Object.fromEntries(ask.numbers.map((number) => [number, mark]));
  return { ...before, held: { ...before.held, ...marks }, asks };
}
