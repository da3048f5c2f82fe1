import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GROUP } from '../../bench/drills/hostile/updates.js';
import { agencyEditTap, agencyNewTap, agencyTap } from '../../src/features/agencies/taps.js';
import { endAskTap, endTap as endPostTap } from '../../src/features/people/ending/taps.js';
import { changePostTap, memberTap } from '../../src/features/people/roll/taps.js';
import {
  actTap,
  decideTap,
  invitePostTap,
  inviteTap,
  requestTap,
  revokeTap,
  succeedTap,
} from '../../src/features/people/taps.js';
import {
  endTap,
  enrolTap,
  moveTap,
  namesTap,
  participantTap,
  programmeEditTap,
  programmeNewTap,
  programmePeopleTap,
  programmeTap,
  reasonTap,
} from '../../src/features/programmes/taps.js';
import {
  correctTap,
  historyTap,
  logTap,
  pastTap,
  photosTap,
  viewTap,
} from '../../src/features/sessions/taps.js';
import { databases, type TestDatabase } from '../support/database.js';
import { type HostileWorld, hostileWorld } from './hostile-world.js';

type Ids = HostileWorld['own'];
const POSTS = ['head', 'officer', 'humas', 'agencyHead', 'agencyContact', 'stranger'] as const;
type Post = (typeof POSTS)[number];

/** Buttons about a unit's things: who changes something or opens a form by them, when the thing is of their unit. */
function buttonsOn(ids: Ids): readonly { readonly data: string; readonly may: readonly Post[] }[] {
  const { fisheries, catfish, session, participant, enrolment, invitation, request } = ids;
  const unit = ['head', 'officer'] as const;
  // The agency's head is of the fisheries, the contact of another agency.
  const withAgency = ['head', 'officer', 'agencyHead'] as const;
  const log = { programme: catfish, planned: 0, date: '2023-08-29', start: '0800', end: '0900' };
  return [
    { data: inviteTap.data({ kind: 'officer', agency: 0 }), may: ['head'] },
    { data: inviteTap.data({ kind: 'agencyContact', agency: fisheries }), may: unit },
    { data: inviteTap.data({ kind: 'agencyHead', agency: fisheries }), may: [] },
    // An officer can't end the post of an agency's head, and so invites nobody over it.
    { data: succeedTap.data({ post: ids.kadisPost }), may: ['head', 'agencyHead'] },
    { data: succeedTap.data({ post: ids.officerPost }), may: ['head', 'officer'] },
    { data: actTap.data({ kind: 'agencyHead', agency: fisheries, over: ids.kadisPost }), may: ['head'] },
    { data: actTap.data({ kind: 'officer', agency: 0, over: ids.officerPost }), may: ['head'] },
    { data: endAskTap.data({ post: ids.kadisPost }), may: [] },
    { data: endPostTap.data({ post: ids.officerPost, reason: 'moved', mark: 'abcdefgh' }), may: [] },
    { data: memberTap.data({ person: 2 }), may: [] },
    { data: invitePostTap.data({ agency: fisheries }), may: [] },
    { data: requestTap.data({ request }), may: [] },
    { data: agencyTap.data({ agency: fisheries }), may: [] },
    { data: agencyNewTap.data({}), may: unit },
    { data: agencyEditTap.data({ agency: fisheries }), may: unit },
    { data: programmeNewTap.data({}), may: unit },
    { data: programmeTap.data({ programme: catfish }), may: [] },
    { data: programmeEditTap.data({ programme: catfish }), may: unit },
    { data: programmePeopleTap.data({ programme: catfish, page: 0 }), may: [] },
    { data: participantTap.data({ participant }), may: [] },
    { data: enrolTap.data({ participant, programme: ids.sewing }), may: unit },
    { data: logTap.data(log), may: withAgency },
    { data: viewTap.data({ session }), may: [] },
    { data: historyTap.data({ session, page: 0 }), may: [] },
    { data: photosTap.data({ session }), may: [] },
    { data: pastTap.data({ programme: catfish, page: 0 }), may: [] },
    { data: namesTap.data({ programme: catfish, version: 1 }), may: unit },
    { data: moveTap.data({ enrolment, version: 1, to: 'paused' }), may: unit },
    { data: endTap.data({ enrolment, version: 2 }), may: [] },
    { data: reasonTap.data({ enrolment, version: 2, reason: 'completed' }), may: unit },
    { data: revokeTap.data({ invitation }), may: ['head'] },
    { data: decideTap.data({ request, decision: 'head', agency: 0, page: 0 }), may: [] },
    { data: decideTap.data({ request, decision: 'humas', agency: 0, page: 0 }), may: ['head'] },
    { data: correctTap.data({ session, version: 1 }), may: unit },
    { data: changePostTap.data({ post: ids.officerPost }), may: ['head'] },
  ];
}

