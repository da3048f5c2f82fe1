import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createApp } from '#sambang/app.js';
import type { Config } from '#sambang/config/config.js';
import { createDatabase } from '#sambang/db/database.js';
import { migrate } from '#sambang/db/migrations/migrate.js';
import { bothLanguages, explainFault } from '#sambang/faults/explain.js';
import { createPeopleService } from '#sambang/features/people/index.js';
import { createLogger } from '#sambang/lib/logger.js';
import { keepPrivate } from '#sambang/lib/shut/private-files.js';
import { KEY_BYTES } from '#sambang/lib/shut/seal.js';
import { createLocalTelegram } from '../emulator/index.js';
import type { Demo } from './demo.js';
import { demoPort, takenPort } from './port.js';
import { PEOPLE, type SamplePerson, sowSample } from './sample.js';
import { startPlayground } from './server.js';

// The demo: a local Telegram, the real bot as its client, sample data, one page. Nothing leaves this computer.
keepPrivate();

const ZONE = 'Asia/Jayapura';
const UNIT = 'Rutan Kelas IIB Masohi';
const FILE = 'data/demo.db';
const STAFF_GROUP = -1_002_023_090_001;
const START = new Date('2023-09-05T08:20:00+09:00');

let offset = START.getTime() - Date.now();
const clock = { now: () => new Date(Date.now() + offset) };
const setClock = (to: Date): void => {
  offset = to.getTime() - Date.now();
};
const logger = createLogger('warn');
const token = '2023:sambang-demo';
const telegram = createLocalTelegram({
  token,
  botName: 'Sambang',
  botUsername: 'sambang_bot',
  now: clock.now,
});

for (const { telegramId, first, last } of Object.values<SamplePerson>(PEOPLE)) {
  telegram.addUser({ id: telegramId, first_name: first, last_name: last, language_code: 'id' });
}

const { head, officer, humas, fisheries, social, stranger } = PEOPLE;
const seat = (
  label: { id: string; en: string },
  person: SamplePerson,
  suggestions: readonly (readonly [string, string])[],
) => ({
  label,
  userId: person.telegramId,
  chatId: person.telegramId,
  suggestions: suggestions.map(([id, en]) => ({ id, en })),
});

const demo: Demo = {
  title: 'Sambang',
  hint: {
    id: 'Coba: petugas mengirim /kunjungan …, kepala dinas menjawab dengan satu ketukan, lalu majukan jam untuk melihat pengingat.',
    en: 'Try: the officer sends /visits …, the agency head answers with one tap, then move the clock to see the reminders.',
  },
  seats: [
    seat({ id: 'Petugas', en: 'Officer' }, officer, [
      [
        '/kunjungan Dinas Perikanan, Kamis jam 10, kerja sama pelatihan budidaya',
        '/visits Dinas Perikanan, Thursday 10am, training',
      ],
      ['/sesi', '/sessions'],
      ['/jumlah', '/counts'],
      ['/jumlah perikanan agustus', '/counts perikanan august'],
      ['/bantuan', '/help'],
    ]),
    seat({ id: 'Kepala Dinas Perikanan', en: 'Head of Fisheries' }, fisheries, [
      ['/kunjungan', '/visits'],
      ['/jumlah', '/counts'],
      ['/bantuan', '/help'],
    ]),
    {
      label: { id: 'Grup staf', en: 'Staff group' },
      userId: head.telegramId,
      chatId: STAFF_GROUP,
      suggestions: [
        { id: '/ringkasan', en: '/summary' },
        { id: '/ringkasan sekarang', en: '/summary now' },
        { id: '/jumlah', en: '/counts' },
      ],
    },
    seat({ id: 'Kepala Rutan', en: 'Head of the unit' }, head, [
      ['/undang', '/invite'],
      ['/mitra', '/agencies'],
      ['/jumlah', '/counts'],
    ]),
    seat({ id: 'Humas', en: 'Public relations' }, humas, [['/kunjungan', '/visits']]),
    seat({ id: 'Kepala Dinas Sosial', en: 'Head of Social Affairs' }, social, [['/kunjungan', '/visits']]),
    seat({ id: 'Orang tak dikenal', en: 'A stranger' }, stranger, [['/start', '/start']]),
  ],
  clock: { now: clock.now, set: setClock, zone: ZONE },
  reset: () => restart(),
};

const port = demoPort(process.env['DEMO_PORT']);
if (!port.ok) fail(port.sentences);
const playground = await startPlayground(telegram, demo, { port: port.port }).catch((error: unknown) => {
  const sentences = takenPort(error, port.port);
  if (!sentences) throw error;
  fail(sentences);
});
const config: Config = {
  botToken: token,
  botApiRoot: playground.url,
  databaseUrl: `file:./${FILE}`,
  headTelegramIds: [],
  unitName: UNIT,
  unitTimezone: ZONE,
  defaultLocale: 'id',
  dataKeys: [randomBytes(KEY_BYTES)],
  webhook: undefined,
  host: '127.0.0.1',
  port: 0,
  logLevel: 'warn',
  backup: { folder: 'backups', hour: undefined, keep: { days: 7, weeks: 4, months: 12 }, chatId: undefined },
};

function fail(sentences: string): never {
  process.stderr.write(`${sentences}\n`);
  process.exit(1);
}

async function startBot() {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${FILE}${suffix}`, { force: true });
  await migrate(config.databaseUrl);
  const db = await createDatabase(config.databaseUrl);
  const people = createPeopleService({ db, defaultLocale: 'id' });
  const { unitId } = await people.prepareUnit(
    { name: UNIT, zone: ZONE, headTelegramIds: [], headName: '' },
    clock.now(),
  );
  await sowSample(db, unitId, ZONE, clock.now());
  await db.close();
  const app = createApp(config, { clock, logger });
  await app.start();
  // Bots can't write first: everyone but the stranger has pressed Start once.
  for (const person of Object.values<SamplePerson>(PEOPLE)) {
    if (person.post) telegram.send(person.telegramId, person.telegramId, { text: '/start' });
  }
  return app;
}

async function restart(): Promise<void> {
  await app.stop();
  telegram.forget();
  setClock(START);
  app = await startBot();
}

telegram.addGroup({
  id: STAFF_GROUP,
  title: 'Staf Rutan Masohi',
  type: 'supergroup',
  memberIds: [head, officer, humas].map(({ telegramId }) => telegramId),
});
let app = await startBot().catch((error: unknown) => {
  const fault = explainFault(error, { databaseUrl: config.databaseUrl });
  if (!fault) throw error;
  fail(bothLanguages(fault).trimEnd());
});
process.stdout.write(`\n  Sambang: ${playground.url}\n\n  Ctrl+C untuk berhenti / to stop.\n\n`);

async function stop(): Promise<void> {
  await app.stop();
  await playground.close();
  process.exit(0);
}
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
