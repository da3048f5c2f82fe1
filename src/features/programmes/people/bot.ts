import { can } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onCommand, onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import { voiceOf } from '../../../words/voice.js';
import { closedText } from '../../months/index.js';
import { departedCard, leaveCard, takenBackText } from '../departure/messages.js';
import type { DepartureService } from '../departure/service.js';
import { enrolListCard, reasonCard } from '../enrolment/messages.js';
import { isOngoing } from '../life/rules.js';
import type { SeatsService } from '../offers/service.js';
import type { ProgrammesService } from '../programme/service.js';
import { reservedCard, unmovedText } from '../seats/messages.js';
import * as taps from '../taps.js';
import {
  type PersonSection,
  participantCard,
  participantListCard,
  programmePeopleCard,
  queryOf,
  withSection,
} from './messages.js';
import type { ParticipantsService } from './service.js';

type ParticipantsBotDeps = {
  readonly participants: ParticipantsService;
  readonly programmes: ProgrammesService;
  readonly departure: DepartureService;
  readonly seats: SeatsService;
  readonly find: Dialog;
  readonly enrolMany: Dialog;
  readonly dated: Dialog;
  readonly runner: DialogRunner;
  readonly wake: () => void;
  readonly section: PersonSection;
};

async function refuse(ctx: ActorContext, key = 'refused-post'): Promise<void> {
  if (ctx.callbackQuery) await answerTap(ctx, ctx.t(key), true);
  else await ctx.show({ text: ctx.t(key) });
}

async function open(
  { participants, section }: ParticipantsBotDeps,
  ctx: ActorContext,
  id: number,
  options: { head?: string; toast?: string } = {},
): Promise<void> {
  const person = await participants.find(ctx.actor, id);
  if (!person) return refuse(ctx);
  const voice = voiceOf(ctx);
  const card = withSection(participantCard(voice, person, options.head), await section(ctx.actor, voice, id));
  await ctx.show(card, options.toast);
}

async function list(
  deps: ParticipantsBotDeps,
  ctx: ActorContext,
  query: string,
  page: number,
): Promise<void> {
  const found = await deps.participants.search(ctx.actor, query, page);
  if (!found) return refuse(ctx);
  const [only] = found.people;
  if (query !== '' && found.total === 1 && only) return open(deps, ctx, only.id);
  const mayImport = can(ctx.actor, 'participant.import', { unitId: ctx.actor.unitId, agencyId: null });
  await ctx.show(participantListCard(voiceOf(ctx), found, query, mayImport));
}

async function move(
  deps: ParticipantsBotDeps,
  ctx: ActorContext,
  to: Parameters<ParticipantsService['move']>[1],
): Promise<void> {
  const { participants, wake } = deps;
  const { outcome, participantId } = await participants.move(ctx, to);
  if (outcome === 'forbidden') return refuse(ctx);
  if (participantId === null) return refuse(ctx, 'button-stale');
  if (outcome === 'reserved') return reserved(deps, ctx, participantId, to.enrolmentId);
  const head = unmovedText(voiceOf(ctx), outcome);
  if (head !== undefined) return open(deps, ctx, participantId, { head });
  if (outcome === 'stale') return open(deps, ctx, participantId, { toast: ctx.t('button-stale') });
  wake();
  await open(deps, ctx, participantId, { head: ctx.t(`enrolment-was-${to.state}`) });
}

/** The free seats are offered to others: whoever insists says so. */
async function reserved(
  { participants, seats }: ParticipantsBotDeps,
  ctx: ActorContext,
  participantId: number,
  enrolmentId: number,
): Promise<void> {
  const person = await participants.find(ctx.actor, participantId);
  const enrolment = person?.enrolments.find(({ id }) => id === enrolmentId);
  const view = enrolment && (await seats.view(ctx.actor, enrolment.programme.id));
  if (!person || !enrolment || !view) return refuse(ctx, 'button-stale');
  await ctx.show(reservedCard(voiceOf(ctx), person, enrolment, view));
}

