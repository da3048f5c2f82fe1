import { HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GROUP } from '../../bench/drills/hostile/updates.js';
import { decideTap, inviteTap, revokeTap } from '../../src/features/people/taps.js';
import { endTap, enrolTap, moveTap, reasonTap } from '../../src/features/programmes/taps.js';
import type { Shown } from '../support/bot.js';
import { databases, type TestDatabase } from '../support/database.js';
import { type HostileWorld, hostileWorld } from './hostile-world.js';

type Step = readonly [what: string, act: (world: HostileWorld) => Promise<Update>];

const asOf = (world: HostileWorld, who: keyof HostileWorld['accounts']) => world.bot.as(world.accounts[who]);
const say =
  (who: keyof HostileWorld['accounts'], text: string): Step[1] =>
  (world) =>
    asOf(world, who).say(text);
const tap =
  (who: keyof HostileWorld['accounts'], label: string): Step[1] =>
  (world) =>
    asOf(world, who).tap(label);
const data =
  (who: keyof HostileWorld['accounts'], of: (world: HostileWorld) => string): Step[1] =>
  (world) => {
    const seat = asOf(world, who);
    const card: Shown = { chatId: seat.chatId, messageId: 1, text: '', entities: [], keyboard: [], edits: 0 };
    return seat.tapData(of(world), card);
  };

/** A working day in which every kind of change happens, each step on the one before. */
const DAY: readonly Step[] = [
  [
    'asking for access',
    (world) =>
      world.bot
        .as(world.accounts.stranger)

        .tapData(`access-in:${world.bot.unitId.toString(36)}`, {
          chatId: 900,
          messageId: 1,
          text: '',
          entities: [],
          keyboard: [],
          edits: 0,
        }),
  ],
  [
    'refusing a request',
    data('head', ({ own }) =>
      decideTap.data({ request: own.request, decision: 'refuse', agency: 0, page: 0 }),
    ),
  ],
  ['inviting', data('head', () => inviteTap.data({ kind: 'humas', agency: 0 }))],
  ['revoking', data('head', ({ own }) => revokeTap.data({ invitation: own.invitation }))],
  ['the language', say('officer', '/pengaturan')],
  ['opening a form', say('head', '/mitra')],
  ['opening a form by a button', tap('head', 'Tambah instansi')],
  ['saving an agency', say('head', 'Dinas Kesehatan')],
  ['editing it', tap('head', 'Ubah')],
  ['its address', tap('head', 'Ubah alamat')],
  ['typing it', say('head', 'Jl. Geser 1')],
  ['saving the change', tap('head', 'Simpan')],
  ['a visit in one line', say('officer', '/kunjungan Dinas Perikanan A, Kamis jam 10, kerja sama')],
  ['saving the visit', tap('officer', 'Simpan dan kirim')],
  ['a session in one line', say('officer', '/sesi Budidaya Lele A, hari ini jam 8-9')],
  ['attendance', say('officer', '2 sakit')],
  ['the topic', say('officer', 'Pakan')],
  ['notes', say('officer', 'Kolam kedua dibersihkan')],
  ['a photo', (world) => asOf(world, 'officer').photo('foto')],
  ['enough notes', tap('officer', 'Lanjut')],
  ['saving the session', tap('officer', 'Simpan')],
  ['a note in reply', (world) => asOf(world, 'officer').say('Air jernih', asOf(world, 'officer').last())],
  [
    'enrolling',
    data('officer', ({ own }) => enrolTap.data({ participant: own.participant, programme: own.sewing })),
  ],
  [
    'pausing',
    data('officer', ({ own }) => moveTap.data({ enrolment: own.enrolment, version: 1, to: 'paused' })),
  ],
  ['asking why it ends', data('officer', ({ own }) => endTap.data({ enrolment: own.enrolment, version: 2 }))],
  [
    'ending',
    data('officer', ({ own }) =>
      reasonTap.data({ enrolment: own.enrolment, version: 2, reason: 'completed' }),
    ),
  ],
  ['binding a group', (world) => world.bot.as(world.accounts.head, GROUP).say('/ringkasan senin 07.30')],
  ['binding it anew', (world) => world.bot.as(world.accounts.head, GROUP).say('/ringkasan selasa 08.00')],
  ['stopping', (world) => world.bot.as(world.accounts.head, GROUP).say('/ringkasan berhenti')],
  ['leaving a form', say('officer', '/kunjungan')],
];

describe.each(databases())('a repeated update on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: HostileWorld;
  const sent: Update[] = [];
  beforeAll(async () => {
    database = await open();
    world = await hostileWorld(database);
  });
  afterAll(async () => {
    await world.bot.stop();
    await database.close();
  });

  const newest = async () => {
    const rows = await world.bot.own.handledUpdate.findMany({ select: { updateId: true } });
    return Math.max(0, ...rows.map(({ updateId }) => updateId));
  };

  it.each(DAY)(
    '%s: cut off before its answer and repeated twice, has its effect once',
    async (_what, act) => {
      const { bot } = world;
      let cut = true;
      // The line breaks at the first word of the answer, with everything committed.
      bot.failures.push(({ method }) => {
        if (!cut || method === 'setMyCommands') return undefined;
        cut = false;
        return new HttpError(`Network request for '${method}' failed!`, new Error('reset'));
      });
      let update: Update | undefined;
      const handle = bot.bot.handleUpdate.bind(bot.bot);
      bot.bot.handleUpdate = async (raised) => {
        update = raised;
        await handle(raised).catch(() => undefined);
      };
      await act(world);
      bot.bot.handleUpdate = handle;
      if (!update) throw new Error('nothing was sent');
      expect(cut).toBe(false);
      const done = await world.state();
      const calls = bot.calls.length;
      await bot.redeliver(update);
      expect(bot.calls.length).toBeGreaterThan(calls);
      expect(await world.state()).toBe(done);
      await bot.redeliver(update);
      expect(await world.state()).toBe(done);
      sent.push(update);
    },
  );

  it('changes nothing when the whole day comes again', async () => {
    const done = await world.state();
    const last = await newest();
    const openForms = () => world.bot.own.dialogState.findMany({ where: { dialog: { not: null } } });
    const forms = await openForms();
    for (const update of sent) await world.bot.redeliver(update);
    expect(await world.state()).toBe(done);
    expect(await openForms()).toEqual(forms);
    expect(await newest()).toBe(last);
  });

  it('left one of each behind', async () => {
    const read = world.bot.own;
    const unitId = world.bot.unitId;
    expect({
      agencies: await read.agency.count({ where: { unitId } }),
      invitations: await read.invitation.count({ where: { unitId, kind: 'humas' } }),
      visits: await read.visit.count({ where: { unitId } }),
      sessions: await read.session.count({ where: { unitId } }),
      photos: await read.attachment.count(),
      requests: await read.accessRequest.count({ where: { unitId } }),
      bindings: await read.groupChat.count({ where: { unitId } }),
      open: await read.groupChat.count({ where: { unitId, unboundAt: null } }),
    }).toEqual({
      agencies: 3,
      invitations: 1,
      visits: 1,
      sessions: 2,
      photos: 1,
      requests: 2,
      bindings: 2,
      open: 0,
    });
  });
});
