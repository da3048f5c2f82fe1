import { describe, expect, it } from 'vitest';
import { faultsWith } from './tree.js';

const lines = (...text: readonly string[]) => `${text.join('\n')}\n`;
const plain = 'export {};\n';

/** The one fault of a house in which the files given are others. */
function faultOf(files: Readonly<Record<string, string | null>>) {
  const faults = faultsWith(files);
  expect(faults).toHaveLength(1);
  return faults[0];
}

describe('the check of the house', () => {
  it('has nothing to say of a clean house', () => {
    expect(faultsWith({})).toEqual([]);
  });

  it('fails on a file that is no code, naming it', () => {
    expect(() => faultsWith({ 'src/lib/broken.ts': 'export const = 1;\n' })).toThrow(
      /^src\/lib\/broken\.ts can't be read: /,
    );
  });
});

describe('features that import each other', () => {
  it('are told with the files, the names and the ways out, types included', () => {
    const back = "import type { Visit } from '../visits/index.js';\n";
    expect(faultOf({ 'src/features/people/rules.ts': back })).toEqual({
      rule: 'circles',
      path: 'src/features/people/rules.ts',
      line: 1,
      sentence: [
        'people, visits import each other in a circle: what people takes of visits belongs further down (a room below features, or a feature that both import), is handed in by src/features.ts as a port, or is an event that src/features.ts wires (onDaysChanged, onRecorded).',
        '  people → visits, 1 name:',
        '    src/features/people/rules.ts:1 takes Visit of src/features/visits/index.ts',
        '  visits → people, 1 name:',
        '    src/features/visits/propose/store.ts:1 takes nameOf of src/features/people/index.ts',
      ].join('\n'),
    });
  });

  it('are found over a third feature and through an import in a type, by the shortest way', () => {
    const { sentence } =
      faultsWith({
        'src/features/people/rules.ts': "export type Seen = import('../log/index.js').Log;\n",
        'src/features/log/index.ts': "export type { Log } from './rules.js';\n",
        'src/features/log/rules.ts': "import '../visits/index.js';\nexport type Log = 1;\n",
      }).find(({ rule }) => rule === 'circles') ?? expect.unreachable();
    expect(sentence).toMatch(/^log, people, visits import each other/);
    expect(sentence).toContain('src/features/people/rules.ts:1 takes Log of src/features/log/index.ts');
    expect(sentence).toContain('src/features/log/rules.ts:1 takes all of src/features/visits/index.ts');
  });
});

describe('files of features', () => {
  it.each([
    [
      'src/features/visits/helpers.ts',
      /^files of a feature are called index, feature, rules, store, service, messages, dialog, bot, notices, taps, job, phrases, page: put it into the one that says what it does/,
    ],
    [
      'src/features/visits/rules-clash.ts',
      /^rules\.ts has grown too long, so its sub-noun is missing: move what it is about to src\/features\/visits\/<sub-noun>\/rules\.ts\.$/,
    ],
    [
      'src/features/visits/propose/feature.ts',
      /^feature\.ts stands once, in src\/features\/visits: a sub-noun has neither a face nor a wiring/,
    ],
    [
      'src/features/visits/propose/times/rules.ts',
      /^a feature has one floor of sub-nouns: times is a sub-noun of visits itself, or part of propose\.$/,
    ],
    ['src/features/visits/new-visits/rules.ts', /^a sub-noun is one word/],
    ['src/features/shared.ts', /^src\/features holds folders only, one for each noun/],
    [
      'src/features/visits/years.json',
      /^beside code there are only tables of plain data, in the folder data\//,
    ],
  ])('have the fixed names: %s', (path, sentence) => {
    expect(faultOf({ [path]: plain })).toEqual({
      rule: 'names',
      path,
      sentence: expect.stringMatching(sentence),
    });
  });

  it('have a face beside them', () => {
    expect(faultOf({ 'src/features/seats/rules.ts': plain })).toEqual({
      rule: 'names',
      path: 'src/features/seats',
      sentence: 'seats has no face: say in src/features/seats/index.ts what of it others may import.',
    });
  });

  it('may be tables of plain data of any name, which import nothing but types', () => {
    const table = 'src/features/visits/data/year-2023.ts';
    const types = "import type { Visit } from '../rules.js';\n";
    expect(faultsWith({ [table]: types })).toEqual([]);
    expect(faultOf({ [table]: "import { shorten } from '../../../lib/shorten.js';\n" })).toEqual({
      rule: 'names',
      path: table,
      line: 1,
      sentence:
        'data/ holds plain data, which imports nothing but types: what needs ../../../lib/shorten.js belongs in rules.ts, which reads the table.',
    });
  });
});

