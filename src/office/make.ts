import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DatabaseAddress } from '../db/url.js';
import { makePrivateFolder } from '../lib/shut/private-files.js';
import type { Backup, Shelf } from './backup.js';
import { evidenceBackupOf, evidenceFolderOf } from './evidence/folder.js';
import { type Mirrored, mirrorSealed } from './evidence/mirror.js';
import { BackupFailure, type BackupFault } from './faults.js';
import { dump } from './postgres.js';

/** What the thread that copies is given, and what it says at its end. */
export type CopyJob = { readonly source: string; readonly shelf: Shelf; readonly now: Date };
export type CopySaid =
  | { readonly ok: true; readonly backup: Backup }
  | { readonly ok: false; readonly fault: BackupFault; readonly detail: string };

// The compiled one, also where this file is run as it was written.
const WORKER = new URL('../../dist/office/copy-worker.js', import.meta.url);

async function copyInThread(job: CopyJob, signal: AbortSignal | undefined): Promise<Backup> {
  const worker = new Worker(WORKER, { workerData: job });
  try {
    const [said] = (await once(worker, 'message', { signal })) as [CopySaid];
    if (!said.ok) throw new BackupFailure(said.fault, said.detail);
    return said.backup;
  } finally {
    await worker.terminate();
  }
}

/** A backup, with the copies of what was sent that lie beside it. */
export type Made = Backup & { readonly evidence: Mirrored };

/**
 * Makes one verified backup of the database in the folder of the shelf, which is made where it is missing, and removes
 * those that were kept long enough; what was sent is copied beside it, each file once. The event loop goes on meanwhile.
 *
 * @throws what `faultOf` tells the meaning of. Nothing is left then, and no older backup is removed.
 */
export async function makeBackup(
  address: DatabaseAddress,
  shelf: Shelf,
  now: Date,
  signal?: AbortSignal,
): Promise<Made> {
  await makePrivateFolder(shelf.folder);
  const backup = await (address.kind === 'sqlite'
    ? copyInThread({ source: address.path, shelf, now }, signal)
    : dump(address.url, shelf, now, signal));
  const evidence = await mirrorSealed(evidenceFolderOf(address), evidenceBackupOf(shelf.folder), 'all');
  return { ...backup, evidence };
}
