import { spawnSync } from 'node:child_process';
import ICAL from 'ical.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, databases, type TestDatabase } from '../../support/database.js';
import { servePages } from '../../support/pages.js';

const PUBLIC_URL = 'https://sambang.example.go.id';

/** What another program makes of a calendar: its entries by UID. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar
    .getAllSubcomponents('vevent')
    .map((component) => ({ event: new ICAL.Event(component), component }))
    .map(({ event, component }) => ({
      uid: event.uid,
      sequence: event.sequence,
      start: event.startDate.toJSDate().toISOString(),
      status: component.getFirstPropertyValue('status'),
      summary: event.summary,
      stamp: String(component.getFirstPropertyValue('dtstamp')),
    }));
}

const PYTHON = `
import sys, json, icalendar
text = sys.stdin.buffer.read()
events = icalendar.Calendar.from_ical(text).walk('VEVENT')
print(json.dumps([[str(e['uid']), int(e['sequence']), e['dtstart'].dt.isoformat(), str(e['summary'])] for e in events]))
`;
const hasPython = spawnSync('python3', ['-c', 'import icalendar']).status === 0;

type Chat = ReturnType<TestBot['as']>;

/** The addresses in the last message: to copy, and behind the button. */
function addressesIn(chat: Chat) {
  const { text, keyboard } = chat.last();
  const file = /https:\S+\.ics/u.exec(text)?.[0] ?? expect.unreachable(text);
  const button = keyboard.flat().find((key) => 'url' in key);
  return { file, page: button && 'url' in button ? button.url : expect.unreachable(text) };
}

