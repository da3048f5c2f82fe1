import { mountClock } from './clock.js';
import { createColumn } from './column/column.js';
import { choose } from './dialogs.js';
import { h } from './dom.js';
import { act, ask, follow } from './net.js';
import { currentLanguage, inLanguage, switchLanguage, word } from './words.js';

const place = (id) => document.getElementById(id);
const NARROW = matchMedia('(max-width: 759px)');
const WIDE = matchMedia('(min-width: 1100px)');

let state;
/** Events that wait for the state that is being loaded. */
let missed;
let clock;
let columns = [];
const chats = new Map();
const unread = new Map();

const app = {
  speakers: [],
  get seats() {
    return state.seats;
  },
  get bot() {
    return state.bot;
  },
  zone: () => state.clock?.zone,
  messagesOf: (chatId) => [...(chats.get(chatId)?.values() ?? [])].toSorted((a, b) => a.id - b.id),
  markRead(seat) {
    if (!unread.get(seat)) return;
    unread.set(seat, 0);
    drawTabs();
  },
  async openLink(link) {
    const people = state.seats.filter(({ kind }) => kind === 'private');
    const userId = await choose(word('whoOpens'), [
      ...people.map(({ label, userId: id }) => ({ label: inLanguage(label), value: id })),
      { label: word('cancel'), value: undefined },
    ]);
    if (userId === undefined) return;
    await act('open', { userId, link }).catch(({ message }) => columns[0]?.problem(message));
    const seat = state.seats.findIndex((each) => each.kind === 'private' && each.userId === userId);
    if (!columns.some((column) => column.seat() === seat)) showSeat(columns.length - 1, seat);
  },
};

function keepMessage(message) {
  const chat = chats.get(message.chatId) ?? new Map();
  chats.set(message.chatId, chat);
  const isNew = !chat.has(message.id);
  chat.set(message.id, message);
  return isNew;
}

/** Shows a seat in a column; a seat that is open elsewhere changes places with it. */
function showSeat(index, seat) {
  const before = columns[index].seat();
  const other = columns.find((column, at) => at !== index && column.seat() === seat);
  other?.show(before);
  columns[index].show(seat);
  drawTabs();
}

function drawTabs() {
  const tabs = place('tabs');
  tabs.hidden = !NARROW.matches;
  if (tabs.hidden) return;
  const open = columns[0]?.seat();
  tabs.replaceChildren(
    ...state.seats.map(({ label }, seat) => {
      const count = unread.get(seat) ?? 0;
      return h(
        'button',
        {
          type: 'button',
          'aria-current': seat === open ? 'true' : 'false',
          onclick: () => showSeat(0, seat),
        },
        inLanguage(label),
        count > 0 && h('span', { className: 'count', 'aria-label': word('unread', count) }, String(count)),
      );
    }),
  );
}

function drawColumns() {
  const wanted = Math.min(NARROW.matches ? 1 : WIDE.matches ? 3 : 2, state.seats.length);
  const open = columns.map((column) => column.seat()).filter((seat) => seat < state.seats.length);
  const rest = state.seats.map((_, seat) => seat).filter((seat) => !open.includes(seat));
  columns = [...open, ...rest]
    .slice(0, wanted)
    .map((seat, index) => createColumn(app, seat, (next) => showSeat(index, next)));
  place('columns').replaceChildren(...columns.map(({ element }) => element));
  place('columns').style.setProperty('--columns', String(wanted));
  for (const column of columns) column.show();
  drawTabs();
}

function drawBar() {
  document.documentElement.lang = currentLanguage();
  document.title = inLanguage(state.title);
  place('title').textContent = inLanguage(state.title);
  place('hint').textContent = inLanguage(state.hint);
  place('language').textContent = word('language');
  place('language').title = word('languageTitle');
  place('reset').textContent = word('reset');
  place('reset').hidden = !state.canReset;
  place('offline').textContent = word('offline');
  clock?.stop();
  clock = mountClock(
    place('clock'),
    state.clock && { zone: state.clock.zone, now: (clock?.now() ?? new Date(state.clock.now)).toISOString() },
    (text) => columns[0]?.problem(text),
  );
}

/** Takes the whole state anew, at the start and after every break; what happens meanwhile comes after it. */
async function load() {
  missed ??= [];
  state = await ask('state');
  app.speakers = state.seats.map(({ userId, people }, seat) => {
    const before = app.speakers[seat];
    return people.some(({ id }) => id === before) ? before : userId;
  });
  chats.clear();
  for (const message of state.messages) keepMessage(message);
  clock?.stop();
  clock = undefined;
  drawBar();
  drawColumns();
  const meanwhile = missed ?? [];
  missed = undefined;
  for (const event of meanwhile) onEvent(event);
}

function onMessage(message) {
  const isNew = keepMessage(message);
  const open = columns.filter((column) => column.chatId() === message.chatId);
  for (const column of open) {
    if (message.from.isBot) column.acting(undefined);
    column.draw();
  }
  if (!isNew || open.length > 0) return;
  state.seats.forEach(({ chatId }, seat) => {
    if (chatId === message.chatId) unread.set(seat, (unread.get(seat) ?? 0) + 1);
  });
  drawTabs();
}

function onEvent(event) {
  if (missed) {
    missed.push(event);
    return;
  }
  switch (event.type) {
    case 'message':
      onMessage(event.message);
      break;
    case 'answer':
      for (const column of columns) column.answered(event);
      break;
    case 'action':
      for (const column of columns) if (column.chatId() === event.chatId) column.acting(event.action);
      break;
    case 'problem':
      for (const column of columns) if (column.chatId() === event.chatId) column.problem(event.text);
      break;
    case 'clock':
      clock?.set(event.now);
      break;
    case 'chats':
      void load();
      break;
    case 'reset':
      location.reload();
      break;
    default:
  }
}

place('language').addEventListener('click', () => {
  switchLanguage();
  if (!state) return;
  drawBar();
  for (const column of columns) column.show();
  drawTabs();
});

async function reset() {
  const sure = await choose(word('resetAsk'), [
    { label: word('reset'), value: true, style: 'danger' },
    { label: word('cancel'), value: false },
  ]);
  if (sure) await act('reset', {}).catch(({ message }) => columns[0]?.problem(message));
}

place('reset').addEventListener('click', () => void reset());

for (const query of [NARROW, WIDE]) query.addEventListener('change', () => state && drawColumns());

follow({
  onEvent,
  onOpen: () => {
    place('offline').hidden = true;
    void load();
  },
  onLost: () => {
    place('offline').hidden = false;
  },
});
