import { randomBytes } from 'node:crypto';
import type { Update } from 'grammy/types';
import { createUpdateStore, type UpdateStore } from '../../../src/bot/intake/stored/store.js';
import type { Db } from '../../../src/db/database.js';
import { createSeal, KEY_BYTES } from '../../../src/lib/shut/seal.js';
import { databases, type TestDatabaseKind } from '../../support/database.js';

let nextId = 1;

/** A message of a person in a chat. */
export function message(chat: number, person: number, id = nextId++): Update {
  return {
    update_id: id,
    message: {
      message_id: id,
      date: 0,
      chat: { id: chat, type: 'private', first_name: 'Rina' },
      from: { id: person, is_bot: false, first_name: 'Rina' },
    },
  };
}

/** Lets everything that is ready run. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export type Rows = {
  readonly db: Db;
  readonly store: UpdateStore;
  /** The rows that there are, the lowest number first. */
  readonly all: () => Promise<
    readonly { updateId: number; state: string; cause: string | null; tries: number }[]
  >;
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Where updates are stored, in an empty database. */
export async function rows(kind: TestDatabaseKind | undefined = databases()[0]): Promise<Rows> {
  if (!kind) throw new Error('there is no database');
  const database = await kind.open({ neighbours: false });
  const { db } = database;
  return {
    db,
    store: createUpdateStore({ db, seal: createSeal(randomBytes(KEY_BYTES)), botId: 7n }),
    all: () =>
      db.read.storedUpdate.findMany({
        select: { updateId: true, state: true, cause: true, tries: true },
        orderBy: { updateId: 'asc' },
      }),
    reset: () => database.reset(),
    close: () => database.close(),
  };
}
