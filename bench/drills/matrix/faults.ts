import type { LocalTelegram } from '../../../playground/emulator/index.js';
import { DATABASE_FAULTS, type DatabaseFault, type Ground } from './grounds.js';
import { PATHS, type PathName } from './paths.js';
import { GROUP, type Stage } from './stage.js';

/** What the person must have before them, and what the database must say, once it is over. */
export type Promised = {
  /** Answers, at least and at most. */
  readonly seen: readonly [number, number];
  /** Whether they are told of a fault. `may`: that is up to how long it lasted. */
  readonly told: 'yes' | 'no' | 'may';
  /** Effects kept. */
  readonly done: number;
  /** In words, as the table shows it. */
  readonly says: string;
};

/** Something out of order. */
export type Fault = {
  readonly name: string;
  /** What is promised of each path; a path that isn't there can't meet it. */
  readonly promised: Partial<Record<PathName, Promised>>;
  /** Puts a stage out of order for one of its chats; resolves to what ends that. */
  readonly begin: (
    ground: Ground,
    scenes: readonly { readonly path: PathName; readonly stage: Stage; readonly chatId: number }[],
  ) => Promise<() => Promise<void>>;
};

const EFFECTS: ReadonlySet<PathName> = new Set([
  'tap',
  'form',
  'import',
  'reminder',
  'group',
  'webhook',
  'stop',
]);
const doneBy = (path: PathName): number => (EFFECTS.has(path) ? 1 : 0);

type Words = Omit<Promised, 'done'>;

const ONCE: Words = { seen: [1, 1], told: 'no', says: 'answered once' };
/** Telegram carried it out and couldn't say so. */
const PERHAPS_TWICE: Words = { seen: [1, 2], told: 'no', says: 'answered, perhaps twice' };
/** What changes an edit is there already, or is taken to be. */
const NOTHING: Words = { seen: [0, 0], told: 'no', says: 'kept; nobody to answer' };
const FAULT: Words = { seen: [0, 0], told: 'yes', says: 'kept; told of a fault' };
const WAITED: Words = { seen: [1, 1], told: 'may', says: 'answered once, when it is over' };
/** Stopped while it was under way, it may be shown again by the next start. */
const AGAIN: Words = { seen: [1, 2], told: 'may', says: 'done by the next start' };

/** The same of all of these paths. */
function of(words: Words, paths: readonly PathName[]): Fault['promised'] {
  return Object.fromEntries(paths.map((path) => [path, { ...words, done: doneBy(path) }]));
}

const SPEAKING = ['question', 'tap', 'form', 'import', 'webhook'] as const satisfies readonly PathName[];
const PLANNED = ['reminder', 'group'] as const satisfies readonly PathName[];
const EDITING = ['form', 'webhook'] as const satisfies readonly PathName[];

type Planned = Parameters<LocalTelegram['fail']>[0];

/** The methods by which each path is answered. */
const METHODS: Readonly<Record<PathName, readonly string[]>> = {
  question: ['sendMessage'],
  tap: ['sendMessage'],
  form: ['editMessageText'],
  import: ['sendMessage'],
  reminder: ['sendMessage'],
  group: ['sendMessage'],
  webhook: ['editMessageText'],
  stop: ['editMessageText'],
  polling: ['getUpdates'],
  start: ['getMe', 'deleteWebhook', 'getUpdates'],
};
/** A chat that is lost takes nothing at all. */
const ALL_METHODS = Object.fromEntries(
  [...SPEAKING, 'reminder' as const].map((path) => [path, ['sendMessage', 'editMessageText']]),
);
/** What heads are told of the others' faults, which must not take the place of an answer. */
const INCIDENT = /^⚠️/u;
const BY_CHAT = new Set(['sendMessage', 'editMessageText']);

/** A fault of Telegram's, or of the way to it, met by the calls that answer. */
function telegram(
  name: string,
  fault: Omit<Planned, 'method' | 'chatId'>,
  promised: Fault['promised'],
  methods: Partial<Record<PathName, readonly string[]>> = {},
): Fault {
  return {
    name,
    promised,
    begin: async (_ground, scenes) => {
      for (const { path, stage, chatId } of scenes)
        for (const method of methods[path] ?? METHODS[path])
          stage.telegram.fail({ ...fault, method, except: INCIDENT, ...(BY_CHAT.has(method) && { chatId }) });
      return async () => {
        for (const { stage } of scenes) stage.telegram.clearFaults();
      };
    },
  };
}

