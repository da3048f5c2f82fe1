import { describe, expect, it } from 'vitest';
import { ANI, GROUP, served } from './served.js';

const hello = { chat_id: ANI, text: 'halo' };

describe('faults', () => {
  it('429 says how long to wait and sends nothing', async () => {
    const { telegram, call } = await served();
    telegram.fail({ method: 'sendMessage', kind: '429', retryAfter: 7 });
    expect(await call('sendMessage', hello)).toEqual({
      status: 429,
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    });
    expect(telegram.messages(ANI)).toHaveLength(1);
    expect(await call('sendMessage', hello)).toMatchObject({ ok: true });
  });

  it('500 and 403 send nothing', async () => {
    const { telegram, call } = await served();
    telegram.fail({ kind: '500', times: 2 });
    telegram.fail({ kind: '403' });
    const codes = [await call('sendMessage', hello), await call('getMe'), await call('sendMessage', hello)];
    expect(codes.map(({ error_code }) => error_code)).toEqual([500, 500, 403]);
    expect(telegram.messages(ANI)).toHaveLength(1);
  });

  it('hit only the method and chat that they name', async () => {
    const { telegram, call } = await served();
    telegram.fail({ method: 'sendMessage', chatId: GROUP, kind: '500' });
    expect(await call('getMe')).toMatchObject({ ok: true });
    expect(await call('sendMessage', hello)).toMatchObject({ ok: true });
    expect(await call('sendMessage', { ...hello, chat_id: String(GROUP) })).toMatchObject({ status: 500 });
  });

  it('reset-before cuts the connection with nothing done', async () => {
    const { telegram, call } = await served();
    telegram.fail({ kind: 'reset-before' });
    await expect(call('sendMessage', hello)).rejects.toThrow('fetch failed');
    expect(telegram.messages(ANI)).toHaveLength(1);
  });

  it('reset-after cuts the connection with all done', async () => {
    const { telegram, call } = await served();
    telegram.fail({ kind: 'reset-after' });
    await expect(call('sendMessage', hello)).rejects.toThrow('fetch failed');
    expect(telegram.messages(ANI).at(-1)).toMatchObject({ text: 'halo', fromBot: true });
  });

  it('timeout hangs with nothing done, slow answers late', async () => {
    const { telegram, call } = await served();
    telegram.fail({ kind: 'timeout', ms: 60_000 });
    await expect(call('sendMessage', hello, { signal: AbortSignal.timeout(50) })).rejects.toThrow('aborted');
    expect(telegram.messages(ANI)).toHaveLength(1);
    telegram.fail({ kind: 'slow', ms: 80 });
    const began = performance.now();
    expect(await call('sendMessage', hello)).toMatchObject({ ok: true });
    expect(performance.now() - began).toBeGreaterThan(70);
  });

  it('are forgotten on demand', async () => {
    const { telegram, call } = await served();
    telegram.fail({ kind: '500' });
    telegram.clearFaults();
    expect(await call('getMe')).toMatchObject({ ok: true });
  });
});