describe.each(databases())('forged buttons on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: HostileWorld;
  beforeAll(async () => {
    database = await open();
    world = await hostileWorld(database);
  });
  afterAll(async () => {
    await world.bot.stop();
    await database.close();
  });

  /** A line for each row, so that a difference tells which one has changed, and how many forms are open. */
  const everything = async () => [
    ...(await world.state()).split('\n'),
    await world.bot.own.dialogState.count({ where: { dialog: { not: null } } }),
  ];

  /** What a tap was answered with, from a private chat or the group. */
  async function forge(post: Post, data: string, group?: typeof GROUP) {
    const { bot, accounts } = world;
    const calls = bot.calls.length;
    const at = {
      chatId: group?.id ?? accounts[post].id,
      messageId: 1,
      text: '',
      entities: [],
      keyboard: [],
      edits: 0,
    };
    await bot.as(accounts[post], group).tapData(data, at);
    const said = bot.calls.slice(calls).filter(({ method }) => method !== 'setMyCommands');
    return {
      answered: said.some(({ method }) => method === 'answerCallbackQuery'),
      said: JSON.stringify(said.map(({ payload }) => payload)),
    };
  }

  it.each(POSTS)('of another unit change nothing and tell nothing to %s', async (post) => {
    const neutral = new Set([
      agencyNewTap.data({}),
      programmeNewTap.data({}),
      inviteTap.data({ kind: 'officer', agency: 0 }),
    ]);
    const before = await everything();
    for (const { data } of buttonsOn(world.other).filter((button) => !neutral.has(button.data))) {
      const { answered, said } = await forge(post, data);
      expect({ data, answered }).toEqual({ data, answered: true });
      expect([data, said]).toEqual([
        data,
        expect.not.stringMatching(/RahasiaB|Perikanan B|Lele B|Peminta B/u),
      ]);
    }
    expect(await everything()).toEqual(before);
  });

  it.each(POSTS)('change nothing for %s without the right, and tell no name', async (post) => {
    const before = await everything();
    for (const { data, may } of buttonsOn(world.own).filter((button) => !button.may.includes(post))) {
      const { answered, said } = await forge(post, data);
      expect({ data, answered }).toEqual({ data, answered: true });
      if (may.length > 0 || post === 'stranger' || post === 'agencyContact')
        expect([data, said]).toEqual([data, expect.not.stringMatching(/RahasiaA/u)]);
    }
    expect(await everything()).toEqual(before);
  });

  it('of private cards change nothing and show nothing in a group', async () => {
    const before = await everything();
    for (const { data } of buttonsOn(world.own)) {
      const { answered, said } = await forge('head', data, GROUP);
      expect({ data, answered }).toEqual({ data, answered: true });
      expect(said).toContain('percakapan pribadi');
    }
    expect(await everything()).toEqual(before);
  });

  it('are no forgeries in the right hands', async () => {
    for (const { data, may } of buttonsOn(world.own)) {
      const [post] = may;
      if (!post) continue;
      const before = await everything();
      await forge(post, data);
      expect([data, await everything()]).not.toEqual([data, before]);
      await world.bot.as(world.accounts[post]).say('/batal');
    }
  });
});
