import type { Api } from 'grammy';
import type { BotCommand } from 'grammy/types';
import type { Actor } from '../access/actor.js';
import { canSome } from '../access/can.js';
import { LOCALES, type Locale } from '../lib/locale.js';
import { translator } from '../words/translate.js';
import { COMMAND_NAMES, COMMANDS, type CommandName } from './commands.js';

function entries(names: readonly CommandName[], locale: Locale): BotCommand[] {
  const t = translator(locale);
  return names.map((name) => ({ command: COMMANDS[name][locale], description: t(`command-${name}`) }));
}

/** The commands that somebody may use, in the order of the table; for a stranger those open to anyone. */
export function commandsFor(actor: Actor | undefined): readonly CommandName[] {
  return COMMAND_NAMES.filter((name) => {
    const { needs } = COMMANDS[name];
    if (needs === 'anyone') return true;
    if (!actor) return false;
    // Whoever holds posts in one unit has nothing to choose.
    if (name === 'units') return actor.units !== undefined;
    if (actor.isKanwil && name === 'counts') return canSome(actor, 'region.view');
    return needs === 'everyone' || canSome(actor, needs);
  });
}

/** The menus of strangers and groups, in both languages. */
export async function setCommonMenus(api: Api, defaultLocale: Locale): Promise<void> {
  const groupCommands = COMMAND_NAMES.filter((name) => COMMANDS[name].place === 'anywhere');
  for (const locale of LOCALES) {
    const language = locale === defaultLocale ? {} : { language_code: locale };
    await api.setMyCommands(entries(commandsFor(undefined), locale), {
      scope: { type: 'default' },
      ...language,
    });
    await api.setMyCommands(entries(groupCommands, locale), {
      scope: { type: 'all_group_chats' },
      ...language,
    });
  }
}

export type PersonalMenus = {
  /**
   * Sets a person's own menu in their private chat when their posts or language have changed since last told; takes it
   * away from who has no post.
   */
  readonly keep: (api: Api, telegramId: bigint, actor: Actor | undefined) => Promise<void>;
};

/** Remembers which menu each person was given, for the life of the process: one call per person after a start. */
export function createPersonalMenus(): PersonalMenus {
  const given = new Map<bigint, string>();
  return {
    keep: async (api, telegramId, actor) => {
      const menu = actor ? entries(commandsFor(actor), actor.locale) : [];
      const key = menu.map(({ command }) => command).join(' ');
      if (given.get(telegramId) === key) return;
      given.set(telegramId, key);
      // A private chat has the number of its person.
      const scope = { type: 'chat', chat_id: Number(telegramId) } as const;
      await (actor ? api.setMyCommands(menu, { scope }) : api.deleteMyCommands({ scope }));
    },
  };
}
