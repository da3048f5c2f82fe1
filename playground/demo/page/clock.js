import { dayOf, fieldValue, timeOf, zoneName } from './dates.js';
import { h } from './dom.js';
import { act } from './net.js';
import { word } from './words.js';

/** The time, which opens a form to set it exactly. `now` gives what the field begins with. */
function exactTime(parts, now, zone, onSet) {
  const field = h('input', { type: 'datetime-local', 'aria-label': word('exact') });
  const onsubmit = (event) => {
    event.preventDefault();
    details.open = false;
    onSet(field.value);
  };
  // At the tap itself: the `toggle` that follows it comes later, over what was typed meanwhile.
  const onclick = () => {
    if (!details.open) field.value = fieldValue(now(), zone);
  };
  const form = h(
    'form',
    { className: 'exact', onsubmit },
    field,
    h('button', { className: 'plain' }, word('set')),
  );
  const timer = h('span', { role: 'timer', 'aria-label': word('clock') }, ...parts);
  const details = h('details', {}, h('summary', { title: word('exact'), onclick }, timer), form);
  return details;
}

/** Buttons that move the clock by as much as they say. */
function moveButtons(move) {
  return h(
    'div',
    { className: 'moves' },
    ['hour', 'day', 'monday'].map((kind) =>
      h('button', { type: 'button', className: 'plain', onclick: () => move(kind) }, word(kind)),
    ),
  );
}

/**
 * The demo's clock in the top bar: shows the time and moves it.
 *
 * @param place the element to fill.
 * @param clock `{now, zone}` with an ISO time; undefined for none.
 * @param onProblem is told why a move failed.
 * @returns `{set(iso), now()}`.
 */
export function mountClock(place, clock, onProblem) {
  if (!clock) return undefined;
  const { zone } = clock;
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  const set = (iso) => {
    ahead = new Date(iso).getTime() - Date.now();
    show();
  };
  const day = h('span', { className: 'day' });
  const time = h('b', {});
  const show = () => {
    day.textContent = `${dayOf(now(), zone)},`;
    time.textContent = `${timeOf(now(), zone)} ${zoneName(now(), zone)}`;
  };
  const move = (kind, exact = '') =>
    act('clock', { move: kind, exact }).catch(({ message }) => onProblem(message));
  place.replaceChildren(
    exactTime([day, ' ', time], now, zone, (exact) => void move('exact', exact)),
    moveButtons(move),
  );
  place.hidden = false;
  place.setAttribute('aria-label', word('clock'));
  set(clock.now);
  const timer = setInterval(show, 1000);
  return { set, now, stop: () => clearInterval(timer) };
}
