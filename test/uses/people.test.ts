import type { Actor } from '../../src/access/actor.js';
import { closeFormsOf } from '../../src/bot/forms/rows.js';
import { agencyIn } from '../../src/features/agencies/index.js';
import { agreementDuties } from '../../src/features/agreements/index.js';
import { followUpDuties } from '../../src/features/followups/index.js';
import type { HeldPost, Reason } from '../../src/features/people/ending/rules.js';
import {
  createEndingService,
  endExpired,
  settleConfigured,
} from '../../src/features/people/ending/service.js';
import { heldPosts } from '../../src/features/people/ending/store.js';
import { briefingOf } from '../../src/features/people/handover/service.js';
import {
  claimAnew,
  createPeopleService,
  historyOf,
  membersOf,
  peopleOf,
  recipientActor,
} from '../../src/features/people/index.js';
import type { Seat } from '../../src/features/people/invitations/rules.js';
import { createInvitationsService } from '../../src/features/people/invitations/service.js';
import { configureHeads } from '../../src/features/people/posts/service.js';
import { createAccessService } from '../../src/features/people/requests/service.js';
import { createRollService } from '../../src/features/people/roll/service.js';
import { settleActing } from '../../src/features/people/succession/service.js';
import { createUnitsService } from '../../src/features/people/units/service.js';
import { programmeDuties } from '../../src/features/programmes/index.js';
import { visitDuties } from '../../src/features/visits/index.js';
import { at, NOW, ZONE } from '../support/world.js';
import { each, postOf, testUses, type Using } from './use.js';

const around = {
  duties: [visitDuties, followUpDuties, agreementDuties, programmeDuties],
  closeForms: closeFormsOf,
};

const access = ({ db }: Using) => createAccessService({ ...around, db, agencyIn });
const endings = ({ db }: Using) => createEndingService({ ...around, db });
const invitations = ({ db }: Using) => createInvitationsService({ ...around, db, secret: 'test', agencyIn });
const people = ({ db }: Using) => createPeopleService({ db, defaultLocale: 'id' });
const roll = ({ db }: Using) => createRollService({ ...around, db });

const unitsOf = ({ db }: Using, owners: readonly bigint[] = []) =>
  createUnitsService({ db, owners, secret: 'test' });

const update = (u: Using) => ({ ref: u.ref(), now: u.now });
const accountOf = ({ telegramId, name }: Actor) => ({ telegramId, name });

const STRANGER = { telegramId: 77n, name: 'Tamu' };
const LATER = at('2023-10-01T00:00');
const LETTER = { letterNumber: 'W.28-120', letterOn: '2023-09-01' };
const PLH = { ...LETTER, as: 'plh', endsAt: LATER } as const;
const PLT = { ...LETTER, as: 'plt', endsAt: LATER } as const;

const ofUnit = (
  table: { findFirstOrThrow: (asked: { where: object }) => Promise<{ id: number }> },
  { unitId }: { readonly unitId: number },
) => table.findFirstOrThrow({ where: { unitId } }).then(({ id }) => id);

/** What comes of inviting; the number of what is new is another each time. */
const invite = async (u: Using, seat: Seat, actor = u.as) => ({
  ...(await invitations(u).invite({ ...u.doing(), actor }, seat)),
  id: '',
});

/** The code by which the head invites somebody. */
const codeTo = async (u: Using, seat: Seat) => {
  const invited = await invitations(u).invite({ ...u.doing(), actor: u.own.head }, seat);
  return invited.ok ? invited.code : invited.reason;
};

const unitSeat = (kind: 'head' | 'officer' | 'humas', more: Partial<Seat> = {}): Seat => ({
  kind,
  agencyId: null,
  ...more,
});

const over = (who: Actor): Seat => {
  const [{ id, kind, agencyId } = { id: 0, kind: 'officer' as const, agencyId: null }] = who.posts;
  return { kind, agencyId, over: id };
};

/** Everybody of the unit, and one of another, of whose posts it may be asked. */
const all = ({ own, other }: Using) => [
  own.head,
  own.officer,
  own.humas,
  own.contact,
  own.kadis,
  other.officer,
];

