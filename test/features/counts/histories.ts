import fc from 'fast-check';
import type { Db } from '../../../src/db/database.js';
import {
  ENROLMENT_STATES,
  PROGRAMME_KINDS,
  REGISTER_CLASSES,
} from '../../../src/features/programmes/enrolment/rules.js';
import type { History, Stretch } from './slow-count.js';

const LAST = 12;
const step = fc.integer({ min: 0, max: LAST });

/** Stretches after one another, sometimes with a gap, each with a value, the last perhaps open. */
function stretches<T>(value: fc.Arbitrary<T>, most: number): fc.Arbitrary<(Stretch & { value: T })[]> {
  return fc
    .record({
      marks: fc.array(fc.record({ at: step, value, gap: fc.nat(9) }), { maxLength: most }),
      open: fc.boolean(),
    })
    .map(({ marks, open }) => {
      const ordered = marks.toSorted((a, b) => a.at - b.at);
      return ordered.map(({ at, value: held, gap }, index) => {
        const next = ordered[index + 1]?.at;
        // One in ten ends early and leaves a gap.
        const until = gap === 0 ? Math.min(at + 1, next ?? LAST) : (next ?? (open ? null : LAST + 1));
        return { from: at, until: until === null ? null : Math.max(at, until), value: held };
      });
    });
}

const one = <T>(values: readonly T[]) => fc.constantFrom(...values);

export const history: fc.Arbitrary<History> = fc
  .record({
    programmes: fc.array(fc.record({ agency: one([0, 1, 2] as const), kind: one(PROGRAMME_KINDS) }), {
      minLength: 1,
      maxLength: 4,
    }),
    participants: fc.array(
      fc.record({
        from: step,
        length: fc.option(fc.nat(LAST), { nil: null }),
        classes: stretches(one(REGISTER_CLASSES), 3),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    enrolments: fc.array(
      fc.record({ programme: fc.nat(), participant: fc.nat(), changes: stretches(one(ENROLMENT_STATES), 5) }),
      { maxLength: 10 },
    ),
  })
  .map(({ programmes, participants, enrolments }) => ({
    programmes,
    participants: participants.map(({ from, length, classes }) => ({
      from,
      until: length === null ? null : from + length,
      classes: classes.map(({ value: registerClass, ...stretch }) => ({ ...stretch, registerClass })),
    })),
    enrolments: enrolments.map(({ programme, participant, changes }) => ({
      programme: programme % programmes.length,
      participant: participant % participants.length,
      changes: changes.map(({ value: state, ...stretch }) => ({ ...stretch, state })),
    })),
  }));

const start = Date.parse('2023-08-01T00:00:00Z');

/** The instant of a step, an hour and a millisecond apart, so that edges fall on odd milliseconds too. */
export const instant = (at: number): Date => new Date(start + Math.round(at * 3_600_001));

/** What a history became in the database: ids by the history's own numbers. */
export type Recorded = {
  readonly unitId: number;
  readonly agencies: readonly [0, number, number];
  readonly programmes: readonly number[];
  readonly participants: readonly number[];
};

let units = 0;

/** Writes a history as a unit of its own. Overlapping open enrolments are closed, since the database allows one. */
export async function record(db: Db, { programmes, participants, enrolments }: History): Promise<Recorded> {
  const createdAt = instant(0);
  const until = (at: number | null) => (at === null ? null : instant(at));
  return db.write(async (tx) => {
    units += 1;
    const { id: unitId } = await tx.unit.create({
      data: { name: `Unit ${units}`, zone: 'Asia/Jayapura', createdAt },
    });
    const agencyIds: number[] = [];
    for (const name of ['Dinas Satu', 'Dinas Dua']) {
      const agency = await tx.agency.create({
        data: { unitId, name, searchName: name.toLowerCase(), createdAt },
      });
      agencyIds.push(agency.id);
    }
    const agencies = [0, agencyIds[0] ?? 0, agencyIds[1] ?? 0] as const;
    const programmeIds: number[] = [];
    for (const [index, { agency, kind }] of programmes.entries()) {
      const name = `Program ${index}`;
      const agencyId = agency === 0 ? null : agencies[agency];
      const made = await tx.programme.create({
        data: { unitId, agencyId, name, searchName: name.toLowerCase(), kind, createdAt },
      });
      programmeIds.push(made.id);
    }
    const participantIds: number[] = [];
    for (const [index, participant] of participants.entries()) {
      const made = await tx.participant.create({
        data: {
          unitId,
          registerNumber: `B.I ${index}`,
          registerKey: `BI${index}`,
          name: `Nama ${index}`,
          searchName: `nama ${index}`,
          presentFrom: instant(participant.from),
          presentUntil: until(participant.until),
          createdAt,
          classes: {
            create: participant.classes.map(({ registerClass, from, until: end }) => ({
              registerClass,
              from: instant(from),
              until: until(end),
            })),
          },
        },
      });
      participantIds.push(made.id);
    }
    for (const { programme, participant, changes } of enrolments) {
      await tx.enrolment.create({
        data: {
          unitId,
          programmeId: programmeIds[programme] ?? 0,
          participantId: participantIds[participant] ?? 0,
          state: changes.at(-1)?.state ?? 'applied',
          // Counting goes by the changes alone; a set end keeps clear of the index for open ones.
          endedAt: createdAt,
          changes: {
            create: changes.map(({ state, from, until: end }) => ({
              state,
              from: instant(from),
              until: until(end),
              recordedAt: createdAt,
            })),
          },
        },
      });
    }
    return { unitId, agencies, programmes: programmeIds, participants: participantIds };
  });
}
