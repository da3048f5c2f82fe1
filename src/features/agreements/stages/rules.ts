import { compareDates, localDate, parseIsoDate } from '../../../lib/zoned.js';
import { lookUp, tokenize, vocabulary } from '../../../reading/phrase.js';

export const STAGES = [
  'exploring',
  'draft',
  'review',
  'signed',
  'inForce',
  'ended',
  'renewed',
  'cancelled',
] as const;
export type Stage = (typeof STAGES)[number];

/** Stages of what is not over, in their order. */
export const OPEN_STAGES = [
  'exploring',
  'draft',
  'review',
  'signed',
  'inForce',
] as const satisfies readonly Stage[];

/** Stages that are written down; `renewed` comes about when what renews it is signed. */
export const WRITTEN_STAGES: readonly Stage[] = STAGES.filter((stage) => stage !== 'renewed');

/** What may follow on a stage, the next first: offices skip stages, none is gone back to but by a correction. */
export function following(stage: Stage): readonly Stage[] {
  const at = OPEN_STAGES.findIndex((open) => open === stage);
  if (at === -1) return [];
  return [...OPEN_STAGES.slice(at + 1), ...(stage === 'inForce' ? (['ended'] as const) : []), 'cancelled'];
}

/** Whether an agreement at this stage can be renewed by another. */
export function isRenewable(stage: Stage): boolean {
  return stage === 'signed' || stage === 'inForce' || stage === 'ended';
}

/** At these stages what renews another takes its place. */
export function takesOver(stage: Stage): boolean {
  return stage === 'signed' || stage === 'inForce';
}

/** Stages that have to be told with a reason. */
export function needsReason({ stage, corrects }: Pick<Reached, 'stage' | 'corrects'>): boolean {
  return corrects || stage === 'cancelled';
}

/** A stage as it is written down. `reason` is empty where none is needed. */
export type Reached = {
  readonly stage: Stage;
  /** `2023-08-31` */
  readonly reachedOn: string;
  readonly corrects: boolean;
  readonly reason: string;
};

/** `not-next`: it doesn't follow; `future`: the day hasn't come; `before`: it lies before the stage that it follows on. */
export type StageFault = 'not-next' | 'future' | 'before' | 'reason';

/** What speaks against writing a stage down after `last`; undefined: nothing. */
export function stageFault(
  last: { readonly stage: Stage; readonly reachedOn: string },
  reached: Reached,
  { now, zone }: { readonly now: Date; readonly zone: string },
): StageFault | undefined {
  const { stage, reachedOn, corrects, reason } = reached;
  const allowed = corrects ? WRITTEN_STAGES : following(last.stage);
  if (!allowed.includes(stage)) return 'not-next';
  if (needsReason(reached) && reason.trim() === '') return 'reason';
  const day = parseIsoDate(reachedOn);
  if (!day || compareDates(day, localDate(now, zone)) > 0) return 'future';
  return !corrects && reachedOn < last.reachedOn ? 'before' : undefined;
}

const STAGE_WORDS = vocabulary<Stage>([
  ['exploring', 'penjajakan|jajak|menjajaki|exploring|exploration'],
  ['draft', 'draf|draft|konsep'],
  ['review', 'telaah|telaahan|ditelaah|review|reviu'],
  ['signed', 'ditandatangani|tanda tangan|ttd|signed'],
  ['inForce', 'berlaku|aktif|in force|active'],
  ['ended', 'berakhir|selesai|habis|ended|expired'],
  ['renewed', 'diperpanjang|perpanjangan|renewed'],
  ['cancelled', 'dibatalkan|batal|cancelled|canceled'],
]);

/** A stage by its name, as it is typed after the command; undefined: it is something else. */
export function readStage(typed: string): Stage | undefined {
  const phrase = tokenize(typed);
  const read = lookUp(STAGE_WORDS, phrase, 0);
  return read && read.next === phrase.tokens.length ? read.value : undefined;
}

export const REASON_MAX = 300;
