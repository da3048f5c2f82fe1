/** No feature is known on the ground, not even by its types; nor is what puts the program together. */
const ABOVE = ['feature', 'composition'];
/** What lib and access never import: every other room. */
const BESIDE_LIB = [
  'words',
  'reading',
  'telegram',
  'dialogs',
  'delivery',
  'bot',
  'db',
  'http',
  'office',
  'client',
];

/**
 * What each room of `src` never imports, types included, and where the code belongs instead. Targets are rooms (see
 * places.mjs), `client` (the generated Prisma client) and packages.
 */
export const ROOMS = {
  lib: {
    never: [...ABOVE, 'access', ...BESIDE_LIB],
    sentence:
      'lib holds pure helpers that know nothing of Sambang: what does belongs in the room or feature it knows.',
  },
  access: {
    never: [...ABOVE, ...BESIDE_LIB],
    sentence:
      'access says who may do what and imports lib only: what looks something up belongs in the store.ts of the feature that owns it.',
  },
  words: {
    never: [...ABOVE, 'telegram', 'dialogs', 'delivery', 'bot', 'db', 'http', 'office', 'client'],
    sentence:
      'words are made from what is handed to them: what a noun is called belongs in that feature’s messages.ts.',
  },
  reading: {
    never: [...ABOVE, 'telegram', 'dialogs', 'delivery', 'bot', 'db', 'http', 'office', 'client'],
    sentence:
      'reading knows no noun of the domain: a feature declares its phrases as data in phrases.ts and hands them in.',
  },
  telegram: {
    never: [...ABOVE, 'dialogs', 'delivery', 'bot', 'db', 'http', 'office', 'client'],
    sentence:
      'telegram is the edge to the Bot API and knows nothing of who uses it: hand in what differs, or keep it in bot or delivery.',
  },
  dialogs: {
    never: [...ABOVE, 'delivery', 'bot', 'db', 'http', 'office', 'client'],
    sentence:
      'dialogs know no feature and no database: hand in what differs as an argument; queries belong in a feature’s store.ts.',
  },
  delivery: {
    never: [...ABOVE, 'bot', 'http', 'office'],
    sentence: 'delivery knows no feature: register a notice for the kind in the feature’s notices.ts.',
  },
  db: {
    never: [
      ...ABOVE,
      'access',
      'words',
      'reading',
      'telegram',
      'dialogs',
      'delivery',
      'bot',
      'http',
      'office',
    ],
    sentence: 'db is at the bottom: what knows features belongs in a feature’s store.ts.',
  },
  bot: {
    never: [...ABOVE, 'http', 'office'],
    sentence:
      'bot runs what features register and knows none of them: let src/features.ts hand it in, or move what both need to a room below.',
  },
  http: {
    never: [...ABOVE, 'office'],
    sentence: 'http shows what it is handed: let src/app.ts pass it the figures or the handler.',
  },
};

const sameFeature = (...kinds) => kinds.map((kind) => `./${kind}`);
const PURE = [
  ...sameFeature('store', 'service', 'messages', 'dialog', 'bot', 'page', 'notices', 'job', 'feature'),
  'db',
  'client',
  'delivery',
  'bot',
  'dialogs',
  'telegram',
  'grammy',
];

/**
 * What the files of a feature never import, by their kind; `./store` is any store of the same feature. Types may be
 * imported all the same: they leave nothing behind when the program runs.
 */
export const KINDS = {
  rules: {
    never: PURE,
    sentence:
      'rules are pure decisions: queries belong in store.ts, use cases in service.ts, words in messages.ts.',
  },
  phrases: {
    never: PURE,
    sentence: 'phrases are data that reading is handed: what is decided about them belongs in rules.ts.',
  },
  messages: {
    never: [
      ...sameFeature('store', 'service', 'dialog', 'bot', 'page', 'notices', 'job', 'feature'),
      'db',
      'client',
      'delivery',
      'telegram',
      'grammy',
    ],
    sentence: 'messages are pure: what they show is handed to them; load it in service.ts.',
  },
  dialog: {
    never: [
      ...sameFeature('store', 'bot', 'page', 'notices', 'job', 'feature'),
      'db',
      'client',
      'telegram',
      'grammy',
    ],
    sentence:
      'dialogs are pure reducers: data comes through `load`, effects through the service in `commit`.',
  },
  store: {
    never: [
      ...sameFeature('service', 'messages', 'bot', 'page', 'dialog', 'notices', 'job', 'feature'),
      'bot',
      'dialogs',
      'delivery',
      'telegram',
      'grammy',
    ],
    sentence:
      'store.ts holds queries only: decisions belong in rules.ts, use cases and planned messages in service.ts.',
  },
  service: {
    never: [
      ...sameFeature('messages', 'bot', 'page', 'dialog', 'notices', 'job', 'feature'),
      'bot',
      'dialogs',
      'telegram',
      'grammy',
    ],
    sentence: 'services return outcomes as values: words belong in messages.ts, Telegram in bot.ts.',
  },
};
