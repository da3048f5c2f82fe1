/** Pictures and recordings that are kept of sessions and visits, as files at Telegram with a copy of our own. */
export { type ReadKept, readKept, type ShowKept, showKept } from './copies/bot.js';
export { type Fetched, fetchCopies } from './copies/job.js';
export {
  filesOf,
  type Kept,
  keepFile,
  keepSessionPhotos,
  keepVisitPhotos,
  keptColumns,
  takeFor,
  visitFilesColumn,
  visitFilesOf,
} from './store.js';
