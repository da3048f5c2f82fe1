import type { History, Stretch } from './slow-count.js';

/** After the last step of any history. */
const END = 18;
const STEPS = Array.from({ length: END }, (_, step) => step);
const NEVER: Stretch = { from: END, until: null };

const holds = ({ from, until }: Stretch, at: number) => from <= at && (until === null || at < until);
const RANKS: Readonly<Record<string, number>> = { active: 3, paused: 2, waiting: 1 };

/** Of stretches that several records tell, the one that began last before a step, if it still holds; told in order of weight. */
function latest<S extends Stretch>(told: readonly S[], at: number): S | undefined {
  let found: S | undefined;
  for (const stretch of told) {
    if (stretch.from <= at && (found === undefined || stretch.from >= found.from)) found = stretch;
  }
  return found && holds(found, at) ? found : undefined;
}

/** Whole steps as stretches. */
const stepwise = <T>(of: (step: number) => T | undefined): (Stretch & { readonly value: T })[] =>
  STEPS.flatMap((from) => {
    const value = of(from);
    return value === undefined ? [] : [{ from, until: from + 1, value }];
  });

/**
 * A history in which records are one person's, by looking at every step: what began later holds, whichever record says
 * it, and who takes part in a programme by two records does so once. `roots`: the record that stands for each.
 */
export function mergedHistory(history: History, roots: readonly number[]): History {
  const members = (root: number) => [
    ...roots.flatMap((one, index) => (one === root && index !== root ? [index] : [])),
    root,
  ];
  const isMerged = (index: number) =>
    roots.some((root, other) => root !== other && (other === index || root === index));
  const told = (root: number) => members(root).flatMap((index) => history.participants[index] ?? []);
  const extra: History['participants'][number][] = [];
  const participants = history.participants.map((participant, index) => {
    if (!isMerged(index)) return participant;
    if (roots[index] !== index) return { ...NEVER, classes: [] };
    const rows = told(index).flatMap(({ classes }) => classes);
    const classes = stepwise((step) => latest(rows, step)?.registerClass).map(({ value, ...stretch }) => ({
      ...stretch,
      registerClass: value,
    }));
    // One stay at a time: each step of one is told as somebody's who is nobody else then.
    const stays = stepwise((step) => latest(told(index), step) && true);
    extra.push(...stays.map(({ from, until }) => ({ from, until, classes })));
    return { ...NEVER, classes };
  });
  const single = history.enrolments.filter(({ participant }) => !isMerged(participant));
  const merged = history.programmes.flatMap((_, programme) =>
    roots.flatMap((root, index) => {
      if (root !== index || !isMerged(index)) return [];
      const changes = history.enrolments
        .filter((one) => one.programme === programme && roots[one.participant] === root)
        .flatMap((one) => one.changes);
      const best = stepwise((step) => {
        const held = changes.filter((change) => holds(change, step));
        return held.toSorted((a, b) => (RANKS[b.state] ?? 0) - (RANKS[a.state] ?? 0))[0]?.state;
      });
      const of = best.map(({ value: state, ...stretch }) => ({ ...stretch, state }));
      return of.length > 0 ? [{ programme, participant: root, changes: of }] : [];
    }),
  );
  return { ...history, participants: [...participants, ...extra], enrolments: [...single, ...merged] };
}
