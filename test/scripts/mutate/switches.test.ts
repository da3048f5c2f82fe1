import { expect, it } from 'vitest';
import { mutated } from '../../../scripts/mutate/mutations/mutation.js';
import { switched } from '../../../scripts/mutate/switches.js';
import { mutationsIn } from './shown.js';

const FILE = 'src/features/seats/store.js';

/** What a text makes of its `result`, as it is or with one of its mutations on. */
async function resultOf(text: string, asked: (number: number) => boolean): Promise<unknown> {
  Object.assign(globalThis, { __mutant: asked });
  const module: { readonly result: unknown } = await import(
    `data:text/javascript,${encodeURIComponent(text)}`
  );
  return JSON.stringify(module.result);
}

it.each([
  [
    'blocks',
    'function f(a) { if (a > 1) { return a < 3; } return a > 0; } const all = [0, 1, 2, 3].map((a) => f(a));',
  ],
  [
    'arrows in arrows',
    'const f = (a) => (b) => a < b ? { a } : { b }; const all = [f(1)(1), f(1)(2), f(2)(1)];',
  ],
  [
    'what is taken where nothing is given',
    'const f = (a = 1 + 2, { b = a > 2 } = {}) => [a, b]; const all = [f(), f(1)];',
  ],
  ['constants', 'const limit = 3 > 2 ? 5 : 6; const all = [limit];'],
  [
    'loops that are left',
    'const all = []; for (const a of [1, 2, 3]) { if (a === 2) { continue; } all.push(a); }',
  ],
])('a source with all its mutations at once is each of them where it is on: %s', async (_, code) => {
  const text = `${code} export const result = all;`;
  const mutations = mutationsIn(text, FILE).filter(({ block }) => block !== undefined);
  const switches = mutations.map((change, number) => ({ number, change, block: change.block ?? -1 }));
  const source = switched(FILE, text, switches);
  expect(mutations.length).toBeGreaterThan(1);
  expect(await resultOf(source, () => false)).toBe(await resultOf(text, () => false));
  const results = await Promise.all(
    mutations.map(async (change) => resultOf(mutated(text, change), () => false)),
  );
  for (const [number, result] of results.entries())
    expect(await resultOf(`${source} // ${number}`, (one) => one === number)).toBe(result);
});

it('leaves blocks without mutations and lines as they are', () => {
  const text = 'const f = (a) => {\n  return a < 1;\n};\nconst g = () => 1;';
  const [change] = mutationsIn(text, FILE).filter(({ kind }) => kind === 'boundary');
  if (!change) return expect.unreachable();
  expect(switched(FILE, text, [{ number: 7, change, block: change.block ?? -1 }])).toBe(
    'const f = (a) => {if(globalThis.__mutant(7)){\n  return a <= 1;\n}else {\n  return a < 1;\n}};\nconst g = () => 1;',
  );
});
