import { basename, dirname, parse } from 'node:path';
import type { DatabaseAddress } from '../db/url.js';
import { keyFileOf } from '../keys/key-file.js';
import { closeToOthers, type Mended } from '../lib/private-files.js';

/** The demonstration keeps its database beside the program's. */
const OURS = ['sambang', 'demo'];

/** What the program keeps beside a database, and the database itself: its key, its log, copies of it. */
function namesBeside(address: DatabaseAddress): RegExp {
  const own = address.kind === 'sqlite' ? [basename(address.path), parse(address.path).name] : [];
  const stems = [...OURS, ...own].map((stem) => stem.replaceAll(/[^\w]/gu, '\\$&'));
  return new RegExp(`^(?:${stems.join('|')})(?:[.-]|$)`, 'u');
}

/** Closes to others what holds personal data, where earlier versions or copying by hand have left it open. */
export async function closePlaces(address: DatabaseAddress, backups: string): Promise<readonly Mended[]> {
  const beside = dirname(keyFileOf(address));
  return [
    ...(await closeToOthers(beside, namesBeside(address))),
    ...(await closeToOthers(backups, /^sambang[.-]/u)),
  ];
}
