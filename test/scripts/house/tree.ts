import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Fault, faultsOf } from '../../../scripts/house/check.mjs';

type Files = Readonly<Record<string, string>>;

const OWNERS = {
  'src/features/visits': ['Visit', 'VisitParty'],
  'src/features/people': ['Person'],
  'src/delivery': ['Outbox'],
};

const SCHEMA = `
model Visit {
  id        Int          @id
  officerId Int
  /// What it is about.
  purpose   String

  officer Person       @relation(fields: [officerId], references: [id])
  parties VisitParty[]
}

model VisitParty {
  id      Int @id
  visitId Int

  visit Visit @relation(fields: [visitId], references: [id])
}

model Person {
  id     Int     @id
  visits Visit[]
}

model Outbox {
  id Int @id
}
`;

const VISITS_FACE = `The face of visits: what others may import of src/features/visits/index.ts. Written by \`npm run faces\`.

type Visit = { readonly id: number }

function createVisitsFeature(db: Db)
`;

const PEOPLE_FACE = `The face of people: what others may import of src/features/people/index.ts. Written by \`npm run faces\`.

async function nameOf(db: Db, id: number): Promise<string>
`;

/** A small house in which nothing is wrong. */
const CLEAN: Files = {
  'prisma/schema.prisma': SCHEMA,
  'docs/faces/visits.txt': VISITS_FACE,
  'docs/faces/people.txt': PEOPLE_FACE,
  'src/features.ts': "import { createVisitsFeature } from './features/visits/index.js';\n",
  'src/db/types.ts': 'export type Db = { readonly kind: string };\n',
  'src/lib/shorten.ts': 'export const shorten = (text: string) => text.slice(0, 9);\n',
  'src/delivery/notices.ts': 'export const due = 1;\n',
  'src/locales/id/visits.ftl': 'visit-queue = Antrean pesan di /antrian\n',
  'src/features/people/index.ts': "export { nameOf } from './service.js';\n",
  'src/features/people/service.ts':
    "import type { Db } from '../../db/types.js';\n" +
    '/** The name of somebody. */\n' +
    'export async function nameOf(db: Db, id: number): Promise<string> {\n' +
    '  const found = await db.read.person.findUnique({ where: { id } });\n' +
    '  return found.name;\n' +
    '}\n',
  'src/features/visits/index.ts':
    "export { createVisitsFeature } from './feature.js';\nexport type { Visit } from './rules.js';\n",
  'src/features/visits/feature.ts':
    "import type { Db } from '../../db/types.js';\n" +
    "import { planVisit } from './propose/store.js';\n" +
    'export function createVisitsFeature(db: Db) {\n  return planVisit(db);\n}\n',
  'src/features/visits/rules.ts': 'export type Visit = { readonly id: number };\n',
  'src/features/visits/propose/store.ts':
    "import { nameOf } from '../../people/index.js';\n" +
    "import type { Visit } from '../rules.js';\n" +
    'export const planVisit = (tx) => tx.visit.create({ data: { officer: { connect: { id: 1 } }, parties: { create: [{}] } } });\n' +
    'export const named = (db) => db.$queryRaw`SELECT p."id" FROM "Visit" v JOIN "Person" p ON p."id" = v."officerId"`;\n',
  'playground/emulator/index.ts': "import { world } from './world.js';\n",
  'playground/emulator/world.ts': 'export const world = {};\n',
  'bench/main.ts':
    "import { createVisitsFeature } from '../src/features/visits/index.js';\nexport const fill = (tx) => tx.person.create({ data: {} });\n",
};

/** What is wrong with the clean house after some of its files are others; null takes a file away. */
export function faultsWith(files: Readonly<Record<string, string | null>>): readonly Fault[] {
  const root = mkdtempSync(join(tmpdir(), 'sambang-house-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries({ ...CLEAN, ...files })) {
    if (text === null) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return faultsOf(root, OWNERS);
}