describe('a folder', () => {
  const filled = (folder: string, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`${folder}/file${at}.ts`, plain]));

  it('holds twelve files of code, whatever else lies there', () => {
    expect(faultsWith({ ...filled('src/http', 12), 'src/http/words.txt': 'a' })).toEqual([]);
  });

  it.each([
    ['src/http', 'sub-room'],
    ['bench/drills', 'sub-room'],
    ['src/features/visits/data', 'sub-noun'],
  ])('of more is told where they go: %s', (path, into) => {
    expect(faultOf(filled(path, 13))).toEqual({
      rule: 'crowds',
      path,
      sentence: `13 files of code stand in one folder, where 12 are the most: what belongs together moves to a ${into} with a name of its own.`,
    });
  });

  it('of generated code is nobody’s concern', () => {
    expect(faultsWith(filled('src/generated/sqlite', 13))).toEqual([]);
  });
});

describe('what is not part of a feature', () => {
  it.each([
    ['src/features/log/service.ts', '../visits/rules.js', 'log'],
    ['src/app.ts', './features/visits/rules.js', 'the composition'],
    ['bench/load.ts', '#sambang/features/visits/rules.js', 'the benchmark'],
    ['playground/demo/sample.ts', '../../src/features/visits/rules.js', 'the playground'],
    ['src/office/doctor.ts', '../features/visits/rules.js', 'src/office'],
  ])('imports its face only: %s', (path, specifier, who) => {
    const faults = faultsWith({ [path]: `import type { Visit } from '${specifier}';\n` });
    expect(faults.filter(({ rule }) => rule !== 'names')).toEqual([
      {
        rule: 'doors',
        path,
        line: 1,
        sentence: `${who} reaches past visits's face into src/features/visits/rules.ts: export Visit from src/features/visits/index.ts, if others may know it, and import it from there.`,
      },
    ]);
  });
});

