import type { MiddlewareFn } from 'grammy';
import type { Message } from 'grammy/types';
import type { ActorContext, BotContext } from '../../../bot/context.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { fileIn } from '../../../bot/sent-file.js';
import { tidy } from '../../../dialogs/fields/text.js';
import type { FileRef } from '../../../dialogs/form.js';
import { NOTES_MAX, withMore } from '../../../words/notes.js';
import { actionsOf } from '../answer/rules.js';
import { asShown, takesFiles, visitCard } from '../card/messages.js';
import { isFrozen } from '../minutes/rules.js';
import { readerOf } from '../visit/messages.js';
import type { VisitsService } from '../visit/service.js';
import { visitTap } from '../visit/taps.js';

type EvidenceDeps = {
  readonly visits: VisitsService;
  readonly runner: DialogRunner;
  readonly wake: () => void;
};

const ALBUM_MS = 60_000;

/** The visits that albums go to, by chat and album: their pictures come one after the other. */
type Albums = Map<string, { readonly visit: number; readonly until: number }>;

type Sent = { readonly note: string; readonly file: FileRef | undefined; readonly album: string | undefined };

function sentIn({ msg, chat }: BotContext): Sent | undefined {
  const file = fileIn(msg);
  const note = tidy(msg?.text ?? msg?.caption ?? '');
  if (note.startsWith('/') || (!file && note === '')) return undefined;
  const group = msg?.media_group_id;
  return { note, file, album: group === undefined ? undefined : `${chat?.id}:${group}` };
}

/**
 * The visit whose card a message of ours is, by what its buttons do: one that was opened from a list is kept nowhere. On a
 * list they only open.
 */
export function shownByCard(message: Message, botId: number): number | undefined {
  if (message.from?.id !== botId) return undefined;
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  const taps = buttons.flatMap((one) =>
    'callback_data' in one ? (visitTap.read(one.callback_data) ?? []) : [],
  );
  return taps.find(({ button }) => button !== 'open')?.id;
}

/** The visit that a message is about: its album's, or that of the card it replies to. */
async function visitOf(
  { visits }: EvidenceDeps,
  albums: Albums,
  { msg, chat, now, actor, me }: ActorContext,
  { album }: Sent,
): Promise<number | undefined> {
  for (const [key, { until }] of albums) if (until < now.getTime()) albums.delete(key);
  const known = album === undefined ? undefined : albums.get(album);
  if (known) return known.visit;
  const answered = msg?.reply_to_message;
  if (!chat || !answered) return undefined;
  return (await visits.ofMessage(actor, chat.id, answered.message_id)) ?? shownByCard(answered, me.id);
}

/**
 * What is sent in reply to a visit's card by one of ours is kept with it, whatever it was sent as; words are added to
 * its notes, but not those of whoever looks on. Of others, and where nothing can be noted (yet), it is left to whom it concerns.
 */
export function takeEvidence(deps: EvidenceDeps): MiddlewareFn<BotContext> {
  const albums: Albums = new Map();
  return async (ctx, next) => {
    const { actor, chat, ref, now } = ctx;
    const sent = sentIn(ctx);
    if (!actor || !sent || chat?.type !== 'private') return next();
    const acting = Object.assign(ctx, { actor });
    const id = await visitOf(deps, albums, acting, sent);
    const shown = id === undefined ? undefined : await deps.visits.find(actor, id, now);
    const as = shown && asShown(shown);
    const adds = shown && sent.file && takesFiles(shown);
    const mayNote = shown?.side === 'unit' && as && actionsOf(shown.visit, as, now).has('note');
    if (!shown || (!adds && !mayNote)) return next();
    const { visit } = shown;
    const { note, file, album } = sent;
    const isFirst = album === undefined || !albums.has(album);
    if (album !== undefined) albums.set(album, { visit: visit.id, until: now.getTime() + ALBUM_MS });
    if (adds && file) {
      await deps.visits.addFileOnce(actor, visit.id, file, { ref, now });
      if (!isFirst) return;
      const after = await deps.visits.find(actor, visit.id, now);
      if (after) await ctx.show(visitCard(after, readerOf(acting), ctx.t('visit-file-kept')));
      return;
    }
    const isKept = note !== '' && isFrozen(visit);
    if (isKept && !file) {
      await ctx.reply(ctx.t('visit-refused-frozen'));
      return;
    }
    const notes = note === '' || isKept ? '' : withMore(visit.minutes?.text ?? '', note);
    const { length } = [...notes];
    if (length > NOTES_MAX) {
      await ctx.reply(ctx.t('notes-too-long', { length, max: NOTES_MAX }));
      return;
    }
    const change = { action: 'note', notes, photos: file ? [file] : [], letterNumber: undefined } as const;
    const changed = await deps.visits.changeOnce(actor, visit, change, { ref, now });
    deps.wake();
    if (!isFirst) return;
    const after = await deps.visits.find(actor, visit.id, now);
    const kept = isKept ? 'visit-refused-frozen' : 'visit-notes-kept';
    const said = changed.ok ? ctx.t(kept) : ctx.t(`visit-refused-${changed.reason}`);
    if (after) await ctx.show(visitCard(after, readerOf(acting), said));
  };
}
