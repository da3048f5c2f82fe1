import { describe, expect, it } from 'vitest';
import { described, type Judged, reported, shareOf } from '../../../scripts/mutate/report.js';
import { mutation } from './shown.js';

const killed: Judged = {
  mutation: mutation(),
  verdict: { by: 'tests', file: 'test/a.test.ts', test: 'says' },
};
const refused: Judged = { mutation: mutation(), verdict: { by: 'compiler' } };
const same: Judged = { mutation: mutation(), verdict: { by: 'equivalence', because: 'the key is unique' } };
const survivor = (tried: number, more: boolean, firstLine = 3): Judged => ({
  mutation: mutation({ firstLine, start: firstLine }),
  verdict: { by: 'nobody', tried, more },
});

describe('the share', () => {
  it('is of those that a test could kill: not of what the compiler refuses or what changes nothing', () => {
    expect(shareOf([killed, killed, killed, refused, same, survivor(1, false)])).toEqual({
      killed: 3,
      compiler: 1,
      equivalent: 1,
      survived: 1,
      percent: 75,
    });
  });

  it('is whole where there is nothing to kill', () => {
    expect(shareOf([refused]).percent).toBe(100);
  });
});

describe('the report', () => {
  it('names a mutation by where it is, what it was and what it became', () => {
    expect(described(mutation())).toBe(
      'src/features/visits/store.ts:3 visitsOf: a comparison turned: === → !==',
    );
    expect(described(mutation({ within: '', kind: 'statement', was: 'a'.repeat(91), becomes: ';' }))).toBe(
      `src/features/visits/store.ts:3 a statement dropped: ${'a'.repeat(90)}… → ;`,
    );
    expect(described(mutation({ becomes: ' ' }))).toMatch(/=== → nothing$/);
  });

  it('lists survivors by file and line, with how many test files ran them', () => {
    const lines = reported([survivor(2, false, 9), survivor(1, true, 4), survivor(0, false, 1)]).split('\n');
    expect(lines.slice(0, 8)).toEqual([
      'Survivors',
      '',
      'src/features/visits/store.ts:1 visitsOf: a comparison turned: === → !==',
      '    no test runs this',
      'src/features/visits/store.ts:4 visitsOf: a comparison turned: === → !==',
      '    1 test file runs it and sees nothing; others were not tried',
      'src/features/visits/store.ts:9 visitsOf: a comparison turned: === → !==',
      '    2 test files run it and see nothing',
    ]);
  });

  it('counts by kind, room and noun', () => {
    const ground: Judged = { mutation: mutation({ file: 'src/words/pager.ts' }), verdict: killed.verdict };
    const report = reported([killed, survivor(1, false), ground]);
    expect(report).toMatch(/^ {2}a comparison turned +2 killed +1 survived +67 %$/m);
    expect(report).toMatch(/^ {2}store +1 killed +1 survived +50 %$/m);
    expect(report).toMatch(/^ {2}others +1 killed +0 survived +100 %$/m);
    expect(report).toMatch(/^ {2}features\/visits +1 killed/m);
    expect(report).toMatch(/^ {2}words +1 killed/m);
  });

  it('sums up in a sentence', () => {
    expect(reported([killed, refused, same, survivor(1, false)])).toMatch(
      /^Of 4 mutations the tests killed 1, the compiler alone 1, 1 change nothing, 1 survived: 50\.0 % of those that matter were killed\.$/m,
    );
  });
});
