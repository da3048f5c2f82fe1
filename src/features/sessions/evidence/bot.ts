import { Composer, type MiddlewareFn } from 'grammy';
import type { ActorContext, BotContext } from '../../../bot/context.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onTap } from '../../../bot/guards.js';
import { answerTap } from '../../../bot/show.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { tidy } from '../../../dialogs/fields/text.js';
import { voiceOf } from '../../../words/voice.js';
import type { ShowKept } from '../../evidence/index.js';
import type { LogBot } from '../log/bot.js';
import type { SessionsService } from '../session/service.js';
import { readSaid } from '../sheet/rules.js';
import { photosTap, proofAsTap, proofTap } from '../taps.js';
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

/** What a message says about a session: a picture, a recording, words. */
function sentIn({ msg }: BotContext): Sent | undefined {
  const photo = msg?.photo?.at(-1);
  const recording = msg?.voice ?? msg?.audio;
  const said = tidy(msg?.text ?? msg?.caption ?? '');
  if (said.startsWith('/')) return undefined;
  const file = photo ?? recording;
  if (!file && said === '') return undefined;
  const kind = recording ? 'voice' : OF_SHEET.test(said) ? 'sheet' : 'photo';
  return {
    ...(file && { file: { kind, fileId: file.file_id, fileUniqueId: file.file_unique_id } }),
    // `lembar` alone says what the picture is, and is no note.
    ...(said !== '' && !(file && OF_SHEET.test(said) && said.length < 30) && { note: said }),
    ...(file && msg?.media_group_id !== undefined && { album: msg.media_group_id }),
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
  if (earlier) return { id: earlier.sessionId, ...(earlier.kind === 'sheet' && { kind: 'sheet' }) };
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
  if (!msg?.photo || !chat || msg.reply_to_message) return undefined;
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
  if (file || note === undefined || !readSaid(note)) return false;
  const view = await sessions.view(ctx.actor, id, ctx.now);
  if (!view || view.closed) return false;
  const { state, begun, may } = view.plan;
  if (state !== 'planned' || !begun || !may.log) return false;
  const { programme, startsAt, endsAt, trainer } = view;
  const session = { programme: programme.id, planned: id, paper: undefined, startsAt, endsAt, trainer };
  return open(ctx, session, note);
}

function take(
  deps: ReplyDeps,
  about: (ctx: ActorContext, sent: Sent) => Promise<About | undefined>,
): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const { actor, chat } = ctx;
    const sent = sentIn(ctx);
    if (!actor || !sent || chat?.type !== 'private') return next();
    const acting = Object.assign(ctx, { actor });
    const found = await about(acting, sent);
    if (!found) return next();
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
  if (lost > 0) await ctx.reply(ctx.t('session-files-lost', { count: lost }));
}

async function onProofAs({ evidence }: ReplyDeps, ctx: ActorContext, which: Tapped<typeof proofAsTap>) {
  const done = await evidence.reclassify(ctx.actor, which, ctx.ref, ctx.now);
  if (!done) return answerTap(ctx, ctx.t('session-gone'), true);
  await ctx.show({ text: ctx.t(`session-proof-is-${which.kind}`) });
}

/** Pictures, recordings and words that are sent about a session, mostly in reply to its card or a reminder of it. */
export function createReplyHandler(deps: ReplyDeps): Composer<BotContext> {
  const { runner } = deps;
  const composer = new Composer<BotContext>();
  runner.replies.on(
    'message',
    take(deps, (ctx, sent) => answered(deps, ctx, sent)),
  );
  composer.on(
    'message',
    take(deps, (ctx) => awaited(deps, ctx)),
  );
  onTap(composer, proofAsTap, (ctx, values) => onProofAs(deps, ctx, values));
  onTap(composer, photosTap, (ctx, { session }) => sendKept(deps, ctx, session, 'photo'));
  onTap(composer, proofTap, (ctx, { session, kind }) => sendKept(deps, ctx, session, kind));
  return composer;
}