describe.each(conversations())('a calendar feed on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let pages: Awaited<ReturnType<typeof servePages>>;
  let officer: Chat;
  let kadis: Chat;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z', publicUrl: PUBLIC_URL });
    pages = await servePages(bot);
    const agencyId = await bot.world.agency('Dinas Perikanan');
    officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    kadis = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', agencyId);
  });
  afterEach(async () => {
    await Promise.all([bot.stop(), pages.close()]);
    await database.reset();
  });
  afterAll(() => database.close());

  async function subscribe(chat: Chat) {
    await chat.say('/kunjungan kalender');
    await chat.tap('Buat tautan');
    return addressesIn(chat);
  }
  async function entries(file: string) {
    const response = await pages.open(file);
    expect(response.status).toBe(200);
    return read(await response.text());
  }
  async function agree(line: string) {
    await officer.say(`/kunjungan Dinas Perikanan, ${line}`);
    await officer.tap('Simpan dan kirim');
    await bot.deliver();
    bot.clock.advance(60_000);
    await kadis.tap('Bersedia');
    await bot.deliver();
  }
  /** The entries of the files that somebody got, the last of each. */
  async function filesOf(chat: Chat) {
    const sent = bot.calls.filter(
      ({ method, payload }) => method === 'sendDocument' && payload['chat_id'] === chat.chatId,
    );
    const events = await Promise.all(
      sent.map(async ({ payload }) => {
        const { document } = payload as { document: { toRaw: () => Promise<Uint8Array> } };
        return read(new TextDecoder().decode(await document.toRaw()));
      }),
    );
    return new Map(events.flat().map((event) => [event.uid, event]));
  }

  it('holds what the files hold: what is agreed, as it was moved, without what was called off', async () => {
    await agree('kamis jam 10, kerja sama');
    const theirs = await subscribe(kadis);
    const ours = await subscribe(officer);
    await agree('jumat jam 9, bibit lele');
    const [first, second] = await entries(theirs.file);
    expect([first?.start, second?.start]).toEqual(['2023-08-31T01:00:00.000Z', '2023-09-01T00:00:00.000Z']);
    expect(await entries(ours.file)).toEqual([...(await filesOf(officer)).values()]);
    // When it was agreed, not when it was asked or fetched.
    expect(first?.stamp).toBe('2023-08-28T00:01:00Z');

    bot.clock.advance(60_000);
    await officer.say('/kunjungan');
    await officer.tap('Kam 31');
    await officer.tap('Ubah');
    await officer.tap('Ubah tanggal');
    await officer.say('senin 4 september jam 9');
    await officer.tap('Simpan');
    await bot.deliver();
    // What was agreed stands until the other side accepts another.
    const times = (await entries(theirs.file)).map(({ uid, sequence, start }) => ({ uid, sequence, start }));
    expect([first, second]).toMatchObject(times);
    await kadis.tap('Bersedia');
    await bot.deliver();
    const after = await entries(theirs.file);
    expect(after.map(({ uid }) => uid)).toEqual([second?.uid, first?.uid]);
    expect(after[1]?.start).toBe('2023-09-04T00:00:00.000Z');
    expect(after[1]?.sequence).toBeGreaterThan(first?.sequence ?? 99);

    bot.clock.advance(60_000);
    await officer.say('/kunjungan');
    await officer.tap('Jum 1');
    await officer.tap('Batalkan kunjungan');
    await officer.tap('Laut');
    await bot.deliver();
    const left = await entries(theirs.file);
    expect(left.map(({ uid }) => uid)).toEqual([first?.uid]);
    const standing = [...(await filesOf(kadis)).values()].filter(({ status }) => status === 'CONFIRMED');
    expect(standing).toEqual(left);
  });

  it.skipIf(!hasPython)('is read by python-icalendar as by ical.js', async () => {
    await agree('kamis jam 10, kerja sama; bibit, “pakan” dan kolam');
    const { file } = await subscribe(kadis);
    const text = await (await pages.open(file)).text();
    const { stdout } = spawnSync('python3', ['-c', PYTHON], { input: text, encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual(
      read(text).map(({ uid, sequence, start, summary }) => [
        uid,
        sequence,
        start.replace('.000Z', '+00:00'),
        summary,
      ]),
    );
  });

  it('is empty without visits, and holds nobody else’s', async () => {
    const { file } = await subscribe(kadis);
    expect(await entries(file)).toEqual([]);
    await agree('kamis jam 10, kerja sama');
    const other = await bot.person({ id: 31, name: 'Pak Lain' }, 'agencyHead', await bot.world.agency('BLK'));
    expect(await entries((await subscribe(other)).file)).toEqual([]);
    const humas = await bot.person({ id: 12, name: 'Rizal' }, 'humas');
    expect(await entries((await subscribe(humas)).file)).toEqual([]);
    expect(await entries(file)).toHaveLength(1);
  });

  it('is sent again only when something changed, and is nobody’s to keep in between', async () => {
    await agree('kamis jam 10, kerja sama');
    const { file } = await subscribe(kadis);
    const response = await pages.open(file);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    const etag = response.headers.get('etag') ?? '';
    bot.clock.advance(3_600_000);
    const again = await pages.open(file, { headers: { 'if-none-match': `W/${etag}` } });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    await agree('jumat jam 9, bibit lele');
    expect((await pages.open(file, { headers: { 'if-none-match': etag } })).status).toBe(200);
    const head = await pages.open(file, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await pages.open(file, { method: 'POST' })).status).toBe(405);
  });

  it('ends when it is made anew or revoked, and its address then is like any other', async () => {
    const first = await subscribe(kadis);
    await kadis.tap('Tautan baru');
    const second = addressesIn(kadis);
    expect(second.file).not.toBe(first.file);
    const unknown = await pages.open(`/kalender/${'A'.repeat(43)}.ics`);
    const told = async (response: Response) => {
      const headers = Object.fromEntries(response.headers);
      delete headers['date'];
      return [response.status, headers, await response.text()];
    };
    const nothing = await told(unknown);
    expect(nothing[0]).toBe(404);
    expect(await told(await pages.open(first.file))).toEqual(nothing);
    expect(await told(await pages.open(first.page))).toEqual(nothing);
    expect((await pages.open(second.file)).status).toBe(200);
    await kadis.tap('Cabut');
    expect(kadis.last().text).toContain('Tautan kalender dicabut');
    expect(await told(await pages.open(second.file))).toEqual(nothing);
    expect(await told(await pages.open('/kalender/'))).toEqual(nothing);
    expect(await told(await pages.open('/lain'))).toEqual(nothing);
    const done = await bot.own.auditEntry.findMany({
      where: { subject: 'calendarFeed' },
      orderBy: { id: 'asc' },
    });
    expect(done.map(({ action }) => action)).toEqual(['feed.make', 'feed.make', 'feed.revoke']);
  });

  it('ends at once with the last post, and another post brings it back to nobody', async () => {
    const { file } = await subscribe(kadis);
    await kadis.say('/privasi');
    await kadis.tap('Akhiri');
    await kadis.tap('Akhiri');
    await bot.deliver();
    expect(await bot.own.post.count({ where: { endedAt: null, kind: 'agencyHead' } })).toBe(0);
    expect((await pages.open(file)).status).toBe(404);
    const agency = await bot.own.agency.findFirstOrThrow();
    await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', agency.id);
    expect((await pages.open(file)).status).toBe(404);
  });

  it('is kept as a hash, shown again where the update comes again, and never logged', async () => {
    await officer.say('/kunjungan kalender');
    const update = await officer.tap('Buat tautan');
    const { file } = addressesIn(officer);
    await bot.redeliver(update);
    expect(addressesIn(officer).file).toBe(file);
    expect(await bot.own.calendarFeed.count()).toBe(1);
    const key = /kalender\/(.+)\.ics/u.exec(file)?.[1] ?? expect.unreachable();
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    const rows = await bot.own.calendarFeed.findMany();
    expect(
      JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
    ).not.toContain(key);
    await pages.open(file);
    await pages.open(file.replace(key, 'x'.repeat(43)));
    expect(pages.lines.join('')).not.toContain('kalender');
    await officer.say('/kunjungan kalender');
    expect(officer.last().text).toContain('aktif sejak Senin, 28 Agustus 2023');
    expect(officer.last().text).not.toContain(key);
    await officer.say('/privasi');
    expect(officer.last().text).toContain('Tautan kalender Anda aktif sejak Senin, 28 Agustus 2023');
    await officer.tap('Unduh data saya');
    await kadis.say('/privasi');
    expect(kadis.last().text).not.toContain('kalender');
  });

  it('is offered with an agreed visit, and a page opens the phone’s calendar', async () => {
    await agree('kamis jam 10, kerja sama');
    const agreed = officer
      .messages()
      .find(({ keyboard }) => keyboard.flat().some(({ text }) => text.includes('kalender otomatis')));
    await officer.tap('kalender otomatis', agreed);
    await officer.tap('Buat tautan');
    const { page, file } = addressesIn(officer);
    const response = await pages.open(page);
    const text = await response.text();
    expect(text).toContain(file.replace('https:', 'webcal:'));
    expect(text).not.toMatch(/<script|src=/u);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('x-robots-tag')).toContain('noindex');
  });

  it('lets nobody guess on and on', async () => {
    const { file } = await subscribe(kadis);
    const from = (caller: string, at = file) => pages.open(at, { headers: { 'x-forwarded-for': caller } });
    const guesses = [];
    for (let n = 0; n < 61; n += 1) {
      guesses.push((await from('203.0.113.9', `/kalender/${String(n).padEnd(43, 'x')}`)).status);
    }
    expect(guesses.slice(0, 60).every((status) => status === 404)).toBe(true);
    expect(guesses.at(-1)).toBe(429);
    expect((await from('203.0.113.9')).status).toBe(429);
    // What a caller claims itself stands before what the proxy adds.
    expect((await from('198.51.100.1, 203.0.113.9')).status).toBe(429);
    expect((await from('198.51.100.7')).status).toBe(200);
    bot.clock.advance(60_000);
    expect((await from('203.0.113.9')).status).toBe(200);
  });
});

describe('without a public address', () => {
  it('nothing of it is on screen, and nothing is served', async () => {
    const [sqlite] = databases();
    const database = await (sqlite ?? expect.unreachable()).open();
    const bot = await startBot(database);
    const head = await bot.person({ id: 1, name: 'Kepala' }, 'head');
    await head.say('/kunjungan kalender');
    expect(head.last().text).not.toContain('tautan');
    expect(bot.features.flatMap(({ pages = [] }) => pages)).toEqual([]);
    await bot.stop();
    await database.close();
  });
});
