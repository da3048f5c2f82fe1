import type { Update } from 'grammy/types';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase } from '../../../src/db/database.js';
import { openState, startBot, type TestBot } from '../../support/bot.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { type HostileWorld, hostileWorld } from '../hostile-world.js';

describe.each(databases())('a form that two processes have in hand on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: HostileWorld;
  let officer: ReturnType<HostileWorld['bot']['as']>;
  let one: TestBot;
  let other: TestBot;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    world = await hostileWorld(database);
    one = world.bot;
    officer = one.as(world.accounts.officer);
    const db = await createDatabase(database.url);
    other = await startBot({ ...database, db }, { beside: one, refusals: 'told' });
  });
  afterEach(async () => {
    await one.stop();
    await other.stop();
    await other.db.close();
  });

  const LOG = '/sesi Budidaya Lele A, hari ini jam 8-9, Pakan';
  const later = (act: () => Promise<Update>) => one.withhold(act);
  const atNotes = async () => {
    await officer.say(LOG);
    await officer.say('semua hadir');
    await officer.tap('Materi');
    expect(officer.last().text).toContain('Catatan');
  };
  const notes = async () => {
    const session = await one.own.session.findFirst({
      where: { state: 'held' },
      orderBy: { id: 'desc' },
      include: { attachments: true },
    });
    return [session?.notes, session?.attachments.length];
  };
  const forms = () => officer.messages().filter(({ keyboard }) => keyboard.length > 0);

  it('is shown once where the same command is in hand at both', async () => {
    const command = await later(() => officer.say(LOG));
    await Promise.all([one.redeliver(command), other.redeliver(command)]);
    expect(forms().length).toBe(1);
    expect(await one.own.dialogState.count()).toBe(1);
    await officer.say('semua hadir');
    await officer.tap('Materi');
    expect(forms().length).toBe(1);
    expect(officer.last().text).toContain('Catatan');
  });

  it('takes a note once where it is in hand at both, and shows it once', async () => {
    await atNotes();
    const note = await later(() => officer.say('Air jernih'));
    await Promise.all([one.redeliver(note), other.redeliver(note)]);
    expect(forms().length).toBe(1);
    expect(await openState(one.own)).toMatchObject({ values: { notes: 'Air jernih' } });
  });

  it('is saved once where the tap is in hand at both', async () => {
    await atNotes();
    await officer.say('Air jernih');
    await officer.tap('Lanjut');
    const save = await later(() => officer.tap('Simpan'));
    await Promise.all([one.redeliver(save), other.redeliver(save)]);
    // One was held before, in each of two units.
    expect(await one.own.session.count({ where: { state: 'held' } })).toBe(3);
    expect(officer.last().text).toContain('Tercatat');
  });

  it.each([
    ['the note first', (note: Update, tap: Update) => [note, tap]],
    ['the tap first', (note: Update, tap: Update) => [tap, note]],
  ])('keeps a note that a tap follows at the other, %s', async (_order, inOrder) => {
    await atNotes();
    const note = await later(() => officer.say('Air jernih'));
    const tap = await later(() => officer.tap('Lewati'));
    const [first, second] = inOrder(note, tap);
    if (!first || !second) throw new Error('two updates');
    await one.redeliver(first);
    await other.redeliver(second);
    await officer.tap('Simpan');
    expect(await notes()).toEqual(['Air jernih', 0]);
  });

  it('keeps a note that a tap follows at the other at once, twenty times', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      await officer.say(`/sesi Budidaya Lele A, kemarin jam ${turn % 20}.15-${turn % 20}.45, Pakan`);
      await officer.say('semua hadir');
      await officer.tap('Materi');
      const note = await later(() => officer.say(`Catatan ${turn}`));
      const tap = await later(() => officer.tap('Lewati'));
      await Promise.all(
        turn % 2 === 0
          ? [one.redeliver(note), other.redeliver(tap)]
          : [other.redeliver(tap), one.redeliver(note)],
      );
      expect(await openState(one.own)).toMatchObject({ values: { notes: `Catatan ${turn}` } });
      await officer.say('batal');
    }
  });

  it('keeps every picture of ten that come at once', async () => {
    await atNotes();
    const pictures: Update[] = [];
    for (let n = 0; n < 10; n += 1) pictures.push(await later(() => officer.photo(`p${n}`)));
    await Promise.all(pictures.map((picture, n) => (n % 2 === 0 ? one : other).redeliver(picture)));
    await officer.say('lanjut');
    await officer.say('simpan');
    expect(await notes()).toEqual([null, 10]);
  });

  it('is shown below what the other one answered meanwhile', async () => {
    await atNotes();
    const form = officer.last();
    await other.redeliver(await later(() => officer.say('/jumlah')));
    const note = await later(() => officer.say('Air jernih'));
    await Promise.all([one.redeliver(note), other.redeliver(note)]);
    expect(officer.last()).not.toBe(form);
    expect(officer.last().text).toContain('Air jernih');
    expect(forms().filter(({ text }) => text.includes('Air jernih')).length).toBe(1);
    expect(form.keyboard).toEqual([]);
    await other.redeliver(await later(() => officer.say('/jumlah')));
    const save = await later(() => officer.say('lanjut'));
    await Promise.all([one.redeliver(save), other.redeliver(save)]);
    await other.redeliver(await later(() => officer.say('/jumlah')));
    const closing = await later(() => officer.say('simpan'));
    await Promise.all([one.redeliver(closing), other.redeliver(closing)]);
    expect(officer.messages().filter(({ text }) => text.includes('Tercatat')).length).toBe(1);
    expect(officer.last().text).toContain('Tercatat');
  });
});
