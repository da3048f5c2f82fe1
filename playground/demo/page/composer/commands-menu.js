import { h } from '../dom.js';
import { word } from '../words.js';

function item({ command, description }, onChoose) {
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', onclick: () => onChoose(command) },
      h('b', {}, `/${command}`),
      h('span', {}, description),
    ),
  );
}

/**
 * The list of commands that "/" shows.
 *
 * @param commands gives what there is to choose from, `{command, description}` each; `onChoose` gets a command.
 * @returns `{element, toggle(), hide()}`.
 */
export function createCommandsMenu({ commands, onChoose }) {
  const element = h('ul', { className: 'menu', hidden: true });

  function hide() {
    element.hidden = true;
  }

  function choose(command) {
    hide();
    onChoose(command);
  }

  async function toggle() {
    if (!element.hidden) {
      hide();
      return;
    }
    const known = await commands();
    element.replaceChildren(
      ...(known.length === 0
        ? [h('li', { className: 'none' }, word('noCommands'))]
        : known.map((one) => item(one, choose))),
    );
    element.hidden = false;
    element.querySelector('button')?.focus();
  }

  return { element, toggle, hide };
}
