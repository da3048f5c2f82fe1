import { GrammyError, InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import type { BotContext } from '../../../bot/context.js';
import type { Db } from '../../../db/database.js';
import { SealError } from '../../../lib/shut/seal.js';
import type { SealedFiles } from '../../../lib/shut/sealed-files.js';
import type { Kept } from '../store.js';
import { renameFile } from './store.js';

/** Pictures that go into one album at most. */
const ALBUM = 10;

export type ShowDeps = { readonly db: Db; readonly files: SealedFiles };

/** Sends what is kept to the chat; how many can't be shown: neither Telegram nor we have them. */
export type ShowKept = (ctx: BotContext, files: readonly Kept[]) => Promise<number>;

/** Whether Telegram doesn't know a file by what we call it, as after a new token. */
function isUnknownFile(error: unknown): boolean {
  return (
    error instanceof GrammyError && error.error_code === 400 && /file|wrong type/iu.test(error.description)
  );
}

const ENDINGS = { photo: 'jpg', video: 'mp4', voice: 'ogg', audio: 'mp3', document: 'bin' } as const;

/** A copy that was sealed with a key that is lost is none. */
function unlessSealed(error: unknown): undefined {
  if (error instanceof SealError) return undefined;
  throw error;
}

async function copyOf({ files }: ShowDeps, { id, copy, name, media }: Kept): Promise<InputFile | undefined> {
  const bytes = copy === null ? undefined : await files.get(copy).catch(unlessSealed);
  return bytes && new InputFile(bytes, name ?? `${id}.${ENDINGS[media]}`);
}

/** What we have a copy of ourselves; undefined: none yet, or none that can be opened. */
export type ReadKept = (kept: Kept) => Promise<Uint8Array | undefined>;

/** Reads copies of what is kept. */
export function readKept({ files }: Pick<ShowDeps, 'files'>): ReadKept {
  return async ({ copy }) => (copy === null ? undefined : files.get(copy).catch(unlessSealed));
}

function send(ctx: BotContext, media: Kept['media'], source: string | InputFile): Promise<Message> {
  switch (media) {
    case 'photo':
      return ctx.replyWithPhoto(source);
    case 'document':
      return ctx.replyWithDocument(source);
    case 'video':
      return ctx.replyWithVideo(source);
    case 'voice':
      return ctx.replyWithVoice(source);
    case 'audio':
      return ctx.replyWithAudio(source);
  }
}

function fileIdIn({ photo, document, video, voice, audio }: Message): string | undefined {
  return (photo?.at(-1) ?? video ?? voice ?? audio ?? document)?.file_id;
}

/** By Telegram's name of it, or from our copy, which Telegram then calls otherwise. */
async function showOne(deps: ShowDeps, ctx: BotContext, kept: Kept): Promise<boolean> {
  try {
    await send(ctx, kept.media, kept.fileId);
    return true;
  } catch (error) {
    if (!isUnknownFile(error)) throw error;
  }
  const copy = await copyOf(deps, kept);
  if (!copy) return false;
  const fileId = fileIdIn(await send(ctx, kept.media, copy));
  if (fileId !== undefined) await deps.db.writeOne((client) => renameFile(client, kept.id, fileId));
  return true;
}

async function showAlbum(deps: ShowDeps, ctx: BotContext, album: readonly Kept[]): Promise<number> {
  const [first, ...rest] = album;
  if (!first) return 0;
  // An album takes two pictures or more.
  if (rest.length > 0) {
    try {
      await ctx.replyWithMediaGroup(album.map(({ fileId }) => ({ type: 'photo', media: fileId })));
      return 0;
    } catch (error) {
      if (!isUnknownFile(error)) throw error;
    }
  }
  let lost = 0;
  for (const kept of album) if (!(await showOne(deps, ctx, kept))) lost += 1;
  return lost;
}

/** Shows what is kept: photos in albums, everything else by itself, in the order in which it came. */
export function showKept(deps: ShowDeps): ShowKept {
  return async (ctx, files) => {
    let lost = 0;
    const photos = files.filter(({ media }) => media === 'photo');
    for (let at = 0; at < photos.length; at += ALBUM) {
      lost += await showAlbum(deps, ctx, photos.slice(at, at + ALBUM));
    }
    for (const kept of files.filter(({ media }) => media !== 'photo')) {
      if (!(await showOne(deps, ctx, kept))) lost += 1;
    }
    return lost;
  };
}
