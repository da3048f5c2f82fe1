import { h } from './dom.js';

const TAGS = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

const BLOCKS = new Set(['pre', 'blockquote', 'expandable_blockquote']);

function wrap(entity, inner, plain, { onCommand, onLink }) {
  const { type } = entity;
  if (TAGS[type]) return h(TAGS[type], {}, inner);
  if (type === 'pre') return h('pre', {}, h('code', {}, inner));
  if (type === 'spoiler') return h('span', { className: 'spoiler', tabIndex: 0 }, inner);
  if (type === 'bot_command') {
    return h('button', { type: 'button', className: 'link', onclick: () => onCommand(plain) }, inner);
  }
  if (type === 'url' || type === 'text_link') {
    const address = type === 'url' ? plain : entity.url;
    const href = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
    return h(
      'a',
      { href, target: '_blank', rel: 'noopener noreferrer', onclick: (event) => onLink(href, event) },
      inner,
    );
  }
  if (type === 'email') return h('a', { href: `mailto:${plain}` }, inner);
  if (type === 'mention' || type === 'hashtag' || type === 'text_mention') {
    return h('span', { className: 'mention' }, inner);
  }
  return h('span', {}, inner);
}

/**
 * Text with its entities as nodes. Offsets are UTF-16 units, as JavaScript counts. Entities that cross each
 * other are cut at the outer one's end.
 */
export function richText(text, entities, handlers) {
  const sorted = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  const render = (from, to, inside) => {
    const nodes = [];
    let at = from;
    for (let index = 0; index < inside.length; index += 1) {
      const entity = inside[index];
      if (entity.offset < at) continue;
      const end = Math.min(entity.offset + entity.length, to);
      const inner = inside.slice(index + 1).filter(({ offset }) => offset < end);
      nodes.push(text.slice(at, entity.offset));
      nodes.push(wrap(entity, render(entity.offset, end, inner), text.slice(entity.offset, end), handlers));
      // A block ends its line by itself.
      at = BLOCKS.has(entity.type) && text[end] === '\n' ? end + 1 : end;
    }
    nodes.push(text.slice(at, to));
    return nodes.filter((node) => node !== '');
  };
  return render(0, text.length, sorted);
}
