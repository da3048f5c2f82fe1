/** Pictures and recordings that are kept of sessions and visits, as files at Telegram. */
export { filesOf, keepFile, keepSessionPhotos, keepVisitPhotos, keptColumns, takeFor } from './store.js';
