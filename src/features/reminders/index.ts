export { createRemindersFeature } from './feature.js';
export { puttingOff } from './notices.js';
export { wishesOf } from './service.js';
