import type { Tx } from '../../../db/database.js';
import { cardsOf } from '../../../delivery/cards.js';
import { type PlannedNotice, planNotices, withdraw } from '../../../delivery/notices.js';
import type { ClosedDay } from '../../calendar/index.js';
import type { HoldersOf } from '../../staffing/index.js';
import type { ChangeDecided } from '../answer/rules.js';
import { escalation } from '../escalation/service.js';
import {
  type Audience,
  around,
  audienceOf,
  peopleOfParty,
  responsible,
  toParties,
} from '../people/service.js';
import { isChanging, isWaiting, lastEnd, questionOf, situationOf, type VisitAction } from '../state/rules.js';
import type { Party, Stance, Visit } from '../visit/rules.js';
import { REMINDERS, remindersAhead } from './rules.js';

/** Every kind of planned message about visits; `notices.ts` renders each. */
const VISIT_KINDS = [
  'visit.request',
  'visit.offer',
  'visit.answer',
  'visit.agreed',
  'visit.changed',
  'visit.cancelled',
  'visit.kept',
  'visit.card',
  'visit.unreached',
  'visit.nudge',
  'visit.unanswered',
  'visit.H-7',
  'visit.H-1',
  'visit.2h',
  'visit.outcome',
] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

/** A message that shows the visit already, because it was tapped: it isn't edited again. */
export type ShownIn = { readonly chatId: number; readonly messageId: number };

/** What happened to a visit, for those who are to know. */
export type Happening = {
  /** As it is now. */
  readonly visit: Visit;
  readonly action: VisitAction | 'propose' | 'correct';
  readonly stance: Stance;
  readonly actorId: number;
  /** An agency had asked and nobody of the unit was responsible yet. */
  readonly unowned: boolean;
  /** The question to the other agencies stands as it was put, with its version. */
  readonly keeps: boolean;
  /** What became of another time than the agreed one, and the agencies that it was talked about with before. */
  readonly change?:
    | { readonly outcome: ChangeDecided['outcome']; readonly concerned: readonly number[] }
    | undefined;
  /** Those who were asked or had accepted before, by agency, and now are out. */
  readonly dropped: readonly number[];
  readonly now: Date;
  readonly zone: string;
  /** The unit's closed days from now on, where they have been read. */
  readonly closed?: readonly ClosedDay[] | undefined;
  /** Everybody of the unit and of the visit's agencies, where they have been read. */
  readonly people?: HoldersOf | undefined;
  readonly shownIn?: ShownIn | undefined;
};

type Word = { readonly kind: VisitKind; readonly to: readonly number[] };

const accepted = ({ answer }: Party) => answer === 'accepted';
const isAsked = ({ answer }: Party) => answer === 'pending';

/**
 * Who is told what of another time than the agreed one. Members hear of what has been agreed only, in the place of what
 * they knew.
 */
function wordsOfChange(
  { action, stance, actorId, change }: Happening,
  audience: Audience,
  outcome: ChangeDecided['outcome'],
): Word[] {
  const { unit, members } = audience;
  const others = (ids: readonly number[]) => ids.filter((id) => id !== actorId);
  switch (outcome) {
    case 'agreed':
      return [{ kind: 'visit.agreed', to: [...unit, ...members, ...toParties(audience, accepted)] }];
    case 'kept': {
      const concerned = toParties(audience, ({ agencyId }) => change?.concerned.includes(agencyId) === true);
      return [{ kind: 'visit.kept', to: others([...unit, ...concerned]) }];
    }
    case 'asked': {
      // Of several agencies that accept another time, the officer hears when all have.
      if (action === 'suggest') return [{ kind: 'visit.answer', to: others(unit) }];
      if (stance.side === 'agency') return [];
      const asked: Word = { kind: 'visit.request', to: others(toParties(audience, isAsked)) };
      return action === 'move' ? [asked, { kind: 'visit.changed', to: others(unit) }] : [asked];
    }
  }
}

