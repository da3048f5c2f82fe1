import { dayOf, fieldValue, timeOf, zoneName } from './dates.js';
import { h } from './dom.js';
import { act } from './net.js';
import { word } from './words.js';

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
  const field = h('input', { type: 'datetime-local', 'aria-label': word('exact') });
  const form = h(
    'form',
    {
      className: 'exact',
      onsubmit: (event) => {
        event.preventDefault();
        details.open = false;
        void move('exact', field.value);
      },
    },
    field,
    h('button', { className: 'plain' }, word('set')),
  );
  const details = h(
    'details',
    {
      ontoggle: () => {
        if (details.open) field.value = fieldValue(now(), zone);
      },
    },
    h(
      'summary',
      { title: word('exact') },
      h('span', { role: 'timer', 'aria-label': word('clock') }, day, ' ', time),
    ),
    form,
  );
  place.replaceChildren(
    details,
    h(
      'div',
      { className: 'moves' },
      ['hour', 'day', 'monday'].map((kind) =>
        h('button', { type: 'button', className: 'plain', onclick: () => move(kind) }, word(kind)),
      ),
    ),
  );
  place.hidden = false;
  place.setAttribute('aria-label', word('clock'));
  set(clock.now);
  const timer = setInterval(show, 1000);
  return { set, now, stop: () => clearInterval(timer) };
}
