import { type Card, type Text, toMessage } from '../../src/dialogs/card.js';
import type { PdfSpec } from '../../src/lib/pdf.js';

/** Bold as `*bold*`, so that what is stressed is seen too. */
function stressed(text: Text): string {
  const message = toMessage({ text });
  const signs = message.entities
    .filter(({ type }) => type === 'bold')
    .flatMap(({ offset, length }) => [offset, offset + length]);
  return signs
    .toSorted((a, b) => b - a)
    .reduce((all, at) => `${all.slice(0, at)}*${all.slice(at)}`, message.text);
}

/** A card as text: what it says, and a line for each row of its buttons, with their data. */
export function screenOf(card: Card): string {
  const rows = (card.buttons ?? [])
    .filter((row) => row.length > 0)
    .map((row) =>
      row
        .map((button) => {
          const style = button.style === undefined ? '' : `${button.style} `;
          return `[${button.label}] ${style}${'url' in button ? button.url : button.data}`;
        })
        .join('  '),
    );
  return [stressed(card.text), ...rows].join('\n');
}

/** Screens below each other, each under its name, as they are kept in a file beside the test. */
export function screensOf(screens: Readonly<Record<string, Card | Text>>): string {
  return Object.entries(screens)
    .map(([name, screen]) => {
      const card =
        typeof screen === 'object' && 'text' in screen && !('entities' in screen) ? screen : undefined;
      const text = card ? screenOf(card) : stressed(screen as Text);
      return `== ${name}\n${text}\n`;
    })
    .join('\n');
}

/** Documents below each other, each under its name: a line for each part, the foot of a second page last. */
export function papersOf(papers: Readonly<Record<string, PdfSpec>>): string {
  return Object.entries(papers)
    .map(([name, { blocks, letterhead, footer, ...document }]) => {
      const parts = [document, letterhead, ...blocks, footer(2, 3)];
      return `== ${name}\n${parts.map((part) => JSON.stringify(part).replaceAll('],[', '],\n  [')).join('\n')}\n`;
    })
    .join('\n');
}
