import type { MiddlewareFn } from 'grammy';
import type { ActorContext, BotContext } from '../../../bot/context.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { fileIn, isSeen } from '../../../bot/sent-file.js';
import { answerTap, sendWhole } from '../../../bot/show.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { tidy } from '../../../dialogs/fields/text.js';
import { CUT_LENGTH } from '../../../words/notes.js';
import { voiceOf } from '../../../words/voice.js';
import type { ShowKept } from '../../evidence/index.js';
import { speaksOfMarks } from '../exceptions/rules.js';
import type { LogBot } from '../log/bot.js';
import type { SessionsService } from '../session/service.js';
import { readSaid } from '../sheet/rules.js';
import { notesTap, photosTap, proofAsTap, proofTap } from '../taps.js';
import { attachedCard } from './messages.js';
import type { Attached, Sent, SessionEvidence } from './service.js';

/** A caption that says that the picture is of the paper. */
const OF_SHEET = /\b(?:lembar|daftar hadir|absen(?:si)?|sheet|attendance)\b/iu;

export type ReplyDeps = {
  readonly sessions: SessionsService;
  readonly evidence: SessionEvidence;
  readonly open: LogBot['startKnown'];
  readonly runner: DialogRunner;
  readonly showKept: ShowKept;
};

/** What a message says about a session: a picture, a scan, a film, a recording, words. */
function sentIn({ msg }: BotContext): Sent | undefined {
  const sent = fileIn(msg);
  const isVoice = sent?.media === 'voice' || sent?.media === 'audio';
  const said = tidy(msg?.text ?? msg?.caption ?? '');
  if (said.startsWith('/')) return undefined;
  if (!sent && said === '') return undefined;
  const kind = isVoice ? 'voice' : OF_SHEET.test(said) ? 'sheet' : 'photo';
  return {
    ...(sent && { file: { ...sent, kind } }),
    // `lembar` alone says what the picture is, and is no note.
    ...(said !== '' && !(sent && OF_SHEET.test(said) && said.length < 30) && { note: said }),
    ...(sent && msg?.media_group_id !== undefined && { album: msg.media_group_id }),
  };
}

type About = { readonly id: number; readonly kind?: 'sheet' };

/** Which session a message is about: its album's, or that of the message it replies to. */
async function answered(
  { evidence, sessions }: ReplyDeps,
  ctx: ActorContext,
  { album, file }: Sent,
): Promise<About | undefined> {
  const { actor, msg, chat, ref, now } = ctx;
  if (!msg || !chat) return undefined;
  const earlier = album === undefined ? undefined : await evidence.ofAlbum(ref, chat.id, album);
  if (earlier?.sessionId !== undefined)
    return { id: earlier.sessionId, ...(earlier.kind === 'sheet' && { kind: 'sheet' }) };
  if (!msg.reply_to_message) return undefined;
  const id = await sessions.ofMessage(actor, chat.id, msg.reply_to_message.message_id);
  if (id === undefined) return undefined;
  const asked = file?.kind === 'photo' && (await evidence.awaited(actor, chat.id, now)) === id;
  return { id, ...(asked && { kind: 'sheet' }) };
}

/** The session whose sheet was asked for, of a picture that replies to nothing. */
async function awaited(
  { evidence }: ReplyDeps,
  { actor, msg, chat, now }: ActorContext,
): Promise<About | undefined> {
  const file = fileIn(msg);
  if (!file || !isSeen(file) || !chat || msg?.reply_to_message) return undefined;
  const id = await evidence.awaited(actor, chat.id, now);
  return id === undefined ? undefined : { id, kind: 'sheet' };
}

/** `3,7 sakit` in reply to a reminder is the session's attendance: it goes to the form, in the paper's numbers. */
async function recorded(
  { sessions, open }: ReplyDeps,
  ctx: ActorContext,
  id: number,
  { file, note }: Sent,
): Promise<boolean> {
  if (file || note === undefined || !(readSaid(note) || speaksOfMarks(note))) return false;
  const view = await sessions.view(ctx.actor, id, ctx.now);
  if (!view || view.closed) return false;
  const { state, begun, may } = view.plan;
  if (state !== 'planned' || !begun || !may.log) return false;
  const { programme, startsAt, endsAt, trainer } = view;
  const session = { programme: programme.id, planned: id, paper: undefined, startsAt, endsAt, trainer };
  // With names it is attendance only where the sheet has them; otherwise it is a note.
  return open(ctx, session, note, readSaid(note) ? 'opens' : 'if-read');
}

