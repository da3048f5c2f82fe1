export { callRequest, sendJson } from './http/json.js';
export { type ServedTelegram, type ServeOptions, serveTelegram } from './http/server.js';
export { createLocalTelegram, type LocalTelegram, type LocalTelegramOptions } from './telegram.js';
export { readParams } from './wire/body.js';
export type { Params, Upload } from './wire/params.js';
export { Refusal } from './wire/refusal.js';
export type { PersonContent } from './world/acts.js';
export { type Kept, type SeenMessage, seen } from './world/chats.js';
export type { WorldEvent } from './world/world.js';
