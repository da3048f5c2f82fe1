import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Api, InputFile } from 'grammy';
import { tellInside } from '../../delivery/guard/payload.js';
import type { Locale } from '../../lib/locale.js';
import { formatDateTime } from '../../lib/zoned.js';
import { grammySignal } from '../../telegram/client.js';
import { telegramFailure } from '../../telegram/failures.js';
import { translator } from '../../words/translate.js';
import { BackupFailure } from '../faults.js';
import { SEALED, seal } from '../files/sealing.js';
import type { Made } from './store.js';

/** Telegram takes no larger file from a bot. */
const MAX_BYTES = 50_000_000;

export type ChatDeps = {
  /** With the guard of groups, and with time for an upload. */
  readonly api: Api;
  readonly chatId: number;
  /** Whether people are told totals in this chat. */
  readonly isGroup: (chatId: bigint) => Promise<boolean>;
  readonly key: Uint8Array;
  readonly locale: Locale;
  readonly zone: string;
};

/** @throws {BackupFailure} `group` for any chat in which staff or agencies write. */
async function refuseGroups({ api, chatId, isGroup }: ChatDeps, signal: AbortSignal): Promise<void> {
  const { type } = await api.getChat(chatId, grammySignal(signal));
  if ((type !== 'private' && type !== 'channel') || (await isGroup(BigInt(chatId)))) {
    throw new BackupFailure('group', 'the chat is a group');
  }
}

function caption({ locale, zone }: ChatDeps, { madeAt, bytes, rows }: Made): string {
  const { Participant = 0, Visit = 0, Session = 0, Attendance = 0 } = rows;
  return translator(locale)('backup-caption', {
    at: formatDateTime(madeAt, zone, locale),
    size: Math.max(0.1, Math.round(bytes / 104_857.6) / 10),
    visits: Visit,
    participants: Participant,
    sessions: Session,
    marks: Attendance,
  });
}

/**
 * Sends an encrypted copy of a backup to the chat.
 * @throws {BackupFailure} where it is too large for Telegram, the chat is a group, or it can't be sent there.
 */
export async function sendCopy(deps: ChatDeps, file: string, made: Made, signal: AbortSignal): Promise<void> {
  const sealed = `${file}.sending`;
  try {
    await refuseGroups(deps, signal);
    for (const left of [sealed, `${sealed}.partial`]) await rm(left, { force: true });
    await seal(file, sealed, deps.key);
    const { size } = await stat(sealed);
    if (size > MAX_BYTES) throw new BackupFailure('too-large', `${size} bytes, encrypted`);
    const document = tellInside(new InputFile(sealed, `${basename(file)}${SEALED}`), '');
    const more = { caption: caption(deps, made), disable_notification: true };
    await deps.api.sendDocument(deps.chatId, document, more, grammySignal(signal));
  } catch (error) {
    const failure = telegramFailure(error);
    throw failure ? new BackupFailure('chat', failure.kind) : error;
  } finally {
    await rm(sealed, { force: true });
  }
}
