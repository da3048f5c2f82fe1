import { UNIT } from '../../counts/sample.js';
import { GROUP, type Stage } from './stage.js';

/** What is done while something is out of order. */
export const PATHS = [
  'question',
  'tap',
  'form',
  'import',
  'reminder',
  'group',
  'polling',
  'webhook',
  'stop',
  'start',
] as const;
export type PathName = (typeof PATHS)[number];

/** `seen`: answers that the person has before them; `told`: how often they were told of a fault; `done`: effects kept. */
export type Found = { readonly seen: number; readonly told: number; readonly done: number };

/** Somebody at the point of doing something. */
export type Scene = {
  readonly chatId: number;
  readonly act: () => unknown;
  readonly look: () => Promise<Found>;
};

const PATIENCE_MS = 60_000;
/** What is planned falls due so long after everybody is at their point. */
const DUE_MS = 700;
const FAULTS = /\(kode |Bukan kesalahan Anda/u;

const personOf = (path: PathName): number => UNIT.firstPerson + (PATHS.indexOf(path) % 8);

/** How often a chat was told something, and of a fault, since a message. */
function count(stage: Stage, chatId: number, since: number, isAnswer: (text: string) => boolean) {
  const texts = stage.heard(chatId, since).map(({ text }) => text);
  return {
    seen: texts.filter(isAnswer).length,
    told: texts.filter((text) => FAULTS.test(text)).length,
  };
}

function lastIn({ telegram }: Stage, chatId: number): number {
  return telegram.messages(chatId).at(-1)?.id ?? 0;
}

/** Says something and waits for the answer, before anything is out of order. */
async function answered(stage: Stage, id: number, text: string, words: string) {
  const since = lastIn(stage, id);
  stage.telegram.send(id, id, { text });
  return stage.telegram.waitFor(
    id,
    (message) => message.fromBot && message.id > since && message.text.includes(words),
    PATIENCE_MS,
  );
}

async function question(stage: Stage, id: number): Promise<Scene> {
  await answered(stage, id, '/bantuan', 'bisa Anda lakukan');
  const since = lastIn(stage, id);
  return {
    chatId: id,
    act: () => stage.telegram.send(id, id, { text: '/mitra' }),
    look: async () => ({
      ...count(stage, id, since, (text) => /instansi mitra/iu.test(text)),
      done: 0,
    }),
  };
}

/** An invitation is made by a tap. */
async function tap(stage: Stage, id: number): Promise<Scene> {
  const card = await answered(stage, id, '/undang', 'Siapa yang diundang');
  const button = card.buttons.flat().find(({ text }) => text.includes('Petugas'));
  if (!button || !('callback_data' in button)) throw new Error('there is no button to invite an officer');
  const by = { invitedBy: { telegramId: BigInt(id) } };
  const before = await stage.db.read.invitation.count({ where: by });
  return {
    chatId: id,
    act: () =>
      stage.telegram.tapData(id, id, card.id, button.callback_data, { limitMs: Number.POSITIVE_INFINITY }),
    look: async () => ({
      ...count(stage, id, card.id - 1, (text) => text.includes('start=')),
      done: (await stage.db.read.invitation.count({ where: by })) - before,
    }),
  };
}

/** An agency is named in an open form, which saves it. */
async function form(stage: Stage, id: number, name: string): Promise<Scene> {
  const list = await answered(stage, id, '/mitra', 'nstansi');
  const button = list.buttons.flat().find(({ text }) => text.includes('Tambah'));
  if (!button || !('callback_data' in button)) throw new Error('there is no button to add an agency');
  void stage.telegram.tapData(id, id, list.id, button.callback_data, { limitMs: Number.POSITIVE_INFINITY });
  const asked = await stage.telegram.waitFor(
    id,
    (message) => message.fromBot && message.id >= list.id && message.text.includes('Apa nama instansinya'),
    PATIENCE_MS,
  );
  return {
    chatId: id,
    act: () => stage.telegram.send(id, id, { text: name }),
    look: async () => ({
      ...count(
        stage,
        id,
        asked.id - 1,
        (text) => text.includes('Instansi ditambahkan') && text.includes(name),
      ),
      done: await stage.db.read.agency.count({ where: { name } }),
    }),
  };
}

/** A list of participants is sent as a file. */
async function importing(stage: Stage, id: number, name: string): Promise<Scene> {
  stage.telegram.send(id, id, { text: '/batal' });
  await answered(stage, id, '/bantuan', 'bisa Anda lakukan');
  const since = lastIn(stage, id);
  const fileName = `${name}.csv`;
  const rows = ['No. Register;Nama;Golongan;Program;Status', 'B.I 1/2023;Peserta Satu;B.I;Menjahit;aktif'];
  const document = { name: fileName, bytes: Buffer.from(rows.join('\r\n')), mime: 'text/csv' };
  return {
    chatId: id,
    act: () => stage.telegram.send(id, id, { document }),
    look: async () => ({
      ...count(stage, id, since, (text) => text.includes(`${fileName} · `)),
      done: await stage.db.read.importBatch.count({ where: { fileName } }),
    }),
  };
}

/** Something planned falls due: a visit's reminder to a person, or a group's summary. */
async function planned(stage: Stage, to: 'person' | 'group', id: number, name: string): Promise<Scene> {
  const { db, unitId, telegram } = stage;
  const chatId = to === 'person' ? id : GROUP;
  if (to === 'person') await answered(stage, id, '/bantuan', 'bisa Anda lakukan');
  const subjectId = to === 'person' ? await visitTomorrow(stage) : await groupId(stage);
  const since = lastIn(stage, chatId);
  const recipient =
    to === 'person'
      ? { personId: (await db.read.person.findFirstOrThrow({ where: { telegramId: BigInt(id) } })).id }
      : { groupId: subjectId };
  const kind = to === 'person' ? 'visit.H-1' : 'summary.weekly';
  // Written while all is well, and due once something is out of order.
  const dueAt = new Date(Date.now() + DUE_MS);
  const row = { dedupeKey: name, unitId, kind, subjectId, subjectVersion: 1, ...recipient };
  const where = { dedupeKey: name };
  await db.write((tx) => tx.outbox.create({ data: { ...row, dueAt, nextAt: dueAt, createdAt: new Date() } }));
  return {
    chatId,
    act: () => undefined,
    look: async () => {
      const moved = telegram.world.rooms.get(chatId)?.migratedTo;
      const seen = moved === undefined ? stage.heard(chatId, since) : stage.heard(moved, 0);
      const found = await db.read.outbox.findFirst({ where, select: { state: true } });
      const isIt = (text: string) => to === 'group' || text.startsWith('Besok');
      return {
        seen: seen.filter(({ text }) => isIt(text)).length,
        told: 0,
        done: found?.state === 'sent' ? 1 : 0,
      };
    },
  };
}

async function visitTomorrow({ db, unitId, now }: Stage): Promise<number> {
  const known = await db.read.visit.findFirst({ where: { purpose: 'Matriks' } });
  if (known) return known.id;
  const officer = await db.read.person.findFirstOrThrow({
    where: { telegramId: BigInt(UNIT.firstPerson) },
  });
  const at = now();
  const startsAt = new Date(at.getTime() + 24 * 3_600_000);
  const { id } = await db.write(async (tx) => {
    const agency = await tx.agency.create({
      data: { unitId, name: 'Dinas Contoh', searchName: 'dinas contoh', createdAt: at },
    });
    return tx.visit.create({
      data: {
        unitId,
        officerId: officer.id,
        direction: 'toAgency',
        state: 'confirmed',
        purpose: 'Matriks',
        startsAt,
        endsAt: new Date(startsAt.getTime() + 3_600_000),
        sequence: 1,
        createdAt: at,
        parties: { create: { agencyId: agency.id, answer: 'accepted', answeredAt: at } },
      },
    });
  });
  return id;
}

async function groupId({ db, unitId, now }: Stage): Promise<number> {
  const known = await db.read.groupChat.findFirst();
  if (known) return known.id;
  const head = await db.read.person.findFirstOrThrow();
  const data = { unitId, chatId: BigInt(GROUP), title: 'Staf', weekday: 1, minute: 450 };
  const { id } = await db.write((tx) =>
    tx.groupChat.create({ data: { ...data, locale: 'id', boundById: head.id, boundAt: now() } }),
  );
  return id;
}

/** Brings somebody to the point of doing it, while all is well. @param name Unique to this row of the table. */
export function prepare(path: PathName, stage: Stage, name: string): Promise<Scene> {
  const id = personOf(path);
  switch (path) {
    case 'question':
    case 'polling':
    case 'start':
      return question(stage, id);
    case 'tap':
      return tap(stage, id);
    case 'form':
    case 'webhook':
    case 'stop':
      return form(stage, id, `Dinas ${name}`);
    case 'import':
      return importing(stage, id, name);
    case 'reminder':
      return planned(stage, 'person', id, `drill:${name}`);
    case 'group':
      return planned(stage, 'group', id, `drill:group:${name}`);
    default:
      return path satisfies never;
  }
}
