import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, databases, type TestDatabase } from '../../support/database.js';
import { servePages } from '../../support/pages.js';

const PUBLIC_URL = 'https://sambang.example.go.id/bot';
const LINK = /https:\S+\/jawab\/\S+/u;

type Chat = ReturnType<TestBot['as']>;

/** What WhatsApp would be given by each of the buttons of the last message that has them. */
function forwarded(chat: Chat): { label: string; text: string; link: string }[] {
  const keys = chat
    .messages()
    .map(({ keyboard }) => keyboard.flat().flatMap((key) => ('url' in key ? [key] : [])))
    .findLast((urls) => urls.some(({ url }) => url.startsWith('https://wa.me/')));
  return (keys ?? [])
    .filter(({ url }) => url.startsWith('https://wa.me/'))
    .map(({ text: label, url }) => {
      const text = new URL(url).searchParams.get('text') ?? '';
      return { label, text, link: LINK.exec(text)?.[0] ?? '' };
    });
}

/** A page as its reader sees it. */
function read(markup: string) {
  const main = markup.slice(markup.indexOf('<main>'));
  const text = main
    .replaceAll(/<(?:\/dd|\/p|\/h1|\/button|\/summary|\/label)>/gu, '\n')
    .replaceAll('</dt>', ': ')
    .replaceAll(/<[^>]+>/gu, '')
    .replaceAll(/\n\s*\n+/gu, '\n')
    .trim();
  return { text, version: /name="version" value="(\d+)"/u.exec(markup)?.[1] ?? '' };
}