/** Who is told what. Members know of a visit once it has been agreed; the calendar file goes to all who had it. */
function wordsFor({ visit, action, stance, actorId, dropped, keeps }: Happening, audience: Audience): Word[] {
  const { unit, members } = audience;
  const { side } = stance;
  const others = (ids: readonly number[]) => ids.filter((id) => id !== actorId);
  const wasAgreed = visit.sequence > 0;
  const along = wasAgreed ? members : [];
  const called = (ids: readonly number[]): Word => ({
    kind: 'visit.cancelled',
    to: wasAgreed ? ids : others(ids),
  });
  const agency = toParties(audience, () => true);
  const taking = toParties(audience, accepted);
  const heard = toParties(audience, ({ answer: said }) => said !== 'declined');
  const request: Word = { kind: 'visit.request', to: others(toParties(audience, isAsked)) };
  const answer: Word = { kind: 'visit.answer', to: others(unit) };
  const out = toParties(audience, ({ agencyId }) => dropped.includes(agencyId));
  switch (action) {
    case 'propose':
      return side === 'unit' ? [request] : [{ kind: 'visit.offer', to: others(unit) }];
    case 'accept':
      if (visit.state === 'confirmed')
        return [{ kind: 'visit.agreed', to: [...unit, ...members, ...taking] }];
      // The officer hears of an answer where something follows from it; of the others from the card.
      if (side === 'agency') return situationOf(visit) === 'split' ? [answer] : [];
      return [request, { kind: 'visit.changed', to: others([...unit, ...along, ...taking]) }];
    case 'goOn':
      return [
        { kind: 'visit.agreed', to: [...unit, ...members, ...taking] },
        { kind: 'visit.cancelled', to: out },
      ];
    case 'suggest':
      return [answer];
    case 'decline':
      if (side === 'unit') return [{ kind: 'visit.answer', to: others(agency) }];
      return [answer, ...(wasAgreed && visit.state === 'declined' ? [called([...members, ...agency])] : [])];
    case 'move':
      return [request, { kind: 'visit.changed', to: others([...unit, ...along]) }];
    case 'edit':
      return situationOf(visit) === 'agencyAsked'
        ? [request, { kind: 'visit.changed', to: others([...unit, ...taking]) }]
        : [{ kind: 'visit.changed', to: others([...agency, ...unit, ...along]) }];
    case 'cancel': {
      if (visit.state === 'cancelled') {
        return [called([...heard, ...unit, ...along])];
      }
      const changed: Word = { kind: 'visit.changed', to: others([...members, ...taking]) };
      const stays = visit.state === 'confirmed' && !keeps;
      return [answer, ...(wasAgreed ? [called(out)] : []), ...(stays ? [changed] : [])];
    }
    case 'correct':
      return visit.state === 'proposed'
        ? [request, { kind: 'visit.changed', to: others([...unit, ...along]) }]
        : [{ kind: 'visit.changed', to: others([...unit, ...heard]) }];
    case 'ready':
    case 'hold':
    case 'nobodyCame':
    case 'note':
    case 'keep':
      return [];
  }
}

/** One planned message about a visit as it is now. */
export function message(
  visit: Visit,
  kind: VisitKind,
  personId: number,
  dueAt: Date,
  mark = '',
): PlannedNotice {
  const { id, unitId, version } = visit;
  return {
    dedupeKey: `visit:${id}:v${version}:${kind}${mark}:person:${personId}`,
    unitId,
    kind,
    subjectId: id,
    subjectVersion: version,
    dueAt,
    to: { personId },
  };
}

function reminders({ visit, zone, now }: Happening, audience: Audience): PlannedNotice[] {
  const { unit, members } = audience;
  const everybody = [...new Set([...unit, ...members, ...toParties(audience, accepted)])];
  const ahead = remindersAhead(REMINDERS, visit.startsAt, zone, now);
  return [
    ...ahead.flatMap(({ reminder, at }) =>
      everybody.map((id) => message(visit, `visit.${reminder}` as const, id, at)),
    ),
    ...unit.map((id) => message(visit, 'visit.outcome', id, visit.endsAt)),
  ];
}

async function askingAgain(tx: Tx, happening: Happening, audience: Audience): Promise<PlannedNotice[]> {
  const { visit } = happening;
  const steps = await escalation(tx, visit, audience, happening);
  return steps.flatMap(({ told, to, at, mark }) =>
    [...new Set(to)].map((id) => message(visit, told ? 'visit.unanswered' : 'visit.nudge', id, at, mark)),
  );
}

