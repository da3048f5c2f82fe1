import { faces } from './faces.mjs';
import { OWNERS } from './lists/owners.mjs';
import { readHouse } from './reading/house.mjs';
import { circles } from './rules/circles.mjs';
import { doors } from './rules/doors.mjs';
import { layers } from './rules/layers.mjs';
import { lists } from './rules/lists.mjs';
import { crowds, dataIsPlain, names } from './rules/names.mjs';
import { packing } from './rules/packing.mjs';
import { owned, tables } from './rules/tables.mjs';
import { words } from './rules/words.mjs';

const RULES = [
  circles,
  names,
  dataIsPlain,
  crowds,
  doors,
  layers,
  owned,
  tables,
  words,
  packing,
  lists,
  faces,
];

/**
 * What is wrong with the house below `root`, rule by rule; each sentence says where the code belongs instead.
 *
 * @throws where a file can't be parsed.
 */
export function faultsOf(root, owners = OWNERS) {
  const house = { ...readHouse(root), owners };
  return RULES.flatMap((rule) => rule(house));
}
