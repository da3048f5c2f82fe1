import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, faultsOf, type Promised, pathsOf } from './faults.js';
import { type Ground, postgresqlGround, sqliteGround } from './grounds.js';
import { type Found, PATHS, type PathName, prepare, type Scene } from './paths.js';
import { openStage, type Stage } from './stage.js';

/** What became of one path under one fault. */
export type Cell = Found & {
  readonly fault: string;
  readonly path: PathName;
  readonly promised: Promised;
  /** Until all was as promised, from when the fault was over. */
  readonly seconds: number;
  /** Updates that nobody had handled at the end, and how many were set aside beyond those whose fault was told. */
  readonly left: number;
  readonly setAside: number;
  /** Of a start: what it said where it didn't. Of a stop: how long it took. */
  readonly note?: string | undefined;
};

export type MatrixReport = {
  readonly kind: string;
  readonly cells: readonly Cell[];
  readonly seconds: number;
};

/** How long something is out of order, where it doesn't end by itself. */
const LASTS_MS = 2_500;
const PATIENCE_MS = 30_000;
/** Doubles that come late. */
const AFTERWARDS_MS = 700;
const LONGEST_STOP_MS = 12_000;

/** One of each sort, for the short form, each on one of the databases. */
export const SHORT: Readonly<Record<Ground['kind'], readonly string[]>> = {
  sqlite: ['cut after', 'disk full', 'chat moved'],
  postgresql: ['400 faulty text', 'database locked', 'database gone'],
};

type Player = { readonly path: PathName; readonly stage: Stage; readonly scene: Scene };

function isKept({ seen, told, done }: Found, promised: Promised): boolean {
  const [least, most] = promised.seen;
  const isTold = promised.told === 'may' || told > 0 === (promised.told === 'yes');
  return seen >= least && seen <= most && isTold && done === promised.done;
}

async function leftIn({ db, telegram }: Stage): Promise<{ left: number; setAside: number }> {
  const [waiting, setAside] = await Promise.all(
    (['waiting', 'setAside'] as const).map((state) => db.read.storedUpdate.count({ where: { state } })),
  );
  return { left: (waiting ?? 0) + telegram.pendingUpdates().length, setAside: setAside ?? 0 };
}

/** Waits until all is as promised and looks again a moment later, when nothing may have been doubled. */
async function judge(
  { path, stage, scene }: Player,
  fault: Fault,
  mayBeSetAside: number,
  note?: string,
): Promise<Cell> {
  const promised = fault.promised[path];
  if (!promised) throw new Error(`nothing is promised of ${path}`);
  const began = performance.now();
  const look = async () => ({ ...(await scene.look()), ...(await leftIn(stage)) });
  for (let found = await look(); performance.now() - began < PATIENCE_MS; found = await look()) {
    if (isKept(found, promised) && found.left === 0) break;
    await sleep(100);
  }
  const seconds = (performance.now() - began) / 1_000;
  await sleep(AFTERWARDS_MS);
  const { setAside, ...found } = await look();
  return { ...found, fault: fault.name, path, promised, seconds, setAside: setAside - mayBeSetAside, note };
}

/** What isn't as promised of a cell; undefined: all is. */
export function breachOf(cell: Cell): string | undefined {
  const { fault, path, promised, seen, told, done, left, setAside, note } = cell;
  const wrong = [
    ...(isKept(cell, promised) ? [] : [`answered ${seen}, told of a fault ${told}, done ${done}`]),
    ...(left > 0 ? [`${left} left unhandled`] : []),
    ...(setAside > 0 ? [`${setAside} too many set aside`] : []),
    ...(note?.startsWith('!') ? [note.slice(1)] : []),
  ];
  return wrong.length === 0 ? undefined : `${fault} × ${path}: ${wrong.join(', ')}`;
}

/** The stages of one kind of database: each path has its own, where it would be in another's way. */
type Stages = { readonly main: Stage; readonly webhook: Stage; readonly restarted: Stage };

const stageOf = (stages: Stages, path: PathName): Stage =>
  path === 'webhook' ? stages.webhook : path === 'stop' || path === 'start' ? stages.restarted : stages.main;

async function setAsideIn({ db }: Stage): Promise<number> {
  return db.read.storedUpdate.count({ where: { state: 'setAside' } });
}

/** Stops the program with something just typed, and starts it again once the fault is over. */
async function stopAndStart(
  stage: Stage,
): Promise<{ readonly note: string; readonly restart: () => Promise<void> }> {
  await sleep(30);
  const began = performance.now();
  await stage.stop();
  const ms = performance.now() - began;
  return {
    note: `${ms > LONGEST_STOP_MS ? '!' : ''}stopped in ${(ms / 1_000).toFixed(1)} s`,
    restart: async () => {
      const why = await stage.start();
      if (why !== undefined) throw new Error(why);
    },
  };
}

