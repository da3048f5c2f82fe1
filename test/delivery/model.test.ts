import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planNotices, withdraw } from '../../src/delivery/notices.js';
import { databases, type TestDatabase } from '../support/database.js';
import { mortal } from './mortal.js';
import { notice, type Office, openOffice } from './office.js';
import type { Answer } from './telegram.js';

type Fault = '500' | '429' | 'cut before' | 'cut after' | 'dies before' | 'dies after';
type Step =
  | { readonly do: 'plan'; readonly subject: number; readonly to: number; readonly inSeconds: number }
  | { readonly do: 'withdraw' | 'move'; readonly subject: number; readonly inSeconds: number }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'fault'; readonly fault: Fault; readonly after: number }
  | { readonly do: 'stop' };

const subject = fc.integer({ min: 1, max: 6 });
const inSeconds = fc.integer({ min: 0, max: 120 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('plan' as const),
      subject,
      to: fc.integer({ min: -2, max: 3 }),
      inSeconds,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('withdraw' as const, 'move' as const), subject, inSeconds }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 90 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      fault: fc.constantFrom<Fault>('500', '429', 'cut before', 'cut after', 'dies before', 'dies after'),
      after: fc.integer({ min: 0, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const) }) },
);

/** What the model knows of a message: whether it should go out, and how often at most. */
type Expected = { wanted: boolean; atMost: number };

/** Long, so that days pass without a row written every other second; how short it is has tests of its own. */
const MODEL_LEASE_MS = 20_000;

/** Plays the steps against delivery and the model, then lets time pass until nothing is left to do. */
async function play(office: Office, steps: readonly Step[]): Promise<void> {
  const { db, time, telegram, unitId } = office;
  const model = new Map<string, Expected>();
  const versions = new Map<number, number>();
  const recipients = new Map<number, number>();
  const pending: { fault: Fault; after: number }[] = [];
  const count = (key: string) => telegram.done.filter(({ payload }) => payload['text'] === key).length;
  const note = notice({
    render: async (context) => ({ card: { text: `${context.subjectId}.${context.subjectVersion}` } }),
  });

  const start = () => {
    const life = mortal(time.watch(db));
    return { ...life, delivery: office.delivery({ note }, { db: life.db, leaseMs: MODEL_LEASE_MS }) };
  };
  let process = start();

  telegram.respond = ({ payload }): Answer | undefined => {
    const next = pending[0];
    if (!next || next.after > 0) {
      if (next) next.after -= 1;
      return undefined;
    }
    pending.shift();
    if (next.fault === '500') return { error: 500, description: 'Internal Server Error' };
    if (next.fault === '429') {
      return { error: 429, description: 'Too Many Requests', parameters: { retry_after: 20 } };
    }
    const cut = next.fault.endsWith('after') ? 'after' : 'before';
    const dead = next.fault.startsWith('dies');
    if (dead) process.die();
    // Carried out and never heard of: only then may a message go out once more.
    const message = model.get(String(payload['text']));
    if (message && cut === 'after') message.atMost += 1;
    return { cut, dead };
  };

  async function pass(seconds: number, byMs = 1_000): Promise<void> {
    for (const end = time.ms() + seconds * 1_000; time.ms() < end; time.advance(byMs)) {
      const dead = await Promise.race([
        process.delivery.tick().then(() => false),
        process.died.then(() => true),
      ]);
      if (dead) process = start();
    }
  }

  async function planned(of: number, seconds: number): Promise<void> {
    const version = (versions.get(of) ?? 0) + 1;
    versions.set(of, version);
    const to = recipients.get(of) ?? 1;
    await db.write((tx) =>
      planNotices(tx, time.clock.now(), [
        {
          ...{
            dedupeKey: `note:${of}:${version}`,
            unitId,
            kind: 'note',
            subjectId: of,
            subjectVersion: version,
          },
          to: to > 0 ? { personId: to } : { groupId: to === 0 ? 1 : -to },
          dueAt: new Date(time.ms() + seconds * 1_000),
        },
      ]),
    );
    model.set(`${of}.${version}`, { wanted: true, atMost: 1 });
  }

  async function withdrawn(of: number): Promise<void> {
    await db.write((tx) => withdraw(tx, { unitId, kinds: ['note'], subjectId: of, cause: 'moved' }));
    for (const [key, expected] of model) {
      if (!key.startsWith(`${of}.`)) continue;
      expected.wanted = false;
      // What is out is out; nothing more of it may follow.
      expected.atMost = count(key);
    }
  }

  for (const next of steps) {
    switch (next.do) {
      case 'plan':
        recipients.set(next.subject, next.to);
        await planned(next.subject, next.inSeconds);
        break;
      case 'withdraw':
        await withdrawn(next.subject);
        break;
      case 'move':
        await withdrawn(next.subject);
        await planned(next.subject, next.inSeconds);
        break;
      case 'wait':
        await pass(next.seconds);
        break;
      case 'fault':
        pending.push({ fault: next.fault, after: next.after });
        break;
      case 'stop':
        await process.delivery.stop();
        process = start();
    }
  }
  await pass(600, 20_000);
  pending.length = 0;
  await pass(1_800, 60_000);
  await process.delivery.stop();

  for (const [key, { wanted, atMost }] of model) {
    const sent = count(key);
    expect({ key, sent }).toEqual({ key, sent: Math.min(Math.max(sent, wanted ? 1 : 0), atMost) });
  }
  expect((await office.rows()).filter(({ state }) => state === 'planned' || state === 'sending')).toEqual([]);
}

describe.each(databases())('delivery against its model on $kind', ({ kind, open }) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await open({ neighbours: false });
  });
  afterAll(() => store.close());

  it('sends what the model says, whatever is planned, moved, withdrawn, fails or dies', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        await store.reset();
        await play(await openOffice(store.db), steps);
      }),
      { numRuns: kind === 'sqlite' ? 15 : 8 },
    ));
});
