import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import type { Tx } from '../../../../src/db/database.js';
import type { Change } from '../../../../src/features/visits/change/rules.js';
import { changeVisit } from '../../../../src/features/visits/change/service.js';
import { proposeVisit } from '../../../../src/features/visits/propose/service.js';
import { findVisit } from '../../../../src/features/visits/visit/store.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { isFull } from '../../../support/size.js';
import { at, NOW, type World, world } from '../../../support/world.js';

/** In a week, so that all reminders are ahead. */
const LATER = at('2023-09-14T10:00');
const OTHER = at('2023-09-15T10:00');
const hour = (startsAt: Date) => ({ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) });
const AFTER = at('2023-09-14T12:00');

type Who = 'officer' | 'head' | 'humas' | 'colleague' | 'kadis' | 'staff' | 'sosial' | 'balai';
type Step = readonly [Who, Change | 'propose' | 'propose both' | 'add social', Date?];

const accept = { action: 'accept' } as const;
const [proposed, both] = [
  ['officer', 'propose'],
  ['officer', 'propose both'],
] as const;
const agreed = [both, ['kadis', accept], ['sosial', accept]] as const;

/** How a visit comes to where it stands, step by step. */
const SITUATIONS: Readonly<Record<string, readonly Step[]>> = {
  'asked of two': [both],
  'one of two has accepted': [both, ['kadis', accept]],
  'one of two cannot': [both, ['kadis', accept], ['sosial', { action: 'decline', reason: 'busy' }]],
  'one of two names another time': [both, ['kadis', { action: 'suggest', ...hour(OTHER) }]],
  'asked by the agency': [['kadis', 'propose']],
  'agreed with one': [proposed, ['kadis', accept]],
  'agreed with two': agreed,
  'agreed, another asked to join': [proposed, ['kadis', accept], ['officer', 'add social']],
  'agreed, the unit asks for another time': [...agreed, ['officer', { action: 'move', ...hour(OTHER) }]],
  'agreed, an agency names another time': [...agreed, ['sosial', { action: 'suggest', ...hour(OTHER) }]],
  declined: [proposed, ['kadis', { action: 'decline', reason: 'away' }]],
  cancelled: [...agreed, ['officer', { action: 'cancel', reason: 'sea' }]],
  'over without a word': [...agreed],
  held: [...agreed, ['officer', { action: 'hold' }, AFTER]],
  'nobody came': [...agreed, ['officer', { action: 'nobodyCame' }, AFTER]],
};

const OVER: ReadonlySet<string> = new Set(['over without a word', 'held', 'nobody came']);

const [short, long] = ['visit.', /^visit\.(?:H-7|H-1|2h)$/u];

/** Who has what planned: what is told now, by kind, and what later. */
type Planned = { readonly now: string[]; readonly later: string[] };

const named = (kinds: Map<string, Set<string>>) =>
  [...kinds].map(([kind, names]) => `${kind}: ${[...names].toSorted().join(' ')}`).toSorted();

type Circumstance = {
  readonly alter?: (tx: Tx, people: Readonly<Record<Who, Actor>>) => Promise<unknown>;
  /** Of the things that can be done. */
  readonly only?: readonly string[];
};

const endPost = (tx: Tx, { personId }: Actor) =>
  tx.post.updateMany({ where: { personId }, data: { endedAt: NOW } });

/** What people are like when something is done. */
const CIRCUMSTANCES: Readonly<Record<string, NonNullable<Circumstance['alter']>>> = {
  'an agency has nobody here': (tx, { sosial }) => endPost(tx, sosial),
  'a head of an agency can not be reached': (tx, { kadis: { personId: id } }) =>
    tx.person.update({ where: { id }, data: { unreachableAt: NOW } }),
  'an agency has two heads': (tx, { staff: { personId } }) =>
    tx.post.updateMany({ where: { personId }, data: { kind: 'agencyHead' } }),
  'the officer has gone': (tx, { officer }) => endPost(tx, officer),
  'who goes along has gone': (tx, { humas }) => endPost(tx, humas),
};

const undone = new Error('undone');