describe('a table', () => {
  const inPeople = (...text: readonly string[]) => ({ 'src/features/people/store.ts': lines(...text) });

  it.each([
    ['a call of the client', 'export const f = (tx) => tx.visit.update({ where: { id: 1 } });', 'Visit'],
    [
      'data of another table, by its relation',
      'export const f = (tx) => tx.person.update({ data: { visits: { create: { purpose: "" } } } });',
      'Visit',
    ],
    [
      'data of a table further on',
      'export const f = (tx) => tx.person.create({ data: { visits: { connect: [{ id: 1 }] } } });',
      'Visit',
    ],
    ['SQL', 'export const f = (tx) => tx.$executeRaw`UPDATE "Visit" SET "purpose" = ${1}`;', 'Visit'],
    [
      'SQL that deletes',
      'export const f = (tx) => tx.$executeRawUnsafe(\'DELETE FROM "VisitParty"\');',
      'VisitParty',
    ],
    [
      'the bulk helper',
      "export const f = (tx) => insertRows(tx, 'sqlite', { table: 'VisitParty', rows: [] });",
      'VisitParty',
    ],
  ])('is written by its owner only: %s', (_, statement, model) => {
    expect(faultOf(inPeople(statement))).toEqual({
      rule: 'writes',
      path: 'src/features/people/store.ts',
      line: 1,
      sentence: `${model} is written here, and src/features/visits owns it: call what src/features/visits/index.ts offers (it takes the transaction), or move this to src/features/visits’s store.ts.`,
    });
  });

  it('of a room on the ground is written there', () => {
    const call = 'export const f = (tx) => tx.outbox.createMany({ data: [] });';
    expect(faultOf(inPeople(call))?.sentence).toBe(
      'Outbox is written here, and src/delivery owns it: call what src/delivery offers (it takes the transaction), or move this to src/delivery.',
    );
  });

  it.each([
    ['a call of the client', 'export const f = (db) => db.read.visit.findMany({});'],
    ['SQL', 'export const f = (db) => db.$queryRaw`SELECT 1 FROM "Visit"`;'],
  ])('is read through its owner’s face: %s', (_, statement) => {
    expect(faultOf(inPeople(statement))).toEqual({
      rule: 'reads',
      path: 'src/features/people/store.ts',
      line: 1,
      sentence:
        'Visit is read here, and src/features/visits owns it: read it through src/features/visits/index.ts, take it along from a table of your own by its relation, or move this there.',
    });
  });

  it.each([
    [
      'a join from a table of one’s own',
      'db.$queryRaw`SELECT 1 FROM "Person" p JOIN "Visit" v ON v."officerId" = p."id"`',
    ],
    [
      'a column made of it',
      'db.$queryRaw`SELECT (SELECT COUNT(*) FROM "Visit" v WHERE v."officerId" = p."id") FROM "Person" p`',
    ],
    ['a relation', 'db.person.findMany({ select: { visits: true } })'],
    ['a lock of its row', 'db.$queryRaw`SELECT 1 FROM "Visit" WHERE "id" = ${1} FOR NO KEY UPDATE`'],
    ['a service of the same name', 'deps.visit.update(1)'],
  ])('is taken along by %s', (_, expression) => {
    expect(faultsWith(inPeople(`export const f = (db, deps) => ${expression};`))).toEqual([]);
  });

  it('is read by counts, which writes none', () => {
    const faults = faultsWith({
      'src/features/counts/store.ts': lines(
        'export const f = (db) => db.visit.count({});',
        'export const g = (tx) => tx.visit.deleteMany({});',
      ),
    });
    expect(faults.map(({ rule, line }) => [rule, line])).toContainEqual(['writes', 2]);
    expect(faults.map(({ rule }) => rule)).not.toContain('reads');
  });

  it('is named where it is written', () => {
    const text = "export const f = (tx, name) => updateRows(tx, 'sqlite', { table: name, rows: [] });";
    expect(faultOf(inPeople(text))?.sentence).toBe(
      'a table is named here by what is handed in: write its name out where the statement is made, so that it can be told who writes it.',
    );
  });

  it('has an owner, in a list that names no other', () => {
    const models = 'model Person {\n  id Int @id\n}\n\nmodel Guest {\n  id Int @id\n}\n';
    const faults = faultsWith({
      'prisma/schema.prisma': models,
      'prisma/models/log.prisma': 'model Log {\n  id Int\n}\n',
    });
    const told = faults.filter(({ rule }) => rule === 'owners').map(({ path, sentence }) => [path, sentence]);
    expect(told).toEqual([
      [
        'prisma/models/log.prisma',
        'nobody owns Log: say in scripts/house/lists/owners.mjs which feature writes it.',
      ],
      [
        'prisma/schema.prisma',
        'nobody owns Guest: say in scripts/house/lists/owners.mjs which feature writes it.',
      ],
      ...['Visit', 'VisitParty', 'Outbox'].map((name) => [
        'scripts/house/lists/owners.mjs',
        `the schema has no ${name} that src/${name === 'Outbox' ? 'delivery' : 'features/visits'} could own: take it out of the list, or name it as the schema does.`,
      ]),
    ]);
  });
});

