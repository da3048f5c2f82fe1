import { BadBackupError } from './backup.js';

/**
 * Why there is no backup. `folder`: it can't be written to; `damaged`: the copy isn't a whole database; `no-tool`:
 * pg_dump isn't installed; `tool`: it has failed; `group`: the chat is one that people are told totals in;
 * `too-large`: for Telegram; `chat`: it couldn't be sent there.
 */
export type BackupFault =
  | 'disk-full'
  | 'folder'
  | 'damaged'
  | 'no-tool'
  | 'tool'
  | 'group'
  | 'too-large'
  | 'chat'
  | 'other';

/** A backup that came to nothing, for a known reason. */
export class BackupFailure extends Error {
  readonly fault: BackupFault;

  constructor(fault: BackupFault, detail: string) {
    super(detail);
    this.fault = fault;
  }
}

const DISK_FULL = /^(?:ENOSPC|EDQUOT|EFBIG|SQLITE_FULL)$/;
const FOLDER = /^(?:EACCES|EPERM|EROFS|EEXIST|ENOENT|ENOTDIR|SQLITE_CANTOPEN|SQLITE_READONLY)/;

/** What an error that ended a backup means to those who look after the computer. */
export function faultOf(error: unknown): BackupFault {
  if (error instanceof BackupFailure) return error.fault;
  if (error instanceof BadBackupError) return 'damaged';
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return 'other';
  if (DISK_FULL.test(code)) return 'disk-full';
  return FOLDER.test(code) ? 'folder' : 'other';
}
