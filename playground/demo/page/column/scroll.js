import { h } from '../dom.js';
import { word } from '../words.js';

const NEAR_PX = 60;

/**
 * Keeps a log at its end for who reads there; who reads further up is told how much is new.
 *
 * @param log the element that scrolls.
 * @param onRead called when the end comes into view.
 * @returns `{jump, toEnd(), stick(), follow(added)}`: the button down; going down; staying down from now on; what is to
 *   happen when so many messages were added.
 */
export function createScroll(log, onRead) {
  let sticks = true;
  let newer = 0;
  let scrolledTo = 0;
  const jump = h('button', { type: 'button', className: 'jump', hidden: true, onclick: () => toEnd() });

  function read() {
    newer = 0;
    jump.hidden = true;
    onRead();
  }

  function toEnd() {
    sticks = true;
    log.scrollTop = log.scrollHeight;
    read();
  }

  /** Only a scroll upwards lets go of the end: growing content moves it too. */
  function scrolled() {
    if (log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX) {
      sticks = true;
      read();
    } else if (log.scrollTop < scrolledTo) sticks = false;
    scrolledTo = log.scrollTop;
  }

  function follow(added) {
    if (sticks) toEnd();
    else if (added > 0) {
      newer += added;
      jump.hidden = false;
      jump.textContent = word('newer', newer);
    }
  }

  log.addEventListener('scroll', scrolled);
  new ResizeObserver(() => sticks && toEnd()).observe(log);
  // A picture has its height only once it is there.
  log.addEventListener('load', () => sticks && toEnd(), true);

  function stick() {
    sticks = true;
  }

  return { jump, toEnd, stick, follow };
}
