import type { Tx } from '../../../db/database.js';
import { cardsOf } from '../../../delivery/cards.js';
import { type PlannedNotice, planNotices, withdraw } from '../../../delivery/notices.js';
import type { ClosedDay } from '../../calendar/index.js';
import type { HoldersOf } from '../../staffing/index.js';
import type { ChangeDecided } from '../answer/rules.js';
import type { Edited } from '../edit/rules.js';
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

/** Kinds of planned messages about visits as they are at a version; `notices.ts` renders each. */
const VISIT_KINDS = [
  'visit.request',
  'visit.offer',
  'visit.answer',
  'visit.agreed',
  'visit.changed',
  'visit.cancelled',
  'visit.kept',
  'visit.joined',
  'visit.card',
  'visit.unreached',
  'visit.later',
  'visit.nudge',
  'visit.unanswered',
  'visit.H-7',
  'visit.H-1',
  'visit.2h',
  'visit.outcome',
] as const;
/** `visit.takenOut` stays true whatever becomes of the visit without them. */
export type VisitKind = (typeof VISIT_KINDS)[number] | 'visit.takenOut';

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
  /** Who was added or taken out, and whether all are concerned. */
  readonly edited?: Edited | undefined;
  /** An agency joins what others have agreed on. */
  readonly joins?: boolean;
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
      return [
        { kind: 'visit.agreed', to: [...unit, ...members, ...toParties(audience, accepted)] },
        // Who is asked to join is asked to the time that is agreed now.
        { kind: 'visit.request', to: others(toParties(audience, isAsked)) },
      ];
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

/**
 * Who is told of an edit. Where it concerns those only who are added, nobody else is; where it concerns all, whoever
 * hasn't answered is asked anew, as the question isn't what it was, and the others are told.
 */
function wordsOfEdit(
  { visit, actorId, edited, keeps }: Happening,
  audience: Audience,
  asking: Audience,
): Word[] {
  const { unit, members } = audience;
  const others = (ids: readonly number[]) => ids.filter((id) => id !== actorId);
  const isNew = ({ agencyId }: Party) => edited?.added.includes(agencyId) === true;
  if (keeps) return [{ kind: 'visit.request', to: others(toParties(audience, isNew)) }];
  const request: Word = { kind: 'visit.request', to: others(toParties(asking, isAsked)) };
  if (edited?.settles) {
    return [request, { kind: 'visit.agreed', to: [...unit, ...members, ...toParties(audience, accepted)] }];
  }
  const newcomers = edited?.membersIn ?? [];
  const along = visit.sequence > 0 ? members.filter((id) => !newcomers.includes(id)) : [];
  const told = toParties(asking, ({ answer }) => answer === 'accepted' || answer === 'counterProposed');
  return [request, { kind: 'visit.changed', to: others([...unit, ...along, ...told]) }];
}

/** Who is told that they are in or out of a visit; of those along, where it has been agreed. */
function wordsOfThose({ visit, actorId, edited }: Happening, people: HoldersOf): Word[] {
  if (!edited) return [];
  const others = (ids: readonly number[]) => ids.filter((id) => id !== actorId);
  const out = edited.takenOut.flatMap((party) => peopleOfParty(people, party).to);
  const { membersIn, membersOut } = edited;
  const agreed = visit.state === 'confirmed';
  return [
    { kind: 'visit.takenOut', to: [...out, ...(agreed ? others(membersOut) : [])] },
    { kind: 'visit.agreed', to: agreed ? others(membersIn) : [] },
  ];
}

