export { classOfNumber, readDate } from './cells/rules.js';
export { readRoster, readRows } from './read/rules.js';
export {
  type Answers,
  type Ask,
  FACTS,
  type Fault,
  type FileFault,
  type Leaving,
  MAX_BYTES,
  maybeOtherwise,
  placeOf,
  type RosterFile,
  type RosterRow,
  type SheetState,
  type Table,
} from './rules.js';