const PASSING = { ...of(ONCE, [...SPEAKING, ...PLANNED, 'polling', 'start']), ...of(AGAIN, ['stop']) };
const LOST_CHAT: Fault['promised'] = {
  ...of(NOTHING, [...SPEAKING]),
  reminder: { ...NOTHING, done: 0, says: 'dropped: nobody to tell' },
};

const TELEGRAM: readonly Fault[] = [
  telegram('429 with a wait', { kind: '429', retryAfter: 1, times: 2 }, PASSING),
  telegram('5xx', { kind: '500', times: 2 }, PASSING),
  telegram('cut before', { kind: 'reset-before', times: 2 }, PASSING),
  telegram(
    'cut after',
    { kind: 'reset-after' },
    {
      ...of(PERHAPS_TWICE, [...SPEAKING, ...PLANNED]),
      ...of(ONCE, ['polling', 'start']),
      ...of(AGAIN, ['stop']),
    },
  ),
  telegram('silence', { kind: 'timeout', ms: 1_500 }, PASSING),
  telegram('403 blocked', { kind: '403', times: 3 }, LOST_CHAT, ALL_METHODS),
  telegram('400 chat not found', { kind: '400', reason: 'chat not found', times: 3 }, LOST_CHAT, ALL_METHODS),
  telegram(
    '400 not modified',
    { kind: '400', reason: 'message is not modified: specified new message content is the same' },
    of(NOTHING, EDITING),
  ),
  telegram('400 message gone', { kind: '400', reason: 'message to edit not found' }, of(ONCE, EDITING)),
  telegram(
    '400 query too old',
    { kind: '400', reason: 'query is too old and response timeout expired or query ID is invalid' },
    of(ONCE, ['tap']),
    { tap: ['answerCallbackQuery'] },
  ),
  telegram(
    '400 faulty text',
    { kind: '400', reason: "can't parse entities" },
    { ...of(FAULT, SPEAKING), ...of(ONCE, PLANNED) },
  ),
];

const MOVED: Fault = {
  name: 'chat moved',
  promised: of(ONCE, ['group']),
  begin: async (_ground, scenes) => {
    for (const { stage } of scenes) stage.telegram.migrateGroup(GROUP);
    return async () => undefined;
  },
};

const LASTING: Fault['promised'] = {
  ...of(WAITED, [...SPEAKING, ...PLANNED, 'polling', 'start']),
  ...of(AGAIN, ['stop']),
};

function database(name: DatabaseFault): Fault {
  return {
    name: name === 'disk full' ? name : `database ${name}`,
    promised: LASTING,
    begin: (ground) => ground.begin[name]?.() ?? Promise.resolve(async () => undefined),
  };
}

const WRONG_MS = 2 * 3_600_000;

function clock(name: string, wrongMs: number, promised: Fault['promised']): Fault {
  return {
    name,
    promised,
    begin: async (_ground, scenes) => {
      for (const { stage } of scenes) stage.setClock(wrongMs);
      return async () => {
        for (const { stage } of scenes) stage.setClock(0);
      };
    },
  };
}

/** A question from two hours ago, as it seems, isn't answered any more: whoever asked may ask again. */
const ASK_AGAIN: Words = { seen: [0, 1], told: 'may', says: 'answered, or told to ask again' };

const CLOCK: readonly Fault[] = [
  clock('clock two hours slow', -WRONG_MS, LASTING),
  clock('clock two hours fast', WRONG_MS, {
    ...LASTING,
    ...of(ASK_AGAIN, ['question', 'polling', 'start']),
  }),
];

/** All that can be out of order with a database of this kind. The moved group is the last: it stays moved. */
export function faultsOf(ground: Ground): readonly Fault[] {
  const databases = DATABASE_FAULTS.filter((name) => ground.begin[name] !== undefined).map(database);
  return [...TELEGRAM, ...databases, ...CLOCK, MOVED];
}

/** The paths of a fault that is put on while the program runs, and those for which it is stopped or started. */
export function pathsOf(fault: Fault): readonly PathName[] {
  return PATHS.filter((path) => fault.promised[path] !== undefined);
}
