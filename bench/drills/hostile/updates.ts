import type { InlineKeyboardButton, Update } from 'grammy/types';
import type { Step } from './steps.js';

type NewUpdate = Omit<Update, 'update_id'>;
type Kind = Exclude<keyof Update, 'update_id'>;
type Account = { readonly id: number; readonly name: string };
type Shown = {
  readonly chatId: number;
  readonly messageId: number;
  readonly keyboard: readonly (readonly InlineKeyboardButton[])[];
};

export const GROUP = { id: -1_001_777, title: 'Staf Rutan' };

/** Whom the updates of a step are of, and what there is to be tapped. */
export type Surroundings = {
  readonly accountOf: (who: Step['who']) => Account | undefined;
  /** The bot's messages that lie in chats. */
  readonly shown: readonly Shown[];
  /** The id of a file that there is. */
  readonly file: string;
};

/** What an update of each kind holds, as odd as it may be; the compiler knows when the Bot API has another kind. */
function bodiesOf(message: object, from: object, chat: object, words: string): Record<Kind, object> {
  const member = (status: string) => ({ status, user: from });
  const changed = {
    chat,
    from,
    date: 1,
    old_chat_member: member('member'),
    new_chat_member: { ...member('kicked'), until_date: 0 },
  };
  const business = { ...message, business_connection_id: 'b' };
  const boost = {
    boost_id: words,
    add_date: 1,
    expiration_date: 2,
    source: { source: 'premium', user: from },
  };
  return {
    message,
    edited_message: { ...message, edit_date: 1 },
    channel_post: message,
    edited_channel_post: { ...message, edit_date: 1 },
    business_connection: { id: words, user: from, user_chat_id: 1, date: 1, is_enabled: true },
    business_message: business,
    edited_business_message: { ...business, edit_date: 1 },
    deleted_business_messages: { business_connection_id: words, chat, message_ids: [1, -1] },
    guest_message: message,
    stopped_message_generation: { chat, from, message },
    message_reaction: {
      chat,
      message_id: 1,
      date: 1,
      old_reaction: [],
      user: from,
      new_reaction: [{ type: 'emoji', emoji: words }],
    },
    message_reaction_count: { chat, message_id: 1, date: 1, reactions: [] },
    inline_query: { id: '1', from, query: words, offset: words },
    chosen_inline_result: { result_id: words, from, query: words },
    callback_query: { id: '1', from, chat_instance: '1', data: words, message },
    shipping_query: { id: '1', from, invoice_payload: words, shipping_address: {} },
    pre_checkout_query: { id: '1', from, currency: 'IDR', total_amount: -1, invoice_payload: words },
    purchased_paid_media: { from, paid_media_payload: words },
    poll: { id: words, question: words, options: [] },
    poll_answer: { poll_id: words, user: from, option_ids: [-1] },
    my_chat_member: changed,
    chat_member: changed,
    chat_join_request: { chat, from, user_chat_id: 1, date: 1, bio: words },
    chat_boost: { chat, boost },
    removed_chat_boost: { chat, boost_id: words, remove_date: 1, source: boost.source },
    managed_bot: { user: from, bot: from },
    subscription: { user: from, subscription_id: words },
  };
}

const NOBODY = { id: 777, is_bot: false, first_name: '' };
/** All kinds of update that the Bot API has. */
export const KINDS = Object.keys(bodiesOf({}, {}, {}, '')) as readonly Kind[];

type Place = {
  readonly id: number;
  readonly type: string;
  readonly title?: string;
  readonly first_name?: string;
};

function placeOf(place: Step['place'], account: Account | undefined): Place {
  if (place === 'private') return { id: account?.id ?? 777, type: 'private', first_name: 'X' };
  if (place === 'channel') return { id: -100_5, type: 'channel', title: 'Saluran' };
  return { id: GROUP.id, type: 'supergroup', title: GROUP.title };
}

/** A tap: forged, on a message that isn't there, or on a live button. */
function tapOf(step: Step, chat: Place, from: object, around: Surroundings) {
  const { pick, shape, data, kind } = step;
  const live = around.shown.filter(({ chatId, keyboard }) => chatId === chat.id && keyboard.length > 0);
  const on = kind === 'live' ? live[pick % Math.max(1, live.length)] : undefined;
  const keys = on?.keyboard.flat() ?? [];
  const key = keys[(pick >> 3) % Math.max(1, keys.length)];
  const used = key && 'callback_data' in key ? key.callback_data : data;
  const at = on?.messageId ?? 500_000 + (pick % 1000);
  const topic = step.place === 'topic' ? { message_thread_id: 7, is_topic_message: true } : {};
  const shown = { message_id: at, date: shape === 'inaccessible' ? 0 : 1, chat, text: 'x', ...topic };
  const place =
    shape === 'inlineMessage' ? { inline_message_id: 'abc' } : shape === 'without' ? {} : { message: shown };
  const what = shape === 'game' ? { game_short_name: 'x' } : { data: used };
  return { callback_query: { id: '1', from, chat_instance: '1', ...what, ...place } };
}

/** What Telegram tells of besides: membership, and groups that move. */
function eventOf(pick: number, message: object, chat: object, from: object) {
  const bodies = bodiesOf(message, from, chat, '1');
  const events = [
    { my_chat_member: bodies.my_chat_member },
    { poll: bodies.poll },
    { chat_join_request: bodies.chat_join_request },
    { message_reaction: bodies.message_reaction },
    { message: { ...message, migrate_to_chat_id: -1_009_999 } },
    { message: { ...message, migrate_from_chat_id: -1_009_998 } },
  ];
  return events[pick % events.length] ?? {};
}

/** The update that a step makes, without its number. */
export function updateOf(step: Step, around: Surroundings): NewUpdate {
  const { who, place, kind, content, around: about, pick } = step;
  const account = around.accountOf(who);
  const from = account && { id: account.id, is_bot: false, first_name: account.name };
  const chat = placeOf(place, account);
  const topic = place === 'topic' ? { message_thread_id: 7, is_topic_message: true } : {};
  const message = { message_id: 500_000 + (pick % 1000), date: 1, chat, ...(from && { from }), ...topic };
  const words = 'text' in content ? content.text : '';
  const entities =
    words.startsWith('/') && words.length > 1
      ? { entities: [{ type: 'bot_command', offset: 0, length: words.split(/\s/u, 1)[0]?.length ?? 0 }] }
      : {};
  const file =
    'document' in content ? { document: { ...(content.document as object), file_id: around.file } } : {};
  const whole = { ...message, ...about, ...content, ...file, ...entities };
  // Malformed on purpose.
  return madeOf();

  function madeOf(): object {
    const somebody = from ?? NOBODY;
    switch (kind) {
      case 'message':
        return { message: whole };
      case 'edited':
        return { edited_message: whole };
      case 'post':
        return { channel_post: whole };
      case 'inline':
        return { inline_query: { id: '1', from: somebody, query: words, offset: '' } };
      case 'other':
        return eventOf(pick, message, chat, somebody);
      case 'any': {
        const name = KINDS[pick % KINDS.length] ?? 'message';
        return { [name]: bodiesOf(whole, somebody, chat, words)[name] };
      }
      default:
        return tapOf(step, chat, somebody, around);
    }
  }
}