async function onLeave(
  deps: ParticipantsBotDeps,
  ctx: ActorContext,
  { participant }: Tapped<typeof taps.leaveTap>,
) {
  const person = await deps.participants.find(ctx.actor, participant);
  if (!person?.mayCorrect) return refuse(ctx);
  if (person.presentUntil) return open(deps, ctx, participant, { toast: ctx.t('button-stale') });
  await ctx.show(leaveCard(voiceOf(ctx), person));
}

async function onDepart(
  deps: ParticipantsBotDeps,
  ctx: ActorContext,
  { participant, version, why }: Tapped<typeof taps.departTap>,
) {
  const { departure, participants, wake } = deps;
  const done = await departure.depart(ctx, { participantId: participant, version }, why);
  if (done.outcome === 'forbidden') return refuse(ctx);
  if (done.outcome !== 'departed') return open(deps, ctx, participant, { toast: ctx.t('button-stale') });
  const person = await participants.find(ctx.actor, participant);
  if (!person) return refuse(ctx);
  wake();
  const waiting = await departure.nextWaiting(ctx.actor, done.freed);
  await ctx.show(departedCard(voiceOf(ctx), person, done, waiting));
}

async function onTakeBack(
  deps: ParticipantsBotDeps,
  ctx: ActorContext,
  { participant, version }: Tapped<typeof taps.takeBackTap>,
) {
  const done = await deps.departure.takeBack(ctx, { participantId: participant, version });
  if (done.outcome === 'forbidden') return refuse(ctx);
  if (done.outcome === 'stale') return open(deps, ctx, participant, { toast: ctx.t('button-stale') });
  await open(deps, ctx, participant, { head: takenBackText(voiceOf(ctx), done) });
}

async function onFind(deps: ParticipantsBotDeps, ctx: ActorContext) {
  if (!can(ctx.actor, 'participant.view', { unitId: ctx.actor.unitId, agencyId: null })) return refuse(ctx);
  await deps.runner.open(ctx, deps.find);
}

async function onProgrammePeople(
  { programmes, participants }: ParticipantsBotDeps,
  ctx: ActorContext,
  { programme: id, page }: Tapped<typeof taps.programmePeopleTap>,
) {
  const programme = await programmes.find(ctx.actor, id);
  const found = programme && (await participants.inProgramme(ctx.actor, id, page));
  if (!found) return refuse(ctx);
  await ctx.show(programmePeopleCard(voiceOf(ctx), programme, found));
}

async function onEnrolMany(
  deps: ParticipantsBotDeps,
  ctx: ActorContext,
  { programme: id }: Tapped<typeof taps.enrolManyTap>,
) {
  const { programmes, runner } = deps;
  const programme = await programmes.find(ctx.actor, id);
  if (!programme?.mayEdit || !programme.mayViewPeople) return refuse(ctx);
  if (!isOngoing(programme.state)) return refuse(ctx, 'enrolment-closed');
  const date = isoDate(localDate(ctx.now, ctx.actor.zone));
  await runner.open(ctx, deps.enrolMany, { programmeId: id, name: programme.name, date });
}

async function onEnrolList(
  { participants }: ParticipantsBotDeps,
  ctx: ActorContext,
  { participant, page }: Tapped<typeof taps.enrolListTap>,
) {
  const person = await participants.find(ctx.actor, participant);
  if (!person?.mayEnrol) return refuse(ctx);
  await ctx.show(
    enrolListCard(voiceOf(ctx), person, await participants.choices(ctx.actor, participant), page),
  );
}

async function onEnrol(
  deps: ParticipantsBotDeps,
  ctx: ActorContext,
  { participant, programme }: Tapped<typeof taps.enrolTap>,
) {
  const { participants, wake } = deps;
  const outcome = await participants.enrol(ctx, { participantId: participant, programmeId: programme });
  if (outcome === 'forbidden') return refuse(ctx);
  if (outcome === 'gone') return refuse(ctx, 'button-stale');
  if (outcome === 'future' || outcome === 'older') return refuse(ctx, 'button-stale');
  if (outcome === 'exists') return open(deps, ctx, participant, { toast: ctx.t('enrolment-exists') });
  if (outcome === 'closed') return open(deps, ctx, participant, { head: ctx.t('enrolment-closed') });
  wake();
  await open(deps, ctx, participant, { head: ctx.t(`enrolment-was-${outcome}`) });
}

