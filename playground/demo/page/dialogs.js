import { h } from './dom.js';
import { word } from './words.js';

/** Shows a dialog and resolves with the chosen value; undefined when it is left. */
export function choose(question, choices, extra) {
  return new Promise((resolve) => {
    const dialog = h(
      'dialog',
      { 'aria-label': question, onclose: () => dialog.remove() },
      h('p', { className: 'question' }, question),
      extra,
      h(
        'div',
        { className: 'choices' },
        choices.map(({ label, value, style }) =>
          h('button', { type: 'button', className: style ?? '', onclick: () => finish(value) }, label),
        ),
      ),
    );
    const finish = (value) => {
      resolve(value);
      dialog.close();
    };
    dialog.addEventListener('cancel', () => resolve(undefined));
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) finish(undefined);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A box that must be closed. */
export function alertBox(text) {
  return choose(text, [{ label: word('ok'), value: true, style: 'primary' }]);
}

/** What to do with files that were picked: `{as, caption}`, or undefined. */
export async function askUpload(files) {
  const pictures = [...files].every(({ type }) => /^image\/(?:png|jpeg|gif|webp)$/.test(type));
  const caption = h('input', {
    type: 'text',
    placeholder: word('caption'),
    'aria-label': word('caption'),
    maxLength: 1024,
  });
  const names = h(
    'ul',
    { className: 'picked' },
    [...files].map(({ name }) => h('li', {}, name)),
  );
  const as = await choose(
    word('sendFiles', files.length),
    [
      ...(pictures ? [{ label: word('asPhoto'), value: 'photo', style: 'primary' }] : []),
      { label: word('asFile'), value: 'document', style: pictures ? '' : 'primary' },
      { label: word('cancel'), value: undefined },
    ],
    h('div', {}, names, caption),
  );
  return as && { as, caption: caption.value };
}
