import { dayOf } from '../dates.js';
import { h } from '../dom.js';
import { blocks, bubble } from '../message.js';
import { createScroll } from './scroll.js';

/** Puts the elements into the log in order, moving none that is already in its place. */
function place(log, elements) {
  const wanted = new Set(elements);
  for (const child of Array.from(log.children)) if (!wanted.has(child)) child.remove();
  elements.forEach((child, index) => {
    if (log.children[index] !== child) log.insertBefore(child, log.children[index] ?? null);
  });
}

/** What is to be seen, by key: `{sign, element}`, an element being as it was drawn where its sign is the same. */
function itemsOf(messages, view, zone, drawn) {
  const items = new Map();
  const keep = (key, sign, make) => {
    const old = drawn.get(key);
    items.set(key, old?.sign === sign ? old : { sign, element: make() });
  };
  let lastDay = '';
  for (const block of blocks(messages)) {
    const day = dayOf(new Date(block[0].date * 1000), zone);
    if (day !== lastDay) keep(`day ${day}`, day, () => h('p', { className: 'service day' }, day));
    lastDay = day;
    keep(`m ${block[0].id}`, JSON.stringify(block), () => bubble(block, view));
  }
  return items;
}

/**
 * The messages of a chat. Bubbles that stayed the same stay in place, so that screen readers read news only.
 *
 * @param zone gives the zone in which days begin.
 * @param onRead called when the newest message comes into view.
 * @returns `{element, jump, toEnd(), draw(messages, {view, empty, fresh})}`: `view` is how bubbles are shown, `empty`
 *   makes what stands where there is none, `fresh` draws all anew.
 */
export function createLog({ zone, onRead }) {
  const element = h('div', { className: 'log', role: 'log', tabIndex: 0 });
  const { jump, toEnd, stick, follow } = createScroll(element, onRead);
  let drawn = new Map();

  function draw(messages, { view, empty, fresh }) {
    if (fresh) {
      drawn = new Map();
      stick();
    }
    const items = itemsOf(messages, view, zone(), drawn);
    if (items.size === 0) items.set('empty', { sign: '', element: empty() });
    const added = [...items.keys()].filter((key) => key.startsWith('m ') && !drawn.has(key)).length;
    place(
      element,
      [...items.values()].map((item) => item.element),
    );
    drawn = items;
    follow(added);
  }

  return { element, jump, toEnd, draw };
}
