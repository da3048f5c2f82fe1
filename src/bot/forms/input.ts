import type { Card } from '../../dialogs/card.js';
import type { FieldInput, FormInput, FormView } from '../../dialogs/form.js';
import type { BotContext } from '../context.js';
import { fileIn, isSeen } from '../sent-file.js';

/** A form's button as callback data: `d:<the update that opened it>:<code>`. */
function encode(opened: number, input: FormInput): string {
  const head = `d:${opened.toString(36)}:`;
  switch (input.kind) {
    case 'edit':
      return `${head}e.${input.field}`;
    case 'back':
    case 'skip':
      return `${head}${input.kind}.${input.from}`;
    case 'field':
      if (input.input.kind !== 'tap') throw new Error('only taps are put on buttons');
      return `${head}f.${input.field}.${input.input.value}`;
    case 'free':
      throw new Error('free input is not put on buttons');
    default:
      return head + input.kind;
  }
}

/** Which form it is of and what was done in it, of callback data as `encode` writes it; undefined for any other. */
export function decode(data: string): { readonly opened: number; readonly input: FormInput } | undefined {
  const [, opened36, code] = /^d:([0-9a-z]{1,10}):(.*)$/su.exec(data) ?? [];
  if (!opened36 || !code) return undefined;
  const opened = Number.parseInt(opened36, 36);
  if (code === 'submit' || code === 'cancel' || code === 'menu') return { opened, input: { kind: code } };
  const [, kind, from] = /^(back|skip)\.(\w+)$/u.exec(code) ?? [];
  if (from && (kind === 'back' || kind === 'skip')) return { opened, input: { kind, from } };
  const [, field, value] = /^f\.(\w+)\.(.*)$/su.exec(code) ?? [];
  if (field && value !== undefined)
    return { opened, input: { kind: 'field', field, input: { kind: 'tap', value } } };
  const [, edited] = /^e\.(\w+)$/u.exec(code) ?? [];
  return edited ? { opened, input: { kind: 'edit', field: edited } } : undefined;
}

/** What a form shows, with the update that opened it on its buttons. */
export function toCard(opened: number, view: FormView): Card {
  return {
    text: view.text,
    buttons: view.buttons.map((row) =>
      row.map(({ input, label, style }) => ({ label, ...(style && { style }), data: encode(opened, input) })),
    ),
  };
}

/** What a message says to an open form: its text, or its picture, scan or film. Other things say nothing. */
export function freeInput(ctx: BotContext): FieldInput | undefined {
  const photo = fileIn(ctx.msg);
  if (photo && isSeen(photo)) {
    const caption = ctx.msg?.caption;
    return { kind: 'photo', photo, ...(caption !== undefined && { caption }) };
  }
  const text = ctx.msg?.text;
  return text === undefined || text.startsWith('/') ? undefined : { kind: 'text', text };
}

/** What no question takes, as a voice message or a sticker: what to say of it. Other files are the roster's. */
export function unusable(ctx: BotContext): string | undefined {
  const { msg } = ctx;
  if (!msg) return undefined;
  if (msg.document) return undefined;
  const { voice, audio, video_note: note, sticker, contact, location, poll, dice, story } = msg;
  const other = voice ?? audio ?? note ?? sticker ?? contact ?? location ?? poll ?? dice ?? story;
  return other && 'dialog-not-that';
}
