/** Where README lets its reader be: one of the three chats side by side, or the clock in the top bar. */
export type Place = 'officer' | 'agency' | 'group' | 'clock';

/** One thing to do or to see, in the order of the text. */
export type Act = {
  /** `type` what is in backticks, `tap` what is in italics, `see` what is in quotation marks. */
  readonly kind: 'type' | 'tap' | 'see';
  readonly place: Place;
  readonly text: string;
};

const PLACES: Readonly<Record<string, Place>> = {
  officer: 'officer',
  "agency's head": 'agency',
  group: 'group',
  clock: 'clock',
};

const TOKEN =
  /`(?<type>[^`]+)`|\b_(?<tap>[^_]+)_\b|“(?<see>[^”]+)”|\b(?<place>officer|agency's head|group|clock)\b/gu;

/**
 * The numbered steps below README's "Try it", as acts. Words between them are for people; who is named last is where
 * the next act takes place.
 */
export function readSteps(readme: string): readonly (readonly Act[])[] {
  const section = /^## Try it.*?(?=^## )/msu.exec(readme)?.[0] ?? '';
  return [...section.matchAll(/^\d+\. (?<step>.+)$/gmu)].map(({ groups }) =>
    readActs(groups?.['step'] ?? ''),
  );
}

function readActs(step: string): Act[] {
  const acts: Act[] = [];
  let place: Place = 'officer';
  for (const { groups = {} } of step.matchAll(TOKEN)) {
    place = PLACES[groups['place'] ?? ''] ?? place;
    for (const kind of ['type', 'tap', 'see'] as const) {
      const text = groups[kind];
      if (text !== undefined) acts.push({ kind, place, text });
    }
  }
  return acts;
}
