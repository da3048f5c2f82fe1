import type { Action } from '../access/table.js';
import type { Locale } from '../lib/locale.js';

/** Where a command works: with a person alone, or in groups too. */
export type Place = 'private' | 'anywhere';

export type CommandName = keyof typeof COMMANDS;

/**
 * Every command in both languages, what it needs (`everyone` with a post, `anyone` at all), and where it works.
 * Menus, help and the routing are made from this list; descriptions are `command-<name>` in the locale files.
 */
export const COMMANDS = {
  visits: { id: 'kunjungan', en: 'visits', needs: 'visit.view', place: 'private' },
  followUps: { id: 'tindaklanjut', en: 'followups', needs: 'followUp.view', place: 'private' },
  sessions: { id: 'sesi', en: 'sessions', needs: 'session.view', place: 'private' },
  counts: { id: 'jumlah', en: 'counts', needs: 'count.view', place: 'anywhere' },
  agreements: { id: 'perjanjian', en: 'agreements', needs: 'agreement.view', place: 'private' },
  programmes: { id: 'program', en: 'programmes', needs: 'programme.view', place: 'private' },
  participants: { id: 'peserta', en: 'participants', needs: 'participant.view', place: 'private' },
  agencies: { id: 'mitra', en: 'agencies', needs: 'agency.view', place: 'private' },
  summary: { id: 'ringkasan', en: 'summary', needs: 'summary.view', place: 'anywhere' },
  people: { id: 'orang', en: 'people', needs: 'post.view', place: 'private' },
  handover: { id: 'serahterima', en: 'handover', needs: 'everyone', place: 'private' },
  invite: { id: 'undang', en: 'invite', needs: 'post.inviteToAgency', place: 'private' },
  trail: { id: 'jejak', en: 'audit', needs: 'trail.view', place: 'private' },
  queue: { id: 'antrian', en: 'queue', needs: 'queue.manage', place: 'private' },
  exports: { id: 'unduh', en: 'download', needs: 'session.view', place: 'private' },
  settings: { id: 'pengaturan', en: 'settings', needs: 'everyone', place: 'private' },
  units: { id: 'unit', en: 'unit', needs: 'everyone', place: 'private' },
  privacy: { id: 'privasi', en: 'privacy', needs: 'anyone', place: 'anywhere' },
  help: { id: 'bantuan', en: 'help', needs: 'anyone', place: 'anywhere' },
  cancel: { id: 'batal', en: 'cancel', needs: 'everyone', place: 'private' },
} as const satisfies Record<
  string,
  {
    readonly id: string;
    readonly en: string;
    readonly needs: Action | 'everyone' | 'anyone';
    readonly place: Place;
  }
>;

export const COMMAND_NAMES = Object.keys(COMMANDS) as CommandName[];

/** The word to type for a command in a language, with its slash. */
export function commandWord(name: CommandName, locale: Locale): string {
  return `/${COMMANDS[name][locale]}`;
}
