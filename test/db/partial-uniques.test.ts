import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSchema } from '../../scripts/schema.mjs';
import type { Tx } from '../../src/db/database.js';
import { isUniqueViolation, type UniqueIndex } from '../../src/db/errors.js';
import { PRISMA_FOLDER } from '../../src/db/migrations/folders.js';
import { databases, type TestDatabase } from '../support/database.js';
import { createBasics, NOW } from './fixtures.js';

const schema = await readSchema(PRISMA_FOLDER);
const declared = [...schema.matchAll(/@@unique\(\[(.+?)\], where: raw\(.*\), map: "(\w+)"\)/g)].map(
  (match) => ({
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the first test below compares them
    index: (match[2] ?? '') as UniqueIndex,
    fields: (match[1] ?? '').split(', '),
  }),
);

const slot = { programmeId: 1, weekday: 2, startMinute: 540, endMinute: 660, since: NOW };
const offer = { unitId: 1, programmeId: 1, enrolmentId: 1, offeredAt: NOW, lapsesAt: NOW };
const incident = { unitId: 1, kind: 'disk-full', key: '', facts: new Uint8Array(1), at: NOW, toldAt: NOW };
const exemption = { unitId: 1, words: 'bintang cahaya', grantedById: 1, grantedAt: NOW };
const closing = { unitId: 1, month: '2023-08', closedAt: NOW, closedById: 1 };

/** Leave to change a month that is closed for it, if it isn't yet. */
async function leaveOf(tx: Tx) {
  const known = await tx.monthClosing.findFirst({ where: { unitId: 1 }, select: { id: true } });
  const { id: closingId } = known ?? (await tx.monthClosing.create({ data: closing, select: { id: true } }));
  const by = { openedById: 1, openedAt: NOW, until: NOW };
  return { ...by, closingId, matter: 'all', whom: 'opener', reason: 'x' } as const;
}

/** How to write a row that its index lets stand once, and one that it doesn't count. */
const cases: Readonly<
  Record<string, { row: (tx: Tx) => Promise<unknown>; uncounted: (tx: Tx) => Promise<unknown> }>
> = {
  post_one_open_in_unit: {
    row: (tx) => tx.post.create({ data: { unitId: 1, personId: 1, kind: 'officer', startedAt: NOW } }),
    uncounted: (tx) =>
      tx.post.create({ data: { unitId: 1, personId: 1, kind: 'officer', startedAt: NOW, endedAt: NOW } }),
  },
  post_one_open_in_agency: {
    row: (tx) =>
      tx.post.create({
        data: { unitId: 1, personId: 1, kind: 'agencyHead', agencyId: 1, startedAt: NOW },
      }),
    uncounted: (tx) =>
      tx.post.create({
        data: { unitId: 1, personId: 1, kind: 'agencyHead', agencyId: 1, startedAt: NOW, endedAt: NOW },
      }),
  },
  access_request_one_open: {
    row: (tx) => tx.accessRequest.create({ data: { unitId: 1, personId: 1, createdAt: NOW } }),
    uncounted: (tx) =>
      tx.accessRequest.create({ data: { unitId: 1, personId: 1, createdAt: NOW, decidedAt: NOW } }),
  },
  calendar_feed_one_open: {
    row: (tx) =>
      tx.calendarFeed.create({
        data: { unitId: 1, telegramId: 7_000_000_001n, pathHash: randomUUID(), createdAt: NOW },
      }),
    uncounted: (tx) =>
      tx.calendarFeed.create({
        data: {
          unitId: 1,
          telegramId: 7_000_000_001n,
          pathHash: randomUUID(),
          createdAt: NOW,
          revokedAt: NOW,
        },
      }),
  },
  participant_class_one_open: {
    row: (tx) => tx.participantClass.create({ data: { participantId: 1, registerClass: 'B_I', from: NOW } }),
    uncounted: (tx) =>
      tx.participantClass.create({
        data: { participantId: 1, registerClass: 'A_III', from: NOW, until: NOW },
      }),
  },
  register_number_one_holder: {
    row: (tx) => addNumber(tx, 'BI7/2026', null),
    uncounted: (tx) => addNumber(tx, 'BI7/2026', NOW),
  },
  register_number_one_open: {
    row: (tx) => tx.registerNumber.create({ data: { ...given, participantId: 1, key: `K${(keys += 1)}` } }),
    uncounted: (tx) =>
      tx.registerNumber.create({ data: { ...given, participantId: 1, key: 'K', until: NOW } }),
  },
  merge_one_open: {
    row: (tx) => addMerge(tx, null),
    uncounted: (tx) => addMerge(tx, NOW),
  },
  enrolment_one_open: {
    row: (tx) =>
      tx.enrolment.create({ data: { unitId: 1, programmeId: 2, participantId: 1, state: 'waiting' } }),
    uncounted: (tx) =>
      tx.enrolment.create({
        data: { unitId: 1, programmeId: 2, participantId: 1, state: 'ended', endedAt: NOW },
      }),
  },
  enrolment_change_one_open: {
    row: (tx) =>
      tx.enrolmentChange.create({ data: { enrolmentId: 1, state: 'active', from: NOW, recordedAt: NOW } }),
    uncounted: (tx) =>
      tx.enrolmentChange.create({
        data: { enrolmentId: 1, state: 'waiting', from: NOW, until: NOW, recordedAt: NOW },
      }),
  },
  session_one_at_a_time: {
    row: (tx) => createSession(tx, 'planned'),
    uncounted: (tx) => createSession(tx, 'cancelled'),
  },
  timetable_slot_once: {
    row: (tx) => tx.timetableSlot.create({ data: slot }),
    uncounted: (tx) => tx.timetableSlot.create({ data: { ...slot, endedAt: NOW } }),
  },
  seat_offer_one_open: {
    row: (tx) => tx.seatOffer.create({ data: offer }),
    uncounted: (tx) => tx.seatOffer.create({ data: { ...offer, state: 'lapsed', closedAt: NOW } }),
  },
  month_opening_one_at_a_time: {
    row: async (tx) => tx.monthOpening.create({ data: await leaveOf(tx) }),
    uncounted: async (tx) => tx.monthOpening.create({ data: { ...(await leaveOf(tx)), endedAt: NOW } }),
  },
  month_closed_once: {
    row: (tx) => tx.monthClosing.create({ data: closing }),
    uncounted: (tx) => tx.monthClosing.create({ data: { ...closing, reopenedAt: NOW } }),
  },
  name_exemption_once: {
    row: (tx) => tx.nameExemption.create({ data: exemption }),
    uncounted: (tx) => tx.nameExemption.create({ data: { ...exemption, withdrawnAt: NOW } }),
  },
  group_bound_once: {
    row: (tx) => bindGroup(tx, null),
    uncounted: (tx) => bindGroup(tx, NOW),
  },
  incident_one_open: {
    row: (tx) => tx.incident.create({ data: incident }),
    uncounted: (tx) => tx.incident.create({ data: { ...incident, overAt: NOW } }),
  },
};