describe.each(databases())(
  'what can be done to a visit, by whom, and what follows, on $kind',
  ({ kind, open }) => {
    let database: TestDatabase;
    let unit: World;
    let balai: number;
    let people: Record<Who, Actor>;

    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());

    async function begin(): Promise<void> {
      await database.reset();
      unit = await world(database.db);
      balai = await unit.agency('Balai Latihan');
      people = {
        officer: await unit.person('officer'),
        head: await unit.person('head'),
        humas: await unit.person('humas'),
        colleague: await unit.person('officer'),
        kadis: await unit.person('agencyHead', unit.fisheries),
        staff: await unit.person('agencyContact', unit.fisheries),
        sosial: await unit.person('agencyHead', unit.social),
        balai: await unit.person('agencyHead', balai),
      };
    }

    const proposal = (agencyIds: readonly number[]) => ({
      agencyIds,
      direction: 'toAgency' as const,
      purpose: 'Kerja sama',
      memberIds: [people.humas.personId],
      ...hour(LATER),
    });

    async function act(tx: Tx, id: number, who: Who, change: Change, now = NOW) {
      const { version } = await tx.visit.findUniqueOrThrow({ where: { id } });
      return (await changeVisit(tx, people[who], { id, version }, change, now)).result;
    }

    async function come(steps: readonly Step[]): Promise<number> {
      let id = 0;
      for (const [who, what, now] of steps) {
        await database.db.write(async (tx) => {
          if (what === 'propose' || what === 'propose both') {
            const agencies = what === 'propose' ? [unit.fisheries] : [unit.fisheries, unit.social];
            const { result } = await proposeVisit(tx, people[who], proposal(agencies), NOW);
            if (!result.ok) throw new Error(result.reason);
            id = result.id;
            return;
          }
          const change =
            what === 'add social' ? ({ action: 'edit', agenciesIn: [unit.social] } as const) : what;
          expect(await act(tx, id, who, change, now)).toMatchObject({ ok: true });
        });
      }
      // What was told on the way has been.
      await database.db.write((tx) =>
        tx.outbox.updateMany({ where: { subjectId: id, dueAt: { lte: NOW } }, data: { state: 'sent' } }),
      );
      return id;
    }

    const changes = (): Readonly<Record<string, Change>> => ({
      accept: accept,
      'accept theirs': { action: 'accept', of: unit.fisheries },
      suggest: { action: 'suggest', ...hour(OTHER) },
      decline: { action: 'decline', reason: 'busy' },
      keep: { action: 'keep' },
      ready: { action: 'ready' },
      move: { action: 'move', ...hour(at('2023-09-18T14:00')) },
      'go on': { action: 'goOn' },
      cancel: { action: 'cancel', reason: 'sea' },
      hold: { action: 'hold' },
      'nobody came': { action: 'nobodyCame' },
      note: { action: 'note', notes: 'Baik', photos: [] },
      'another purpose': { action: 'edit', purpose: 'Panen' },
      'another place': { action: 'edit', place: { direction: 'toUnit', hostId: null } },
      'a letter': { action: 'edit', letterNumber: 'W.1' },
      'one more goes along': { action: 'edit', membersIn: [people.colleague.personId] },
      'one goes along no more': { action: 'edit', membersOut: [people.humas.personId] },
      'one more agency': { action: 'edit', agenciesIn: [balai] },
      'without the second agency': { action: 'edit', agenciesOut: [unit.social] },
      'without the first agency': { action: 'edit', agenciesOut: [unit.fisheries] },
      'another time and one more agency': {
        action: 'move',
        ...hour(at('2023-09-18T14:00')),
        agenciesIn: [balai],
      },
    });

    async function planned(tx: Tx, id: number, now: Date): Promise<Planned> {
      const rows = await tx.outbox.findMany({ where: { state: 'planned', subjectId: id } });
      const sides = { now: new Map<string, Set<string>>(), later: new Map<string, Set<string>>() };
      for (const { kind: what, personId, dueAt } of rows) {
        const [name = '?'] = Object.entries(people).find(([, one]) => one.personId === personId) ?? [];
        const side = dueAt <= now ? sides.now : sides.later;
        const word = what.replace(long, 'reminded').replace(short, '');
        side.set(word, (side.get(word) ?? new Set()).add(name));
      }
      return { now: named(sides.now), later: named(sides.later) };
    }

    async function stand(tx: Tx, id: number): Promise<string> {
      const visit = await findVisit(tx, { kind: 'unit', unitId: unit.unitId }, id, NOW);
      if (!visit) throw new Error('the visit is gone');
      const parties = visit.parties.map(({ agencyId, answer, changeAnswer }) => {
        const name = { [unit.fisheries]: 'fisheries', [unit.social]: 'social', [balai]: 'balai' }[agencyId];
        return `${name} ${answer}${changeAnswer === null ? '' : ` (${changeAnswer})`}`;
      });
      return `${visit.state} v${visit.version} s${visit.sequence}: ${parties.join(', ')}`;
    }

    /** What one thing comes to, taken back afterwards. */
    async function outcome(id: number, who: Who, change: Change, now: Date): Promise<string> {
      let text = '';
      await database.db
        .write(async (tx) => {
          const result = await act(tx, id, who, change, now);
          if (!result.ok) text = result.reason;
          else {
            const { now: told, later } = await planned(tx, id, now);
            text = [
              await stand(tx, id),
              `told ${told.join('; ') || 'nobody'}`,
              `later ${later.join('; ') || 'nothing'}`,
            ].join('\n    ');
          }
          throw undone;
        })
        .catch((error: unknown) => {
          if (error !== undone) throw error;
        });
      return text;
    }

    /** What each of these can do where a visit stands so, and what follows from it. */
    async function table(
      name: string,
      who: readonly Who[],
      { alter, only }: Circumstance = {},
    ): Promise<string> {
      await begin();
      const id = await come(SITUATIONS[name] ?? []);
      if (alter) await database.db.write((tx) => alter(tx, people));
      const now = OVER.has(name) ? AFTER : NOW;
      const lines = [await database.db.write((tx) => stand(tx, id))];
      const all = Object.entries(changes()).filter(([what]) => only?.includes(what) ?? true);
      for (const one of who) {
        const refusals = new Map<string, string[]>();
        for (const [what, change] of all) {
          const came = await outcome(id, one, change, now);
          if (came.includes('\n')) lines.push(`${one}, ${what}`, `    ${came}`);
          else refusals.set(came, [...(refusals.get(came) ?? []), what]);
        }
        for (const [reason, refused] of refusals) {
          lines.push(`${one}, ${refused.length === all.length ? 'whatever' : refused.join(', ')}: ${reason}`);
        }
      }
      return `${lines.join('\n')}\n`;
    }

    const fileOf = (name: string, who: string) => `table/${name.replaceAll(/[ ,]+/gu, '-')}${who}.txt`;

    // Both databases come to the same: all of it on the second is for the full run.
    const some = Object.keys(SITUATIONS).filter(
      (name) =>
        isFull || kind === 'sqlite' || name.startsWith('agreed, ') || name.startsWith('one of two has'),
    );

    it.each(some)('%s', async (name) => {
      await expect(await table(name, ['officer', 'kadis', 'sosial'])).toMatchFileSnapshot(fileOf(name, ''));
    });

    it.each(Object.keys(CIRCUMSTANCES))('%s', async (circumstance) => {
      const only = [
        'accept',
        'move',
        'another place',
        'one more agency',
        'without the second agency',
        'cancel',
      ];
      const alter = CIRCUMSTANCES[circumstance];
      const parts: string[] = [];
      for (const name of ['asked of two', 'agreed with two', 'agreed, another asked to join']) {
        const how = { only, ...(alter && { alter }) };
        parts.push(`== ${name}`, await table(name, ['head', 'kadis', 'sosial'], how));
      }
      await expect(parts.join('\n')).toMatchFileSnapshot(fileOf(circumstance, ''));
    });

    // A head as an officer, the others of an agency as its head: that is for the full run.
    it.runIf(isFull).each(Object.keys(SITUATIONS))('%s, by everybody else', async (name) => {
      const others = ['head', 'humas', 'colleague', 'staff', 'balai'] as const;
      await expect(await table(name, others)).toMatchFileSnapshot(fileOf(name, '-others'));
    });
  },
);
