export { messagesBy } from '../../delivery/planned.js';
export { createQueueFeature } from './feature.js';
export { messageAbout } from './messages.js';
export { tellHeads } from './service.js';
