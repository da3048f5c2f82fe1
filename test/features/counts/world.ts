import type { Db } from '../../../src/db/database.js';
import type {
  EnrolmentState,
  ProgrammeKind,
  RegisterClass,
} from '../../../src/features/programmes/enrolment/rules.js';
import { searchName } from '../../../src/reading/search-name.js';

const createdAt = new Date('2023-08-01T00:00:00Z');

export async function agency(db: Db, unitId: number, name: string): Promise<number> {
  const made = await db.write((tx) =>
    tx.agency.create({ data: { unitId, name, searchName: searchName(name), createdAt } }),
  );
  return made.id;
}

export async function programme(
  db: Db,
  unitId: number,
  name: string,
  more: {
    readonly agencyId?: number | null;
    readonly kind?: ProgrammeKind;
    readonly seats?: number | null;
  } = {},
): Promise<number> {
  const { agencyId = null, kind = 'trade', seats = null } = more;
  const data = { unitId, agencyId, name, searchName: searchName(name), kind, seats, createdAt };
  return (await db.write((tx) => tx.programme.create({ data }))).id;
}

let numbers = 0;

export async function participant(
  db: Db,
  unitId: number,
  registerClass: RegisterClass,
  from = createdAt,
): Promise<number> {
  numbers += 1;
  const made = await db.write((tx) =>
    tx.participant.create({
      data: {
        unitId,
        registerNumber: `X ${numbers}`,
        registerKey: `X${numbers}`,
        name: `Salim Pattimura${numbers}`,
        searchName: `salim pattimura${numbers}`,
        presentFrom: from,
        createdAt: from,
        classes: { create: { registerClass, from } },
      },
    }),
  );
  return made.id;
}

/** An enrolment with its states, each from its moment until the next one's. */
export async function enrol(
  db: Db,
  of: { readonly unitId: number; readonly programmeId: number; readonly participantId: number },
  ...states: readonly (readonly [EnrolmentState, string])[]
): Promise<void> {
  const changes = states.map(([state, from], index) => {
    const next = states[index + 1]?.[1];
    return { state, from: new Date(from), until: next ? new Date(next) : null, recordedAt: new Date(from) };
  });
  const last = changes.at(-1);
  await db.write((tx) =>
    tx.enrolment.create({
      data: {
        ...of,
        state: last?.state ?? 'applied',
        ...(last?.state === 'ended' && { endedAt: last.from, endReason: 'completed' as const }),
        changes: { create: changes },
      },
    }),
  );
}