/** The rest of a text that Telegram has cut follows at once, and replies to nothing. */
const REST_MS = 10_000;

/** The sessions to which long texts were just sent in reply, by who wrote them and where. */
type Longer = Map<string, { readonly id: number; readonly until: number }>;

const writerOf = ({ actor, chat }: ActorContext) => `${chat?.id}:${actor.personId}`;

/** The session that the text before was about, where that was cut. */
function continued(longer: Longer, ctx: ActorContext): About | undefined {
  const { msg, now } = ctx;
  const last = longer.get(writerOf(ctx));
  if (msg?.text === undefined || msg.reply_to_message || !last || last.until < now.getTime())
    return undefined;
  return { id: last.id };
}

function keepLonger(longer: Longer, ctx: ActorContext, id: number): void {
  const { msg, now } = ctx;
  for (const [writer, { until }] of longer) if (until < now.getTime()) longer.delete(writer);
  if ((msg?.text ?? '').length >= CUT_LENGTH) {
    longer.set(writerOf(ctx), { id, until: now.getTime() + REST_MS });
  }
}

function take(
  deps: ReplyDeps,
  longer: Longer,
  about: (ctx: ActorContext, sent: Sent) => Promise<About | undefined>,
): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const { actor, chat } = ctx;
    const sent = sentIn(ctx);
    if (!actor || !sent || chat?.type !== 'private') return next();
    const acting = Object.assign(ctx, { actor });
    const found = await about(acting, sent);
    if (!found) return next();
    keepLonger(longer, acting, found.id);
    if (await recorded(deps, acting, found.id, sent)) return;
    const file = sent.file && { ...sent.file, kind: found.kind ?? sent.file.kind };
    const whole = { ...sent, ...(file && { file }), chatId: chat.id };
    const attached: Attached = await deps.evidence.attach(actor, found.id, whole, ctx.ref, ctx.now);
    // An album is answered once, whatever of it came first.
    if (attached.ok && attached.again) return;
    const voice = voiceOf({ t: ctx.t, locale: ctx.locale, now: ctx.now, actor });
    await ctx.send(attachedCard(voice, found.id, attached, sent.album !== undefined));
  };
}

async function sendKept(
  { sessions, showKept }: ReplyDeps,
  ctx: ActorContext,
  session: number,
  kind: 'photo' | 'sheet' | 'voice',
): Promise<void> {
  const kept = await sessions.attachments(ctx.actor, session, kind);
  await answerTap(ctx, kept ? undefined : ctx.t('session-gone'));
  const lost = await showKept(ctx, kept ?? []);
  if (lost > 0) await ctx.reply(ctx.t('files-lost', { count: lost }));
}

async function onProofAs({ evidence }: ReplyDeps, ctx: ActorContext, which: Tapped<typeof proofAsTap>) {
  const done = await evidence.reclassify(ctx.actor, which, ctx.ref, ctx.now);
  if (!done) return answerTap(ctx, ctx.t('session-gone'), true);
  await ctx.show({ text: ctx.t(`session-proof-is-${which.kind}`) });
}

/** Pictures, recordings and words that are sent about a session, mostly in reply to its card or a reminder of it. */
export function createReplyHandler(deps: ReplyDeps): Router {
  const { runner } = deps;
  const composer = new Router();
  const longer: Longer = new Map();
  runner.replies.on(
    'message',
    take(deps, longer, async (ctx, sent) => continued(longer, ctx) ?? (await answered(deps, ctx, sent))),
  );
  composer.on(
    'message',
    take(deps, longer, async (ctx) => continued(longer, ctx) ?? (await awaited(deps, ctx))),
  );
  onTap(composer, proofAsTap, (ctx, values) => onProofAs(deps, ctx, values));
  onTap(composer, notesTap, async (ctx, { session }) => {
    const view = await deps.sessions.view(ctx.actor, session, ctx.now);
    await answerTap(ctx, view ? undefined : ctx.t('session-gone'));
    await sendWhole(ctx, view?.notes ?? '');
  });
  onTap(composer, photosTap, (ctx, { session }) => sendKept(deps, ctx, session, 'photo'));
  onTap(composer, proofTap, (ctx, { session, kind }) => sendKept(deps, ctx, session, kind));
  return composer;
}
