import {
  has,
  isChanging,
  offeredStart,
  type PartyAnswer,
  questionOf,
  type Side,
  type Situation,
  type Standing,
  situationOf,
  stateFrom,
  suggestionOf,
  VISIT_ACTIONS,
  type VisitAction,
  type VisitState,
  WAITING_STATES,
} from '../state/rules.js';

/** Who does something: the unit, or one of the agencies. */
export type As = { readonly side: 'unit' } | { readonly side: 'agency'; readonly agencyId: number };

/** What the unit can do. `goOn` also needs somebody to go on with. */
const BY_UNIT: Readonly<Record<Situation, readonly VisitAction[]>> = {
  // Also where nobody has answered it may have taken place.
  agencyAsked: ['move', 'edit', 'cancel', 'goOn', 'hold', 'nobodyCame'],
  unitAsked: ['accept', 'move', 'decline', 'hold', 'nobodyCame'],
  split: ['goOn', 'move', 'edit', 'cancel', 'hold', 'nobodyCame'],
  counterProposed: ['accept', 'move', 'edit', 'cancel', 'goOn', 'hold', 'nobodyCame'],
  confirmed: ['move', 'edit', 'cancel', 'hold', 'nobodyCame'],
  declined: ['move'],
  held: ['note'],
  nobodyCame: ['note'],
  cancelled: [],
};

const ASKED = {
  pending: ['accept', 'suggest', 'decline'],
  accepted: ['suggest', 'cancel'],
  counterProposed: ['suggest', 'decline'],
  declined: ['suggest'],
} as const satisfies Record<PartyAnswer, readonly VisitAction[]>;

/** What an agency can do, by its own answer; what isn't named it can't. */
const BY_AGENCY: Readonly<Record<Situation, Readonly<Partial<Record<PartyAnswer, readonly VisitAction[]>>>>> =
  {
    agencyAsked: ASKED,
    split: ASKED,
    counterProposed: ASKED,
    unitAsked: { accepted: ['suggest', 'cancel'] },
    // Who is asked to join answers for itself; what the others agreed on stands.
    confirmed: { accepted: ['suggest', 'cancel', 'ready'], pending: ASKED.pending },
    declined: { declined: ['suggest'] },
    held: {},
    nobodyCame: {},
    cancelled: {},
  };

/** What an agency can do besides while another time than the agreed one is talked about, by its answer to that. */
const BY_AGENCY_CHANGING: Readonly<Record<PartyAnswer, readonly VisitAction[]>> = {
  pending: ['accept', 'keep'],
  counterProposed: ['keep'],
  accepted: [],
  declined: [],
};

function allowed(visit: Standing, as: As): readonly VisitAction[] {
  const situation = situationOf(visit);
  const changing = isChanging(visit);
  if (as.side === 'unit') {
    const some = has(visit.parties, 'accepted');
    const named = changing && has(questionOf(visit).parties, 'counterProposed');
    return [
      ...BY_UNIT[situation].filter((action) => action !== 'goOn' || some),
      ...(changing ? (['keep'] as const) : []),
      ...(named ? (['accept'] as const) : []),
    ];
  }
  const own = visit.parties.find(({ agencyId }) => agencyId === as.agencyId);
  if (!own) return [];
  const besides = changing && own.changeAnswer !== null ? BY_AGENCY_CHANGING[own.changeAnswer] : [];
  // Who hasn't joined can only take its own suggestion back: the agreed time isn't its to keep to.
  const joining = own.answer === 'pending' && own.changeAnswer === 'pending';
  return [
    ...(BY_AGENCY[situation][own.answer] ?? []),
    ...besides.filter((action) => !joining || action !== 'keep'),
  ];
}

/** What is done, with the agency whose suggestion the unit accepts. */
export type Deed = { readonly action: VisitAction; readonly of?: number | undefined };

/**
 * The agencies' answers after something is done, in their order. A suggestion that the unit accepts is a new question
 * to all the others, and another time of the unit's to everybody, also to those who couldn't come before.
 */