describe('a room', () => {
  const feature = "import type { Visit } from '../features/visits/index.js';\n";
  const db = "import type { Db } from '../db/types.js';\n";

  it.each([
    ['access', feature, /imports lib only: what looks something up belongs in the store\.ts/],
    ['access', db, /imports lib only/],
    ['words', feature, /what a noun is called belongs in that feature’s messages\.ts\.$/],
    ['reading', feature, /a feature declares its phrases as data in phrases\.ts and hands them in\.$/],
    ['lib', db, /lib holds pure helpers that know nothing of Sambang/],
    ['telegram', "import '../delivery/notices.js';\n", /telegram is the edge to the Bot API/],
    ['dialogs', feature, /dialogs know no feature and no database: hand in what differs as an argument/],
    ['dialogs', db, /queries belong in a feature’s store\.ts\.$/],
    [
      'dialogs',
      "import type { Prisma } from '../generated/sqlite/client.js';\n",
      /dialogs know no feature and no database/,
    ],
    ['delivery', feature, /register a notice for the kind in the feature’s notices\.ts\.$/],
    ['db', feature, /db is at the bottom: what knows features belongs in a feature’s store\.ts\.$/],
    [
      'bot',
      feature,
      /bot runs what features register and knows none of them: let src\/features\.ts hand it in/,
    ],
    ['http', feature, /http shows what it is handed/],
  ])('of the ground imports what is below it only: %s', (room, text, sentence) => {
    const specifier = /'(.*)'/.exec(text)?.[1];
    expect(faultOf({ [`src/${room}/made.ts`]: text })).toEqual({
      rule: 'layers',
      path: `src/${room}/made.ts`,
      line: 1,
      sentence: expect.stringMatching(sentence),
    });
    expect(faultOf({ [`src/${room}/made.ts`]: text })?.sentence).toMatch(
      `${specifier} is out of reach from here: `,
    );
  });

  it('of src knows nothing of playground and bench', () => {
    expect(
      faultOf({ 'src/lib/made.ts': "import { world } from '../../playground/emulator/world.js';\n" })
        ?.sentence,
    ).toBe(
      '../../playground/emulator/world.js is out of reach from here: src knows nothing of playground and bench; what both need belongs in a room of src.',
    );
  });

  it.each(['../../src/lib/shorten.js', '#sambang/lib/shorten.js', '../demo/clock.js'])(
    'of the emulator stands alone: %s',
    (specifier) => {
      const files = {
        'playground/demo/clock.ts': plain,
        'playground/emulator/made.ts': `import '${specifier}';\n`,
      };
      expect(faultOf(files)?.sentence).toBe(
        `${specifier} is out of reach from here: the emulator stands alone, so that other projects can take it; keep what it needs in its own folder, or let it be handed in.`,
      );
    },
  );
});

describe('a kind of file', () => {
  it.each([
    ['rules', '../propose/store.js', /rules are pure decisions: queries belong in store\.ts/],
    ['rules', 'grammy', /rules are pure decisions/],
    ['phrases', '../propose/store.js', /phrases are data that reading is handed/],
    ['messages', '../propose/store.js', /what they show is handed to them; load it in service\.ts\.$/],
    [
      'dialog',
      '../propose/store.js',
      /data comes through `load`, effects through the service in `commit`\.$/,
    ],
    ['store', '../../../delivery/notices.js', /use cases and planned messages in service\.ts\.$/],
    ['service', '../answer/messages.js', /words belong in messages\.ts, Telegram in bot\.ts\.$/],
  ])('reaches one way only, over sub-nouns too: %s, %s', (kind, specifier, sentence) => {
    const path = `src/features/visits/minutes/${kind}.ts`;
    const files = { 'src/features/visits/answer/messages.ts': plain };
    expect(faultOf({ ...files, [path]: `import { it } from '${specifier}';\n` })).toEqual({
      rule: 'layers',
      path,
      line: 1,
      sentence: expect.stringMatching(sentence),
    });
    expect(faultsWith({ ...files, [path]: `import type { It } from '${specifier}';\n` })).toEqual([]);
  });
});

describe('a word to avoid', () => {
  it.each([
    [
      'src/lib/made.ts',
      'export const studentCount = 1;\n',
      '“studentCount” is a word to avoid: say participant',
    ],
    [
      'prisma/models/log.prisma',
      'enum Mark {\n  prisoner\n}\n',
      '“prisoner” is a word to avoid: say participant',
    ],
    ['src/locales/id/log.ftl', 'sesi-title = Judul\n', '“sesi-title” is a word to avoid: say session'],
    [
      'src/locales/id/log.ftl',
      'log-title = Antrian { $dari }\n',
      '“Antrian” is a word to avoid: say antrean (so KBBI).',
    ],
    ['src/locales/en/log.ftl', 'log-title = The prisoner\n', '“prisoner” is a word to avoid: say inmate'],
    [
      'src/delivery/made.ts',
      'export type PlannedMessage = 1;\n',
      '“PlannedMessage” is a word to avoid: say a name with notice',
    ],
    [
      'src/lib/made.ts',
      'export type Reading = { readonly t: string };\n',
      'Reading holds the words of a language: a person’s language, zone and now are a Voice',
    ],
    [
      'src/lib/made.ts',
      'export const f = (ref: VisitRef) => ref;\n',
      'this `ref` is a VisitRef and no UpdateRef: the update that something is done under is `ref`',
    ],
  ])('is told with the one to use: %s %s', (path, text, sentence) => {
    expect(faultOf({ [path]: text })).toMatchObject({
      rule: 'words',
      path,
      sentence: expect.stringContaining(sentence),
    });
  });

  it('is none in a command, a comment, a text of code or another meaning', () => {
    const files = {
      'src/lib/made.ts': lines(
        '/** A prisoner. */',
        "export const said = 'antrian prisoner';",
        'export type Ref = UpdateRef;',
      ),
      'src/locales/id/log.ftl': lines('# antrian', 'log-title = Buka /antrian, ya. { $resiko }'),
    };
    expect(faultsWith(files)).toEqual([]);
  });
});

