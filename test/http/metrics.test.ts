import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/http/metrics.js';

const now = new Date('2026-11-24T01:00:00Z');
const clock = { now: () => now };
const before = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);

async function lines(text: Promise<string>): Promise<string[]> {
  return (await text).split('\n').filter((line) => line.startsWith('sambang_'));
}

describe('the metrics', () => {
  it('count updates by kind and outcome, their durations and further tries', async () => {
    const metrics = createMetrics({ clock });
    metrics.countUpdate({ kind: 'message', outcome: 'handled', seconds: 0.02, tries: 1 });
    metrics.countUpdate({ kind: 'message', outcome: 'given-up', seconds: 3, tries: 4 });
    const found = await lines(metrics.text());
    expect(found).toContain('sambang_updates_total{kind="message",outcome="handled"} 1');
    expect(found).toContain('sambang_updates_total{kind="message",outcome="given-up"} 1');
    expect(found).toContain('sambang_update_retries_total 3');
    expect(found).toContain('sambang_update_duration_seconds_bucket{le="0.025",kind="message"} 1');
    expect(found).toContain('sambang_update_duration_seconds_sum{kind="message"} 3.02');
    expect(found.join('')).not.toMatch(/poll|outbox/);
  });

  it('count the updates that were stored, and what became of them', async () => {
    const metrics = createMetrics({ clock });
    for (const news of ['stored', 'stored', 'handled', 'set-aside'] as const) metrics.countStored(news);
    const found = await lines(metrics.text());
    expect(found).toContain('sambang_stored_updates_total{what="stored"} 2');
    expect(found).toContain('sambang_stored_updates_total{what="handled"} 1');
    expect(found).toContain('sambang_stored_updates_total{what="set-aside"} 1');
  });

  it('tell the age of the last poll when asked', async () => {
    let at: Date | undefined;
    const metrics = createMetrics({ clock, lastPollAt: () => at });
    expect(await lines(metrics.text())).toContain('sambang_last_poll_age_seconds Nan');
    at = before(12);
    expect(await lines(metrics.text())).toContain('sambang_last_poll_age_seconds 12');
  });

  it('read delivery once per asking', async () => {
    let readings = 0;
    const first: Record<string, number> = { blocked: 2 };
    let figures = { due: 4, oldestDueSeconds: 30, sentTotal: 9, failedByCause: first };
    const metrics = createMetrics({
      clock,
      delivery: async () => {
        readings++;
        return figures;
      },
    });
    const outbox = async () =>
      (await lines(metrics.text())).filter((line) => line.startsWith('sambang_outbox'));
    expect(await outbox()).toEqual([
      'sambang_outbox_due 4',
      'sambang_outbox_lag_seconds 30',
      'sambang_outbox_sent_total 9',
      'sambang_outbox_failures_total{cause="blocked"} 2',
    ]);
    figures = { due: 0, oldestDueSeconds: 0, sentTotal: 13, failedByCause: { blocked: 2, network: 1 } };
    expect(await outbox()).toEqual([
      'sambang_outbox_due 0',
      'sambang_outbox_lag_seconds 0',
      'sambang_outbox_sent_total 13',
      'sambang_outbox_failures_total{cause="blocked"} 2',
      'sambang_outbox_failures_total{cause="network"} 1',
    ]);
    expect(readings).toBe(2);
  });

  it('are told without delivery when it cannot be read', async () => {
    const metrics = createMetrics({ clock, delivery: () => Promise.reject(new Error('no database')) });
    expect(await lines(metrics.text())).toContain('sambang_outbox_due Nan');
  });

  it('include those of the process', async () => {
    expect(await createMetrics({ clock }).text()).toContain('process_resident_memory_bytes');
  });
});
