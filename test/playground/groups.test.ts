import { describe, expect, it } from 'vitest';
import { ANI, BUDI, GROUP, served } from './served.js';

describe('privacy mode', () => {
  it.for([
    ['/jumlah', true],
    ['/jumlah@sambang_bot perikanan', true],
    ['/jumlah@Sambang_Bot', true],
    ['/jumlah@other_bot', false],
    ['selamat pagi', false],
    ['lihat /jumlah', false],
    ['halo @sambang_bot', false],
  ] as const)('%j reaches the bot: %j', async ([text, reaches]) => {
    const { telegram } = await served();
    telegram.send(BUDI, GROUP, { text });
    expect(telegram.pendingUpdates()).toHaveLength(reaches ? 1 : 0);
  });

  it('lets replies to the bot through, others not', async () => {
    const { telegram, api } = await served();
    const { message_id: mine } = await api.sendMessage(GROUP, 'Tanggal berapa?');
    const theirs = telegram.send(BUDI, GROUP, { text: 'besok' });
    telegram.send(ANI, GROUP, { text: 'betul', replyTo: theirs.message_id });
    expect(telegram.pendingUpdates()).toEqual([]);
    telegram.send(ANI, GROUP, { text: 'besok', replyTo: mine });
    expect(telegram.pendingUpdates()).toMatchObject([
      { message: { text: 'besok', reply_to_message: { message_id: mine } } },
    ]);
  });

  it('shows everything to an administrator, or when it is off', async () => {
    const { telegram } = await served();
    telegram.promoteBot(GROUP, ANI);
    telegram.world.updates.drop();
    telegram.send(BUDI, GROUP, { text: 'selamat pagi' });
    expect(telegram.pendingUpdates()).toHaveLength(1);
    const open = await served({ privacyMode: false });
    open.telegram.send(BUDI, GROUP, { text: 'selamat pagi' });
    expect(open.telegram.pendingUpdates()).toHaveLength(1);
  });
});

describe('joining and leaving', () => {
  it('tells the bot that it was added, by whom', async () => {
    const { telegram } = await served();
    telegram.addGroup({ id: -600, title: 'Lain', memberIds: [BUDI] });
    expect(telegram.pendingUpdates()).toMatchObject([
      {
        my_chat_member: {
          chat: { id: -600, type: 'group' },
          from: { id: BUDI },
          old_chat_member: { status: 'left' },
          new_chat_member: { status: 'member' },
        },
      },
      { message: { new_chat_members: [{ is_bot: true, username: 'sambang_bot' }] } },
    ]);
  });

  it('tells the bot that it was removed and nothing after that', async () => {
    const { telegram } = await served();
    telegram.removeBot(GROUP, BUDI);
    telegram.send(BUDI, GROUP, { text: '/jumlah' });
    expect(telegram.pendingUpdates()).toMatchObject([
      { my_chat_member: { new_chat_member: { status: 'kicked' } } },
    ]);
  });

  it('keeps strangers out', async () => {
    const { telegram } = await served();
    telegram.addUser({ id: 900, first_name: 'Orang Lain' });
    expect(() => telegram.send(900, GROUP, { text: 'x' })).toThrow('user 900 is not in group -500');
    expect(() => telegram.send(900, ANI, { text: 'x' })).toThrow(
      'user 900 has no part in the private chat 101',
    );
    expect(() => telegram.send(901, 901, { text: 'x' })).toThrow('no user 901');
  });
});

describe('a group that becomes a supergroup', () => {
  it('answers the old id with the new one, tells both chats, and goes on under the new', async () => {
    const { telegram, call, api } = await served();
    const id = telegram.migrateGroup(GROUP);
    expect(String(id)).toMatch(/^-100/);
    expect(await call('sendMessage', { chat_id: GROUP, text: 'x' })).toEqual({
      status: 400,
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: id },
    });
    expect(telegram.pendingUpdates()).toMatchObject([
      { message: { chat: { id: GROUP }, migrate_to_chat_id: id } },
      { message: { chat: { id, type: 'supergroup' }, migrate_from_chat_id: GROUP } },
    ]);
    expect((await api.sendMessage(id, 'x')).chat).toMatchObject({ id, title: 'Staf' });
    expect(() => telegram.send(ANI, GROUP, { text: 'x' })).toThrow(`became supergroup ${id}`);
    telegram.send(ANI, id, { text: '/jumlah' });
    expect(telegram.pendingUpdates()).toHaveLength(3);
  });
});

describe('topics', () => {
  it('hold messages of people and of the bot', async () => {
    const { telegram, api, call } = await served();
    const forum = -1_001_234_567_890;
    telegram.addGroup({ id: forum, title: 'Forum', type: 'supergroup', forum: true, memberIds: [ANI] });
    const topic = telegram.addTopic(forum, ANI, 'Ringkasan');
    telegram.world.updates.drop();
    telegram.send(ANI, forum, { text: '/ringkasan', threadId: topic });
    expect(telegram.pendingUpdates()).toMatchObject([
      { message: { message_thread_id: topic, is_topic_message: true, chat: { is_forum: true } } },
    ]);
    expect(await api.sendMessage(forum, 'x', { message_thread_id: topic })).toMatchObject({
      message_thread_id: topic,
    });
    expect(await call('sendMessage', { chat_id: forum, text: 'x', message_thread_id: 99 })).toMatchObject({
      description: 'Bad Request: message thread not found',
    });
  });
});
