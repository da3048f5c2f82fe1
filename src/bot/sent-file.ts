import type { Message } from 'grammy/types';
import type { FileRef } from '../dialogs/form.js';

/** The file in a message, whatever it was sent as; of a picture, the largest size. */
export function fileIn(msg: Message | undefined): FileRef | undefined {
  if (!msg) return undefined;
  const { photo, document, video, video_note: round, voice, audio } = msg;
  const picture = photo?.at(-1);
  if (picture) return { fileId: picture.file_id, fileUniqueId: picture.file_unique_id };
  const [media, file] = document
    ? (['document', document] as const)
    : video
      ? (['video', video] as const)
      : voice
        ? (['voice', voice] as const)
        : (['audio', audio] as const);
  // A round video can't be sent again as any other.
  if (!file || round) return undefined;
  return {
    fileId: file.file_id,
    fileUniqueId: file.file_unique_id,
    media,
    ...('file_name' in file && file.file_name !== undefined && { name: file.file_name }),
    ...(file.mime_type !== undefined && { mimeType: file.mime_type }),
  };
}

/** Whether a file is a picture, a scan or a film: what may be seen, and no table or text to be read. */
export function isSeen({ media = 'photo', mimeType = '' }: FileRef): boolean {
  if (media === 'photo' || media === 'video') return true;
  return media === 'document' && (/^(?:image|video)\//u.test(mimeType) || mimeType === 'application/pdf');
}
