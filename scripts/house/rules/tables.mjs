import { BESIDE, READS_ALL } from '../lists/owners.mjs';
import { placeOf } from '../reading/places.mjs';

const LIST = 'scripts/house/lists/owners.mjs';

const ownersByTable = (owners) =>
  new Map(Object.entries(owners).flatMap(([owner, names]) => names.map((name) => [name, owner])));

function holderOf(path) {
  const { room, noun } = placeOf(path);
  if (room === 'feature') return `src/features/${noun}`;
  if (room === 'emulator') return 'playground';
  return path.startsWith('src/') ? `src/${room}` : room;
}

function faceOf(owner) {
  return owner.startsWith('src/features/') ? `${owner}/index.ts` : owner;
}

function sentenceOf({ act, model }, owner) {
  if (model === null)
    return 'a table is named here by what is handed in: write its name out where the statement is made, so that it can be told who writes it.';
  if (act === 'write')
    return `${model} is written here, and ${owner} owns it: call what ${faceOf(owner)} offers (it takes the transaction), or move this to ${owner}${owner.includes('features') ? '’s store.ts' : ''}.`;
  return `${model} is read here, and ${owner} owns it: read it through ${faceOf(owner)}, take it along from a table of your own by its relation, or move this there.`;
}

/** Each table is written by its owner only, and read by others through the owner's face. */
export function tables({ code, owners }) {
  const ownerOf = ownersByTable(owners);
  return code.flatMap(({ path, touches, lineOf }) => {
    const here = holderOf(path);
    if (Object.hasOwn(BESIDE, here)) return [];
    return touches.flatMap((touch) => {
      const owner = ownerOf.get(touch.model);
      if (touch.model === null ? here === 'src/db' : owner === undefined || owner === here) return [];
      if (touch.act === 'read') {
        if (Object.hasOwn(READS_ALL, here)) return [];
        if (touch.first !== undefined && ownerOf.get(touch.first) === here) return [];
      }
      const rule = touch.act === 'write' ? 'writes' : 'reads';
      return { rule, path, line: lineOf(touch.start), sentence: sentenceOf(touch, owner) };
    });
  });
}

/** The list of owners tells of each table in the schema, and of no other. */
export function owned({ models, owners }) {
  const ownerOf = ownersByTable(owners);
  const without = [...models.values()]
    .filter(({ name }) => !ownerOf.has(name))
    .map(({ name, path }) => ({
      rule: 'owners',
      path,
      sentence: `nobody owns ${name}: say in ${LIST} which feature writes it.`,
    }));
  const gone = [...ownerOf]
    .filter(([name]) => !models.has(name))
    .map(([name, owner]) => ({
      rule: 'owners',
      path: LIST,
      sentence: `the schema has no ${name} that ${owner} could own: take it out of the list, or name it as the schema does.`,
    }));
  return [...without, ...gone];
}
