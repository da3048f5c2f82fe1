import { askUpload } from './dialogs.js';
import { h, ICONS, icon } from './dom.js';
import { act, ask } from './net.js';
import { word } from './words.js';

/**
 * Where a message is written: text, files, commands, and what it answers.
 *
 * @param place gives `{userId, chatId}`; `inGroup` whether commands must name the bot; `attempt` runs something and
 *   shows why it failed, giving whether it worked; `onSent` runs after a sending.
 * @returns `{element, send(text), upload(files), reply(message), show(label)}`.
 */
export function createComposer({ bot, place, inGroup, attempt, onSent }) {
  let replying;
  const answering = h('div', { className: 'answering', hidden: true });
  const menu = h('ul', { className: 'menu', hidden: true });
  const field = h('textarea', { rows: 1, onkeydown: (event) => onKey(event), oninput: () => grow() });
  const picker = h('input', {
    type: 'file',
    multiple: true,
    hidden: true,
    onchange: () => void upload([...picker.files]),
  });
  const commandsButton = h(
    'button',
    { type: 'button', className: 'round slash', onclick: () => void toggleMenu() },
    '/',
  );
  const attachButton = h(
    'button',
    { type: 'button', className: 'round', onclick: () => picker.click() },
    icon(ICONS.attach),
  );
  const sendButton = h('button', { type: 'submit', className: 'round go' }, icon(ICONS.send));
  const form = h(
    'form',
    {
      className: 'composer',
      onsubmit: (event) => {
        event.preventDefault();
        void send(field.value);
      },
    },
    attachButton,
    picker,
    commandsButton,
    field,
    sendButton,
  );
  const element = h('div', { className: 'bottom' }, menu, answering, form);

  async function send(text) {
    if (text.trim() === '') return;
    const body = { ...place(), text, ...(replying && { replyTo: replying.id }) };
    if (!(await attempt(() => act('send', body)))) return;
    field.value = '';
    reply(undefined);
    grow();
    onSent();
  }

  async function upload(files) {
    picker.value = '';
    if (files.length === 0) return;
    const wish = await askUpload(files);
    if (!wish) return;
    const data = new FormData();
    for (const [name, value] of Object.entries(place())) data.append(name, value);
    data.append('as', wish.as);
    data.append('caption', wish.caption);
    for (const [index, file] of files.entries()) data.append(`file${index}`, file, file.name);
    await attempt(() => act('upload', data));
    onSent();
  }

  function onKey(event) {
    if (event.key === 'Escape') {
      menu.hidden = true;
      reply(undefined);
    }
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void send(field.value);
  }

  function grow() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 140)}px`;
  }

  async function toggleMenu() {
    if (!menu.hidden) {
      menu.hidden = true;
      return;
    }
    const commands = await ask('commands', place());
    const suffix = inGroup() ? `@${bot.username}` : '';
    menu.replaceChildren(
      ...(commands.length === 0
        ? [h('li', { className: 'none' }, word('noCommands'))]
        : commands.map(({ command, description }) =>
            h(
              'li',
              {},
              h(
                'button',
                {
                  type: 'button',
                  onclick: () => {
                    menu.hidden = true;
                    void send(`/${command}${suffix}`);
                  },
                },
                h('b', {}, `/${command}`),
                h('span', {}, description),
              ),
            ),
          )),
    );
    menu.hidden = false;
    menu.querySelector('button')?.focus();
  }

  function reply(message) {
    replying = message;
    answering.hidden = !message;
    if (!message) return;
    answering.replaceChildren(
      h(
        'span',
        {},
        h('b', {}, `${word('replyTo')} ${message.from.name}`),
        h('span', {}, message.text || word('photo')),
      ),
      h(
        'button',
        {
          type: 'button',
          className: 'round',
          'aria-label': word('cancel'),
          onclick: () => reply(undefined),
        },
        '×',
      ),
    );
    field.focus();
  }

  /** Says the words of the language, for the seat with this label. */
  function show(label) {
    field.placeholder = word('write');
    field.setAttribute('aria-label', word('writeTo', label));
    for (const [button, key] of [
      [attachButton, 'attach'],
      [commandsButton, 'commands'],
      [sendButton, 'send'],
    ]) {
      button.title = word(key);
      button.setAttribute('aria-label', word(key));
    }
    menu.hidden = true;
    reply(undefined);
  }

  return { element, send, upload, reply, show };
}