function answersAfter(visit: Standing, as: As, { action, of }: Deed): readonly PartyAnswer[] {
  const { parties } = visit;
  const own = (answer: PartyAnswer) =>
    parties.map((party) => (as.side === 'agency' && party.agencyId === as.agencyId ? answer : party.answer));
  switch (action) {
    case 'accept':
      if (as.side === 'agency') return own('accepted');
      return visit.state === 'counterProposed'
        ? parties.map(({ agencyId }) => (agencyId === of ? 'accepted' : 'pending'))
        : own('accepted');
    case 'suggest':
      return own('counterProposed');
    case 'decline':
      return as.side === 'agency' ? own('declined') : parties.map(() => 'declined');
    case 'cancel':
      return own(parties.length > 1 ? 'declined' : 'accepted');
    case 'move':
      return parties.map(() => 'pending');
    case 'goOn':
      return parties.map(({ answer }) => (answer === 'accepted' ? answer : 'declined'));
    case 'hold':
    case 'nobodyCame':
      return parties.map(({ answer }) => answer);
    case 'edit':
    case 'ready':
    case 'note':
    case 'keep':
      return own('accepted');
  }
}

function stateAfter(
  visit: Standing,
  as: As,
  action: VisitAction,
  answers: readonly PartyAnswer[],
): VisitState {
  switch (action) {
    case 'accept':
      // Those who could not come before stay out of what was agreed.
      return situationOf(visit) === 'unitAsked' || visit.state === 'confirmed'
        ? 'confirmed'
        : stateFrom(answers);
    case 'decline':
      return visit.state === 'confirmed' ? 'confirmed' : stateFrom(answers);
    case 'suggest':
    case 'move':
      return stateFrom(answers);
    case 'cancel': {
      if (as.side === 'unit' || visit.parties.length === 1) return 'cancelled';
      if (visit.state !== 'confirmed') return stateFrom(answers);
      return answers.includes('accepted') ? 'confirmed' : 'cancelled';
    }
    case 'goOn':
      return 'confirmed';
    case 'hold':
      return 'held';
    case 'nobodyCame':
      return 'nobodyCame';
    case 'edit':
    case 'ready':
    case 'note':
    case 'keep':
      return visit.state;
  }
}

/**
 * What becomes of another time than the agreed one, with the answers to it in the order of the parties. `asked`: it is
 * talked about and the agreed one stands; `agreed`: it takes that one's place; `kept`: it is off.
 */
export type ChangeDecided = {
  readonly outcome: 'asked' | 'agreed' | 'kept';
  readonly answers: readonly (PartyAnswer | null)[];
};

/** `not-now`: the tables don't allow it; `past`: the time is over; `early`: it hasn't begun. */
export type Decision =
  | {
      readonly ok: true;
      readonly to: VisitState;
      readonly answers: readonly PartyAnswer[];
      readonly change?: ChangeDecided;
    }
  | { readonly ok: false; readonly reason: 'not-now' | 'past' | 'early' };

function timing(visit: Standing, as: As, { action, of }: Deed, now: Date, newStart?: Date) {
  switch (action) {
    case 'accept':
      return (as.side === 'unit' ? offeredStart(visit, of) : visit.startsAt) > now ? undefined : 'past';
    case 'ready':
    case 'goOn':
      return visit.startsAt > now ? undefined : 'past';
    case 'suggest':
    case 'move':
      return newStart === undefined || newStart > now ? undefined : 'past';
    case 'hold':
    case 'nobodyCame':
      return visit.startsAt <= now ? undefined : 'early';
    case 'decline':
    case 'edit':
    case 'cancel':
    case 'note':
    case 'keep':
      return undefined;
  }
}

/** Whether something is about another time than the agreed one, which stands meanwhile. What is over can't be kept. */
function isAboutChange(visit: Standing, as: As, action: VisitAction, now: Date): boolean {
  if (action === 'move' || action === 'suggest') {
    return isChanging(visit) || (visit.state === 'confirmed' && visit.startsAt > now);
  }
  if ((action !== 'accept' && action !== 'keep') || !isChanging(visit)) return false;
  if (as.side === 'unit') return true;
  return visit.parties.some(
    ({ agencyId, answer, changeAnswer }) =>
      agencyId === as.agencyId && (answer !== 'pending' || changeAnswer !== null),
  );
}

/** The answers to another time after something is done about it; of those who take part only, who can't stay out. */
function changeAfter(visit: Standing, as: As, { action, of }: Deed): readonly (PartyAnswer | null)[] {
  const { parties, askedStart } = visit;
  const isOwn = (agencyId: number) => as.side === 'agency' && agencyId === as.agencyId;
  const all = (said: (party: (typeof parties)[number]) => PartyAnswer | null) =>
    parties.map((party) => (party.answer === 'declined' ? null : said(party)));
  switch (action) {
    case 'move':
      return all(() => 'pending');
    case 'suggest':
      return all((party) => (isOwn(party.agencyId) ? 'counterProposed' : party.changeAnswer));
    case 'accept':
      return as.side === 'unit'
        ? all(({ agencyId }) => (agencyId === of ? 'accepted' : 'pending'))
        : all((party) => (isOwn(party.agencyId) ? 'accepted' : party.changeAnswer));
    default:
      // Without one of those whom the unit asked there is no other time; a suggestion is taken back alone.
      return as.side === 'unit' || (askedStart !== null && !isJoining(visit, as))
        ? all(() => null)
        : all((party) => (isOwn(party.agencyId) ? null : party.changeAnswer));
  }
}

