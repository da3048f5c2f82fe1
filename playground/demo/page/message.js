import { h, ICONS, icon } from './dom.js';
import { richText } from './rich-text.js';
import { word } from './words.js';

function fileAddress(fileId) {
  return `/play/file?${new URLSearchParams({ id: fileId })}`;
}

function size(bytes) {
  return bytes < 1024
    ? `${bytes} B`
    : bytes < 1_048_576
      ? `${Math.round(bytes / 1024)} KB`
      : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

function photos(block) {
  const items = block.filter(({ photo }) => photo);
  if (items.length === 0) return undefined;
  return h(
    'div',
    { className: `photos n${Math.min(items.length, 4)}` },
    items.map(({ photo }) =>
      h(
        'a',
        { href: fileAddress(photo.fileId), target: '_blank', rel: 'noopener' },
        h('img', {
          src: fileAddress(photo.fileId),
          alt: word('photo'),
          width: photo.width,
          height: photo.height,
        }),
      ),
    ),
  );
}

function attachment({ document: file, voice, contact }) {
  if (file) {
    return h(
      'a',
      { className: 'file', href: fileAddress(file.fileId), download: file.name },
      h('span', { className: 'badge' }, icon(ICONS.file)),
      h('span', {}, h('b', {}, file.name), h('small', {}, size(file.size))),
    );
  }
  if (voice) return h('p', { className: 'file' }, `🎤 ${word('voice')} · ${voice.duration} s`);
  if (contact) return h('p', { className: 'file' }, `👤 ${contact.name} · ${contact.phone}`);
  return undefined;
}

function keyboard({ id, buttons }, { onTap, onLink, onCopy }) {
  if (buttons.length === 0) return undefined;
  return h(
    'div',
    { className: 'keyboard' },
    buttons.map((row) =>
      h(
        'div',
        {},
        row.map(({ text, style, data, url, copy }) => {
          if (url) {
            return h(
              'a',
              {
                className: `key ${style ?? ''}`,
                href: url,
                target: '_blank',
                rel: 'noopener noreferrer',
                onclick: (event) => onLink(url, event),
              },
              text,
              h('span', { 'aria-hidden': 'true' }, ' ↗'),
            );
          }
          const press = (event) => (data === undefined ? onCopy(copy) : onTap(id, data, event.currentTarget));
          return h('button', { type: 'button', className: `key ${style ?? ''}`, onclick: press }, text);
        }),
      ),
    ),
  );
}

/**
 * One bubble of a chat: a message, or the messages of one album.
 *
 * @param block the messages in it, at least one.
 * @param view who looks (`speakerId`, `isGroup`), how times are said (`time`), and what taps and links do.
 */
export function bubble(block, view) {
  const [first] = block;
  if (first.service) {
    return h('p', { className: 'service' }, word(first.service.kind, first.service.detail));
  }
  const mine = first.from.id === view.speakerId;
  const side = `message ${mine ? 'mine' : 'theirs'}`;
  if (block.every(({ deleted }) => deleted)) {
    return h(
      'article',
      { className: `${side} gone` },
      h('div', { className: 'bubble' }, h('i', {}, word('deleted'))),
    );
  }
  const said = block.find(({ text }) => text) ?? first;
  const named = view.isGroup && !mine;
  return h(
    'article',
    { className: side },
    h(
      'div',
      { className: 'bubble' },
      named &&
        h('div', { className: 'name', 'data-hue': String(Math.abs(first.from.id) % 6) }, first.from.name),
      first.topic && h('div', { className: 'topic' }, `# ${first.topic}`),
      first.answered &&
        h(
          'div',
          { className: 'quote' },
          h('b', {}, first.answered.name),
          h('span', {}, first.answered.text || word('photo')),
        ),
      photos(block.filter(({ deleted }) => !deleted)),
      block.map(attachment),
      said.text && h('div', { className: 'text', dir: 'auto' }, richText(said.text, said.entities, view)),
      h(
        'footer',
        {},
        block.some(({ edited }) => edited) && h('span', {}, `${word('edited')} `),
        h('time', { dateTime: new Date(first.date * 1000).toISOString() }, view.time(first.date)),
      ),
      h(
        'button',
        {
          type: 'button',
          className: 'reply',
          title: word('reply'),
          'aria-label': word('reply'),
          onclick: () => view.onReply(first),
        },
        icon(ICONS.reply),
      ),
    ),
    keyboard(first, view),
  );
}

/** Puts messages that belong to one album together; the others stand alone. */
export function blocks(messages) {
  const grouped = [];
  for (const message of messages) {
    const last = grouped.at(-1);
    const together = message.album !== undefined && last?.[0].album === message.album;
    if (together) last.push(message);
    else grouped.push([message]);
  }
  return grouped;
}
