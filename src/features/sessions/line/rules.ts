import { readSaid } from '../sheet/rules.js';

/** A part of a line and what stands before it. */
type Part = { readonly text: string; readonly before: string };

function partsOf(text: string): Part[] {
  const pieces = text.split(/([,;\n]+)/u);
  const parts: Part[] = [];
  for (let at = 0; at < pieces.length; at += 2) {
    const piece = (pieces[at] ?? '').trim();
    if (piece !== '') parts.push({ text: piece, before: pieces[at - 1] ?? '' });
  }
  return parts;
}

const whole = (parts: readonly Part[]): string =>
  parts
    .map(({ text, before }, at) => (at === 0 ? text : `${before}${before === '\n' ? '' : ' '}${text}`))
    .join('');

/**
 * What a line such as `Lele, kemarin jam 9-11, 3,7 sakit; 9 sidang` says of who came, and the line without it. The first
 * part is never of that. `when` says whether parts are a date, and whether it has a time: the numbers after a date that
 * has none are its time (`kemarin, 9-11`).
 */
export function saidIn(
  text: string,
  when: (part: string) => { readonly hasTime: boolean } | undefined,
): { readonly rest: string; readonly said: string | undefined } {
  const parts = partsOf(text);
  for (let from = 1; from < parts.length; from += 1) {
    const day = when(parts[from - 1]?.text ?? '');
    const timed = when(whole(parts.slice(from - 1, from + 1)));
    if (when(parts[from]?.text ?? '') ?? (day && !day.hasTime && timed?.hasTime)) continue;
    for (let to = parts.length; to > from; to -= 1) {
      const said = whole(parts.slice(from, to));
      if (!readSaid(said)) continue;
      return { rest: whole([...parts.slice(0, from), ...parts.slice(to)]), said };
    }
  }
  return { rest: text, said: undefined };
}
