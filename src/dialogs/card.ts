import { FormattedString } from '@grammyjs/parse-mode';
import type { InlineKeyboardButton } from 'grammy/types';

/** Text with formatting by entities: what users typed can't break it. */
export type Text = FormattedString | string;

/** A button: `data` comes from a `defineTap` (callback.ts) or a dialog. */
export type Button = {
  readonly label: string;
  readonly style?: 'danger' | 'success' | 'primary';
} & ({ readonly data: string } | { readonly url: string });

/** What a message shows: text, and rows of buttons below it; a row without a button is none. */
export type Card = {
  readonly text: Text;
  readonly buttons?: readonly (readonly Button[])[];
};

export function bold(text: Text): FormattedString {
  return FormattedString.bold(text);
}

export function italic(text: Text): FormattedString {
  return FormattedString.italic(text);
}

export function code(text: Text): FormattedString {
  return FormattedString.code(text);
}

/** Texts beside each other. */
export function join(parts: readonly Text[], separator: Text = ''): FormattedString {
  return FormattedString.join([...parts], separator);
}

/** Lines below each other; what is absent (`undefined`, `null`, `false`) takes no line, an empty text an empty one. */
export function lines(...parts: readonly (Text | undefined | null | false)[]): FormattedString {
  return join(
    parts.filter((part) => part !== undefined && part !== null && part !== false),
    '\n',
  );
}

/** A card's text and keyboard as Telegram takes them. */
export function toMessage(card: Card) {
  const { text } = card;
  const entities = typeof text === 'string' ? [] : text.entities;
  // Telegram takes no empty row.
  const rows = (card.buttons ?? []).filter((row) => row.length > 0);
  return {
    text: text.toString(),
    entities,
    reply_markup: { inline_keyboard: rows.map((row) => row.map(toKey)) },
    link_preview_options: { is_disabled: true },
  };
}

function toKey(button: Button): InlineKeyboardButton {
  const style = button.style ? { style: button.style } : {};
  return 'url' in button
    ? { text: button.label, url: button.url, ...style }
    : { text: button.label, callback_data: button.data, ...style };
}
