import type { RosterFile } from '../../src/features/files/rules.js';

/** A roster file with nothing in it, but what is said. */
export function rosterFile(more: Partial<RosterFile> = {}): RosterFile {
  return {
    rows: [],
    faulty: [],
    faultyKeys: [],
    repeated: [],
    leaving: [],
    skipped: [],
    blank: 0,
    tidied: [],
    notes: [],
    programmes: [],
    ignored: [],
    sheets: [],
    asks: [],
    noStatus: false,
    departuresOnly: false,
    ...more,
  };
}
