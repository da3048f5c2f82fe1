import type { FieldInput } from '../../dialogs/form.js';
import { shorten } from '../../words/shorten.js';
import type { BotContext } from '../context.js';

/** How much of a typed text is quoted, so that its writer knows which one is meant. */
const QUOTED = 60;

/** What became of something that was sent to a form which had gone on, or was closed, before it came. */
export function unusedText(
  { t }: Pick<BotContext, 't'>,
  input: FieldInput,
  form: 'gone-on' | 'closed',
): string {
  const what = input.kind === 'photo' ? 'photo' : 'text';
  const text = input.kind === 'text' ? shorten(input.text.trim(), QUOTED) : '';
  return t(`dialog-late-${form}`, { what, text });
}
