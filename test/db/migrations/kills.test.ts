import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { drillUpgrades, postgresqlPlaces, sqlitePlaces } from '../../../bench/drills/upgrades/upgrades.js';
import { size } from '../../support/size.js';

/** As `npm run drill upgrades` does it with many more kills, in processes of their own. */
const DRILL = pathToFileURL(fileURLToPath(new URL('../../../dist/bench/drill.js', import.meta.url)));
const PLAN = { kills: size(1, 8), people: 20, entries: 200 };
const server = inject('templates').postgresql?.server;

describe.each([
  { kind: 'sqlite', open: sqlitePlaces },
  ...(server === undefined
    ? []
    : [
        {
          kind: 'postgresql',
          open: async () => ({ ...postgresqlPlaces(server), close: async () => undefined }),
        },
      ]),
])('on $kind the next start takes', ({ open }) => {
  it.each([
    ['what a killed first start left', 'nothing'],
    ['what a killed upgrade left', 'use'],
  ] as const)('%s', async (_what, from) => {
    const places = await open();
    onTestFinished(() => places.close());
    expect(await drillUpgrades(places, from, PLAN, DRILL)).toMatchObject({
      kills: PLAN.kills,
      taken: PLAN.kills,
    });
  });
});