const isConfigured = (u: Using, who: Actor) =>
  u.tx.post.update({ where: { id: postOf(who) }, data: { configuredAt: NOW } });

/** Another head beside the one there is. */
const secondHead = ({ tx, own }: Using) =>
  tx.post.create({
    data: { unitId: own.unitId, personId: own.colleague.personId, kind: 'head', startedAt: NOW },
  });

/** Somebody acts as head from now on; who is head stays so. */
const actsAsHead = ({ tx, own: { unitId, head } }: Using, { personId }: Actor) =>
  personId === head.personId
    ? { id: postOf(head) }
    : tx.post.create({
        data: {
          ...LETTER,
          unitId,
          personId,
          kind: 'head',
          startedAt: NOW,
          acting: 'plh',
          actingForId: postOf(head),
          endsAt: LATER,
        },
      });

/** Who they are now, with the posts that they hold by then. */
const anew = async (u: Using, now = u.now): Promise<Actor> =>
  (await people(u).identify(u.as.telegramId, now))?.actor ?? { ...u.as, posts: [] };

/** A post as it is told in a list. */
const shortly = ({ name, kind, agency, acting }: HeldPost) => [name, kind, agency, acting].join(' ').trim();

/** Ends a post as it is shown at the moment to whoever looks. */
const end = async (u: Using, postId: number, reason: Reason, as = u.as) => {
  const seen = await endings(u).look(as, postId, u.now);
  const mark = seen.ok ? seen.prepared.mark : '00000000';
  return endings(u).end({ ...u.doing(), actor: as }, { postId, reason, mark });
};

