import { basename, dirname, parse } from 'node:path';
import type { DatabaseAddress } from '../db/url.js';
import { keyFileOf } from '../keys/key-file.js';
import { closeToOthers, type Mended } from '../lib/shut/private-files.js';

/** The demonstration keeps its database beside the program's. */
const OURS = ['sambang', 'demo'];

/** Whether a file is called after a database, as its key, its log and copies of it are. */
const calledAfter = (stems: readonly string[]) => (name: string) =>
  stems.some((stem) => name === stem || name.startsWith(`${stem}.`) || name.startsWith(`${stem}-`));

/** Closes to others what holds personal data, where earlier versions or copying by hand have left it open. */
export async function closePlaces(address: DatabaseAddress, backups: string): Promise<readonly Mended[]> {
  const own = address.kind === 'sqlite' ? [basename(address.path), parse(address.path).name] : [];
  return [
    ...(await closeToOthers(dirname(keyFileOf(address)), calledAfter([...OURS, ...own]))),
    ...(await closeToOthers(backups, calledAfter(OURS))),
  ];
}
