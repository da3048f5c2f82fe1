import type { Reader, Tx } from '../../db/database.js';
import { type PlannedMessage, plan, withdraw } from '../../delivery/plan.js';
import { localDate } from '../../lib/zoned.js';
import { closedDays } from '../calendar/service.js';
import { offeredStart, type Side, situationOf, type VisitAction } from './rules.js';
import { escalationTimes } from './rules-escalation.js';
import { REMINDERS, remindersAhead } from './rules-reminders.js';
import { addressees, officersOf, type Reachable, type Visit } from './rules-visit.js';
import { agencyPeople, unitPeople } from './store-people.js';

/** Every kind of planned message about visits; `notices.ts` renders each. */
const VISIT_KINDS = [
  'visit.request',
  'visit.offer',
  'visit.answer',
  'visit.agreed',
  'visit.changed',
  'visit.cancelled',
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
  readonly action: VisitAction | 'propose';
  readonly side: Side;
  readonly actorId: number;
  /** The agency had asked and nobody of the unit was responsible yet. */
  readonly unowned: boolean;
  readonly now: Date;
  readonly zone: string;
  readonly shownIn?: ShownIn | undefined;
};

/** Ids of those to tell, by whom they belong to. */
type Audience = {
  readonly agency: readonly number[];
  readonly unit: readonly number[];
  readonly members: readonly number[];
};

/** Those of the unit who answer for a visit: the officer responsible, or who stands in while nobody is. */
async function responsible(db: Reader, visit: Visit, unowned: boolean): Promise<readonly number[]> {
  const { officer, unitId } = visit;
  const inOffice = officer.posts.some((kind) => kind === 'officer' || kind === 'head');
  if (inOffice && !unowned) return [officer.id];
  const people = await unitPeople(db, unitId);
  const asked = unowned ? officersOf(people) : people.filter((person) => person.isHead && person.reachable);
  return asked.map(({ id }) => id);
}

async function audienceOf(db: Reader, visit: Visit, unowned: boolean): Promise<Audience> {
  const { unitId, party } = visit;
  const unit = await responsible(db, visit, unowned);
  const agency = addressees(await agencyPeople(db, unitId, party.agencyId), party.answeredById);
  const members = visit.members.filter(({ posts }) => posts.length > 0).map(({ id }) => id);
  return { unit, agency: agency.map(({ id }) => id), members: members.filter((id) => !unit.includes(id)) };
}

type Word = { readonly kind: VisitKind; readonly to: readonly number[] };

/** Who is told what. Members know of a visit once it has been agreed; the calendar file goes to all who had it. */
function wordsFor({ visit, action, side, actorId }: Happening, { agency, unit, members }: Audience): Word[] {
  const others = (ids: readonly number[]) => ids.filter((id) => id !== actorId);
  const wasAgreed = visit.sequence > 0;
  const along = wasAgreed ? members : [];
  const called = (ids: readonly number[]): Word => ({
    kind: 'visit.cancelled',
    to: wasAgreed ? ids : others(ids),
  });
  switch (action) {
    case 'propose':
      return side === 'unit'
        ? [{ kind: 'visit.request', to: others(agency) }]
        : [{ kind: 'visit.offer', to: others(unit) }];
    case 'accept':
      return [{ kind: 'visit.agreed', to: [...unit, ...members, ...agency] }];
    case 'suggest':
      return [{ kind: 'visit.answer', to: others(unit) }];
    case 'decline':
      return side === 'agency'
        ? [
            { kind: 'visit.answer', to: others(unit) },
            ...(wasAgreed ? [called([...members, ...agency])] : []),
          ]
        : [{ kind: 'visit.answer', to: others(agency) }];
    case 'move':
      return [
        { kind: 'visit.request', to: others(agency) },
        { kind: 'visit.changed', to: others([...unit, ...along]) },
      ];
    case 'edit':
      return situationOf(visit) === 'agencyAsked'
        ? [
            { kind: 'visit.request', to: others(agency) },
            { kind: 'visit.changed', to: others(unit) },
          ]
        : [{ kind: 'visit.changed', to: others([...agency, ...unit, ...along]) }];
    case 'cancel':
      return [called([...agency, ...unit, ...along])];
    case 'ready':
    case 'hold':
    case 'nobodyCame':
    case 'note':
      return [];
  }
}

function message(visit: Visit, kind: VisitKind, personId: number, dueAt: Date, mark = ''): PlannedMessage {
  const { id, unitId, version } = visit;
  return {
    dedupeKey: `visit:${id}:v${version}:${kind}${mark}:person:${personId}`,
    ...{ unitId, kind, subjectId: id, subjectVersion: version, dueAt, to: { personId } },
  };
}

function reminders({ visit, zone, now }: Happening, { agency, unit, members }: Audience): PlannedMessage[] {
  const everybody = [...new Set([...unit, ...members, ...agency])];
  const ahead = remindersAhead(REMINDERS, visit.startsAt, zone, now);
  return [
    ...ahead.flatMap(({ reminder, at }) =>
      everybody.map((id) => message(visit, `visit.${reminder}` as const, id, at)),
    ),
    ...unit.map((id) => message(visit, 'visit.outcome', id, visit.endsAt)),
  ];
}

