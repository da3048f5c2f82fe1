import { ROOMS } from '../lists/layers.mjs';
import { placeOf } from '../reading/places.mjs';

const CALLED = { composition: 'the composition', playground: 'the playground', bench: 'the benchmark' };
/** What no door leads to from a room that may know no feature at all: layers.mjs tells of that. */
const knowsNone = (room) => Object.hasOwn(ROOMS, room) && ROOMS[room].never.includes('feature');

function doorOf(path) {
  const { room, noun } = placeOf(path);
  return noun ?? CALLED[room] ?? path.split('/').slice(0, 2).join('/');
}

/** What isn't part of a feature imports its index.ts only, types included. */
export function doors({ code }) {
  return code.flatMap(({ path, imports }) => {
    const here = placeOf(path);
    if (knowsNone(here.room)) return [];
    return imports.flatMap(({ to, names, line }) => {
      if (to === null) return [];
      const there = placeOf(to);
      if (there.room !== 'feature' || there.noun === here.noun) return [];
      if (to === `src/features/${there.noun}/index.ts`) return [];
      const what = names.join(', ') || 'this';
      return {
        rule: 'doors',
        path,
        line,
        sentence: `${doorOf(path)} reaches past ${there.noun}'s face into ${to}: export ${what} from src/features/${there.noun}/index.ts, if others may know it, and import it from there.`,
      };
    });
  });
}
