import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Update } from 'grammy/types';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ANI, GROUP, served } from './served.js';

/** A bot's webhook that records deliveries and answers as told. */
async function receiver(answer: (delivery: number) => { status: number; body?: string }) {
  const seen: { update: Update; headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const update: Update = JSON.parse(await text(request));
      seen.push({ update, headers: request.headers });
      const { status, body: reply = '' } = answer(seen.length);
      response.writeHead(status, { 'content-type': 'application/json' }).end(reply);
    })();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { seen, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook` };
}

describe('webhook', () => {
  it('delivers with the secret and confirms on 2xx', async () => {
    const { telegram, api } = await served();
    const hook = await receiver(() => ({ status: 200 }));
    await api.setWebhook(hook.url, { secret_token: 'rahasia_1' });
    telegram.send(ANI, ANI, { text: 'satu' });
    await expect.poll(() => telegram.pendingUpdates()).toEqual([]);
    expect(hook.seen[0]?.headers['x-telegram-bot-api-secret-token']).toBe('rahasia_1');
    expect(hook.seen[0]?.update.message?.text).toBe('satu');
  });

  it('delivers what waited before it was set', async () => {
    const { telegram, api } = await served();
    telegram.send(ANI, ANI, { text: 'satu' });
    const hook = await receiver(() => ({ status: 200 }));
    await api.setWebhook(hook.url);
    await expect.poll(() => hook.seen.length).toBe(1);
  });

  it('repeats a refused update with the same number and holds back the later ones of its chat', async () => {
    const { telegram, api } = await served({ webhookRetryMs: 10 });
    const hook = await receiver((delivery) => ({ status: delivery < 3 ? 500 : 200 }));
    await api.setWebhook(hook.url);
    telegram.send(ANI, ANI, { text: 'satu' });
    telegram.send(ANI, ANI, { text: 'dua' });
    await expect.poll(() => telegram.pendingUpdates()).toEqual([]);
    expect(hook.seen.map(({ update }) => update.message?.text)).toEqual(['satu', 'satu', 'satu', 'dua']);
    expect(new Set(hook.seen.slice(0, 3).map(({ update }) => update.update_id)).size).toBe(1);
    expect(await api.getWebhookInfo()).toMatchObject({
      url: hook.url,
      last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
    });
  });

  it('delivers other chats meanwhile', async () => {
    const { telegram, api } = await served({ webhookRetryMs: 60_000 });
    const hook = await receiver((delivery) => ({ status: delivery === 1 ? 500 : 200 }));
    await api.setWebhook(hook.url);
    telegram.send(ANI, ANI, { text: 'satu' });
    telegram.send(ANI, GROUP, { text: '/dua' });
    await expect.poll(() => hook.seen.map(({ update }) => update.message?.text)).toEqual(['satu', '/dua']);
  });

  it('carries out a method given in the answer', async () => {
    const { telegram, api } = await served();
    const body = JSON.stringify({ method: 'sendMessage', chat_id: ANI, text: 'dijawab' });
    const hook = await receiver(() => ({ status: 200, body }));
    await api.setWebhook(hook.url);
    telegram.send(ANI, ANI, { text: 'satu' });
    expect(await telegram.waitFor(ANI, ({ fromBot }) => fromBot)).toMatchObject({ text: 'dijawab' });
  });

  it('refuses polling while it is set, and ends a running poll', async () => {
    const { api, call } = await served();
    const poll = call('getUpdates', { timeout: 30 });
    await expect.poll(() => call('getMe')).toMatchObject({ ok: true });
    const hook = await receiver(() => ({ status: 200 }));
    await api.setWebhook(hook.url);
    expect(await poll).toMatchObject({
      error_code: 409,
      description: 'Conflict: terminated by setWebhook request',
    });
    expect(await call('getUpdates')).toMatchObject({
      error_code: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
    await api.deleteWebhook({ drop_pending_updates: true });
    expect(await call('getUpdates')).toMatchObject({ ok: true, result: [] });
  });
});