describe('an object', () => {
  it('is written out, not packed', () => {
    const text = lines('const a = 1;', 'export const made = {', '  ...{ a, b: 2 },', '};');
    expect(faultOf({ 'src/lib/made.ts': text })).toEqual({
      rule: 'packing',
      path: 'src/lib/made.ts',
      line: 3,
      sentence: 'an object is packed into `...{ … }`: write its properties out where they stand.',
    });
  });
});

describe('a list in a statement', () => {
  const inStore = (...text: readonly string[]) => ({ 'src/features/visits/store.ts': lines(...text) });

  it.each([
    ['a list of any length', 'read({ id: { in: ids } });'],
    ['a copy of one', 'read({ id: { notIn: [...ids] } });'],
    ['one made of another', 'read({ id: { in: rows.map(({ id }) => id) } });'],
    ['a list in SQL', 'Prisma.join([...ids]);'],
    ['a list of conditions', 'read({ OR: ids.map((id) => ({ id })) });'],
    ['conditions with a list among them', 'read({ AND: [one, ...ids.map((id) => ({ id }))] });'],
    ['a chunk of another name', 'for (const some of chunks(ids)) read({ id: { in: ids } });'],
  ])('does not grow: %s', (_what, text) => {
    expect(faultOf(inStore(text))).toMatchObject({
      rule: 'lists',
      path: 'src/features/visits/store.ts',
      line: 1,
      sentence: expect.stringMatching(/^a list of any length goes into a statement: join with/),
    });
  });

  it.each([
    ['written out', "read({ state: { in: ['open', ...STATES] } });"],
    ['said to be short', "read({ id: { in: few('agencies', ids) } });"],
    ['a chunk', 'for (const some of chunks(ids)) read({ id: { in: some } });'],
    ['a chunk that is handed in', 'inChunks(ids, (some) => read({ id: { in: some } }));'],
    ['conditions that are few', "read({ AND: few('words', words).map((word) => ({ word })) });"],
    ['another thing called so', 'parse(text, { in: tz(zone) });'],
  ])('may be %s', (_what, text) => {
    expect(faultsWith(inStore(text))).toEqual([]);
  });

  it('is not made by ordering or limiting what many rows take along', () => {
    const text = 'db.visits.findMany({ select: { parties: { orderBy: { id: 1 } } } });';
    const { sentence } = faultOf(inStore(text)) ?? expect.unreachable();
    expect(sentence).toMatch(/^what each of many rows takes along is ordered or limited here/);
    expect(faultsWith(inStore(text.replace('findMany', 'findFirst')))).toEqual([]);
    expect(faultsWith(inStore(text.replace('{ select', '{ take: 9, select')))).toEqual([]);
  });
});

describe('a feature’s face', () => {
  const sentence =
    'the feature’s face isn’t what is written here: run npm run faces and look at the difference.';

  it.each([
    [
      'another signature',
      { 'src/features/visits/rules.ts': 'export type Visit = { readonly id: string };\n' },
    ],
    [
      'another name',
      { 'src/features/visits/index.ts': "export { createVisitsFeature } from './feature.js';\n" },
    ],
    ['no text', { 'docs/faces/visits.txt': null }],
  ])('is kept as a text that changes with it: %s', (_, files) => {
    expect(faultOf(files)).toEqual({ rule: 'faces', path: 'docs/faces/visits.txt', sentence });
  });

  it('that is gone leaves no text', () => {
    expect(faultOf({ 'docs/faces/old.txt': 'a' })).toEqual({
      rule: 'faces',
      path: 'docs/faces/old.txt',
      sentence,
    });
  });

  it('is the same when what its functions do or its comments say changes', () => {
    const text = lines(
      "import type { Db } from '../../db/types.js';",
      '/** Another comment. */',
      "export async function nameOf(db: Db, id: number): Promise<string> {\n  return 'x';\n}",
    );
    expect(faultsWith({ 'src/features/people/service.ts': text })).toEqual([]);
  });
});
