import { KINDS, OUTSIDE, ROOMS } from '../data/layers.mjs';
import { placeOf } from '../reading/places.mjs';

const CLIENT = /^src\/generated\/[^/]+\/(?:client|internal\/)/;

/** What an import leads to, in the words of layers.mjs. */
function targetsOf(here, { to, specifier }) {
  if (to === null) return [specifier.split('/')[0], specifier];
  const there = placeOf(to);
  if (there.room === 'generated') return CLIENT.test(to) ? ['client'] : [];
  if (there.room === 'feature' && here.noun === there.noun) return [`./${there.kind}`];
  return [there.room];
}

function layer(here, found, { never, types, sentence }) {
  return found.flatMap((each) => {
    if (types && each.typeOnly) return [];
    if (!targetsOf(here, each).some((target) => never.includes(target))) return [];
    return { line: each.line, sentence: `${each.specifier} is out of reach from here: ${sentence}` };
  });
}

function emulator(imports) {
  return imports
    .filter(({ to }) => to !== null && placeOf(to).room !== 'emulator')
    .map(({ line, specifier }) => ({
      line,
      sentence: `${specifier} is out of reach from here: the emulator stands alone, so that other projects can take it; keep what it needs in its own folder, or let it be handed in.`,
    }));
}

function outside(here, imports) {
  return imports.flatMap(({ to, line, specifier }) => {
    const there = to === null ? null : placeOf(to).room;
    const room = there === 'emulator' ? 'playground' : there;
    if (!Object.hasOwn(OUTSIDE, room ?? '') || here.room === 'emulator') return [];
    if (here.room === 'playground' || here.room === 'bench') return [];
    return {
      line,
      sentence: `${specifier} is out of reach from here: src knows nothing of playground and bench; what both need belongs in src/lib.`,
    };
  });
}

/** Rooms and kinds of files import one way only. */
export function layers({ code }) {
  return code.flatMap(({ path, imports }) => {
    const here = placeOf(path);
    const inRoom = Object.hasOwn(ROOMS, here.room) ? layer(here, imports, ROOMS[here.room]) : [];
    const ofKind =
      here.room === 'feature' && Object.hasOwn(KINDS, here.kind ?? '')
        ? layer(here, imports, { ...KINDS[here.kind], types: true })
        : [];
    const alone = here.room === 'emulator' ? emulator(imports) : outside(here, imports);
    return [...inRoom, ...ofKind, ...alone].map((fault) => ({ rule: 'layers', path, ...fault }));
  });
}