/** Whether an agency is asked to join, and has no part in what is agreed yet. */
function isJoining({ parties }: Standing, as: As): boolean {
  return (
    as.side === 'agency' && parties.some((own) => own.agencyId === as.agencyId && own.answer === 'pending')
  );
}

/** Another time takes the place of the agreed one; who has accepted it has joined. */
export function settledAnswers(
  parties: readonly { readonly answer: PartyAnswer; readonly changeAnswer: PartyAnswer | null }[],
): { readonly answers: readonly PartyAnswer[]; readonly change: ChangeDecided } {
  return {
    answers: parties.map(({ answer, changeAnswer }) => (changeAnswer === 'accepted' ? changeAnswer : answer)),
    change: { outcome: 'agreed', answers: parties.map(() => null) },
  };
}

function decideChange(visit: Standing, as: As, deed: Deed): Decision {
  const answers = changeAfter(visit, as, deed);
  const stays = { to: visit.state, answers: visit.parties.map(({ answer }) => answer) };
  if (answers.every((answer) => answer === null)) {
    return { ok: true, ...stays, change: { outcome: 'kept', answers } };
  }
  const after = visit.parties.map(({ answer }, at) => ({ answer, changeAnswer: answers[at] ?? null }));
  // Those who are only asked to join hold up nobody's other time.
  const taking = after.filter(({ answer }) => answer === 'accepted');
  return taking.every(({ changeAnswer }) => changeAnswer === 'accepted')
    ? { ok: true, to: visit.state, ...settledAnswers(after) }
    : { ok: true, ...stays, change: { outcome: 'asked', answers } };
}

/**
 * The one decision: whether somebody may do this now, and what state and which answers follow. `newStart` is the time
 * named by `suggest` and `move`, once it is known.
 */
export function decide(visit: Standing, as: As, deed: Deed, now: Date, newStart?: Date): Decision {
  const { action } = deed;
  if (!allowed(visit, as).includes(action)) return { ok: false, reason: 'not-now' };
  const changes = isAboutChange(visit, as, action, now);
  const question = changes ? questionOf(visit) : visit;
  const accepts = action === 'accept' && as.side === 'unit' && question.state === 'counterProposed';
  const of = accepts ? suggestionOf(question.parties, deed.of)?.agencyId : undefined;
  if (accepts && of === undefined) return { ok: false, reason: 'not-now' };
  const untimely = timing(question, as, { action, of }, now, newStart);
  if (untimely) return { ok: false, reason: untimely };
  if (changes) return decideChange(visit, as, { action, of });
  const answers = answersAfter(visit, as, { action, of });
  const to = stateAfter(visit, as, action, answers);
  // Leaving what is called off with it, an agency keeps the answer that it had given.
  const kept = to === 'cancelled' || (action === 'accept' && situationOf(visit) === 'unitAsked');
  return { ok: true, to, answers: kept ? visit.parties.map(({ answer }) => answer) : answers };
}

/** What somebody could do now: buttons are made from it, so that they offer what `decide` allows. */
export function actionsOf(visit: Standing, as: As, now: Date): ReadonlySet<VisitAction> {
  const named = questionOf(visit).parties.filter(({ answer }) => answer === 'counterProposed');
  const ofs = named.length === 0 ? [undefined] : named.map(({ agencyId }) => agencyId);
  return new Set(
    VISIT_ACTIONS.filter((action) => ofs.some((of) => decide(visit, as, { action, of }, now).ok)),
  );
}

/**
 * Whether a change leaves the question to the other agencies as it was put: then it is still theirs to answer, with the
 * buttons that they have, and the version stays.
 */
export function leavesQuestion(
  before: Standing,
  side: Side,
  action: VisitAction,
  to: VisitState,
  after: readonly (PartyAnswer | null)[],
): boolean {
  if (action === 'ready' || action === 'note') return true;
  const asked = WAITING_STATES.some((state) => state === questionOf(before).state);
  return side === 'agency' && asked && to !== 'cancelled' && after.includes('pending');
}
