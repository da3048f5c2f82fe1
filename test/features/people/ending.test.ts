import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claimAnew } from '../../../src/features/people/index.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';
import { at } from '../../support/world.js';

const HEAD = { id: 11, name: 'Karutan Masohi' };
const SECOND = { id: 12, name: 'Wakil Karutan' };
const OFFICER = { id: 13, name: 'Petugas Lama' };
const NEXT = { id: 14, name: 'Petugas Baru' };
const KADIS = { id: 21, name: 'Kepala Dinas Lama' };
const STAFF = { id: 22, name: 'Staf Dinas' };
const HEIR = { id: 23, name: 'Kepala Dinas Baru' };

describe.each(conversations())('ending a post on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let fisheries: number;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    fisheries = await bot.world.agency('Dinas Perikanan');
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const code = (text: string) => /start=([\w-]+)/u.exec(text)?.[1] ?? '';
  const held = async () => {
    const posts = await bot.own.post.findMany({
      where: { endedAt: null },
      include: { person: true },
      orderBy: { id: 'asc' },
    });
    return posts.map(({ person, kind }) => `${person.name}: ${kind}`);
  };
  const idOf = async ({ id }: { readonly id: number }) =>
    (await bot.own.person.findUniqueOrThrow({ where: { telegramId: BigInt(id) } })).id;

  /** An officer with something of each kind open, and a head who looks them up. */
  async function busyOfficer() {
    const head = await bot.person(HEAD, 'head');
    const officer = await bot.person(OFFICER, 'officer');
    const officerId = await idOf(OFFICER);
    const visit = await bot.world.visit(officerId, fisheries, at('2023-08-31T10:00'));
    const programme = await bot.world.programme('Budidaya Lele', { officerId });
    await bot.world.followUp(visit, 'Kirim proposal', '2023-08-20', { ownerId: officerId });
    return { head, officer, officerId, visit, programme };
  }

  it('says that an agency is left without anybody, and not where somebody stays', async () => {
    const head = await bot.person(HEAD, 'head');
    await bot.person(OFFICER, 'officer');
    await bot.person(KADIS, 'agencyHead', fisheries);
    await bot.person(STAFF, 'agencyContact', fisheries);
    const asked = async (name: string) => {
      await head.say(`/orang ${name}`);
      await head.tap('Akhiri');
      return head.last().text;
    };
    const alone = 'tidak punya kontak di Sambang';
    expect(await asked('staf dinas')).not.toContain(alone);
    await head.tap('Mutasi');
    expect(await asked('kepala dinas lama')).toContain(alone);
    expect(await asked('petugas lama')).not.toContain(alone);
  });

  it('takes two taps from the list of people, and says before what it ends and moves', async () => {
    const { head, officer, officerId, visit, programme } = await busyOfficer();
    await head.say('/orang petugas lama');
    expect(head.last().text).toContain('Petugas, sejak Senin, 28 Agustus 2023');
    await head.tap('Akhiri');
    expect(head.last().text).toContain('Akhiri jabatan Petugas Lama sebagai Petugas?');
    expect(head.last().text).toContain(
      'Berpindah kepada Karutan Masohi: kunjungan 1, tindak lanjut 1 (1 terlambat), program 1.',
    );
    await head.tap('Mutasi');
    expect(head.last().text).toBe('✅ Petugas Lama bukan lagi Petugas.');
    expect(head.buttons()).toEqual([['Undang lagi']]);
    expect(await held()).toEqual(['Karutan Masohi: head']);

    const headId = await idOf(HEAD);
    expect(await bot.own.visit.findUniqueOrThrow({ where: { id: visit } })).toMatchObject({
      officerId: headId,
    });
    expect(await bot.own.programme.findUniqueOrThrow({ where: { id: programme } })).toMatchObject({
      officerId: headId,
    });
    expect(await bot.own.followUp.findFirstOrThrow()).toMatchObject({ ownerId: headId });
    const post = await bot.own.post.findFirstOrThrow({ where: { personId: officerId } });
    expect(post).toMatchObject({ endedById: headId, endedBecause: 'moved', endedAt: bot.clock.now() });
    const traces = await bot.own.auditEntry.findMany({ where: { actorId: headId }, orderBy: { id: 'asc' } });
    expect(traces.map(({ action }) => action).toSorted()).toEqual([
      'followUp.handOver',
      'post.end',
      'programme.handOver',
      'visit.handOver',
    ]);

    await bot.deliver();
    expect(officer.last().text).toBe(
      'Jabatan Anda sebagai Petugas di Rutan Kelas IIB Masohi sudah berakhir.\nAlasan: mutasi, oleh Karutan Masohi.\nAnda tidak lagi punya akses ke Sambang. Terima kasih atas kerja samanya. Bila ini keliru, hubungi kantor.',
    );
    expect(await bot.deliver()).toBe(0);
  });

  it('ends nothing where something has changed since it was shown', async () => {
    const { head, officerId } = await busyOfficer();
    await head.say('/orang petugas');
    await head.tap('Akhiri');
    await bot.world.programme('Menjahit', { officerId });
    await head.tap('Mutasi');
    expect(bot.queryAnswers.at(-1)?.text).toContain('Ada yang berubah');
    expect(head.last().text).toContain('program 2');
    expect(await held()).toContain('Petugas Lama: officer');
    await head.tap('Mutasi');
    expect(await held()).toEqual(['Karutan Masohi: head']);
    await head.tapData(`pex:1:moved:00000000`);
    expect(bot.queryAnswers.at(-1)?.text).toBeDefined();
  });

  it('takes effect on open forms, old buttons, commands, links and the menu at once', async () => {
    const { head, officer } = await busyOfficer();
    await officer.say('/kunjungan Dinas Perikanan, besok jam 10');
    expect(await bot.own.dialogState.count({ where: { dialog: { not: null } } })).toBe(1);
    const form = officer.last();
    await officer.say('/program');
    const list = officer.last();
    await head.say('/orang petugas');
    await head.tap('Akhiri');
    await head.tap('Pensiun');
    expect(await bot.own.dialogState.count({ where: { dialog: { not: null } } })).toBe(0);
    const menus = bot.calls.filter(({ method }) => method === 'deleteMyCommands');
    expect(menus.at(-1)?.payload).toMatchObject({ scope: { chat_id: OFFICER.id } });
    const before = await bot.own.visit.count();
    for (const act of [
      () => officer.say('rapat pelatihan'),
      () => officer.tap('Batal', form),
      () => officer.tap('Budidaya', list),
      () => officer.say('/kunjungan'),
      () => officer.say('/jumlah'),
    ]) {
      await act();
      const said = officer.last().text;
      expect(said.includes('Bot ini untuk petugas') || said === list.text || said === form.text).toBe(true);
    }
    expect(await bot.own.visit.count()).toBe(before);
  });

  it('re-addresses what waits to whom answers now, and sends the former holder none of it', async () => {
    const { head, officer, officerId, visit } = await busyOfficer();
    await bot.db.write((tx) =>
      tx.outbox.createMany({
        data: ['visit.H-1', 'visit.2h'].map((kind) => ({
          ...{ unitId: bot.unitId, kind, subjectId: visit, subjectVersion: 1, personId: officerId },
          ...{ dedupeKey: `visit:${visit}:v1:${kind}:person:${officerId}`, createdAt: bot.clock.now() },
          ...{
            dueAt: at('2023-08-30T08:00'),
            nextAt: at('2023-08-30T08:00'),
            state: kind === 'visit.2h' ? ('sending' as const) : ('planned' as const),
          },
        })),
      }),
    );
    await head.say('/orang petugas');
    await head.tap('Akhiri');
    expect(head.last().text).toContain('2 pesan yang menunggu dialihkan kepada Karutan Masohi.');
    await head.tap('Mutasi');
    const headId = await idOf(HEAD);
    const rows = await bot.own.outbox.findMany({
      where: { kind: { startsWith: 'visit.' } },
      orderBy: { id: 'asc' },
    });
    expect(rows.map(({ personId, state, cause }) => [personId === headId, state, cause])).toEqual([
      [false, 'withdrawn', 'no-post'],
      [false, 'withdrawn', 'no-post'],
      [true, 'planned', null],
      [true, 'planned', null],
    ]);
    bot.clock.set('2023-08-29T23:30:00Z');
    await bot.deliver();
    expect(head.last().text).toContain('Besok: kunjungan');
    expect(officer.last().text).toContain('sudah berakhir');
  });

  it('is refused for the only head, for one by configuration, and to whom it is not theirs', async () => {
    const head = await bot.person(HEAD, 'head');
    const kadis = await bot.person(KADIS, 'agencyHead', fisheries);
    await bot.person(STAFF, 'agencyContact', fisheries);
    const other = await bot.world.agency('Dinas Sosial');
    await bot.person({ id: 31, name: 'Orang Sosial' }, 'agencyContact', other);
    const posts = await bot.own.post.findMany({ include: { person: true } });
    const of = (name: string) => posts.find(({ person }) => person.name === name)?.id ?? 0;
    const asked = async (who: typeof head, name: string) => {
      await who.tapData(`pe:${of(name).toString(36)}`);
      return bot.queryAnswers.at(-1)?.text ?? '';
    };
    await head.say('/orang');
    expect(await asked(head, HEAD.name)).toContain('Kepala satu-satunya');
    await kadis.say('/orang');
    expect(kadis.last().text).not.toContain('Orang Sosial');
    expect(kadis.last().text).not.toContain(HEAD.name);
    expect(await asked(kadis, HEAD.name)).toContain('bukan Anda');
    expect(await asked(kadis, 'Orang Sosial')).toContain('bukan Anda');
    await kadis.tapData(`pe:${of(STAFF.name).toString(36)}`);
    expect(kadis.last().text).toContain('Akhiri jabatan Staf Dinas');
    await kadis.tap('Berhenti');
    expect(await held()).not.toContain('Staf Dinas: agencyContact');
    await bot.db.write((tx) =>
      tx.post.updateMany({ where: { kind: 'head' }, data: { configuredAt: bot.clock.now() } }),
    );
    await bot.person(SECOND, 'head');
    await head.say('/orang');
    expect(await asked(head, HEAD.name)).toContain('HEAD_TELEGRAM_IDS');
  });

  it('hands on what heads leave whom the configuration names no more', async () => {
    const unit = { name: 'Rutan Kelas IIB Masohi', zone: bot.zone, headName: 'Kepala' };
    await bot.people.prepareUnit({ ...unit, headTelegramIds: [11n, 12n] }, bot.clock.now());
    const visit = await bot.world.visit(await idOf(HEAD), fisheries, at('2023-08-31T10:00'));
    await bot.people.prepareUnit({ ...unit, headTelegramIds: [12n] }, bot.clock.now());
    for (const { sweep } of bot.features) await sweep?.(bot.clock.now());
    expect(await bot.own.visit.findUniqueOrThrow({ where: { id: visit } })).toMatchObject({
      officerId: await idOf(SECOND),
    });
  });

  it('tells heads of an agency without anybody left, and what waits for it is not sent', async () => {
    const head = await bot.person(HEAD, 'head');
    const kadis = await bot.person(KADIS, 'agencyHead', fisheries);
    const kadisId = await idOf(KADIS);
    const post = await bot.own.post.findFirstOrThrow({ where: { personId: kadisId } });
    await kadis.tapData(`pe:${post.id.toString(36)}`, await kadis.say('/kunjungan').then(() => kadis.last()));
    expect(kadis.last().text).toContain('Sesudah ini Dinas Perikanan tidak punya kontak');
    await kadis.tap('Akhiri akses saya');
    expect(kadis.last().text).toContain('sudah berakhir. Terima kasih.');
    await bot.deliver();
    expect(head.last().text).toContain('Dinas Perikanan kini tidak punya kontak');
    expect(head.buttons()).toEqual([['Undang lagi']]);
    expect(await bot.own.post.findUniqueOrThrow({ where: { id: post.id } })).toMatchObject({
      endedBecause: 'own',
    });
  });

  describe('a post of which there is one', () => {
    it('asks whom an invitation is for, and the successor sees what ends before it does', async () => {
      const head = await bot.person(HEAD, 'head');
      const kadis = await bot.person(KADIS, 'agencyHead', fisheries);
      await head.say('/undang dinas perikanan');
      await head.tap('Undang kepala dinas');
      expect(head.last().text).toContain('Kini dipegang Kepala Dinas Lama');
      await head.tap('Pengganti Kepala Dinas Lama');
      expect(head.last().text).toContain('Akses Kepala Dinas Lama berakhir saat undangan diterima');
      const token = code(head.last().text);
      const heir = bot.as(HEIR);
      await heir.say(token.toLowerCase().replace('-', ' '));
      expect(heir.last().text).toContain('Anda menggantikan Kepala Dinas Lama');
      expect(heir.last().text).toContain('Akses Kepala Dinas Lama berakhir seketika');
      expect(await held()).toContain('Kepala Dinas Lama: agencyHead');
      await heir.tap('Terima jabatan');
      expect(heir.messages().at(-2)?.text).toContain('Anda kini Kepala Dinas Perikanan');
      expect(heir.last().text).toContain('Yang menunggu Anda sebagai Kepala Dinas Perikanan');
      expect(await held()).toEqual(['Karutan Masohi: head', 'Kepala Dinas Baru: agencyHead']);
      await bot.deliver();
      expect(kadis.last().text).toContain('Alasan: digantikan, oleh Kepala Dinas Baru');
      await kadis.say('/kunjungan');
      expect(kadis.last().text).toContain('Bot ini untuk petugas');
      expect(
        bot
          .as(HEAD)
          .messages()
          .map(({ text }) => text),
      ).toContain('Kepala Dinas Baru menggantikan Kepala Dinas Lama dan kini Kepala Dinas Perikanan.');
      await heir.say(`/start ${token}`);
      expect(heir.last().text).toContain('Anda tercatat sebagai Kepala Dinas Perikanan');
      await bot.as(STAFF).say(`/start ${token}`);
      expect(bot.as(STAFF).last().text).toContain('sudah dipakai');
    });

    it('is acted in until a date, in both names, and by itself no longer', async () => {
      const head = await bot.person(HEAD, 'head');
      await bot.person(KADIS, 'agencyHead', fisheries);
      await head.say('/undang dinas perikanan');
      await head.tap('Undang kepala dinas');
      await head.tap('Plh. Kepala Dinas Lama');
      await head.say('31 agustus 2023');
      await head.say('suratnya belum ada');
      expect(head.last().text).toContain('Tulis nomor suratnya');
      await head.say('W.28-KP.04.01-120, 27 Agustus 2023');
      expect(head.last().text).toContain('Menunjuk Plh. Kepala Dinas Perikanan, a.n. Kepala Dinas Lama');
      await head.tap('Buat tautan');
      const acting = bot.as(HEIR);
      await acting.say(`/start ${code(head.last().text)}`);
      expect(acting.last().text).toContain('Anda kini Plh. Kepala Dinas Perikanan, a.n. Kepala Dinas Lama');
      expect(acting.last().text).toContain('Bertugas sampai Kamis, 31 Agustus 2023, lalu berakhir sendiri.');
      await acting.say('/serahterima');
      expect(acting.last().text).toContain('menjabat sementara sampai Kamis, 31 Agustus 2023');
      expect(await held()).toHaveLength(3);
      await head.say('/mitra dinas perikanan');
      expect(head.last().text).toContain(
        'Kepala Dinas Baru, Plh. Kepala Dinas Perikanan, a.n. Kepala Dinas Lama',
      );
      bot.clock.set('2023-08-31T14:59:00Z');
      await acting.say('/kunjungan');
      expect(acting.last().text).not.toContain('Bot ini untuk petugas');
      bot.clock.set('2023-08-31T15:00:00Z');
      await acting.say('/kunjungan');
      expect(acting.last().text).toContain('Bot ini untuk petugas');
      for (const { sweep } of bot.features) await sweep?.(bot.clock.now());
      expect(await held()).toHaveLength(2);
      await bot.deliver();
      expect(acting.last().text).toContain('Alasan: masa tugas selesai.');
    });

    /** Of the head of an agency, away until the end of the month, somebody acts in the post. */
    async function withActing() {
      const head = await bot.person(HEAD, 'head');
      const kadis = await bot.person(KADIS, 'agencyHead', fisheries);
      await head.say('/undang dinas perikanan');
      await head.tap('Undang kepala dinas');
      await head.tap('Plh. Kepala Dinas Lama');
      await head.say('31 agustus 2023');
      await head.say('W.28-KP.04.01-120, 27 Agustus 2023');
      await head.tap('Buat tautan');
      const acting = bot.as(HEIR);
      await acting.say(`/start ${code(head.last().text)}`);
      await bot.deliver();
      return { head, kadis, acting };
    }
    const ALSO = 'Plh. Kepala Dinas Perikanan, a.n. Kepala Dinas Lama (Kepala Dinas Baru) berakhir juga.';

    it('ends with the succession of whom it is for, as was shown, and everybody hears of it', async () => {
      const { head, kadis, acting } = await withActing();
      await head.say('/undang dinas perikanan');
      await head.tap('Undang kepala dinas');
      await head.tap('Pengganti Kepala Dinas Lama');
      expect(head.last().text).toContain(ALSO);
      const link = code(head.last().text);
      const next = bot.as(STAFF);
      await next.say(`/start ${link}`);
      expect(next.last().text).toContain('Anda diundang menjadi Kepala Dinas Perikanan');
      expect(next.last().text).toContain(`${ALSO}\nAkses Kepala Dinas Baru berakhir seketika`);
      expect(await held()).toHaveLength(3);
      await next.tap('Terima jabatan');
      expect(await held()).toEqual(['Karutan Masohi: head', 'Staf Dinas: agencyHead']);
      await bot.deliver();
      expect(acting.last().text).toContain('Plh. Kepala Dinas Perikanan, a.n. Kepala Dinas Lama');
      expect(acting.last().text).toContain(
        'Alasan: jabatan ini sudah dipegang pejabat baru, oleh Staf Dinas.',
      );
      expect(kadis.last().text).toContain('Alasan: digantikan, oleh Staf Dinas.');
      expect(kadis.messages().filter(({ text }) => text.includes('Kepala Dinas Baru'))).toEqual([]);
      expect(head.messages().filter(({ text }) => text.includes('sudah dipegang pejabat baru'))).toHaveLength(
        1,
      );
      await acting.say('/kunjungan');
      expect(acting.last().text).toContain('Bot ini untuk petugas');
      const ends = await bot.own.auditEntry.count({ where: { action: 'post.end' } });
      expect(ends).toBe(2);
      await head.say('/jejak jabatan');
      expect(head.last().text).toMatch(
        /mengakhiri jabatan \(jabatan \d+: Plh\. Kepala Dinas Perikanan, a\.n\. Kepala Dinas Lama, Kepala Dinas Baru\)/u,
      );
      expect(head.last().text).toMatch(
        /mengakhiri jabatan \(jabatan \d+: Kepala Dinas Perikanan, Kepala Dinas Lama\)/u,
      );
    });

    it('goes on where the post ends without a successor, and ends with the next who comes to it', async () => {
      const { head, acting } = await withActing();
      await head.say('/orang kepala dinas lama');
      await head.tap('Akhiri');
      expect(head.last().text).toContain(
        'Plh. Kepala Dinas Perikanan, a.n. Kepala Dinas Lama (Kepala Dinas Baru) tetap menjalankan tugas sampai Kamis, 31 Agustus 2023.',
      );
      await head.tap('Pensiun');
      expect(await held()).toEqual(['Karutan Masohi: head', 'Kepala Dinas Baru: agencyHead']);
      await head.say('/undang dinas perikanan');
      await head.tap('Undang kepala dinas');
      expect(head.last().text).toContain(ALSO);
      const next = bot.as(STAFF);
      await next.say(`/start ${code(head.last().text)}`);
      expect(next.last().text).toContain(`Yang terjadi saat Anda menerima:\n\n${ALSO}`);
      await next.tap('Terima jabatan');
      expect(await held()).toEqual(['Karutan Masohi: head', 'Staf Dinas: agencyHead']);
      await bot.deliver();
      expect(acting.last().text).toContain('Alasan: jabatan ini sudah dipegang pejabat baru');
    });

    it('of the unit’s head hands on to the successor what whoever acted answers for', async () => {
      await bot.person(HEAD, 'head');
      const acting = await bot.person(HEIR, 'head');
      const [headId, heirId] = [await idOf(HEAD), await idOf(HEIR)];
      const { id: over } = await bot.own.post.findFirstOrThrow({ where: { personId: headId } });
      const until = at('2023-08-31T00:00');
      const letter = { acting: 'plh' as const, actingForId: over, endsAt: until };
      await bot.db.write((tx) => tx.post.updateMany({ where: { personId: heirId }, data: letter }));
      const visit = await bot.world.visit(heirId, fisheries, at('2023-08-30T10:00'));
      await bot.as(HEAD).say('/serahterima');
      await bot.as(HEAD).tap('Buat tautan untuk pengganti');
      expect(bot.as(HEAD).last().text).toContain('a.n. Karutan Masohi (Kepala Dinas Baru) berakhir juga.');
      const next = bot.as(STAFF);
      await next.say(`/start ${code(bot.as(HEAD).last().text)}`);
      expect(next.last().text).toContain('Berpindah kepada Staf Dinas: kunjungan 1.');
      await next.tap('Terima jabatan');
      expect(await held()).toEqual(['Staf Dinas: head']);
      expect(await bot.own.visit.findUniqueOrThrow({ where: { id: visit } })).toMatchObject({
        officerId: await idOf(STAFF),
      });
      await acting.say('/kunjungan');
      expect(acting.last().text).toContain('Bot ini untuk petugas');
    });

    it('ends with the request for it that a head approves, which is shown before', async () => {
      const { head, acting } = await withActing();
      await head.say('/orang Kepala Dinas Lama');
      await head.tap('Akhiri');
      await head.tap('Mutasi');
      const stranger = bot.as(STAFF);
      await stranger.say('/start');
      await stranger.tap('Minta akses');
      await stranger.tap('Rutan Kelas IIB Masohi');
      await bot.deliver();
      const request = head.messages().findLast(({ text }) => text.includes('ingin memakai Sambang'));
      await head.tap('Kepala instansi', request);
      await head.tap('Dinas Perikanan', request);
      const shown = head.messages().find(({ messageId }) => messageId === request?.messageId);
      expect(shown?.text).toContain('Terima Staf Dinas sebagai Kepala Dinas Perikanan?');
      expect(shown?.text).toContain(ALSO);
      expect(await held()).not.toContain('Staf Dinas: agencyHead');
      await head.tap('Ya, terima', request);
      expect(await held()).toEqual(['Karutan Masohi: head', 'Staf Dinas: agencyHead']);
      await bot.deliver();
      expect(acting.last().text).toContain('Alasan: jabatan ini sudah dipegang pejabat baru');
      await acting.say('/kunjungan');
      expect(acting.last().text).toContain('Bot ini untuk petugas');
    });

    it('of a head ends with whoever comes by a code from the machine, and is shown before', async () => {
      const acting = await bot.person(HEIR, 'head');
      const letter = { acting: 'plt' as const, endsAt: at('2023-08-31T00:00') };
      await bot.db.write((tx) => tx.post.updateMany({ where: { unitId: bot.unitId }, data: letter }));
      const made = await claimAnew(bot.db, bot.clock.now());
      const next = bot.as(NEXT);
      await next.say(made.ok ? made.code : '');
      expect(next.last().text).toContain('Plt. Kepala Rutan (Kepala Dinas Baru) berakhir juga.');
      expect(await held()).toEqual(['Kepala Dinas Baru: head']);
      await next.tap('Terima jabatan');
      expect(await held()).toEqual(['Petugas Baru: head']);
      await acting.say('/kunjungan');
      expect(acting.last().text).toContain('Bot ini untuk petugas');
    });

    it('of a head ends with whom the configuration names', async () => {
      const acting = await bot.person(HEIR, 'head');
      const letter = { acting: 'plt' as const, endsAt: at('2023-08-31T00:00') };
      await bot.db.write((tx) => tx.post.updateMany({ where: { unitId: bot.unitId }, data: letter }));
      const visit = await bot.world.visit(await idOf(HEIR), fisheries, at('2023-08-30T10:00'));
      bot.clock.advance(60_000);
      const unit = { name: 'Rutan Kelas IIB Masohi', zone: bot.zone, headName: 'Kepala' };
      await bot.people.prepareUnit({ ...unit, headTelegramIds: [BigInt(HEAD.id)] }, bot.clock.now());
      for (const { sweep } of bot.features) await sweep?.(bot.clock.now());
      expect(await held()).toEqual(['Kepala: head']);
      expect(await bot.own.visit.findUniqueOrThrow({ where: { id: visit } })).toMatchObject({
        officerId: await idOf(HEAD),
      });
      await bot.deliver();
      expect(acting.last().text).toContain('Alasan: jabatan ini sudah dipegang pejabat baru');
    });

    it('becomes their own where who acts in it succeeds', async () => {
      const { head, acting } = await withActing();
      await head.say('/undang dinas perikanan');
      await head.tap('Undang kepala dinas');
      await head.tap('Pengganti Kepala Dinas Lama');
      expect(head.last().text).toContain(ALSO);
      await acting.say(`/start ${code(head.last().text)}`);
      expect(acting.last().text).not.toContain('berakhir juga');
      await acting.tap('Terima jabatan');
      expect(await held()).toEqual(['Karutan Masohi: head', 'Kepala Dinas Baru: agencyHead']);
      expect(await bot.own.post.count({ where: { endedAt: null, acting: { not: null } } })).toBe(0);
    });

    it('is not taken where somebody else has come to it since', async () => {
      const head = await bot.person(HEAD, 'head');
      await head.say('/undang dinas perikanan');
      await head.tap('Undang kepala dinas');
      const first = code(head.last().text);
      await head.say('/undang dinas perikanan');
      await head.tap('Undang kepala dinas');
      const second = code(head.last().text);
      bot.clock.advance({ minutes: 5 });
      await bot.as(KADIS).say(`/start ${first}`);
      await bot.as(HEIR).say(`/start ${second}`);
      expect(bot.as(HEIR).last().text).toContain('sudah diisi orang lain');
      expect(await held()).toEqual(['Karutan Masohi: head', 'Kepala Dinas Lama: agencyHead']);
    });

    it('of the unit goes to a successor, whom nothing of the office is lost to', async () => {
      const head = await bot.person(HEAD, 'head');
      const officerId = await idOf(HEAD);
      const visit = await bot.world.visit(officerId, fisheries, at('2023-08-31T10:00'));
      await head.say('/undang kepala');
      await head.tap('Pengganti Karutan Masohi');
      const next = bot.as(NEXT);
      await next.say(`/start ${code(head.last().text)}`);
      expect(next.last().text).toContain('Berpindah kepada Petugas Baru: kunjungan 1');
      await next.tap('Terima jabatan');
      expect(await held()).toEqual(['Petugas Baru: head']);
      expect(await bot.own.visit.findUniqueOrThrow({ where: { id: visit } })).toMatchObject({
        officerId: await idOf(NEXT),
      });
      await head.say('/orang');
      expect(head.last().text).toContain('Bot ini untuk petugas');
    });
  });

  it('keeps on which day somebody was last seen, once a day', async () => {
    const head = await bot.person(HEAD, 'head');
    const officer = await bot.person(OFFICER, 'officer');
    await head.say('/orang petugas');
    expect(head.last().text).toContain('belum pernah terlihat');
    await officer.say('/bantuan');
    bot.clock.advance({ days: 1 });
    await head.say('/orang petugas');
    expect(head.last().text).toContain('terakhir terlihat Sen 28 Agu');
    expect((await bot.own.person.findFirstOrThrow({ where: { telegramId: 11n } })).lastSeenOn).toBe(
      '2023-08-29',
    );
  });

  it('follows Telegram’s language for somebody new, where it is one of ours', async () => {
    await bot.person(HEAD, 'head');
    const stranger = { id: 91, name: 'New Person', language: 'en' };
    await bot.as(stranger).say('/start');
    expect(bot.as(stranger).last().text).toContain('This bot is for');
    const spoken = { id: 92, name: 'Penutur Jawa', language: 'jv' };
    await bot.as(spoken).say('/start');
    expect(bot.as(spoken).last().text).toContain('Bot ini untuk');
  });
});