/** Who is told what. Members know of a visit once it has been agreed; the calendar file goes to all who had it. */
function wordsFor(happening: Happening, audience: Audience, asking: Audience): Word[] {
  const { visit, action, stance, actorId, dropped, keeps, joins } = happening;
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
      if (joins) {
        const own = toParties(audience, ({ agencyId }) => agencyId === stance.party?.agencyId);
        return [
          { kind: 'visit.agreed', to: own },
          { kind: 'visit.joined', to: others([...unit, ...members]) },
        ];
      }
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
      return wordsOfEdit(happening, audience, asking);
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

/** All who are reminded of what is agreed. */
function everybodyIn(audience: Audience): number[] {
  return [...new Set([...audience.unit, ...audience.members, ...toParties(audience, accepted)])];
}

/** Those who take part or go along from now on, of what was agreed before. */
function newcomersTo({ visit, joins, edited, stance }: Happening, audience: Audience): number[] {
  if (visit.state !== 'confirmed') return [];
  const own = joins ? toParties(audience, ({ agencyId }) => agencyId === stance.party?.agencyId) : [];
  return [...new Set([...own, ...(edited?.membersIn ?? [])])];
}

/** Those whom a visit no longer concerns, once some are taken out of it: nothing that is planned for them goes out. */
function leavingWith({ takenOut, membersOut }: Edited, people: HoldersOf, audience: Audience): number[] {
  const out = takenOut.flatMap(({ agencyId }) => people(agencyId).map(({ id }) => id));
  const staying = [...audience.unit, ...audience.members, ...toParties(audience, () => true)];
  return [...new Set([...out, ...membersOut])].filter((id) => !staying.includes(id));
}

function reminders({ visit, zone, now }: Happening, to: readonly number[], mark?: string): PlannedNotice[] {
  return remindersAhead(REMINDERS, visit.startsAt, zone, now).flatMap(({ reminder, at }) =>
    to.map((id) => message(visit, `visit.${reminder}` as const, id, at, mark)),
  );
}

function outcomeAsked(visit: Visit, { unit }: Audience): PlannedNotice[] {
  return unit.map((id) => message(visit, 'visit.outcome', id, visit.endsAt));
}

function onlyOf(audience: Audience, agencyIds: readonly number[]): Audience {
  return { ...audience, parties: audience.parties.filter(({ party }) => agencyIds.includes(party.agencyId)) };
}

async function askingAgain(
  tx: Tx,
  happening: Happening,
  audience: Audience,
  again = '',
): Promise<PlannedNotice[]> {
  const { visit } = happening;
  const steps = await escalation(tx, visit, audience, happening);
  return steps.flatMap(({ told, to, at, mark }) =>
    [...new Set(to)].map((id) =>
      message(visit, told ? 'visit.unanswered' : 'visit.nudge', id, at, `${mark}${again}`),
    ),
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
  const { visit, action, unowned, now, keeps, change, edited } = happening;
  const { unitId, id: subjectId } = visit;
  const people = happening.people ?? (await around(tx, visit, now));
  const audience = audienceOf(visit, people, unowned);
  const leaving = edited ? leavingWith(edited, people, audience) : [];
  if (action !== 'propose' && (!keeps || leaving.length > 0)) {
    const of = keeps ? { personIds: leaving } : {};
    await withdraw(tx, { unitId, kinds: VISIT_KINDS, subjectId, cause: 'changed', ...of });
  }
  if (keeps && edited && edited.takenOut.length > 0 && !isWaiting(questionOf(visit).state)) {
    await withdraw(tx, { unitId, kinds: ['visit.nudge', 'visit.unanswered'], subjectId, cause: 'changed' });
  }
  // Whoever is asked about another time still takes part in what was agreed.
  const question = questionOf(visit);
  const asking = isChanging(visit) ? audienceOf(question, people, unowned) : audience;
  const words = [
    ...(change ? wordsOfChange(happening, asking, change.outcome) : wordsFor(happening, audience, asking)),
    ...wordsOfThose(happening, people),
  ];
  const anew = words
    .filter(({ kind }) => kind === 'visit.request' || kind === 'visit.offer')
    .flatMap(({ to }) => to);
  // Of several answers within one version each is told.
  const mark = keeps ? `:${now.getTime()}` : '';
  // Whoever was asked to it before is asked once more; else whoever couldn't be brought it is told from who could.
  const asks = keeps && !edited?.back ? '' : mark;
  const markOf = (kind: VisitKind) => {
    if (kind === 'visit.request') return asks;
    return kind === 'visit.takenOut' ? `:${now.getTime()}` : mark;
  };
  const agreed = visit.state === 'confirmed' && !keeps;
  // While others are still asked, only what an agency has named waits for the unit besides.
  const waits = !keeps || question.state === 'counterProposed';
  await planNotices(tx, now, [
    ...words.flatMap(({ kind, to }) =>
      [...new Set(to)].map((id) => ({
        ...message(visit, kind, id, now, markOf(kind)),
        priority: 1 as const,
      })),
    ),
    ...(await cardEdits(tx, happening, anew)),
    ...(agreed ? reminders(happening, everybodyIn(audience)) : outcomeUnanswered(visit, audience)),
    ...(keeps ? reminders(happening, newcomersTo(happening, audience), mark) : []),
    ...(agreed ? outcomeAsked(visit, audience) : []),
    ...(waits && action !== 'ready' && action !== 'note'
      ? await askingAgain(tx, { ...happening, visit: question }, asking)
      : []),
    ...(keeps && edited && edited.added.length > 0
      ? await askingAgain(tx, { ...happening, visit: question }, onlyOf(asking, edited.added), asks)
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
