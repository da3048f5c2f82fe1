import { askUpload } from '../dialogs.js';
import { h, ICONS, icon } from '../dom.js';
import { act, ask } from '../net.js';
import { word } from '../words.js';
import { createAnswering } from './answering.js';
import { createCommandsMenu } from './commands-menu.js';

const MAX_HEIGHT_PX = 140;

function grow(field) {
  field.style.height = 'auto';
  field.style.height = `${Math.min(field.scrollHeight, MAX_HEIGHT_PX)}px`;
}

/**
 * The form in which a message is typed.
 *
 * @param onText gets what was typed, `onFiles` what was chosen; `onEscape` and `onSlash` are called for the key and the
 *   button.
 * @returns `{element, field, picker, buttons}`, the buttons by what they are called.
 */
function createForm({ onText, onFiles, onEscape, onSlash }) {
  function onKey(event) {
    if (event.key === 'Escape') onEscape();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    onText(field.value);
  }
  function onSubmit(event) {
    event.preventDefault();
    onText(field.value);
  }
  const field = h('textarea', { rows: 1, onkeydown: onKey, oninput: () => grow(field) });
  const picker = h('input', {
    type: 'file',
    multiple: true,
    hidden: true,
    onchange: () => onFiles([...picker.files]),
  });
  const round = { type: 'button', className: 'round' };
  const attach = h('button', { ...round, onclick: () => picker.click() }, icon(ICONS.attach));
  const commands = h('button', { ...round, className: 'round slash', onclick: onSlash }, '/');
  const send = h('button', { type: 'submit', className: 'round go' }, icon(ICONS.send));
  const form = { className: 'composer', onsubmit: onSubmit };
  const element = h('form', form, attach, picker, commands, field, send);
  return { element, field, picker, buttons: { attach, commands, send } };
}

/** Asks how files are to be sent, and gives them as the form that the server reads; undefined: not at all. */
async function uploadForm(files, place) {
  if (files.length === 0) return undefined;
  const wish = await askUpload(files);
  if (!wish) return undefined;
  const data = new FormData();
  for (const [name, value] of Object.entries(place())) data.append(name, value);
  data.append('as', wish.as);
  data.append('caption', wish.caption);
  for (const [index, file] of files.entries()) data.append(`file${index}`, file, file.name);
  return data;
}

/**
 * Where a message is written: text, files, commands, and what it answers.
 *
 * @param place gives `{userId, chatId}`; `inGroup` whether commands must name the bot; `attempt` runs something and
 *   shows why it failed, giving whether it worked; `onSent` runs after a sending.
 * @returns `{element, send(text), upload(files), reply(message), show(label)}`.
 */
export function createComposer({ bot, place, inGroup, attempt, onSent }) {
  const answering = createAnswering();
  const menu = createCommandsMenu({
    commands: () => ask('commands', place()),
    onChoose: (command) => void send(`/${command}${inGroup() ? `@${bot.username}` : ''}`),
  });
  const form = createForm({
    onText: (text) => void send(text),
    onFiles: (files) => void upload(files),
    onEscape: close,
    onSlash: () => void menu.toggle(),
  });
  const { field, picker, buttons } = form;

  function close() {
    menu.hide();
    answering.set(undefined);
  }

  async function send(text) {
    if (text.trim() === '') return;
    const replying = answering.message();
    const body = { ...place(), text, ...(replying && { replyTo: replying.id }) };
    if (!(await attempt(() => act('send', body)))) return;
    field.value = '';
    answering.set(undefined);
    grow(field);
    onSent();
  }

  async function upload(files) {
    picker.value = '';
    const data = await uploadForm(files, place);
    if (!data) return;
    await attempt(() => act('upload', data));
    onSent();
  }

  function reply(message) {
    answering.set(message);
    field.focus();
  }

  /** Says the words of the language, for the seat with this label. */
  function show(label) {
    field.placeholder = word('write');
    field.setAttribute('aria-label', word('writeTo', label));
    for (const [key, button] of Object.entries(buttons)) {
      button.title = word(key);
      button.setAttribute('aria-label', word(key));
    }
    close();
  }

  const element = h('div', { className: 'bottom' }, menu.element, answering.element, form.element);
  return { element, send, upload, reply, show };
}