testUses({
  people: {
    identify: (u) => each([u.as.telegramId, 4n], (id) => people(u).identify(id, u.now)),
    'identify: who acts, until it is over': async (u) => {
      await u.tx.post.updateMany({
        where: { personId: u.as.personId },
        data: { ...LETTER, acting: 'plt', endsAt: LATER },
      });
      const moments = [NOW, new Date(LATER.getTime() - 1), LATER];
      return each(moments, (now) =>
        people(u)
          .identify(u.as.telegramId, now)
          .then((found) => found?.actor?.posts),
      );
    },
    keepName: async (u) => {
      await people(u).keepName(u.as, { telegramId: u.as.telegramId, name: u.as.name });
      await people(u).keepName(u.as, { telegramId: u.as.telegramId, name: 'Nama Baru' });
    },
    setLocale: (u) => people(u).setLocale(u.as, 'en'),
    markSeen: (u) => people(u).markSeen(u.as.personId, '2023-09-05'),
    claimAnew: async (u) => {
      const made = await claimAnew(u.db, u.now);
      await u.tx.invitation.deleteMany({ where: { kind: 'head' } });
      const no = await claimAnew(u.db, u.now, 'tidak ada');
      return [made.ok && made.unit, no];
    },
    markReachable: async (u) => {
      await u.tx.person.update({ where: { id: u.as.personId }, data: { unreachableAt: NOW } });
      await people(u).markReachable(u.tx, u.as.personId);
    },
  },

  'posts of the configuration': {
    configureHeads: async (u) => {
      const { unitId, head, officer } = u.own;
      const of = (...headTelegramIds: readonly bigint[]) =>
        configureHeads(u.tx, { unitId, headTelegramIds, headName: 'Kepala Rutan' }, u.now);
      return [
        await of(),
        await of(head.telegramId),
        await of(head.telegramId, officer.telegramId, 99n),
        await of(officer.telegramId),
        await of(),
      ];
    },
    'configureHeads: who came by an invitation, and who asked': async (u) => {
      const { unitId, head, officer } = u.own;
      const of = (...headTelegramIds: readonly bigint[]) =>
        configureHeads(u.tx, { unitId, headTelegramIds, headName: 'Kepala Rutan' }, u.now);
      const invited = { unitId, kind: 'head' as const, createdAt: NOW, expiresAt: NOW, tokenHash: 'x' };
      await u.tx.invitation.create({ data: { ...invited, usedAt: NOW, usedById: head.personId } });
      await u.tx.post.create({ data: { unitId, personId: officer.personId, kind: 'head', startedAt: NOW } });
      const request = { unitId, personId: officer.personId, createdAt: NOW };
      await u.tx.accessRequest.create({ data: { ...request, decidedAt: NOW, decision: 'approved' } });
      return [await of(head.telegramId, officer.telegramId), await of()];
    },
    prepareUnit: async (u) => {
      const config = { name: 'Rutan Lain', zone: 'Asia/Makassar', headTelegramIds: [], headName: 'Kepala' };
      const { claimCode, ...first } = await people(u).prepareUnit(config, u.now);
      await u.tx.post.updateMany({ data: { endedAt: NOW } });
      const second = await people(u).prepareUnit(config, u.now);
      await u.tx.invitation.deleteMany({ where: { kind: 'head' } });
      return [claimCode, first, /^[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$/u.test(second.claimCode ?? '')];
    },
    'prepareUnit: a claim code is taken once': async (u) => {
      await u.tx.post.updateMany({ data: { endedAt: NOW } });
      const config = { name: 'Rutan Ambon', zone: ZONE, headTelegramIds: [], headName: 'Kepala' };
      const { claimCode = '' } = await people(u).prepareUnit(config, u.now);
      const { claimCode: later = '' } = await people(u).prepareUnit(config, u.now);
      const account = { telegramId: 88n, name: 'Karel' };
      const taken = await each([claimCode, later.replace('-', ' ').toLowerCase(), later], (code) =>
        invitations(u).accept(account, { code }, update(u)),
      );
      await u.tx.invitation.deleteMany({ where: { kind: 'head' } });
      return taken;
    },
    recipientActor: (u) =>
      recipientActor({
        db: u.db,
        locale: 'id',
        unit: { id: u.own.unitId, name: u.own.unitName, zone: ZONE },
        to: { personId: u.as.personId, chatId: u.as.telegramId },
      } as never),
  },

  invitations: {
    invite: (u) =>
      each(
        [
          ['officer', null],
          ['head', null],
          ['humas', u.own.fisheries],
          ['agencyContact', u.own.fisheries],
          ['agencyHead', u.own.fisheries],
          ['agencyHead', u.own.social],
          ['agencyContact', null],
          ['agencyContact', u.other.fisheries],
        ] as const,
        ([kind, agencyId]) => invite(u, { kind, agencyId }),
      ),
    'invite: over somebody': (u) => each(all(u), (who) => invite(u, over(who))),
    'invite: over a post of another kind': (u) =>
      each(
        [
          { ...over(u.own.contact), kind: 'agencyHead' as const },
          { ...over(u.own.contact), agencyId: u.own.fisheries },
          unitSeat('humas', { over: postOf(u.own.officer) }),
        ],
        (seat) => invite(u, seat),
      ),
    'invite: where the configuration keeps the head': async (u) => {
      await isConfigured(u, u.own.head);
      return each(
        [
          unitSeat('head'),
          unitSeat('head', { beside: true }),
          over(u.own.head),
          { ...over(u.own.head), acting: PLH },
        ],
        (seat) => invite(u, seat),
      );
    },
    'invite: beside one whom nothing keeps': (u) => invite(u, unitSeat('head', { beside: true })),
    'invite: to act': (u) =>
      each(
        [
          { ...over(u.own.head), acting: PLH },
          unitSeat('head', { acting: PLT }),
          { ...over(u.own.kadis), acting: PLH },
          { ...over(u.own.officer), acting: PLH },
          { kind: 'agencyHead' as const, agencyId: u.own.social, acting: PLT },
          { ...over(u.other.kadis), acting: PLH },
        ],
        (seat) => invite(u, seat),
      ),
    'invite: by who only acts as head': async (u) => {
      await actsAsHead(u, u.as);
      const as = await anew(u);
      const acted = as.posts.find(({ acting }) => acting)?.id ?? 0;
      return each(
        [
          unitSeat('officer'),
          unitSeat('head'),
          over(u.own.head),
          unitSeat('head', { over: acted }),
          over(u.own.kadis),
          over(u.own.officer),
          { ...over(u.own.head), acting: PLH },
        ],
        (seat) => invite(u, seat, as),
      );
    },
    'invite: again by the same update': async (u) => {
      const doing = u.doing();
      const [one, two] = [
        await invitations(u).invite(doing, unitSeat('officer')),
        await invitations(u).invite(doing, unitSeat('officer')),
      ];
      return one.ok && two.ok ? [one.id === two.id, one.code === two.code] : [one, two];
    },
    inviteIn: async (u) => {
      const made = await invitations(u).inviteIn(u.tx, u.doing(), { ...over(u.own.head), acting: PLH });
      await u.tx.invitation.updateMany({ where: { acting: 'plh' }, data: { tokenHash: 'by chance' } });
      return { ...made, id: '', code: '' };
    },
    openInvitations: (u) => invitations(u).openInvitations(u.as, u.now),
    'openInvitations: used, revoked, lapsed, and the program’s own': async (u) => {
      const { unitId, fisheries, head, kadis } = u.own;
      const made = { unitId, createdAt: NOW, expiresAt: at('2023-09-08T00:00'), invitedById: head.personId };
      const ofKadis = { kind: 'agencyHead' as const, agencyId: fisheries, overId: postOf(kadis) };
      const some = [
        { usedAt: NOW },
        { revokedAt: NOW },
        { expiresAt: NOW },
        { invitedById: null },
        { kind: 'agencyContact' as const, agencyId: fisheries },
        { kind: 'head' as const },
        ofKadis,
        { ...ofKadis, acting: 'plh' as const, endsAt: LATER },
      ];
      await u.tx.invitation.createMany({
        data: some.map((one, index) => ({
          kind: 'officer' as const,
          ...made,
          tokenHash: `h${index}`,
          ...one,
        })),
      });
      return invitations(u).openInvitations(u.as, u.now);
    },
    revoke: async (u) => {
      const [own, other] = [await ofUnit(u.tx.invitation, u.own), await ofUnit(u.tx.invitation, u.other)];
      return each([other, own, own], (id) => invitations(u).revoke(u.as, id, u.now));
    },
    'revoke: one that is used': async (u) => {
      const id = await ofUnit(u.tx.invitation, u.own);
      await u.tx.invitation.update({ where: { id }, data: { usedAt: NOW } });
      return invitations(u).revoke(u.as, id, u.now);
    },
    'revoke: one’s own': async (u) => {
      const id = await ofUnit(u.tx.invitation, u.own);
      await u.tx.invitation.update({ where: { id }, data: { invitedById: u.as.personId } });
      return invitations(u).revoke(u.as, id, u.now);
    },
    accept: async (u) => {
      const code = await codeTo(u, { kind: 'agencyContact', agencyId: u.own.fisheries });
      const accept = (account: typeof STRANGER, typed: string, now = u.now) =>
        invitations(u).accept(account, { code: typed }, { ref: u.ref(), now });
      return [
        await accept(STRANGER, 'nonsense'),
        await accept(STRANGER, code, LATER),
        await accept(STRANGER, code.replace('-', ' ').toLowerCase()),
        await accept(STRANGER, code),
        await accept({ telegramId: 78n, name: 'Lain' }, code),
      ];
    },
    'accept: one that is revoked': async (u) => {
      const code = await codeTo(u, unitSeat('officer'));
      await u.tx.invitation.updateMany({ data: { revokedAt: NOW } });
      return invitations(u).accept(STRANGER, { code }, update(u));
    },
    'accept: over an officer': async (u) => {
      const code = await codeTo(u, over(u.own.officer));
      const account = accountOf(u.as);
      const seen = await invitations(u).look(account, code, u.now);
      const mark = seen?.ends.mark ?? '';
      const accept = (more: object) => invitations(u).accept(account, { code, ...more }, update(u));
      return [await accept({}), await accept({ mark: '00000000' }), await accept({ mark })];
    },
    'accept: over an officer, by a stranger': async (u) => {
      const code = await codeTo(u, over(u.own.officer));
      const unknown = await invitations(u).look(STRANGER, code, u.now);
      const asked = await invitations(u).accept(STRANGER, { code }, update(u));
      const seen = await invitations(u).look(STRANGER, code, u.now);
      return [
        unknown,
        asked,
        seen && {
          ...seen,
          ends: { ...seen.ends, mark: '', over: { ...seen.ends.over, to: '', heirs: '', mark: '' } },
        },
      ];
    },
    'accept: over the head, and over an agency’s': (u) =>
      each([u.own.head, u.own.kadis], async (who) => {
        const code = await codeTo(u, over(who));
        const seen = await invitations(u).look(accountOf(u.as), code, u.now);
        const mark = seen?.ends.mark ?? '';
        return invitations(u).accept(accountOf(u.as), { code, mark }, update(u));
      }),
    'accept: over the head, by who acts as head and has invited themselves': async (u) => {
      await actsAsHead(u, u.as);
      const invited = await invitations(u).invite({ ...u.doing(), actor: await anew(u) }, over(u.own.head));
      const code = invited.ok ? invited.code : '';
      const seen = await invitations(u).look(accountOf(u.as), code, u.now);
      const mark = seen?.ends.mark ?? '';
      const accepted = await invitations(u).accept(accountOf(u.as), { code, mark }, update(u));
      return [
        accepted.ok ? 'accepted' : accepted.reason,
        (await anew(u)).posts.map(({ kind, acting }) => [kind, acting]),
      ];
    },
    'accept: what has been taken since': async (u) => {
      const seat = { kind: 'agencyHead' as const, agencyId: u.own.social };
      const code = await codeTo(u, seat);
      const held = { ...seat, unitId: u.own.unitId, personId: u.own.colleague.personId };
      await u.tx.post.create({ data: { ...held, startedAt: at('2023-09-05T11:31') } });
      return invitations(u).accept(accountOf(u.as), { code }, update(u));
    },
    'accept: to act, and what they may then': async (u) => {
      const code = await codeTo(u, { ...over(u.own.head), acting: PLH });
      const accepted = await invitations(u).accept(accountOf(u.as), { code }, update(u));
      const as = await anew(u);
      const may = (await roll(u).list(as, u.now)).length;
      const seen = await each(all(u), (who) =>
        endings(u)
          .look(as, postOf(who), u.now)
          .then((found) => (found.ok ? 'may end' : found.reason)),
      );
      return [accepted.ok, as.posts.map(({ kind, acting }) => [kind, acting]), may, seen];
    },
    look: async (u) => {
      const codes = [
        await codeTo(u, unitSeat('officer')),
        await codeTo(u, over(u.own.officer)),
        await codeTo(u, { ...over(u.own.kadis), acting: PLH }),
        'nonsense',
      ];
      return each(codes, (code) => invitations(u).look(accountOf(u.as), code, u.now));
    },
  },

  requests: {
    askAccess: (u) =>
      each([55n, 55n, u.as.telegramId], (telegramId) =>
        access(u).askAccess({ telegramId, name: 'Tamu', unitId: u.own.unitId }, u.ref(), u.now),
      ),
    'askAccess: where nobody said to which unit, or to one that isn’t': (u) =>
      each([undefined, 99_999], (unitId) =>
        access(u).askAccess({ telegramId: 55n, name: 'Tamu', unitId }, u.ref(), u.now),
      ),
    openRequest: async (u) => {
      const ids = [await ofUnit(u.tx.accessRequest, u.own), await ofUnit(u.tx.accessRequest, u.other)];
      const open = await each(ids, (id) => access(u).openRequest(u.as, id));
      await u.tx.accessRequest.updateMany({ data: { decidedAt: NOW } });
      return [...open, await access(u).openRequest(u.as, ids[0] ?? 0)];
    },
    'openRequest: the one asked for, of several': async (u) => {
      const { unitId, gone } = u.own;
      const { id } = await u.tx.accessRequest.create({
        data: { unitId, personId: gone.personId, createdAt: NOW },
      });
      return access(u)
        .openRequest(u.as, id)
        .then((found) => found?.name);
    },
    decide: async (u) => {
      const own = await ofUnit(u.tx.accessRequest, u.own);
      const other = await ofUnit(u.tx.accessRequest, u.other);
      return each(
        [
          [other, 'refuse'],
          [own, { kind: 'officer', agencyId: u.own.fisheries }],
          [own, { kind: 'agencyContact', agencyId: null }],
          [own, { kind: 'agencyContact', agencyId: u.other.fisheries }],
          [own, { kind: 'head', agencyId: null }],
          [own, { kind: 'agencyHead', agencyId: u.own.fisheries }],
          [own, { kind: 'agencyContact', agencyId: u.own.fisheries }],
          [own, 'refuse'],
        ] as const,
        ([id, decision]) => access(u).decide(u.as, id, decision, u.ref(), u.now),
      );
    },
    'decide: no': async (u) =>
      access(u).decide(u.as, await ofUnit(u.tx.accessRequest, u.own), 'refuse', u.ref(), u.now),
    'look and decide: a post that is only acted in': async (u) => {
      const agencyId = u.own.social;
      const acts = { kind: 'agencyHead' as const, agencyId, acting: 'plt' as const, endsAt: LATER };
      await u.tx.post.create({
        data: { ...acts, unitId: u.own.unitId, personId: u.own.gone.personId, startedAt: NOW },
      });
      const seat = { kind: 'agencyHead' as const, agencyId };
      const own = await ofUnit(u.tx.accessRequest, u.own);
      const found = await access(u).look(u.as, own, seat, u.now);
      const decide = (mark?: string) => access(u).decide(u.as, own, { ...seat, mark }, u.ref(), u.now);
      const decided = [await decide(), await decide('00000000'), await decide(found?.ends.mark)];
      const other = await ofUnit(u.tx.accessRequest, u.other);
      const seen = [found, await access(u).look(u.as, other, seat, u.now)];
      return [
        seen.map((one) => one && [one.name, one.agency, one.ends.acting.map(({ post }) => post.name)]),
        decided.map((one) => (one.ok ? [one.name, one.actedIds?.length] : one.reason)),
        await access(u).look(u.as, own, seat, u.now),
      ];
    },
    'decide: a post of which there is one, and nobody’s': async (u) => {
      const seat = { kind: 'agencyHead' as const, agencyId: u.own.social };
      return access(u).decide(u.as, await ofUnit(u.tx.accessRequest, u.own), seat, u.ref(), u.now);
    },
  },

  units: {
    list: async (u) => {
      const seen = [
        await unitsOf(u).list(u.as, u.now),
        await unitsOf(u, [u.as.telegramId]).list(u.as, u.now),
      ];
      const own = (ids: readonly { id: number; hasHead: boolean }[]) =>
        ids.filter(({ id }) => [u.own.unitId, u.other.unitId].includes(id)).map(({ hasHead }) => hasHead);
      return seen.map(({ units, manages, mayEdit }) => [own(units), manages, mayEdit]);
    },
    choose: async (u) => [
      (await unitsOf(u).choose(u.as, u.own.unitId))?.unitName,
      await unitsOf(u).choose(u.as, u.other.unitId),
    ],
    'add, with a head, below a Kanwil': async (u) => {
      const units = unitsOf(u, [u.as.telegramId]);
      const doing = { actor: u.as, now: u.now };
      const plain = { name: 'Rutan Baru', zone: 'WITA', hours: '08.00–15.00', kanwilId: 0 } as const;
      const added = [
        await units.add(u.tx, doing, { ...plain, hours: 'pagi' }),
        await units.add(u.tx, doing, { ...plain, kanwilId: u.own.unitId }),
        await units.add(u.tx, doing, { ...plain, name: 'Kanwil Baru' }),
        await units.add(u.tx, doing, plain),
        await units.add(u.tx, doing, { ...plain, name: 'rutan  baru' }),
        await unitsOf(u).add(u.tx, doing, { ...plain, name: 'Rutan Lain' }),
      ];
      const [kanwil = 0, unit = 0] = added.flatMap((one) => (one.ok ? [one.id] : []));
      const placed = [
        await units.placeBelow(u.doing(), { unitId: unit, kanwilId: kanwil }),
        await units.placeBelow(u.doing(), { unitId: kanwil, kanwilId: kanwil }),
        await units.placeBelow(u.doing(), { unitId: u.own.unitId, kanwilId: unit }),
        await unitsOf(u).placeBelow(u.doing(), { unitId: unit, kanwilId: 0 }),
      ];
      const headed = [
        await units.inviteHead(u.doing(), unit),
        await units.inviteHead(u.doing(), u.own.unitId),
        await units.inviteHead(u.doing(), 99_999),
        await unitsOf(u).inviteHead(u.doing(), unit),
      ];
      const row = await u.tx.unit.findUnique({ where: { id: unit } });
      await u.tx.invitation.deleteMany({ where: { unitId: { in: [kanwil, unit] } } });
      await u.tx.auditEntry.deleteMany({ where: { unitId: { in: [kanwil, unit] } } });
      await u.tx.unit.deleteMany({ where: { id: unit } });
      await u.tx.unit.deleteMany({ where: { id: kanwil } });
      const why = (one: { readonly ok: boolean; readonly reason?: string }) => one.reason ?? one.ok;
      return [added.map(why), placed, headed.map(why), row && [row.zone, row.opensAt, row.closesAt]];
    },
    setHours: (u) =>
      each(['08.00-15.00', 'pagi', ''], (typed) =>
        unitsOf(u).setHours(u.tx, { actor: u.as, now: u.now }, typed),
      ),
  },

  endings: {
    look: (u) => each(all(u), (who) => endings(u).look(u.as, postOf(who), u.now)),
    end: (u) => each(all(u), (who) => end(u, postOf(who), 'moved')),
    'end: one’s own': (u) => end(u, postOf(u.as), 'moved'),
    'end: where there is another head': async (u) => {
      await secondHead(u);
      return end(u, postOf(u.own.head), 'retired');
    },
    'end: an officer’s': (u) => end(u, postOf(u.own.officer), 'left'),
    'end: the last of an agency': (u) => end(u, postOf(u.own.contact), 'lost'),
    'end: where the configuration gives it': async (u) => {
      await isConfigured(u, u.own.officer);
      return end(u, postOf(u.own.officer), 'done');
    },
    'end: as it is no more': async (u) => {
      const postId = postOf(u.own.officer);
      const seen = await endings(u).look(u.as, postId, u.now);
      await u.tx.programme.update({
        where: { id: u.own.weaving },
        data: { officerId: u.own.officer.personId },
      });
      const mark = seen.ok ? seen.prepared.mark : '';
      return endings(u).end(u.doing(), { postId, reason: 'moved', mark });
    },
    'end: twice': async (u) => {
      await end(u, postOf(u.own.humas), 'moved');
      return end(u, postOf(u.own.humas), 'moved');
    },
    'end: by who has lost theirs meanwhile': async (u) => {
      const postId = postOf(u.own.humas);
      const seen = await endings(u).look(u.own.head, postId, u.now);
      await u.tx.post.updateMany({ where: { personId: u.as.personId }, data: { endedAt: NOW } });
      const mark = seen.ok ? seen.prepared.mark : '';
      return endings(u).end(u.doing(), { postId, reason: 'moved', mark });
    },
    'end: by who only acts as head': async (u) => {
      const { id } = await actsAsHead(u, u.as);
      const as = await anew(u);
      return each([...all(u).map(postOf), id], (postId) => end(u, postId, 'moved', as));
    },
    'end: by who acted until now, as it was shown before': async (u) => {
      const { unitId, fisheries, colleague } = u.own;
      const ofFisheries = { unitId, agencyId: fisheries, startedAt: at('2023-09-01T00:00') };
      const { id: postId } = await u.tx.post.create({
        data: { ...ofFisheries, personId: colleague.personId, kind: 'agencyContact' },
      });
      const acts = { ...LETTER, acting: 'plt' as const, endsAt: NOW };
      if (u.as.personId !== u.own.kadis.personId)
        await u.tx.post.create({
          data: { ...ofFisheries, ...acts, personId: u.as.personId, kind: 'agencyHead' },
        });
      const as = await anew(u, at('2023-09-05T11:29'));
      return [(await anew(u)).posts.length, await end(u, postId, 'moved', as)];
    },
    endExpired: async (u) => {
      await actsAsHead(u, u.as);
      const [before, after] = [new Date(LATER.getTime() - 1), LATER];
      const ended = await each([before, after, after], (now) => endExpired({ ...around, db: u.db }, now));
      return [ended, (await anew(u, after)).posts];
    },
    'endExpired: the last head': async (u) => {
      await u.tx.post.updateMany({ where: { kind: 'head', unitId: u.own.unitId }, data: { endedAt: NOW } });
      await actsAsHead(u, u.as);
      return [await endExpired({ ...around, db: u.db }, LATER), (await anew(u, LATER)).posts];
    },
    settleConfigured: async (u) => {
      const ended = { endedAt: NOW, endedBecause: 'configuration' as const };
      await secondHead(u);
      await u.tx.programme.update({
        where: { id: u.own.weaving },
        data: { officerId: u.own.head.personId },
      });
      await u.tx.post.update({ where: { id: postOf(u.own.head) }, data: ended });
      const deps = { ...around, db: u.db };
      return [await settleConfigured(deps, u.now), await settleConfigured(deps, u.now)];
    },
    'settleActing: a head by configuration since': async (u) => {
      const deps = { ...around, db: u.db };
      const { unitId } = u.own;
      const acts = { unitId, kind: 'head' as const, acting: 'plt' as const, endsAt: LATER };
      const begun = { ...acts, personId: u.own.officer.personId, startedAt: at('2023-09-01T08:00') };
      await u.tx.post.create({ data: begun });
      const before = await settleActing(deps, u.now);
      await u.tx.post.update({
        where: { id: postOf(u.own.head) },
        data: { configuredAt: u.now, startedAt: u.now },
      });
      return [before, await settleActing(deps, u.now), await settleActing(deps, u.now)];
    },
  },

  roll: {
    list: (u) =>
      roll(u)
        .list(u.as, u.now)
        .then((found) => found.map(({ posts, ...member }) => [member, posts.map(shortly)])),
    'list: who acts': async (u) => {
      await actsAsHead(u, u.as);
      const found = await roll(u).list(await anew(u), u.now);
      return found.map(({ posts }) => posts.map(shortly));
    },
    find: (u) =>
      each([...all(u), u.own.gone], (who) =>
        roll(u)
          .find(u.as, who.personId, u.now)
          .then((found) => found?.acts.map(({ post, ...acts }) => [shortly(post), acts])),
      ),
    change: (u) => each(all(u), (who) => roll(u).change(u.doing(), postOf(who))),
    'change: an officer into humas': (u) => roll(u).change(u.doing(), postOf(u.own.officer)),
    'change: twice, by one update': async (u) => {
      const doing = u.doing();
      return each([1, 2], () => roll(u).change(doing, postOf(u.own.humas)));
    },
    membersOf: (u) =>
      each([u.own.fisheries, u.own.social, u.other.fisheries], (id) =>
        membersOf(u.db.read, u.own.unitId, id, u.now),
      ),
    peopleOf: (u) => peopleOf(u.db.read, u.own.unitId),
    historyOf: (u) => each([u.as.telegramId, 4n], (id) => historyOf(u.db.read, id)),
  },

  handover: {
    briefingOf: (u) =>
      each(all(u), async ({ unitId, personId, zone }) => {
        const [post] = await heldPosts(u.db.read, { unitId, personId }, u.now);
        const briefing = post && (await briefingOf(u.db.read, around, post, { now: u.now, zone }));
        return briefing && { ...briefing, people: briefing.people.map(shortly) };
      }),
  },
});