const given = { unitId: 1, number: 'B.I 7/2026', from: NOW, cause: 'first' as const, recordedAt: NOW };
let keys = 0;

/** Somebody new with a number. */
async function addNumber(tx: Tx, key: string, until: Date | null) {
  const participantId = await addSomebody(tx);
  return tx.registerNumber.create({ data: { ...given, participantId, key, until } });
}

async function addSomebody(tx: Tx) {
  const named = { registerNumber: 'B.I 7/2026', registerKey: 'BI7/2026', name: 'Ani', searchName: 'ani' };
  const { id } = await tx.participant.create({
    data: { unitId: 1, ...named, presentFrom: NOW, createdAt: NOW },
  });
  return id;
}

/** The basic participant merged into somebody new. */
async function addMerge(tx: Tx, undoneAt: Date | null) {
  const intoId = await addSomebody(tx);
  return tx.merge.create({
    data: { unitId: 1, fromId: 1, intoId, rootId: intoId, at: NOW, byId: 1, undoneAt },
  });
}

async function createSession(tx: Tx, state: 'planned' | 'cancelled') {
  const number = (await tx.session.count()) + 1;
  return tx.session.create({
    data: { unitId: 1, programmeId: 1, number, startsAt: NOW, endsAt: NOW, state },
  });
}

function bindGroup(tx: Tx, unboundAt: Date | null) {
  return tx.groupChat.create({
    data: {
      unitId: 1,
      chatId: -1_002_000_000_001n,
      title: 'Pembinaan',
      weekday: 1,
      minute: 480,
      locale: 'id',
      boundById: 1,
      boundAt: NOW,
      unboundAt,
    },
  });
}

it('has a case for each partial unique index of the schema, and for no other', () => {
  expect(declared.length).toBe(schema.match(/@@unique\(.*where:/g)?.length);
  expect(Object.keys(cases).toSorted()).toEqual(declared.map(({ index }) => index).toSorted());
});

describe.each(databases())('partial unique indexes on $kind', ({ open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open({ neighbours: false });
  });
  beforeEach(async () => {
    await test.reset();
    await test.db.write(async (tx) => {
      await createBasics(tx);
      await tx.programme.create({
        data: { unitId: 1, name: 'Pramuka', searchName: 'pramuka', kind: 'attitude', createdAt: NOW },
      });
    });
  });
  afterAll(() => test.close());

  it.each(declared)('$index counts one open row and refuses the second', async ({ index, fields }) => {
    const example = cases[index];
    if (example === undefined) throw new Error(`no case for ${index}`);
    await test.db.write((tx) => example.uncounted(tx));
    await test.db.write((tx) => example.row(tx));
    await test.db.write((tx) => example.uncounted(tx));

    const refused = test.db.write((tx) => example.row(tx));
    await expect(refused).rejects.toSatisfy((error) => isUniqueViolation(error, index));
    await expect(refused).rejects.toSatisfy((error) => isUniqueViolation(error, fields));
    await expect(refused).rejects.toSatisfy((error) => isUniqueViolation(error));
    const others = declared.filter((other) => other.index !== index);
    for (const other of others) {
      await expect(refused).rejects.not.toSatisfy((error) => isUniqueViolation(error, other.index));
    }
  });
});
