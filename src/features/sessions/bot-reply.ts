import { Composer } from 'grammy';
import type { BotContext } from '../../bot/context.js';
import { attachedText } from './messages.js';
import type { SessionsService } from './service.js';
import type { Reply, SessionCorrections } from './service-correct.js';

function replyOf(ctx: BotContext): Reply | undefined {
  const photo = ctx.msg?.photo?.at(-1);
  if (photo) return { kind: 'photo', photo: { fileId: photo.file_id, fileUniqueId: photo.file_unique_id } };
  const text = ctx.msg?.text?.trim();
  return text === undefined || text === '' || text.startsWith('/') ? undefined : { kind: 'note', text };
}

/** A photo or a text in reply to a session's card is added to that session. */
export function createReplyHandler(deps: {
  readonly sessions: SessionsService;
  readonly corrections: SessionCorrections;
}): Composer<BotContext> {
  const { sessions, corrections } = deps;
  const composer = new Composer<BotContext>();
  composer.on('message', async (ctx, next) => {
    const card = ctx.msg.reply_to_message;
    const { actor } = ctx;
    const reply = replyOf(ctx);
    if (!card || !actor || !reply || ctx.chat.type !== 'private') return next();
    const sessionId = await sessions.ofCard(ctx.chat.id, card.message_id);
    if (sessionId === undefined) return next();
    const attached = await corrections.attach(actor, sessionId, reply, ctx.ref, ctx.now);
    await ctx.send({ text: attachedText(ctx.t, reply.kind, attached) });
  });
  return composer;
}
