import { h } from '../dom.js';
import { inLanguage, word } from '../words.js';

function select(options, chosen, label, onChoose) {
  const element = h(
    'select',
    { 'aria-label': label, onchange: () => onChoose(Number(element.value)) },
    options.map(({ value, text }) => h('option', { value: String(value), selected: value === chosen }, text)),
  );
  return element;
}

/**
 * The parts of a column's head: whose seat it is, with whom they write, and in a group who speaks.
 *
 * @param seats all seats; `seat` the index of the one shown; `speakerId` who speaks.
 * @param onSeat called with the index of the seat chosen, `onSpeaker` with the id of the person.
 */
export function headParts({ seats, seat, speakerId, onSeat, onSpeaker }) {
  const { kind, title, label, people } = seats[seat];
  const isGroup = kind !== 'private';
  const seatOptions = seats.map((each, value) => ({ value, text: inLanguage(each.label) }));
  const choice = select(seatOptions, seat, word('seat'), onSeat);
  choice.className = 'seat';
  const speakers = people.map(({ id, name }) => ({ value: id, text: name }));
  const speaker = select(speakers, speakerId, word('speakAs'), onSpeaker);
  const avatar = { className: 'avatar', 'aria-hidden': 'true', 'data-hue': String(seat % 6) };
  const subtitle = isGroup ? `${title} · ${word('people', people.length)}` : `↔ ${title} (${word('bot')})`;
  return [
    h('span', avatar, inLanguage(label).charAt(0)),
    h('div', { className: 'who' }, choice, h('small', {}, subtitle)),
    ...(isGroup ? [h('label', { className: 'as' }, h('small', {}, word('speakAs')), speaker)] : []),
  ];
}
