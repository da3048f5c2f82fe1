import { isObject } from '../../wire/params.js';
import { badRequest } from '../../wire/refusal.js';
import { readCommands, readPlace } from '../../world/commands.js';
import { type ApiCall, chatOf, type Method } from '../call.js';

function place({ world, params }: ApiCall) {
  return readPlace(params, (scope) => chatOf(world, scope));
}

const setMyCommands: Method = (call) => {
  const list = call.params.array('commands');
  if (!list) throw badRequest("can't parse commands JSON object");
  call.world.commands.set(place(call), readCommands(list));
  call.world.changed.emit({ type: 'commands' });
  return true;
};

const deleteMyCommands: Method = (call) => {
  call.world.commands.set(place(call), []);
  call.world.changed.emit({ type: 'commands' });
  return true;
};

const getMyCommands: Method = (call) => call.world.commands.get(place(call));

/** Setter and getter of one text of the bot's profile, kept per language. */
function profileText(field: string, limit: number, problem: string): { set: Method; get: Method } {
  const key = (call: ApiCall) => {
    const language = call.params.string('language_code') ?? '';
    if (!/^(?:[a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
    return `${field}|${language}`;
  };
  return {
    set: (call) => {
      const text = call.params.string(field) ?? '';
      if (text.length > limit) throw badRequest(problem);
      call.world.profile.set(key(call), text);
      return true;
    },
    get: (call) => ({
      [field]: call.world.profile.get(key(call)) || call.world.profile.get(`${field}|`) || '',
    }),
  };
}

const description = profileText('description', 512, 'BOT_DESCRIPTION_TOO_LONG');
const shortDescription = profileText('short_description', 120, 'BOT_SHORT_DESCRIPTION_TOO_LONG');

const setChatMenuButton: Method = ({ world, params }) => {
  if (params.has('chat_id') && chatOf(world, params).isGroup) throw badRequest('chat is not a private chat');
  const button = params.object('menu_button') ?? { type: 'default' };
  const { type } = button;
  if (type !== 'default' && type !== 'commands') {
    if (type !== 'web_app' || !isObject(button['web_app']) || typeof button['text'] !== 'string') {
      throw badRequest("can't parse MenuButton: Unsupported type specified");
    }
    if (!/^https:\/\//i.test(String(button['web_app']['url']))) {
      throw badRequest(
        `menu button Web App URL '${String(button['web_app']['url'])}' is invalid: Only HTTPS links are allowed`,
      );
    }
  }
  world.menuButtons.set(params.string('chat_id') ?? '', button);
  return true;
};

const getChatMenuButton: Method = ({ world, params }) =>
  world.menuButtons.get(params.string('chat_id') ?? '') ?? world.menuButtons.get('') ?? { type: 'default' };

/** Methods about the bot itself. */
export const profile = {
  setMyCommands,
  deleteMyCommands,
  getMyCommands,
  setMyDescription: description.set,
  getMyDescription: description.get,
  setMyShortDescription: shortDescription.set,
  getMyShortDescription: shortDescription.get,
  setChatMenuButton,
  getChatMenuButton,
} satisfies Record<string, Method>;