/** Where nobody has answered by then, what became of it is asked too; of another time that is named, after that one. */
function outcomeUnanswered(visit: Visit, { unit }: Audience): PlannedNotice[] {
  if (!isWaiting(visit.state)) return [];
  const end = lastEnd(visit);
  return unit.map((id) => message(visit, 'visit.outcome', id, end, `:${end.getTime()}`));
}

/**
 * Edits of the messages that show the visit, but for the one that has just been tapped and those of `anew`, who get a
 * new message that shows it from now on.
 */
async function cardEdits(
  tx: Tx,
  { visit, action, keeps, now, shownIn }: Happening,
  anew: readonly number[],
): Promise<PlannedNotice[]> {
  // Nothing has shown it yet.
  if (action === 'propose') return [];
  const cards = await cardsOf(tx, { subject: 'visit', subjectId: visit.id });
  const mark = keeps ? `:${now.getTime()}` : '';
  return cards
    .filter(({ chatId, messageId }) => Number(chatId) !== shownIn?.chatId || messageId !== shownIn.messageId)
    .flatMap(({ personId }) => (personId === null || anew.includes(personId) ? [] : [personId]))
    .map((personId) => ({ ...message(visit, 'visit.card', personId, now, mark), priority: 1 as const }));
}

/**
 * Plans what follows from something that happened, in its transaction: those concerned are told once, the messages
 * that show the visit are edited, and reminders of the former version are withdrawn for those of the present one.
 * Resolves to everybody of the unit and of the visit's agencies.
 */
export async function announce(tx: Tx, happening: Happening): Promise<HoldersOf> {
  const { visit, action, unowned, now, keeps, change } = happening;
  const { unitId, id: subjectId } = visit;
  if (!keeps && action !== 'propose') {
    await withdraw(tx, { unitId, kinds: VISIT_KINDS, subjectId, cause: 'changed' });
  }
  const people = happening.people ?? (await around(tx, visit, now));
  const audience = audienceOf(visit, people, unowned);
  // Whoever is asked about another time still takes part in what was agreed.
  const question = questionOf(visit);
  const asking = isChanging(visit) ? audienceOf(question, people, unowned) : audience;
  const words = change ? wordsOfChange(happening, asking, change.outcome) : wordsFor(happening, audience);
  const anew = words
    .filter(({ kind }) => kind === 'visit.request' || kind === 'visit.offer')
    .flatMap(({ to }) => to);
  // Of several answers within one version each is told.
  const mark = keeps ? `:${now.getTime()}` : '';
  const agreed = visit.state === 'confirmed' && !keeps;
  // While others are still asked, only what an agency has named waits for the unit besides.
  const waits = !keeps || question.state === 'counterProposed';
  await planNotices(tx, now, [
    ...words.flatMap(({ kind, to }) =>
      [...new Set(to)].map((id) => ({ ...message(visit, kind, id, now, mark), priority: 1 as const })),
    ),
    ...(await cardEdits(tx, happening, anew)),
    ...(agreed ? reminders(happening, audience) : outcomeUnanswered(visit, audience)),
    ...(waits && action !== 'ready' && action !== 'note'
      ? await askingAgain(tx, { ...happening, visit: question }, asking)
      : []),
  ]);
  return people;
}

/** The question to those of an agency who can be asked about this version. */
export function requestTo(visit: Visit, party: Party, people: HoldersOf, now: Date): PlannedNotice[] {
  const { to } = peopleOfParty(people, { ...party, answeredById: null });
  return to.map((id) => ({ ...message(visit, 'visit.request', id, now), priority: 1 as const }));
}

/** Asks those of an agency who haven't been asked about this version yet. How many can be asked. */
export async function askAgency(
  tx: Tx,
  visit: Visit,
  party: Party,
  people: HoldersOf,
  now: Date,
): Promise<number> {
  const messages = requestTo(visit, party, people, now);
  await planNotices(tx, now, messages);
  return messages.length;
}

/** Tells those responsible that an agency's people can't be reached. */
export async function reportUnreached(
  tx: Tx,
  visit: Visit,
  { agencyId }: Party,
  people: HoldersOf,
  now: Date,
): Promise<void> {
  const unit = responsible(visit, people, false);
  await planNotices(tx, now, [
    ...unit.map((id) => message(visit, 'visit.unreached', id, now, `:a${agencyId}`)),
    ...unit.map((id) => message(visit, 'visit.card', id, now, `:unreached:a${agencyId}`)),
  ]);
}
