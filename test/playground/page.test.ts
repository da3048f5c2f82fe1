import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Demo } from '../../playground/demo/demo.js';
import { movedClock } from '../../playground/demo/page-clock.js';
import { ANI, BUDI, GROUP, PIXEL, served } from './served.js';

const Done = z.object({ ok: z.boolean(), text: z.string().optional() });
const Event = z.looseObject({ type: z.string() });

/** The page's own interface of a served demo. */
async function page(extra: Partial<Demo> = {}) {
  const demo: Demo = {
    title: 'Sambang',
    seats: [
      { label: { id: 'Petugas', en: 'Officer' }, userId: ANI, chatId: ANI, suggestions: ['/jumlah'] },
      { label: 'Budi', userId: BUDI, chatId: BUDI },
      { label: 'Grup', userId: ANI, chatId: GROUP },
    ],
    ...extra,
  };
  const world = await served({}, { demo });
  const get = async (path: string) => (await fetch(`${world.url}${path}`)).json();
  const act = async (name: string, body: object, init: RequestInit = {}) => {
    const response = await fetch(`${world.url}/play/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...init,
    });
    return { status: response.status, ...Done.parse(await response.json()) };
  };
  return { ...world, get, act };
}

/** Reads live changes until one fits. */
async function event(url: string, type: string): Promise<unknown> {
  const response = await fetch(`${url}/play/events`);
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    for (const line of text.split('\n')) {
      if (!line.startsWith('data: ') || !line.endsWith('}')) continue;
      const seen = Event.parse(JSON.parse(line.slice(6)));
      if (seen.type === type) return seen;
    }
  }
  throw new Error(`the events ended without ${type}`);
}

/** An upload as the page sends it. */
function form(as: string, files: [string, Buffer, string][]) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ userId: ANI, chatId: ANI, as, caption: 'ini' })) {
    data.set(name, String(value));
  }
  for (const [index, [name, bytes, type]] of files.entries()) {
    data.set(`file${index}`, new Blob([Uint8Array.from(bytes)], { type }), name);
  }
  return { headers: {}, body: data };
}

describe('the page', () => {
  it.for(['/', '/main.js', '/style.css', '/icon.svg'])('serves %s', async (path) => {
    const { url } = await page();
    const response = await fetch(`${url}${path}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await response.text()).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  });

  it.for(['/..%2fserver.ts', '/page-api.ts', '/main.ts', '/nothing.js', '/play/nothing', '/package.json'])(
    'has no %s',
    async (path) => {
      const { url } = await page();
      expect((await fetch(`${url}${path}`)).status).toBe(404);
    },
  );

  it('is not there without a demo', async () => {
    const { url } = await served();
    expect((await fetch(url)).status).toBe(404);
    expect((await fetch(`${url}/play/state`)).status).toBe(404);
  });

  it('gives seats, people and messages', async () => {
    const { get, api } = await page();
    await api.sendMessage(ANI, 'x', {
      reply_markup: { inline_keyboard: [[{ text: 'b', callback_data: 'c', style: 'success' }]] },
    });
    expect(await get('/play/state')).toMatchObject({
      bot: { username: 'sambang_bot' },
      seats: [
        { kind: 'private', chatId: ANI, suggestions: ['/jumlah'] },
        { kind: 'private', chatId: BUDI },
        { kind: 'group', title: 'Staf', people: [{ name: 'Ani Latu' }, { name: 'Budi' }] },
      ],
      canReset: false,
    });
    expect(await get('/play/state')).toMatchObject({
      messages: [
        { text: '/start' },
        { text: 'x', buttons: [[{ text: 'b', style: 'success', data: 'c' }]] },
        { service: { kind: 'joined', detail: 'Sambang' } },
      ],
    });
  });

  it('follows a seat whose group became a supergroup', async () => {
    const { get, telegram } = await page();
    const chatId = telegram.migrateGroup(GROUP);
    expect(await get('/play/state')).toMatchObject({ seats: [{}, {}, { chatId, kind: 'supergroup' }] });
  });

  it('sends, opens links and shows live changes', async () => {
    const { act, url, telegram } = await page();
    const heard = event(url, 'message');
    await expect
      .poll(async () => {
        await act('send', { userId: ANI, chatId: ANI, text: 'halo' });
        return telegram.messages(ANI).at(-1)?.text;
      })
      .toBe('halo');
    await act('send', { userId: ANI, chatId: ANI, text: 'lagi', replyTo: 1 });
    expect(await heard).toMatchObject({ message: { chatId: ANI, from: { name: 'Ani Latu' } } });
    expect(telegram.messages(ANI).at(-1)?.message.reply_to_message?.message_id).toBe(1);
    await act('open', { userId: BUDI, link: 'https://t.me/sambang_bot?start=abc' });
    expect(telegram.messages(BUDI).at(-1)?.text).toBe('/start abc');
  });

  it('taps, and tells how the bot answered', async () => {
    const { act, url, api } = await page();
    const reply_markup = { inline_keyboard: [[{ text: 'b', callback_data: 'c' }]] };
    const { message_id: messageId } = await api.sendMessage(ANI, 'x', { reply_markup });
    const heard = event(url, 'answer');
    await expect
      .poll(() => act('tap', { userId: ANI, chatId: ANI, messageId, data: 'c' }))
      .toMatchObject({ ok: true });
    const updates = await api.getUpdates();
    const query = updates.find((update) => update.callback_query)?.callback_query;
    await new Promise((resolve) => setTimeout(resolve, 100));
    await api.answerCallbackQuery(query?.id ?? '', { text: 'Baik' });
    expect(await heard).toMatchObject({ userId: ANI, outcome: { answered: true, text: 'Baik' } });
  });

  it('uploads files, several pictures as an album, and shows them safely', async () => {
    const { act, telegram, url } = await page();
    const picture: [string, Buffer, string] = ['a.png', PIXEL, 'image/png'];
    await act('upload', {}, form('photo', [picture, picture]));
    const album = telegram.messages(ANI).slice(-2);
    expect(album[0]?.message.media_group_id).toBe(album[1]?.message.media_group_id);
    expect(album[0]?.text).toBe('ini');
    const html: [string, Buffer, string] = ['a.html', Buffer.from('<script>1</script>'), 'text/html'];
    await act('upload', {}, form('document', [html]));
    const fileId = telegram.messages(ANI).at(-1)?.document?.fileId ?? '';
    const shown = await fetch(`${url}/play/file?id=${fileId}`);
    expect(shown.headers.get('content-type')).toBe('application/octet-stream');
    expect(shown.headers.get('content-disposition')).toMatch(/^attachment/);
    const photo = await fetch(`${url}/play/file?id=${album[0]?.photo?.fileId ?? ''}`);
    expect(photo.headers.get('content-type')).toBe('image/png');
  });

  it('says why something cannot be done', async () => {
    const { act, telegram } = await page();
    telegram.block(BUDI);
    expect(await act('send', { userId: BUDI, chatId: BUDI, text: 'x' })).toMatchObject({
      status: 400,
      text: expect.stringContaining('has blocked the bot'),
    });
    expect(await act('tap', { userId: ANI, chatId: ANI, messageId: 1, data: 'c' })).toMatchObject({
      text: expect.stringContaining('there are: none'),
    });
    expect(await act('send', { userId: 'x' })).toMatchObject({ status: 400 });
    expect(await act('clock', { move: 'hour' })).toMatchObject({ text: 'there is no clock to move' });
  });

  it('takes no orders from other pages', async () => {
    const { act } = await page();
    const foreign = { headers: { 'content-type': 'application/json', origin: 'https://evil.example' } };
    expect(await act('send', { userId: ANI, chatId: ANI, text: 'x' }, foreign)).toMatchObject({
      status: 403,
    });
  });

  it('lists the commands of a seat', async () => {
    const { get, api } = await page();
    await api.setMyCommands([{ command: 'jumlah', description: 'Jumlah' }], { language_code: 'id' });
    expect(await get(`/play/commands?userId=${ANI}&chatId=${ANI}`)).toEqual([
      { command: 'jumlah', description: 'Jumlah' },
    ]);
  });

  it('moves the clock and starts over', async () => {
    let now = new Date('2023-08-31T00:14:00Z');
    let resets = 0;
    const { act, get } = await page({
      clock: { now: () => now, set: (date) => (now = date), zone: 'Asia/Jayapura' },
      reset: () => void (resets += 1),
    });
    await act('clock', { move: 'monday' });
    expect(now.toISOString()).toBe('2023-09-03T22:30:00.000Z');
    expect(await get('/play/state')).toMatchObject({
      clock: { zone: 'Asia/Jayapura', now: now.toISOString() },
      canReset: true,
    });
    expect(await act('clock', { move: 'exact', exact: 'soon' })).toMatchObject({ text: 'not a time: soon' });
    await act('reset', {});
    expect(resets).toBe(1);
  });
});

function at(iso: string, move: 'hour' | 'day' | 'monday' | 'exact', exact = '') {
  return movedClock(new Date(iso), 'Asia/Jayapura', move, exact)?.toISOString();
}

describe('moving the clock', () => {
  it.for([
    ['2023-08-31T00:14:00Z', 'hour', '2023-08-31T01:14:00.000Z'],
    ['2023-08-31T00:14:00Z', 'day', '2023-09-01T00:14:00.000Z'],
    // Sunday 23.00 UTC is Monday 08.00 in Masohi: this week's Monday morning is over.
    ['2023-09-03T23:00:00Z', 'monday', '2023-09-10T22:30:00.000Z'],
    ['2023-09-03T22:29:00Z', 'monday', '2023-09-03T22:30:00.000Z'],
    ['2023-09-03T22:30:00Z', 'monday', '2023-09-10T22:30:00.000Z'],
  ] as const)('%s %s: %s', ([from, move, to]) => {
    expect(at(from, move)).toBe(to);
  });

  it("reads a date and time in the clock's zone", () => {
    expect(at('2023-08-31T00:14:00Z', 'exact', '2023-09-05T07:30')).toBe('2023-09-04T22:30:00.000Z');
  });
});
