import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { StoredNews } from '../bot/intake/finish.js';
import type { UpdateOutcome } from '../bot/intake/handling.js';
import type { Metrics as DeliveryFigures } from '../delivery/delivery.js';
import type { Clock } from '../lib/clock.js';

/** Where figures are read when they are asked for. */
export interface MetricSources {
  readonly clock: Clock;
  /** Left out with a webhook. */
  readonly lastPollAt?: () => Date | undefined;
  readonly delivery?: () => Promise<DeliveryFigures>;
}

export interface Metrics {
  /** Counts an update; for the dispatcher's `onOutcome`. */
  readonly countUpdate: (outcome: UpdateOutcome) => void;
  /** Counts what becomes of stored updates; for the dispatcher's `onStored`. */
  readonly countStored: (news: StoredNews) => void;
  /** Everything in Prometheus's text format, read anew. Gauges of a source that fails are NaN. */
  readonly text: () => Promise<string>;
}

function addGauge(
  registry: Registry,
  name: string,
  help: string,
  read: () => number | Promise<number>,
): void {
  registry.registerMetric(
    new Gauge({
      name,
      help,
      registers: [],
      async collect() {
        this.set(await read());
      },
    }),
  );
}

/** Counts what the dispatcher tells of updates. */
function addUpdateMetrics(registry: Registry): Metrics['countUpdate'] {
  const registers = [registry];
  const updates = new Counter({
    name: 'sambang_updates_total',
    help: 'Updates by kind and by how their handling ended (handled, given-up).',
    labelNames: ['kind', 'outcome'] as const,
    registers,
  });
  const retries = new Counter({
    name: 'sambang_update_retries_total',
    help: 'Further tries of updates whose handling failed for a moment.',
    registers,
  });
  const durations = new Histogram({
    name: 'sambang_update_duration_seconds',
    help: 'Time from taking an update up to its end, waits between tries included.',
    labelNames: ['kind'] as const,
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  return ({ kind, outcome, seconds, tries }) => {
    updates.inc({ kind, outcome });
    durations.observe({ kind }, seconds);
    if (tries > 1) retries.inc(tries - 1);
  };
}

/** Counts what the dispatcher tells of the rows of updates. */
function addStoredMetrics(registry: Registry): Metrics['countStored'] {
  const rows = new Counter({
    name: 'sambang_stored_updates_total',
    help: 'Updates that were stored before they were handled (stored), and what became of them (handled, set-aside).',
    labelNames: ['what'] as const,
    registers: [registry],
  });
  return (what) => rows.inc({ what });
}

function addPollAge(registry: Registry, clock: Clock, lastPollAt: () => Date | undefined): void {
  const help = 'Time since Telegram last answered a poll; NaN before the first.';
  addGauge(registry, 'sambang_last_poll_age_seconds', help, () => {
    const at = lastPollAt();
    return at ? Math.max(0, (clock.now().getTime() - at.getTime()) / 1000) : Number.NaN;
  });
}

function addDeliveryMetrics(registry: Registry, delivery: () => Promise<DeliveryFigures>): void {
  const read = sharedReading(delivery);
  const due = 'Messages whose time has come and that are not sent.';
  addGauge(registry, 'sambang_outbox_due', due, async () => (await read())?.due ?? Number.NaN);
  const lag = 'How long the oldest message that is due has waited; 0 if none is.';
  addGauge(registry, 'sambang_outbox_lag_seconds', lag, async () => {
    return (await read())?.oldestDueSeconds ?? Number.NaN;
  });
  addDeliveryCounters(registry, read);
}

/** Makes a registry of its own; nothing is shared between two of them. */
export function createMetrics({ clock, lastPollAt, delivery }: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const countUpdate = addUpdateMetrics(registry);
  const countStored = addStoredMetrics(registry);
  if (lastPollAt) addPollAge(registry, clock, lastPollAt);
  if (delivery) addDeliveryMetrics(registry, delivery);
  return { countUpdate, countStored, text: () => registry.metrics() };
}

/** Totals that delivery keeps itself: each asking replaces what was there. */
function addDeliveryCounters(registry: Registry, read: () => Promise<DeliveryFigures | undefined>): void {
  registry.registerMetric(
    new Counter({
      name: 'sambang_outbox_sent_total',
      help: 'Messages sent.',
      registers: [],
      async collect() {
        const figures = await read();
        if (!figures) return;
        this.reset();
        this.inc(figures.sentTotal);
      },
    }),
  );
  registry.registerMetric(
    new Counter({
      name: 'sambang_outbox_failures_total',
      help: 'Failed tries and messages given up, by cause.',
      labelNames: ['cause'] as const,
      registers: [],
      async collect() {
        const figures = await read();
        if (!figures) return;
        this.reset();
        for (const [cause, count] of Object.entries(figures.failedByCause)) this.inc({ cause }, count);
      },
    }),
  );
}

/** All are asked at the same time: those who ask while a reading runs share it. Undefined if it fails. */
function sharedReading<T>(read: () => Promise<T>): () => Promise<T | undefined> {
  let running: Promise<T | undefined> | undefined;
  return () => {
    running ??= read()
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
      });
    return running;
  };
}
