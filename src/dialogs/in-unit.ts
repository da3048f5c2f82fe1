import { type Button, type Card, lines } from './card.js';

/**
 * Whoever holds posts in several units sees on each card whose it is, and its buttons act in that unit, whichever they
 * have chosen since. Nobody else sees anything of it.
 */
type Unit = { readonly unitId: number; readonly unitName: string };

const ICON = '🏢';
const MARK = /~([0-9a-z]{1,6})$/u;
/** As much as Telegram takes. */
const LONGEST = 64;

/** The line by which a card says whose it is. */
function headOf({ unitName }: Unit): string {
  return `${ICON} ${unitName}`;
}

/** A button's data with the unit behind it that it is about, where that isn't the card's. */
export function dataIn(data: string, unitId: number): string {
  return `${data}~${unitId.toString(36)}`;
}

/** A button with its unit behind its data; that of a form has none, since the form knows its unit itself. */
function marked(button: Button, { unitId }: Unit): Button {
  if (!('data' in button) || button.data.startsWith('d:') || MARK.test(button.data)) return button;
  const data = dataIn(button.data, unitId);
  return Buffer.byteLength(data) > LONGEST ? button : { ...button, data };
}

/** A card of a unit, for somebody who holds posts in several. */
export function cardIn(card: Card, unit: Unit): Card {
  return {
    text: lines(headOf(unit), card.text),
    ...(card.buttons && { buttons: card.buttons.map((row) => row.map((button) => marked(button, unit))) }),
  };
}

/** A button's data without its unit, and that unit, where it names one. */
export function unitOnButton(data: string): { readonly data: string; readonly unitId: number | undefined } {
  const [mark, id] = MARK.exec(data) ?? [];
  return mark === undefined || id === undefined
    ? { data, unitId: undefined }
    : { data: data.slice(0, -mark.length), unitId: Number.parseInt(id, 36) };
}

/** Which of somebody's units a card that the bot has sent is of, by the line at its head. */
export function unitOnCard<U extends Unit>(text: string, units: readonly U[]): U | undefined {
  const [head] = text.split('\n', 1);
  return units.find((unit) => headOf(unit) === head);
}
