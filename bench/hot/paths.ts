import type { InlineKeyboardButton, Message, Update } from 'grammy/types';
import { logTap } from '#sambang/features/sessions/index.js';
import { COMMAND } from '../counts/question.js';
import { GROUP, OFFICERS, type Sown, STRANGERS } from './sample.js';

/** What somebody does in a chat: says something, or taps. */
export type Act = { readonly text: string } | { readonly data: string };

/** What a chat shows last. */
type Chat = { readonly text: string; readonly keyboard: readonly (readonly InlineKeyboardButton[])[] };

/** Something that people do, over and over. */
export type Path = {
  readonly name: string;
  readonly people: readonly number[];
  readonly chatId: (person: number) => number;
  /** What each of them does first, one after the other, each by what the chat shows then. */
  readonly before: readonly ((chat: Chat | undefined) => Act)[];
  /** What is measured; `turn` counts what this person did of it before. */
  readonly act: (turn: number, chat: Chat | undefined) => Act;
  /** What stands in the chat after it; undefined: nothing is answered. */
  readonly expected: RegExp | undefined;
};

/** People who fill in a form: fewer, since each has to open one. */
const FILLING = 64;
const SHEET_BUTTON = 'Pilih satu per satu';

let lastUpdate = 1_000_000;

const said = (text: string) => (): Act => ({ text });

function buttonOf(chat: Chat | undefined, is: (label: string, data: string) => boolean): Act {
  for (const button of chat?.keyboard.flat() ?? []) {
    if ('callback_data' in button && is(button.text, button.callback_data)) {
      return { data: button.callback_data };
    }
  }
  throw new Error(`no such button below:\n${chat?.text}`);
}

function alone(name: string, act: Act, expected: RegExp, people: readonly number[] = OFFICERS): Path {
  return { name, people, chatId: (person) => person, before: [], act: () => act, expected };
}

/** What is measured of Sambang. */
export function pathsOf({ visitId, programmeId }: Sown): readonly Path[] {
  const session = logTap.data({
    programme: programmeId,
    planned: 0,
    date: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
    start: '0900',
    end: '1100',
  });
  const visit = `v:open:${visitId.toString(36)}:1`;
  const filling = { people: OFFICERS.slice(0, FILLING), chatId: (person: number) => person };
  return [
    alone('/jumlah', { text: `/${COMMAND}` }, /Terdaftar|terdaftar/u),
    alone('a visit card', { data: visit }, /kerja sama pelatihan/u),
    {
      ...filling,
      name: 'an attendance tap',
      before: [() => ({ data: session }), (chat) => buttonOf(chat, (label) => label.includes(SHEET_BUTTON))],
      act: (turn, chat) => buttonOf(chat, (label) => label.includes(` ${(turn % 8) + 1}. `)),
      expected: /./u,
    },
    {
      ...filling,
      people: OFFICERS.slice(FILLING, 2 * FILLING),
      name: 'a form’s step',
      before: [said('/kunjungan Dinas Contoh 1')],
      act: (turn, chat) =>
        turn % 2 === 0 ? { text: '15 Juli 2030' } : buttonOf(chat, (_, data) => data.includes(':back.')),
      expected: /./u,
    },
    alone('/bantuan', { text: '/bantuan' }, /\/kunjungan/u),
    alone('/start', { text: '/start' }, /./u),
    {
      name: 'chatter of a group',
      people: OFFICERS,
      chatId: () => GROUP,
      before: [],
      act: said('besok kumpul jam 8 ya, jangan lupa bawa berkasnya'),
      expected: undefined,
    },
    {
      ...alone('a stranger', { text: 'halo, ada yang bisa dibantu?' }, /./u, STRANGERS),
      expected: undefined,
    },
  ];
}

/** What the floor answers. */
export const FLOOR: Path = alone('floor', { text: `/${COMMAND}` }, /Terdaftar/u);

/** An update as Telegram sends it. */
export function updateOf(act: Act, person: number, chatId: number, messageId: number): Update {
  lastUpdate += 1;
  const name = { first_name: `Orang ${person}` };
  const from = { id: person, is_bot: false, language_code: 'id', ...name };
  const date = Math.floor(Date.now() / 1000);
  const chat: Message['chat'] =
    chatId < 0
      ? { id: chatId, type: 'supergroup', title: 'Grup Contoh' }
      : { id: chatId, type: 'private', ...name };
  if ('data' in act) {
    const message = { message_id: messageId, date, chat, text: 'x' } as Message;
    return {
      update_id: lastUpdate,
      callback_query: { id: `${lastUpdate}`, from, chat_instance: '1', data: act.data, message },
    };
  }
  const { text } = act;
  const length = text.split(' ', 1)[0]?.length ?? 0;
  const entities = text.startsWith('/') ? [{ type: 'bot_command' as const, offset: 0, length }] : [];
  const message = { message_id: lastUpdate, date, chat, from, text, entities } as Message & Update.NonChannel;
  return { update_id: lastUpdate, message };
}
