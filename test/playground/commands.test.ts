import { describe, expect, it } from 'vitest';
import { ANI, BUDI, GROUP, served } from './served.js';

const list = (command: string) => [{ command, description: 'x' }];

describe('command lists', () => {
  it('are shown by scope and language, the narrowest first', async () => {
    const { telegram, api } = await served();
    const shown = (user: number, chat: number) => telegram.commands(user, chat).map(({ command }) => command);
    expect(shown(ANI, ANI)).toEqual([]);
    await api.setMyCommands(list('default'));
    expect(shown(ANI, GROUP)).toEqual(['default']);
    await api.setMyCommands(list('private'), { scope: { type: 'all_private_chats' } });
    await api.setMyCommands(list('pribadi'), { scope: { type: 'all_private_chats' }, language_code: 'id' });
    expect([shown(ANI, ANI), shown(BUDI, BUDI), shown(ANI, GROUP)]).toEqual([
      ['pribadi'],
      ['private'],
      ['default'],
    ]);
    await api.setMyCommands(list('ani'), { scope: { type: 'chat', chat_id: ANI } });
    expect([shown(ANI, ANI), shown(BUDI, BUDI)]).toEqual([['ani'], ['private']]);
    await api.setMyCommands(list('grup'), { scope: { type: 'all_group_chats' } });
    await api.setMyCommands(list('admin'), { scope: { type: 'all_chat_administrators' } });
    expect([shown(ANI, GROUP), shown(BUDI, GROUP)]).toEqual([['admin'], ['grup']]);
    await api.setMyCommands(list('budi'), { scope: { type: 'chat_member', chat_id: GROUP, user_id: BUDI } });
    expect(shown(BUDI, GROUP)).toEqual(['budi']);
    await api.deleteMyCommands({ scope: { type: 'chat', chat_id: ANI } });
    expect(shown(ANI, ANI)).toEqual(['pribadi']);
  });

  it('are given back for exactly their place', async () => {
    const { api } = await served();
    await api.setMyCommands([{ command: '/jumlah', description: ' Jumlah ' }], { language_code: 'id' });
    expect(await api.getMyCommands({ language_code: 'id' })).toEqual([
      { command: 'jumlah', description: 'Jumlah' },
    ]);
    expect(await api.getMyCommands()).toEqual([]);
  });
});

describe("the bot's profile", () => {
  it('keeps texts per language and falls back to the general one', async () => {
    const { api, call } = await served();
    await api.setMyDescription('Halo');
    await api.setMyShortDescription('Singkat', { language_code: 'id' });
    expect(await api.getMyDescription({ language_code: 'en' })).toEqual({ description: 'Halo' });
    expect(await api.getMyShortDescription({ language_code: 'id' })).toEqual({
      short_description: 'Singkat',
    });
    expect(await call('setMyDescription', { description: 'x'.repeat(513) })).toMatchObject({ status: 400 });
    await api.setChatMenuButton({ chat_id: ANI, menu_button: { type: 'commands' } });
    expect(await api.getChatMenuButton({ chat_id: ANI })).toEqual({ type: 'commands' });
    expect(await api.getChatMenuButton()).toEqual({ type: 'default' });
  });
});
