import { setTimeout as sleep } from 'node:timers/promises';
import type { Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { ANI, served } from './served.js';

function texts(updates: readonly Update[]): (string | undefined)[] {
  return updates.map(({ message }) => message?.text);
}

describe('getUpdates', () => {
  it('gives the same updates again until an offset above them confirms them', async () => {
    const { telegram, api } = await served();
    for (const text of ['satu', 'dua', 'tiga']) telegram.send(ANI, ANI, { text });
    const first = await api.getUpdates();
    expect(texts(first)).toEqual(['satu', 'dua', 'tiga']);
    expect(texts(await api.getUpdates())).toEqual(['satu', 'dua', 'tiga']);
    const second = first[1]?.update_id ?? 0;
    expect(texts(await api.getUpdates({ offset: second }))).toEqual(['dua', 'tiga']);
    expect(texts(await api.getUpdates())).toEqual(['dua', 'tiga']);
    expect(await api.getUpdates({ offset: second + 2 })).toEqual([]);
    expect(await api.getUpdates()).toEqual([]);
  });

  it('numbers updates one after another', async () => {
    const { telegram, api } = await served();
    for (const text of ['satu', 'dua']) telegram.send(ANI, ANI, { text });
    const [one, two] = await api.getUpdates();
    expect((two?.update_id ?? 0) - (one?.update_id ?? 0)).toBe(1);
  });

  it('gives at most the limit, oldest first', async () => {
    const { telegram, api } = await served();
    for (const text of ['satu', 'dua', 'tiga']) telegram.send(ANI, ANI, { text });
    expect(texts(await api.getUpdates({ limit: 2 }))).toEqual(['satu', 'dua']);
  });

  it('keeps only the last ones for a negative offset', async () => {
    const { telegram, api } = await served();
    for (const text of ['satu', 'dua', 'tiga']) telegram.send(ANI, ANI, { text });
    expect(texts(await api.getUpdates({ offset: -1 }))).toEqual(['tiga']);
    expect(texts(await api.getUpdates())).toEqual(['tiga']);
  });

  it('answers a long poll as soon as something comes, what comes together in one batch', async () => {
    const { telegram, api } = await served();
    const began = performance.now();
    const poll = api.getUpdates({ timeout: 30 });
    await sleep(50);
    telegram.send(ANI, ANI, { text: 'satu' });
    telegram.send(ANI, ANI, { text: 'dua' });
    expect(texts(await poll)).toEqual(['satu', 'dua']);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('answers a long poll with nothing after its timeout', async () => {
    const { api } = await served();
    expect(await api.getUpdates({ timeout: 1 })).toEqual([]);
  });

  it('ends the older of two polls with 409', async () => {
    const { telegram, api, call } = await served();
    const older = call('getUpdates', { timeout: 30 });
    await sleep(50);
    const newer = api.getUpdates({ timeout: 30 });
    expect(await older).toMatchObject({
      error_code: 409,
      description: expect.stringContaining('terminated by other getUpdates request'),
    });
    telegram.send(ANI, ANI, { text: 'satu' });
    expect(texts(await newer)).toEqual(['satu']);
  });

  it('keeps updates for the next poller when one hangs up', async () => {
    const { telegram, api, call } = await served();
    const abort = new AbortController();
    const gone = call('getUpdates', { timeout: 30 }, { signal: abort.signal }).catch(() => 'gone');
    await sleep(50);
    abort.abort();
    expect(await gone).toBe('gone');
    await sleep(50);
    telegram.send(ANI, ANI, { text: 'satu' });
    expect(texts(await api.getUpdates({ timeout: 5 }))).toEqual(['satu']);
  });

  it('leaves out kinds that were not asked for, and remembers the choice', async () => {
    const { telegram, api } = await served();
    await api.getUpdates({ allowed_updates: ['callback_query'] });
    telegram.send(ANI, ANI, { text: 'satu' });
    expect(await api.getUpdates()).toEqual([]);
    await api.getUpdates({ allowed_updates: [] });
    telegram.send(ANI, ANI, { text: 'dua' });
    expect(texts(await api.getUpdates())).toEqual(['dua']);
  });
});
