import { describe, expect, it } from 'vitest';
import { ANI, GROUP, served } from './served.js';

/** A served Telegram with limits, and a clock in hand. */
async function limited() {
  const clock = { ms: 0 };
  const world = await served({ enforceLimits: true, clock: () => clock.ms });
  const send = async (chat_id: number, count: number) => {
    const answers = await Promise.all(
      Array.from({ length: count }, () => world.call('sendMessage', { chat_id, text: 'x' })),
    );
    const refused = answers.filter(({ ok }) => !ok);
    return { sent: count - refused.length, wait: refused[0]?.parameters?.retry_after };
  };
  return { ...world, clock, send };
}

describe('limits', () => {
  it('let a private chat have a burst of 5 and then one a second', async () => {
    const { send, clock } = await limited();
    expect(await send(ANI, 7)).toEqual({ sent: 5, wait: 1 });
    clock.ms += 1000;
    expect(await send(ANI, 2)).toEqual({ sent: 1, wait: 1 });
    clock.ms += 60_000;
    expect(await send(ANI, 6)).toEqual({ sent: 5, wait: 1 });
  });

  it('let a group have 20 in any minute and say when the next may come', async () => {
    const { send, clock } = await limited();
    expect(await send(GROUP, 10)).toEqual({ sent: 10, wait: undefined });
    clock.ms += 20_000;
    expect(await send(GROUP, 11)).toEqual({ sent: 10, wait: 40 });
    clock.ms += 39_000;
    expect(await send(GROUP, 1)).toEqual({ sent: 0, wait: 1 });
    clock.ms += 1000;
    expect(await send(GROUP, 11)).toEqual({ sent: 10, wait: 20 });
  });

  it('let all chats together have 30 a second', async () => {
    const { telegram, send, clock } = await limited();
    const people = Array.from({ length: 40 }, (_, index) => 1000 + index);
    for (const id of people) {
      telegram.addUser({ id, first_name: `U${id}` });
      telegram.send(id, id, { text: '/start' });
    }
    const sent = await Promise.all(people.map(async (id) => (await send(id, 1)).sent));
    expect(sent.filter(Boolean)).toHaveLength(30);
    clock.ms += 1000;
    const again = await Promise.all(people.map(async (id) => (await send(id, 1)).sent));
    expect(again.filter(Boolean)).toHaveLength(30);
  });

  it('count sending only', async () => {
    const { send, call } = await limited();
    await send(ANI, 5);
    expect(await call('editMessageText', { chat_id: ANI, message_id: 2, text: 'y' })).toMatchObject({
      ok: true,
    });
    expect(await call('sendChatAction', { chat_id: ANI, action: 'typing' })).toMatchObject({ ok: true });
  });
});
