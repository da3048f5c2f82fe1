import { createComposer } from './composer.js';
import { dayOf, timeOf } from './dates.js';
import { alertBox } from './dialogs.js';
import { h } from './dom.js';
import { blocks, bubble } from './message.js';
import { act } from './net.js';
import { currentLanguage, inLanguage, word } from './words.js';

const TOAST_MS = 4500;

/**
 * One column: a seat in front of a chat.
 *
 * @param app what all columns share: `seats`, `messagesOf(chatId)`, `zone()`, `bot`, `speakers` (seat → user id),
 *   `openLink(payload link)`, `markRead(seat)`.
 * @param seat the index of the seat shown.
 * @param onSeat called when another seat is chosen here.
 * @returns `{element, seat, draw, show, answered, acting, problem}`.
 */
export function createColumn(app, seat, onSeat) {
  let waiting;
  let drawn = new Map();
  let newer = 0;
  let sticks = true;
  let scrolledTo = 0;

  const current = () => app.seats[seat];
  const speakerId = () => app.speakers[seat];

  const head = h('header');
  const log = h('div', { className: 'log', role: 'log', tabIndex: 0, onscroll: () => scrolled() });
  const jump = h('button', { type: 'button', className: 'jump', hidden: true, onclick: () => toEnd() });
  const toasts = h('div', { className: 'toasts', role: 'status' });
  const acting = h('p', { className: 'acting', role: 'status' });
  const chips = h('div', { className: 'chips', role: 'group' });
  const composer = createComposer({
    bot: app.bot,
    place: () => ({ userId: speakerId(), chatId: current().chatId }),
    inGroup: () => current().kind !== 'private',
    attempt,
    onSent: () => toEnd(),
  });
  const element = h(
    'section',
    {
      className: 'column',
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => {
        event.preventDefault();
        void composer.upload([...event.dataTransfer.files]);
      },
    },
    head,
    h('div', { className: 'stage' }, log, jump, toasts),
    acting,
    chips,
    composer.element,
  );

  function atEnd() {
    return log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  }

  function toEnd() {
    sticks = true;
    log.scrollTop = log.scrollHeight;
    read();
  }

  /** Only a scroll upwards lets go of the end: growing content moves it too. */
  function scrolled() {
    if (atEnd()) {
      sticks = true;
      read();
    } else if (log.scrollTop < scrolledTo) sticks = false;
    scrolledTo = log.scrollTop;
  }

  new ResizeObserver(() => sticks && toEnd()).observe(log);
  // A picture has its height only once it is there.
  log.addEventListener('load', () => sticks && toEnd(), true);

  function read() {
    newer = 0;
    jump.hidden = true;
    app.markRead(seat);
  }

  function problem(text) {
    toast(text, 'danger');
  }

  function toast(text, style = '') {
    const shown = h('p', { className: `toast ${style}` }, text);
    toasts.append(shown);
    setTimeout(() => shown.remove(), TOAST_MS);
  }

  async function attempt(doing) {
    try {
      await doing();
      return true;
    } catch (error) {
      problem(error.message);
      return false;
    }
  }

  async function tap(messageId, data, button) {
    waiting?.removeAttribute('aria-busy');
    waiting = button;
    button.setAttribute('aria-busy', 'true');
    const done = await attempt(() =>
      act('tap', { userId: speakerId(), chatId: current().chatId, messageId, data }),
    );
    if (!done) button.removeAttribute('aria-busy');
  }

  function onLink(href, event) {
    const link = new URL(href);
    if (
      !/(^|\.)t\.me$/.test(link.hostname) ||
      link.pathname.slice(1).toLowerCase() !== app.bot.username.toLowerCase()
    ) {
      return;
    }
    event.preventDefault();
    void app.openLink(href);
  }

  const view = {
    get speakerId() {
      return speakerId();
    },
    get isGroup() {
      return current().kind !== 'private';
    },
    time: (seconds) => timeOf(new Date(seconds * 1000), app.zone()),
    onTap: (id, data, button) => void tap(id, data, button),
    onLink,
    onCommand: (text) => void composer.send(text),
    onReply: composer.reply,
    onCopy: (text) => void navigator.clipboard.writeText(text).then(() => toast(word('copied'))),
  };

  /** Draws what changed; bubbles that stayed the same stay in place, so that screen readers read news only. */
  function draw({ fresh = false } = {}) {
    if (fresh) {
      drawn = new Map();
      sticks = true;
    }
    const messages = app.messagesOf(current().chatId);
    const next = new Map();
    let lastDay = '';
    for (const block of blocks(messages)) {
      const day = dayOf(new Date(block[0].date * 1000), app.zone());
      if (day !== lastDay) keep(next, `day ${day}`, day, () => h('p', { className: 'service day' }, day));
      lastDay = day;
      keep(next, `m ${block[0].id}`, JSON.stringify(block), () => bubble(block, view));
    }
    if (next.size === 0) next.set('empty', { sign: '', element: emptyView() });
    const added = [...next.keys()].filter((key) => key.startsWith('m ') && !drawn.has(key)).length;
    place([...next.values()].map((item) => item.element));
    drawn = next;
    chips.hidden = current().suggestions.length === 0;
    if (sticks) toEnd();
    else if (added > 0) {
      newer += added;
      jump.hidden = false;
      jump.textContent = word('newer', newer);
    }
  }

  /** Puts the elements into the log in order, moving none that is already in its place. */
  function place(elements) {
    const wanted = new Set(elements);
    for (const child of Array.from(log.children)) if (!wanted.has(child)) child.remove();
    elements.forEach((child, index) => {
      if (log.children[index] !== child) log.insertBefore(child, log.children[index] ?? null);
    });
  }

  function keep(next, key, sign, make) {
    const old = drawn.get(key);
    next.set(key, old?.sign === sign ? old : { sign, element: make() });
  }

  function emptyView() {
    if (current().kind !== 'private') return h('p', { className: 'empty' }, word('empty'));
    return h(
      'div',
      { className: 'empty' },
      h('p', {}, word('startHint')),
      h(
        'button',
        { type: 'button', className: 'primary', onclick: () => void composer.send('/start') },
        word('start'),
      ),
    );
  }

  function drawHead() {
    const { kind, title, people } = current();
    const select = h(
      'select',
      { className: 'seat', 'aria-label': word('seat'), onchange: () => onSeat(Number(select.value)) },
      app.seats.map(({ label }, index) =>
        h('option', { value: String(index), selected: index === seat }, inLanguage(label)),
      ),
    );
    const isGroup = kind !== 'private';
    const speaker = h(
      'select',
      {
        'aria-label': word('speakAs'),
        onchange: () => {
          app.speakers[seat] = Number(speaker.value);
          draw({ fresh: true });
        },
      },
      people.map(({ id, name }) => h('option', { value: String(id), selected: id === speakerId() }, name)),
    );
    head.replaceChildren(
      h(
        'span',
        { className: 'avatar', 'aria-hidden': 'true', 'data-hue': String(seat % 6) },
        inLanguage(current().label).charAt(0),
      ),
      h(
        'div',
        { className: 'who' },
        select,
        h(
          'small',
          {},
          isGroup ? `${title} · ${word('people', people.length)}` : `↔ ${title} (${word('bot')})`,
        ),
      ),
      ...(isGroup ? [h('label', { className: 'as' }, h('small', {}, word('speakAs')), speaker)] : []),
    );
  }

  /** Draws the whole column anew: another seat, another language, another state. */
  function show(index = seat) {
    seat = index;
    const label = inLanguage(current().label);
    element.setAttribute('aria-label', label);
    log.setAttribute('aria-label', word('messages', label));
    chips.setAttribute('aria-label', word('suggestions'));
    composer.show(label);
    drawHead();
    chips.replaceChildren(
      ...current().suggestions.map((text) =>
        h(
          'button',
          { type: 'button', lang: currentLanguage(), onclick: () => void composer.send(inLanguage(text)) },
          inLanguage(text),
        ),
      ),
    );
    draw({ fresh: true });
  }

  /** Shows how the bot answered a tap made here. */
  function answered({ userId, chatId, outcome }) {
    if (userId !== speakerId() || chatId !== current().chatId) return;
    waiting?.removeAttribute('aria-busy');
    waiting = undefined;
    if (!outcome.answered) toast(word('noAnswer'), 'danger');
    else if (outcome.text && outcome.alert) void alertBox(outcome.text);
    else if (outcome.text) toast(outcome.text);
    if (outcome.url) void app.openLink(outcome.url);
  }

  let actingTimer;
  /** Shows what the bot is doing, for Telegram's five seconds. */
  function showActing(kind) {
    clearTimeout(actingTimer);
    acting.textContent = kind
      ? `${app.bot.name} ${word(kind === 'upload_document' || kind === 'upload_photo' ? kind : 'typing')}`
      : '';
    if (kind) actingTimer = setTimeout(() => showActing(undefined), 5000);
  }

  return {
    element,
    seat: () => seat,
    chatId: () => current().chatId,
    draw,
    show,
    answered,
    problem,
    acting: showActing,
  };
}