/** Everything that meets the fault while the program runs, and a program that is stopped meanwhile. */
async function whileRunning(ground: Ground, stages: Stages, fault: Fault, row: string): Promise<Cell[]> {
  const paths = pathsOf(fault).filter((path) => path !== 'start');
  // What is planned comes last, since it falls due by itself.
  const inOrder = [
    ...paths.filter((path) => path !== 'reminder' && path !== 'group'),
    ...paths.filter((path) => path === 'reminder' || path === 'group'),
  ];
  const players: Player[] = [];
  for (const path of inOrder) {
    const stage = stageOf(stages, path);
    players.push({ path, stage, scene: await prepare(path, stage, row) });
  }
  const setAside = new Map<Stage, number>();
  for (const { stage } of players) setAside.set(stage, await setAsideIn(stage));
  for (const { stage, path } of players)
    if (fault.promised[path]?.told === 'yes') setAside.set(stage, (setAside.get(stage) ?? 0) + 1);
  const end = await fault.begin(
    ground,
    players.map(({ path, stage, scene: { chatId } }) => ({ path, stage, chatId })),
  );
  for (const { scene } of players) scene.act();
  const began = performance.now();
  const stopped = paths.includes('stop') ? stopAndStart(stages.restarted) : undefined;
  await sleep(Math.max(0, LASTS_MS - (performance.now() - began)));
  await end();
  const { note, restart } = (await stopped) ?? {};
  await restart?.();
  return Promise.all(
    players.map((player) =>
      judge(player, fault, setAside.get(player.stage) ?? 0, player.path === 'stop' ? note : undefined),
    ),
  );
}

/** A program that is started while something is out of order. */
async function whileStarting(ground: Ground, stages: Stages, fault: Fault, row: string): Promise<Cell[]> {
  if (!fault.promised.start) return [];
  const stage = stages.restarted;
  const scene = await prepare('start', stage, row);
  const player: Player = { path: 'start', stage, scene };
  await stage.stop();
  const before = await setAsideIn(stage);
  const end = await fault.begin(ground, [{ path: 'start', stage, chatId: scene.chatId }]);
  scene.act();
  const starting = stage.start();
  await sleep(LASTS_MS);
  await end();
  const why = await starting;
  if (why !== undefined) {
    const again = await stage.start();
    if (again !== undefined) throw new Error(again);
  }
  const note = why === undefined ? 'waited' : why.startsWith('nothing') ? `!${why}` : 'refused in words';
  return [await judge(player, fault, before, note)];
}

async function openStages(ground: Ground): Promise<Stages> {
  const open = async (name: string, by: 'polling' | 'webhook') =>
    openStage({ ...(await ground.make(name)), by });
  return {
    main: await open('main', 'polling'),
    webhook: await open('webhook', 'webhook'),
    restarted: await open('restarted', 'polling'),
  };
}

/** Puts everything out of order that can be, while everything is done that people do. */
export async function drillMatrix(kind: Ground['kind'], only?: readonly string[]): Promise<MatrixReport> {
  const began = performance.now();
  const ground = await (kind === 'sqlite' ? sqliteGround() : postgresqlGround());
  const opened: Stage[] = [];
  try {
    const stages = await openStages(ground);
    opened.push(...Object.values(stages));
    const cells: Cell[] = [];
    for (const [at, fault] of faultsOf(ground).entries()) {
      if (only && !only.includes(fault.name)) continue;
      const row = [
        ...(await whileRunning(ground, stages, fault, `Baris ${at}`)),
        ...(await whileStarting(ground, stages, fault, `Mulai ${at}`)),
      ];
      cells.push(...row);
    }
    return { kind, cells, seconds: (performance.now() - began) / 1_000 };
  } finally {
    for (const stage of opened) await stage.close();
    await ground.close();
  }
}

/** The table: a row for each fault, a column for each path. */
export function matrixTable({ cells }: MatrixReport): string {
  const rows = [...new Set(cells.map(({ fault }) => fault))];
  const shown = (fault: string, path: PathName): string => {
    const cell = cells.find((one) => one.fault === fault && one.path === path);
    if (!cell) return '–';
    const mark = breachOf(cell) === undefined ? '' : '**BROKEN** ';
    const note = cell.note === undefined ? '' : `; ${cell.note.replace('!', '')}`;
    return `${mark}${cell.promised.says} (${cell.seconds.toFixed(1)} s)${note}`;
  };
  return [
    `| fault | ${PATHS.join(' | ')} |`,
    `| --- |${' --- |'.repeat(PATHS.length)}`,
    ...rows.map((fault) => `| ${fault} | ${PATHS.map((path) => shown(fault, path)).join(' | ')} |`),
  ].join('\n');
}
