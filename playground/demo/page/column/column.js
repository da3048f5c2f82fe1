import { createComposer } from '../composer/composer.js';
import { timeOf } from '../dates.js';
import { alertBox } from '../dialogs.js';
import { h } from '../dom.js';
import { act } from '../net.js';
import { currentLanguage, inLanguage, word } from '../words.js';
import { createActing } from './acting.js';
import { headParts } from './head.js';
import { createLog } from './log.js';
import { createToasts } from './toasts.js';

/** Whether a link leads to this bot: that is opened here, by whoever the reader chooses. */
function leadsToBot(href, bot) {
  const link = new URL(href);
  const isTelegram = /(^|\.)t\.me$/.test(link.hostname);
  return isTelegram && link.pathname.slice(1).toLowerCase() === bot.username.toLowerCase();
}

/** What stands in a chat without messages: in one with the bot, the way to start. */
function emptyChat({ kind }, send) {
  if (kind !== 'private') return h('p', { className: 'empty' }, word('empty'));
  const start = { type: 'button', className: 'primary', onclick: () => send('/start') };
  return h('div', { className: 'empty' }, h('p', {}, word('startHint')), h('button', start, word('start')));
}

function suggestionChips(suggestions, send) {
  return suggestions.map((text) =>
    h(
      'button',
      { type: 'button', lang: currentLanguage(), onclick: () => send(inLanguage(text)) },
      inLanguage(text),
    ),
  );
}

/** The frame of a column; files dropped onto it are given to `onFiles`. */
function columnFrame(parts, onFiles) {
  const events = {
    ondragover: (event) => event.preventDefault(),
    ondrop: (event) => {
      event.preventDefault();
      onFiles([...event.dataTransfer.files]);
    },
  };
  return h('section', { className: 'column', ...events }, ...parts);
}

/** Taps, of which the button shows that the newest is on its way. */
function createTaps(attempt) {
  let waiting;
  return {
    async tap(place, messageId, data, button) {
      waiting?.removeAttribute('aria-busy');
      waiting = button;
      button.setAttribute('aria-busy', 'true');
      const done = await attempt(() => act('tap', { ...place, messageId, data }));
      if (!done) button.removeAttribute('aria-busy');
    },
    end() {
      waiting?.removeAttribute('aria-busy');
      waiting = undefined;
    },
  };
}

/** What a chat needs besides its messages: how bubbles are shown there, and what a click on them does. */
function viewOf(app, seat, { taps, toasts, send, reply }) {
  const { kind, chatId } = app.seats[seat];
  const speakerId = app.speakers[seat];
  return {
    speakerId,
    isGroup: kind !== 'private',
    time: (seconds) => timeOf(new Date(seconds * 1000), app.zone()),
    onTap: (id, data, button) => void taps.tap({ userId: speakerId, chatId }, id, data, button),
    onLink(href, event) {
      if (!leadsToBot(href, app.bot)) return;
      event.preventDefault();
      void app.openLink(href);
    },
    onCommand: send,
    onReply: reply,
    onCopy: (text) => void navigator.clipboard.writeText(text).then(() => toasts.show(word('copied'))),
  };
}

/** The parts of a column. `seat` gives the index of the seat shown. */
function createParts(app, seat) {
  const current = () => app.seats[seat()];
  const log = createLog({ zone: app.zone, onRead: () => app.markRead(seat()) });
  const toasts = createToasts();

  async function attempt(doing) {
    try {
      await doing();
      return true;
    } catch (error) {
      toasts.show(error.message, 'danger');
      return false;
    }
  }

  const composer = createComposer({
    bot: app.bot,
    place: () => ({ userId: app.speakers[seat()], chatId: current().chatId }),
    inGroup: () => current().kind !== 'private',
    attempt,
    onSent: () => log.toEnd(),
  });
  return {
    log,
    toasts,
    composer,
    acting: createActing(app.bot),
    taps: createTaps(attempt),
    head: h('header'),
    chips: h('div', { className: 'chips', role: 'group' }),
    send: (text) => void composer.send(text),
    reply: composer.reply,
  };
}

/**
 * One column: a seat in front of a chat.
 *
 * @param app what all columns share: `seats`, `messagesOf(chatId)`, `zone()`, `bot`, `speakers` (seat → user id),
 *   `openLink(payload link)`, `markRead(seat)`.
 * @param seat the index of the seat shown.
 * @param onSeat called when another seat is chosen here.
 * @returns `{element, seat, chatId, draw, show, answered, acting, problem}`.
 */
export function createColumn(app, seat, onSeat) {
  const current = () => app.seats[seat];
  const parts = createParts(app, () => seat);
  const { log, toasts, composer, acting, taps, head, chips, send } = parts;
  const stage = h('div', { className: 'stage' }, log.element, log.jump, toasts.element);
  const element = columnFrame([head, stage, acting.element, chips, composer.element], (files) => {
    void composer.upload(files);
  });

  function draw({ fresh = false } = {}) {
    chips.hidden = current().suggestions.length === 0;
    const empty = () => emptyChat(current(), send);
    log.draw(app.messagesOf(current().chatId), { view: viewOf(app, seat, parts), empty, fresh });
  }

  function speakAs(userId) {
    app.speakers[seat] = userId;
    draw({ fresh: true });
  }

  /** Draws the whole column anew: another seat, another language, another state. */
  function show(index = seat) {
    seat = index;
    const label = inLanguage(current().label);
    element.setAttribute('aria-label', label);
    log.element.setAttribute('aria-label', word('messages', label));
    chips.setAttribute('aria-label', word('suggestions'));
    composer.show(label);
    const { seats, speakers } = app;
    head.replaceChildren(
      ...headParts({ seats, seat, speakerId: speakers[seat], onSeat, onSpeaker: speakAs }),
    );
    chips.replaceChildren(...suggestionChips(current().suggestions, send));
    draw({ fresh: true });
  }

  /** Shows how the bot answered a tap made here. */
  function answered({ userId, chatId, outcome }) {
    if (userId !== app.speakers[seat] || chatId !== current().chatId) return;
    taps.end();
    if (!outcome.answered) toasts.show(word('noAnswer'), 'danger');
    else if (outcome.text && outcome.alert) void alertBox(outcome.text);
    else if (outcome.text) toasts.show(outcome.text);
    if (outcome.url) void app.openLink(outcome.url);
  }

  return {
    element,
    seat: () => seat,
    chatId: () => current().chatId,
    draw,
    show,
    answered,
    acting: acting.show,
    problem: (text) => toasts.show(text, 'danger'),
  };
}