/**
 * What follows while nobody answers, each step once: whoever was asked is asked again, then who else could answer,
 * and at last those of the unit who wait for the agency are told.
 */
async function escalation(
  tx: Tx,
  { visit, zone, now }: Happening,
  { agency, unit }: Audience,
): Promise<PlannedMessage[]> {
  const besides = (people: readonly Reachable[], ids: readonly number[]) =>
    people.filter(({ id, reachable }) => reachable && !ids.includes(id)).map(({ id }) => id);
  const steps: Word[] = [];
  switch (situationOf(visit)) {
    case 'agencyAsked':
      steps.push(
        { kind: 'visit.nudge', to: agency },
        {
          kind: 'visit.nudge',
          to: besides(await agencyPeople(tx, visit.unitId, visit.party.agencyId), agency),
        },
        { kind: 'visit.unanswered', to: unit },
      );
      break;
    case 'unitAsked':
    case 'counterProposed': {
      const heads = (await unitPeople(tx, visit.unitId)).filter(({ isHead }) => isHead);
      steps.push({ kind: 'visit.nudge', to: unit }, { kind: 'visit.nudge', to: besides(heads, unit) });
      break;
    }
    case 'confirmed':
    case 'declined':
    case 'held':
    case 'nobodyCame':
    case 'cancelled':
  }
  const taken = steps.filter(({ to }) => to.length > 0);
  if (taken.length === 0) return [];
  const closed = await closedDays(tx, visit.unitId, localDate(now, zone));
  const question = { askedAt: now, startsAt: offeredStart(visit), zone, closed };
  const times = escalationTimes(question, taken.length);
  return taken.flatMap(({ kind, to }, step) =>
    [...new Set(to)].map((id) => message(visit, kind, id, times[step] ?? now)),
  );
}

/**
 * Edits of the messages that show the visit, but for the one that has just been tapped and those of `anew`, who get a
 * new message that shows it from now on.
 */
async function cardEdits(
  tx: Tx,
  { visit, action, now, shownIn }: Happening,
  anew: readonly number[],
): Promise<PlannedMessage[]> {
  const cards = await tx.card.findMany({ where: { subject: 'visit', subjectId: visit.id } });
  const mark = action === 'ready' || action === 'note' ? `:${now.getTime()}` : '';
  return cards
    .filter(({ chatId, messageId }) => Number(chatId) !== shownIn?.chatId || messageId !== shownIn.messageId)
    .flatMap(({ personId }) => (personId === null || anew.includes(personId) ? [] : [personId]))
    .map((personId) => ({ ...message(visit, 'visit.card', personId, now, mark), priority: 1 as const }));
}

/**
 * Plans what follows from something that happened, in its transaction: those concerned are told once, the messages
 * that show the visit are edited, and reminders of the former version are withdrawn for those of the present one.
 */
export async function announce(tx: Tx, happening: Happening): Promise<void> {
  const { visit, action, unowned, now } = happening;
  const { unitId, id: subjectId } = visit;
  const changesVersion = action !== 'ready' && action !== 'note';
  if (changesVersion && action !== 'propose') {
    await withdraw(tx, { unitId, kinds: VISIT_KINDS, subjectId, cause: 'changed' });
  }
  const audience = await audienceOf(tx, visit, unowned);
  const words = wordsFor(happening, audience);
  const anew = words
    .filter(({ kind }) => kind === 'visit.request' || kind === 'visit.offer')
    .flatMap(({ to }) => to);
  const agreed = visit.state === 'confirmed' && changesVersion;
  await plan(tx, now, [
    ...words.flatMap(({ kind, to }) =>
      [...new Set(to)].map((id) => ({ ...message(visit, kind, id, now), priority: 1 as const })),
    ),
    ...(await cardEdits(tx, happening, anew)),
    ...(agreed ? reminders(happening, audience) : []),
    ...(changesVersion ? await escalation(tx, happening, audience) : []),
  ]);
}

/** Asks those of the agency who haven't been asked about this version yet. How many can be asked. */
export async function askAgency(tx: Tx, visit: Visit, now: Date): Promise<number> {
  const people = addressees(await agencyPeople(tx, visit.unitId, visit.party.agencyId), null);
  const messages = people.map(({ id }) => ({
    ...message(visit, 'visit.request', id, now),
    priority: 1 as const,
  }));
  await plan(tx, now, messages);
  return people.length;
}

/** Tells those responsible that the agency's people can't be reached. */
export async function reportUnreached(tx: Tx, visit: Visit, now: Date): Promise<void> {
  const unit = await responsible(tx, visit, false);
  await plan(tx, now, [
    ...unit.map((id) => message(visit, 'visit.unreached', id, now)),
    ...unit.map((id) => message(visit, 'visit.card', id, now, ':unreached')),
  ]);
}