async function onEnd(
  deps: ParticipantsBotDeps,
  ctx: ActorContext,
  { enrolment, version }: Tapped<typeof taps.endTap>,
) {
  const person = await deps.participants.ofEnrolment(ctx.actor, enrolment);
  if (!person) return refuse(ctx);
  const current = person.enrolments.find((one) => one.id === enrolment && one.version === version);
  if (!current || current.state === 'ended')
    return open(deps, ctx, person.id, { toast: ctx.t('button-stale') });
  await ctx.show(reasonCard(ctx.t, person, current));
}

async function onUndoEnd(
  deps: ParticipantsBotDeps,
  ctx: ActorContext,
  { enrolment, version }: Tapped<typeof taps.undoEndTap>,
) {
  const done = await deps.participants.undoEnd(ctx, { enrolmentId: enrolment, version });
  if (done.outcome === 'forbidden') return refuse(ctx);
  if (done.participantId === null) return refuse(ctx, 'button-stale');
  if (done.outcome === 'stale') return open(deps, ctx, done.participantId, { toast: ctx.t('button-stale') });
  if (done.outcome === 'month')
    return open(deps, ctx, done.participantId, { head: closedText(voiceOf(ctx), done.closed) });
  if (done.outcome === 'late')
    return open(deps, ctx, done.participantId, { head: ctx.t('departure-refused-late') });
  deps.wake();
  const head = ctx.t(done.outcome === 'waiting' ? 'enrolment-undone-waiting' : 'enrolment-undone');
  await open(deps, ctx, done.participantId, { head });
}

async function onDated(
  deps: ParticipantsBotDeps,
  ctx: ActorContext,
  { participant, wanted }: Tapped<typeof taps.datedTap>,
) {
  const person = await deps.participants.correctable(ctx.actor, participant);
  if (person === 'forbidden') return refuse(ctx);
  if (!person) return refuse(ctx, 'button-stale');
  const known = { participant, ...person };
  await deps.runner.open(ctx, deps.dated, wanted === '' ? known : { ...known, wanted });
}

export function createParticipantsBot(deps: ParticipantsBotDeps): Router {
  const bot = new Router();
  onCommand(bot, 'participants', (ctx, argument) => list(deps, ctx, argument.slice(0, 100), 0));
  onTap(bot, taps.participantListTap, (ctx, { query, page }) => list(deps, ctx, queryOf(query), page));
  onTap(bot, taps.participantTap, (ctx, { participant }) => open(deps, ctx, participant));
  onTap(bot, taps.leaveTap, (ctx, values) => onLeave(deps, ctx, values));
  onTap(bot, taps.departTap, (ctx, values) => onDepart(deps, ctx, values));
  onTap(bot, taps.takeBackTap, (ctx, values) => onTakeBack(deps, ctx, values));
  onTap(bot, taps.findTap, (ctx) => onFind(deps, ctx));
  onTap(bot, taps.programmePeopleTap, (ctx, values) => onProgrammePeople(deps, ctx, values));
  onTap(bot, taps.enrolManyTap, (ctx, values) => onEnrolMany(deps, ctx, values));
  onTap(bot, taps.enrolListTap, (ctx, values) => onEnrolList(deps, ctx, values));
  onTap(bot, taps.enrolTap, (ctx, values) => onEnrol(deps, ctx, values));
  onTap(bot, taps.overrideTap, (ctx, { enrolment, version }) =>
    move(deps, ctx, { enrolmentId: enrolment, version, state: 'active', override: true }),
  );
  onTap(bot, taps.moveTap, (ctx, { enrolment, version, to }) =>
    move(deps, ctx, { enrolmentId: enrolment, version, state: to }),
  );
  onTap(bot, taps.reasonTap, (ctx, { enrolment, version, reason }) =>
    move(deps, ctx, { enrolmentId: enrolment, version, state: 'ended', reason }),
  );
  onTap(bot, taps.endTap, (ctx, values) => onEnd(deps, ctx, values));
  onTap(bot, taps.undoEndTap, (ctx, values) => onUndoEnd(deps, ctx, values));
  onTap(bot, taps.datedTap, (ctx, values) => onDated(deps, ctx, values));
  return bot;
}
