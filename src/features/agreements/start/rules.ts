import { matchName } from '../../../reading/match.js';
import { splitLine } from '../../../reading/when-line.js';
import { type Kind, type Partner, SUBJECT_MAX } from '../agreement/rules.js';

const KIND_WORDS: readonly (readonly [RegExp, Kind])[] = [
  [
    /^(?:mou|nk|nota\s+kesepahaman(?:\s+bersama)?|memorandum(?:\s+of\s+understanding)?)(?=\W|$)/iu,
    'memorandum',
  ],
  [/^(?:pks|perjanjian\s+kerja\s*sama|(?:cooperation|working)\s+agreement)(?=\W|$)/iu, 'cooperation'],
];
const ABOUT = /^[\s:–-]*(?:(?:tentang|mengenai|untuk|on|about)\s+)?/iu;

/** A line about a new agreement; what it doesn't say is left out. `readAs`: names that weren't exact, with what was typed. */
export type StartLine = {
  readonly agencies: readonly number[];
  readonly readAs: readonly { readonly typed: string; readonly name: string }[];
  readonly kind?: Kind;
  readonly subject?: string;
  /** What stood before the kind and names no agency that is known. */
  readonly unknown?: string;
};

function readKind(text: string): { readonly kind: Kind; readonly rest: string } | undefined {
  for (const [pattern, kind] of KIND_WORDS) {
    const found = pattern.exec(text);
    if (found) return { kind, rest: text.slice(found[0].length).replace(ABOUT, '').trim() };
  }
  return undefined;
}

/**
 * Reads `Dinas Perikanan, MoU pelatihan perikanan`: agencies first, as many as are named, then the kind with what it is
 * about. What names no agency belongs to the subject, but for what stands where the agency would.
 */
export function readStart(line: string, agencies: readonly Partner[]): StartLine {
  const found: number[] = [];
  const readAs: { typed: string; name: string }[] = [];
  const said: string[] = [];
  let kind: Kind | undefined;
  let unknown: string | undefined;
  for (const part of splitLine(line)) {
    const read = kind === undefined ? readKind(part) : undefined;
    if (read) {
      kind = read.kind;
      if (found.length === 0 && said.length > 0) unknown = said.splice(0).join(', ');
      if (read.rest !== '') said.push(read.rest);
      continue;
    }
    // Once it is said what it is about, only a whole name is still an agency.
    const match = matchName(part, agencies);
    const isAgency = match.kind === 'one' && (match.exact || said.length === 0);
    if (!isAgency) said.push(part);
    else if (!found.includes(match.item.id)) {
      found.push(match.item.id);
      if (!match.exact) readAs.push({ typed: part, name: match.item.name });
    }
  }
  const subject = said.join(', ');
  return {
    agencies: found,
    readAs,
    ...(kind && { kind }),
    ...(unknown !== undefined && { unknown }),
    ...(subject !== '' && [...subject].length <= SUBJECT_MAX && { subject }),
  };
}
