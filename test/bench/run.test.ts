import { describe, expect, it } from 'vitest';
import { launchHere } from '../../bench/bots/bot.js';
import { startStack } from '../../bench/bots/stack.js';
import { FIGURES } from '../../bench/counts/figures.js';
import { toJson, toTable } from '../../bench/counts/report.js';
import { type Means, type Plan, runBench } from '../../bench/counts/run.js';
import { onSqlite } from '../../bench/databases.js';
import { importLines, measureImport } from '../../bench/imports.js';

const plan: Plan = {
  sizes: [{ participants: 24, enrolments: 30, burst: 5 }],
  rounds: 2,
  roundsUntilMs: Number.POSITIVE_INFINITY,
  warmUp: { updates: 1, ms: 0 },
  oneAtATime: { updates: 3, ms: 10_000 },
  burst: { updates: 10, ms: 10_000 },
  counted: 4,
  starts: 1,
};

// In this process: what is measured means little then, but all of the benchmark's own work is done.
const means: Means = {
  launch: launchHere,
  program: async (job) => ({ stop: await startStack(job), died: new Promise(() => {}) }),
};

describe('the benchmark in seconds', () => {
  it('reports every figure of both bots, and counts exactly', async () => {
    const report = await runBench(plan, means);
    const [size] = report.sizes;
    expect(size).toMatchObject({ size: plan.sizes[0], rounds: 2, updates: 2 * (3 + 10) });
    expect(size?.statements.floor).toBe(1);
    expect(size?.statements.stack).toBeGreaterThanOrEqual(2);
    for (const comparison of [size?.oneAtATime, size?.burst]) {
      for (const figure of FIGURES) {
        for (const found of Object.values(comparison?.[figure] ?? {})) {
          expect(found.low).toBeGreaterThan(0);
          expect(found.median).toBeGreaterThanOrEqual(found.low);
          expect(found.high).toBeGreaterThanOrEqual(found.median);
        }
        expect(Object.keys(comparison?.[figure] ?? {})).toEqual(['stack', 'floor', 'ratio']);
      }
    }
    for (const { rssMb, heapMb } of Object.values(size?.memory ?? {})) {
      expect(rssMb).toBeGreaterThan(1);
      expect(heapMb).toBeGreaterThan(1);
    }
    expect(report.startup.firstTime.median).toBeGreaterThan(0);
    expect(report.startup.again.median).toBeGreaterThan(0);

    const table = toTable(report);
    expect(table).toContain('24 participants, 30 enrolments: one at a time, 2 rounds');
    expect(table).not.toMatch(/NaN|undefined|Infinity/);
    const json = toJson(report, { node: 'v0' });
    expect(json).not.toContain('\n');
    expect(JSON.parse(json)).toMatchObject({ node: 'v0', sizes: [{ rounds: 2, statements: { floor: 1 } }] });
  });

  it('measures an import on a database of its own', async () => {
    const report = await onSqlite((url) => measureImport(url, 20));
    for (const figures of [report.fresh, report.changed]) {
      for (const ms of Object.values(figures)) expect(ms).toBeGreaterThan(0);
    }
    expect(importLines('SQLite', report).join('\n')).toMatch(
      /20 rows on SQLite\n {2}all new: read in \d+ ms/,
    );
  });

  it('fails loudly where a bot answers something else', async () => {
    const wrong: Means = {
      ...means,
      // The floor says less than the stack.
      launch: (job) => launchHere({ ...job, kind: 'floor' }),
    };
    await expect(runBench(plan, wrong)).rejects.toThrow(/the answer is not "Terdaftar/);
  });
});