describe.each(conversations())('a page for an agency’s answer on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let pages: Awaited<ReturnType<typeof servePages>>;
  let officer: Chat;
  let agencyId: number;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z', publicUrl: PUBLIC_URL });
    pages = await servePages(bot, { base: '/bot' });
    agencyId = await bot.world.agency('Kemenag Maluku Tengah', { address: 'Jl. Imam Bonjol 3' });
    officer = await bot.person({ id: 11, name: 'Budi Latu' }, 'officer');
  });
  afterEach(async () => {
    await Promise.all([bot.stop(), pages.close()]);
    await database.reset();
  });
  afterAll(() => database.close());

  async function propose(line = 'Kemenag, kamis jam 10, kerja sama <b>rohani</b> & "wakaf"') {
    await officer.say(`/kunjungan ${line}`);
    await officer.tap('Simpan dan kirim');
    await bot.deliver();
    return forwarded(officer);
  }
  async function link() {
    const [only] = await propose();
    return only?.link ?? expect.unreachable();
  }
  const see = async (address: string) => {
    const response = await pages.open(address);
    return { status: response.status, ...read(await response.text()) };
  };
  const send = (address: string, fields: Record<string, string>) =>
    pages.open(address, { method: 'POST', body: new URLSearchParams(fields) });
  /** Reads the page, answers as it stands, and follows to what came of it. */
  async function answer(address: string, fields: Record<string, string>) {
    const { version } = await see(address);
    const response = await send(address, { version, name: 'Ibu Ani, sekretaris', ...fields });
    const [status, markup] = [response.status, await response.text()];
    if (status !== 303) return { status, ...read(markup) };
    expect(response.headers.get('location')).toBe(address);
    await bot.deliver();
    return see(address);
  }
  const visit = () => bot.own.visit.findFirstOrThrow({ include: { parties: true } });

  it('shows what is asked, and by being opened changes nothing', async () => {
    const [only] = await propose();
    expect(only?.label).toBe('📲 Kirim lewat WhatsApp');
    expect(only?.text).toContain('menjawab tanpa Telegram');
    const address = only?.link ?? '';
    const before = await visit();
    const response = await pages.open(address);
    const markup = await response.text();
    await expect(read(markup).text).toMatchFileSnapshot('screens/asked.txt');
    // For a cheap phone on a weak line.
    expect(Buffer.byteLength(markup)).toBeLessThan(10_000);
    expect(markup).not.toMatch(/<script|<link|<img|src=|url\(|@import| on\w+=/u);
    expect(markup).toContain('&lt;b&gt;rohani&lt;/b&gt; &amp; &quot;wakaf&quot;');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'x-content-type-options': 'nosniff',
    });
    const policy = response.headers.get('content-security-policy');
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/u,
    );
    await pages.open(address, { method: 'HEAD' });
    await pages.open(`${address}?answer=accept&name=Ani`);
    expect(await visit()).toEqual(before);
  });

  it('takes a yes, tells the officer by whom, and is used', async () => {
    const address = await link();
    const after = await answer(address, { answer: 'accept' });
    expect(after.text).toContain(
      'Disepakati: Kamis, 31 Agustus 2023, 10.00–11.00 WIT. Dijawab oleh Ibu Ani, sekretaris.',
    );
    expect(after.version).toBe('');
    expect((await visit()).state).toBe('confirmed');
    const told = officer.messages().find(({ text }) => text.includes('Disepakati'));
    expect(told?.text).toContain(
      '🌐 Kemenag Maluku Tengah menjawab lewat halaman web, oleh Ibu Ani, sekretaris',
    );
    const [event] = await bot.own.visitEvent.findMany({ orderBy: { id: 'desc' }, take: 1 });
    expect(event).toMatchObject({
      kind: 'accepted',
      actorId: null,
      via: 'page',
      saidBy: 'Ibu Ani, sekretaris',
      agencyId,
    });
    const [party] = (await visit()).parties;
    expect(party).toMatchObject({ answer: 'accepted', answeredById: null });

    // The other tab, or a second tap: nothing is changed any more.
    const again = await send(address, { version: '1', name: 'Orang lain', answer: 'decline' });
    expect([again.status, read(await again.text()).text]).toEqual([
      409,
      expect.stringContaining('Jawaban ini belum tercatat'),
    ]);
    expect((await visit()).state).toBe('confirmed');
    await officer.say('/kunjungan');
    await officer.tap('Kemenag');
    await officer.tap('Riwayat');
    expect(officer.last().text).toContain('lewat halaman web, oleh Ibu Ani');
  });

  it('takes a no with its reason', async () => {
    const after = await answer(await link(), { answer: 'decline', reason: 'rapat   di Ambon\n' });
    expect(after.text).toContain('Jawaban tercatat: tidak bisa. Dijawab oleh Ibu Ani');
    expect(await visit()).toMatchObject({ state: 'declined', stateReason: 'rapat di Ambon' });
    const told = officer.messages().find(({ text }) => text.includes('rapat di Ambon'));
    expect(told?.text).toContain('lewat halaman web');
  });

  it.each([
    ['picked', { date: '2023-09-01', time: '09:00' }],
    ['typed', { date: 'jumat', time: 'jam 9' }],
    ['typed as it is read', { date: '1/9/2023', time: '09.00' }],
  ])('takes another time that is %s', async (_, when) => {
    const address = await link();
    const after = await answer(address, { answer: 'suggest', ...when });
    expect(after.text).toContain('Usul tercatat: Jumat, 1 September 2023, 09.00–10.00 WIT');
    const told = officer.messages().find(({ text }) => text.includes('Jumat, 1 September'));
    expect(told?.text).toContain('lewat halaman web, oleh Ibu Ani');
    await officer.tap('Terima', told);
    await bot.deliver();
    expect(await visit()).toMatchObject({ state: 'confirmed', startsAt: new Date('2023-09-01T00:00:00Z') });
    expect((await see(address)).text).toContain('Yang disepakati: Jumat, 1 September 2023');
  });

  it.each([
    ['no name', { answer: 'accept', name: ' ' }, 'Mohon isi nama Anda'],
    ['one letter', { answer: 'accept', name: 'A' }, 'Mohon isi nama Anda'],
    ['a name without end', { answer: 'accept', name: 'x'.repeat(81) }, 'Mohon isi nama Anda'],
    ['no answer', {}, 'Jawaban belum dipilih'],
    ['an answer of no kind', { answer: 'cancel' }, 'Jawaban belum dipilih'],
    [
      'a day that is none',
      { answer: 'suggest', date: '31 Februari', time: '10.00' },
      'Tanggalnya belum terbaca',
    ],
    [
      'an hour that is none',
      { answer: 'suggest', date: '2023-09-01', time: '25.00' },
      'Jamnya belum terbaca',
    ],
    ['a time gone by', { answer: 'suggest', date: '2023-08-27', time: '10:00' }, 'Waktu itu sudah lewat'],
    ['a reason without end', { answer: 'decline', reason: 'x'.repeat(301) }, 'terlalu panjang'],
  ])('says what is wrong with %s, and keeps what was typed', async (_, fields, said) => {
    const address = await link();
    const before = await visit();
    const { version } = await see(address);
    const response = await send(address, { version, name: 'Ibu Ani', ...fields });
    const markup = await response.text();
    expect(response.status).toBe(422);
    expect(read(markup).text).toContain(said);
    if (!('name' in fields)) expect(markup).toContain('value="Ibu Ani"');
    expect(await visit()).toEqual(before);
  });

  it('reads the early hours as a picker means them', async () => {
    const after = await answer(await link(), { answer: 'suggest', date: '2023-09-01', time: '05:30' });
    expect(after.text).toContain('Jumat, 1 September 2023, 05.30–06.30 WIT');
  });

  it('refuses an answer about a time that was moved meanwhile, and shows the new one', async () => {
    const address = await link();
    const { version } = await see(address);
    await officer.say('/kunjungan');
    await officer.tap('Kemenag');
    await officer.tap('Ubah');
    await officer.tap('Ubah tanggal');
    await officer.say('senin 4 september jam 9');
    await officer.tap('Simpan');
    const before = await visit();
    const response = await send(address, { version, name: 'Ibu Ani', answer: 'accept' });
    const { text } = read(await response.text());
    expect(response.status).toBe(409);
    expect(text).toContain('Jawaban ini belum tercatat');
    expect(text).toContain('Sekarang yang ditanyakan: Senin, 4 September 2023, 09.00–10.00 WIT');
    expect((await see(address)).text).toContain('Mohon minta tautan baru');
    expect(await visit()).toEqual(before);
    await officer.say('/kunjungan');
    await officer.tap('Kemenag');
    const [now] = forwarded(officer);
    expect(now?.link).not.toBe(address);
    expect((await answer(now?.link ?? '', { answer: 'accept' })).text).toContain(
      'Disepakati: Senin, 4 September',
    );
  });

  it('asks to look again where something else was changed meanwhile', async () => {
    const address = await link();
    const { version } = await see(address);
    await officer.say('/kunjungan');
    await officer.tap('Kemenag');
    await officer.tap('Ubah');
    await officer.tap('Ubah lainnya');
    await officer.tap('Ubah keperluan');
    await officer.say('kerja sama lain');
    await officer.tap('Simpan');
    const response = await send(address, { version, name: 'Ibu Ani', answer: 'accept' });
    const { text } = read(await response.text());
    expect([response.status, text]).toEqual([409, expect.stringContaining('kerja sama lain')]);
    expect((await visit()).state).toBe('proposed');
    // The link is still about this time, and what it shows now can be answered.
    expect((await answer(address, { answer: 'accept' })).text).toContain('Disepakati');
  });

  it('leaves what was agreed while another time is asked about', async () => {
    const first = await link();
    await answer(first, { answer: 'accept' });
    await officer.say('/kunjungan');
    await officer.tap('Kemenag');
    await officer.tap('Ubah');
    await officer.tap('Ubah tanggal');
    await officer.say('jumat jam 9');
    await officer.tap('Simpan');
    await bot.deliver();
    const [{ link: second } = expect.unreachable()] = forwarded(officer);
    await expect((await see(second)).text).toMatchFileSnapshot('screens/other-time.txt');
    expect((await see(first)).text).toContain('Mohon minta tautan baru');
    const kept = await answer(second, { answer: 'decline' });
    expect(kept.text).toContain('Yang disepakati: Kamis, 31 Agustus 2023');
    expect(await visit()).toMatchObject({ state: 'confirmed', startsAt: new Date('2023-08-31T01:00:00Z') });
    expect(
      officer.messages().some(({ text }) => text.includes('Tetap') && text.includes('lewat halaman web')),
    ).toBe(true);
  });

  it('is over with the visit’s time, and when it is called off', async () => {
    const address = await link();
    bot.clock.set('2023-08-31T01:00:00Z');
    const over = await see(address);
    expect(over.text).toContain('sudah lewat');
    expect(over.text).not.toContain('Keperluan');
    const response = await send(address, { version: '1', name: 'Ibu Ani', answer: 'accept' });
    expect(response.status).toBe(409);
    expect((await visit()).state).toBe('proposed');
    bot.clock.set('2023-08-28T02:00:00Z');
    await officer.say('/kunjungan');
    await officer.tap('Kemenag');
    await officer.tap('Batalkan');
    await officer.tap('Laut');
    expect((await see(address)).text).toContain('sudah dibatalkan');
  });

  it('is one for each agency of a visit, and answers for that one alone', async () => {
    await bot.world.agency('Balai Latihan Kerja');
    const both = await propose('Kemenag dan Balai Latihan Kerja, kamis jam 10, kerja sama');
    expect(both.map(({ label }) => label)).toEqual([
      '📲 WhatsApp: Kemenag Maluku Tengah',
      '📲 WhatsApp: Balai Latihan Kerja',
    ]);
    const [first, second] = both;
    await answer(first?.link ?? '', { answer: 'accept' });
    expect((await visit()).parties.map(({ answer: said }) => said)).toEqual(['accepted', 'pending']);
    expect((await see(first?.link ?? '')).text).toContain('Jawaban tercatat: bersedia');
    // Of whom an agency was told nothing on the other's page.
    expect((await see(second?.link ?? '')).text).not.toContain('Ani');
    expect((await answer(second?.link ?? '', { answer: 'accept', name: 'Pak Umar' })).text).toContain(
      'Dijawab oleh Pak Umar',
    );
    expect((await visit()).state).toBe('confirmed');
  });

  it('takes one of two answers at once', async () => {
    const address = await link();
    const { version } = await see(address);
    const fields = { version, name: 'Al' };
    const statuses = await Promise.all(
      ['accept', 'decline'].map(async (said) => (await send(address, { ...fields, answer: said })).status),
    );
    expect(statuses.toSorted((a, b) => a - b)).toEqual([303, 409]);
    expect(await bot.own.visitEvent.count({ where: { via: 'page' } })).toBe(1);
  });

  it('opens by no key but its own, and nothing of it is logged', async () => {
    const address = await link();
    const key = address.split('/').at(-1) ?? '';
    const nothing = await pages.open('/lain');
    const told = async (response: Response) => [response.status, await response.text()];
    const expected = await told(nothing);
    const other = key.replace(/.$/u, (last) => (last === '0' ? '1' : '0'));
    const forged = key.split('-').with(1, 'zz').join('-');
    for (const wrong of [other, forged, '', 'x', key.toUpperCase(), `${key}-`, 'a'.repeat(300)]) {
      expect(await told(await pages.open(`/jawab/${wrong}`))).toEqual(expected);
      expect(
        await told(await send(`/jawab/${wrong}`, { answer: 'accept', name: 'Ani', version: '1' })),
      ).toEqual(expected);
    }
    // A proxy may leave the path of the public address out.
    expect((await pages.open(`/jawab/${key}`)).status).toBe(200);
    const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    expect((await pages.open(address, json)).status).toBe(400);
    expect((await send(address, { name: 'x'.repeat(20_000) })).status).toBe(400);
    expect((await pages.open(address, { method: 'PUT' })).status).toBe(405);
    expect(pages.lines.join('')).not.toContain(key);
    expect((await visit()).state).toBe('proposed');
  });
});

describe('without a public address', () => {
  it('the text for WhatsApp is as before', async () => {
    const [sqlite] = databases();
    const database = await (sqlite ?? expect.unreachable()).open();
    const bot = await startBot(database);
    await bot.world.agency('Kemenag');
    const officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    await officer.say('/kunjungan Kemenag, kamis jam 10, kerja sama');
    await officer.tap('Simpan dan kirim');
    expect(forwarded(officer)).toEqual([
      {
        label: '📲 Kirim lewat WhatsApp',
        text: expect.stringMatching(/Terima kasih\.$/u) as string,
        link: '',
      },
    ]);
    await bot.stop();
    await database.close();
  });
});
