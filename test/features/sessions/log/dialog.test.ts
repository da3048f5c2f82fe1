import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import type { Db, Reader } from '../../../../src/db/database.js';
import type { DialogContext } from '../../../../src/dialogs/dialog.js';
import type { FormInput, FormView } from '../../../../src/dialogs/form.js';
import { rosterOn } from '../../../../src/features/programmes/people/store.js';
import { createSessionCorrections } from '../../../../src/features/sessions/correct/service.js';
import { createSessionEvidence } from '../../../../src/features/sessions/evidence/service.js';
import { chosen } from '../../../../src/features/sessions/form/dialog.js';
import { logDialog } from '../../../../src/features/sessions/log/dialog.js';
import { createSessionLog } from '../../../../src/features/sessions/log/service.js';
import { createSessionsService } from '../../../../src/features/sessions/session/service.js';
import { translator } from '../../../../src/words/translate.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { months } from '../../../support/months.js';
import { NOW, world } from '../../../support/world.js';

/** A reader that counts the calls made through it. */
function counting(read: Reader): { readonly read: Reader; readonly calls: () => number } {
  let calls = 0;
  const counted = new Proxy(read, {
    get: (models, model: keyof Reader) =>
      new Proxy(models[model], {
        get: (methods, method) => {
          calls += 1;
          return Reflect.get(methods, method) as unknown;
        },
        apply: (query, _self, given) => {
          calls += 1;
          return Reflect.apply(query as (...given: unknown[]) => unknown, models, given);
        },
      }),
  });
  return {
    read: counted,
    calls: () => {
      const made = calls;
      calls = 0;
      return made;
    },
  };
}

describe.each(databases())('the form of a session on $kind', ({ open }) => {
  let database: TestDatabase;
  let db: Db;
  let actor: Actor;
  let programme: number;

  beforeAll(async () => {
    database = await open();
    db = database.db;
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    const unit = await world(db);
    actor = await unit.person('officer');
    programme = (await unit.course({ size: 60 })).id;
  });

  const contextOf = (who: Actor): DialogContext => ({
    actor: who,
    now: NOW,
    saidAt: NOW,
    locale: 'id',
    t: translator('id'),
    chatId: 1,
    seemsToName: () => Promise.resolve(false),
  });
  const tap = (value: string): FormInput => ({
    kind: 'field',
    field: 'attendance',
    input: { kind: 'tap', value },
  });
  const typed = (text: string): FormInput => ({ kind: 'free', input: { kind: 'text', text } });
  const labels = ({ buttons }: FormView) => buttons.flat().map(({ label }) => label);

  async function form() {
    const { read, calls } = counting(db.read);
    const sessions = createSessionsService({ db: { ...db, read } });
    const log = createSessionLog({ db, months });
    const corrections = createSessionCorrections({ db, months, rosterOn });
    const dialog = logDialog(sessions, log, createSessionEvidence({ db, corrections }));
    const opening = await sessions.opening(actor, { programme, date: { year: 2023, month: 9, day: 5 } });
    if (!opening) throw new Error('may not record');
    const values = {
      ...chosen(opening, actor),
      ...{ date: '2023-09-05', start: '09:00', end: '11:00' },
    };
    calls();
    let { state, loaded } = await dialog.open(contextOf(actor), values);
    return {
      calls,
      view: (who = actor) => dialog.view(contextOf(who), state, loaded),
      // As the runner does: what is stored is JSON.
      step: async (input: FormInput) => {
        const before = { state, loaded };
        const result = dialog.step(contextOf(actor), state, loaded, input);
        state = JSON.parse(JSON.stringify(result.state)) as object;
        loaded = await dialog.load(contextOf(actor), state, before);
        return result;
      },
    };
  }

  it('reads once to show a sheet of sixty, and nothing for a tap on it', async () => {
    const { calls, view, step } = await form();
    view();
    expect(calls()).toBe(1);
    await step(tap('pick'));
    view();
    calls();
    await step(tap('m7'));
    const shown = view();
    expect(calls()).toBe(0);
    expect(labels(shown)).toContain('🤒 7. Peserta 07');
  });

  it('keeps marks over Kembali', async () => {
    const { view, step } = await form();
    await step(typed('3 sakit; 99 alpa'));
    await step(tap('go'));
    await step({ kind: 'back', from: 'topic' });
    const { text } = view();
    expect(text.toString()).toContain('Hadir 59 · sakit 1 (no. 3)');
  });

  it('shows nobody’s name to who may no longer record', async () => {
    const { view, step } = await form();
    await step(tap('pick'));
    const { text, buttons } = view({ ...actor, posts: [] });
    expect(text.toString()).toContain('tidak dapat Anda catat');
    expect(JSON.stringify(buttons)).not.toContain('Peserta');
  });

  it('answers nonsense taps without losing anything', async () => {
    const { view, step } = await form();
    await step(tap('pick'));
    await step(tap('m2'));
    for (const value of ['m0', 'm61', 'm9999', 'x', 'p99']) await step(tap(value));
    const { text } = view();
    expect(text.toString()).toContain('Hadir 59 · sakit 1 (no. 2)');
  });
});
