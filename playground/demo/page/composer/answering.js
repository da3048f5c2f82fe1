import { h } from '../dom.js';
import { word } from '../words.js';

/**
 * The message that the next one answers.
 *
 * @returns `{element, message(), set(message)}`; undefined: none.
 */
export function createAnswering() {
  let answered;
  const element = h('div', { className: 'answering', hidden: true });

  function set(message) {
    answered = message;
    element.hidden = !message;
    if (!message) return;
    const cancel = {
      type: 'button',
      className: 'round',
      'aria-label': word('cancel'),
      onclick: () => set(undefined),
    };
    element.replaceChildren(
      h(
        'span',
        {},
        h('b', {}, `${word('replyTo')} ${message.from.name}`),
        h('span', {}, message.text || word('photo')),
      ),
      h('button', cancel, '×'),
    );
  }

  return { element, message: () => answered, set };
}
