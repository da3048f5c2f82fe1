import { KINDS, ROOMS } from '../lists/layers.mjs';
import { placeOf } from '../reading/places.mjs';

const CLIENT = /^src\/generated\/[^/]+\/(?:client\.[jt]s$|internal\/)/;
const BESIDE = ['emulator', 'playground', 'bench'];

/** What an import leads to, in the words of lists/layers.mjs. */
function targetsOf(here, { to, specifier }) {
  if (to === null) return [specifier.split('/')[0], specifier];
  const there = placeOf(to);
  if (there.room === 'generated') return CLIENT.test(to) ? ['client'] : [];
  if (there.room === 'feature' && here.noun === there.noun) return [`./${there.kind}`];
  return [there.room];
}

const outOfReach = ({ line, specifier }, sentence) => ({
  line,
  sentence: `${specifier} is out of reach from here: ${sentence}`,
});

function apply(here, imports, { never, sentence }) {
  return imports
    .filter((each) => targetsOf(here, each).some((target) => never.includes(target)))
    .map((each) => outOfReach(each, sentence));
}

function ofRoom(here, imports) {
  return Object.hasOwn(ROOMS, here.room) ? apply(here, imports, ROOMS[here.room]) : [];
}

function ofKind(here, imports) {
  if (here.room !== 'feature' || !Object.hasOwn(KINDS, here.kind ?? '')) return [];
  const values = imports.filter(({ typeOnly }) => !typeOnly);
  return apply(here, values, KINDS[here.kind]);
}

function besideSrc(here, imports) {
  const leadsTo = ({ to }, wanted) => to !== null && wanted(placeOf(to).room);
  if (here.room === 'emulator') {
    return imports
      .filter((each) => leadsTo(each, (room) => room !== 'emulator'))
      .map((each) =>
        outOfReach(
          each,
          'the emulator stands alone, so that other projects can take it; keep what it needs in its own folder, or let it be handed in.',
        ),
      );
  }
  if (BESIDE.includes(here.room)) return [];
  return imports
    .filter((each) => leadsTo(each, (room) => BESIDE.includes(room)))
    .map((each) =>
      outOfReach(each, 'src knows nothing of playground and bench; what both need belongs in a room of src.'),
    );
}

/** Rooms and kinds of files import one way only. */
export function layers({ code }) {
  return code.flatMap(({ path, imports }) => {
    const here = placeOf(path);
    return [ofRoom, ofKind, besideSrc]
      .flatMap((rule) => rule(here, imports))
      .map((fault) => ({ rule: 'layers', path, ...fault }));
  });
}
