import { h } from '../dom.js';

const TOAST_MS = 4500;

/**
 * Short notes that go by themselves.
 *
 * @returns `{element, show(text, style)}`.
 */
export function createToasts() {
  const element = h('div', { className: 'toasts', role: 'status' });
  return {
    element,
    show(text, style = '') {
      const shown = h('p', { className: `toast ${style}` }, text);
      element.append(shown);
      setTimeout(() => shown.remove(), TOAST_MS);
    },
  };
}
