import { describe, expect, it } from 'vitest';
import { type Card, toMessage } from '../../../../src/dialogs/card.js';
import { visitCard } from '../../../../src/features/visits/card/messages.js';
import type { Shown } from '../../../../src/features/visits/card/rules.js';
import { historyCard } from '../../../../src/features/visits/history/messages.js';
import { calendarFile } from '../../../../src/features/visits/invite/messages.js';
import { listCard } from '../../../../src/features/visits/lists/messages.js';
import { LIST_VIEWS } from '../../../../src/features/visits/lists/rules.js';
import {
  agreedCard,
  answerCard,
  cancelledCard,
  changedNotice,
  outcomeCard,
  reminderCard,
  unansweredCard,
  unreachedCard,
} from '../../../../src/features/visits/news/messages.js';
import { reasonText } from '../../../../src/features/visits/reasons/messages.js';
import { CANCEL_CAUSES, DECLINE_CAUSES } from '../../../../src/features/visits/reasons/rules.js';
import { PARTY_ANSWERS, SIDES, VISIT_STATES } from '../../../../src/features/visits/state/rules.js';
import type { Reader } from '../../../../src/features/visits/visit/messages.js';
import {
  PARTIES_MAX,
  type Party,
  VISIT_EVENT_KINDS,
  type Visit,
} from '../../../../src/features/visits/visit/rules.js';
import { translator } from '../../../../src/words/translate.js';

const LONG = 'Dinas Kelautan dan Perikanan Kabupaten Maluku Tengah Bidang Pemberdayaan '.repeat(3).trim();

const party: Party = {
  agencyId: 2_000_000_000,
  agencyName: LONG,
  address: 'Jalan '.repeat(50),
  answer: 'accepted',
  reason: 'y'.repeat(300),
  answeredAt: null,
  answeredById: null,
  minutesAgreed: null,
  changeAnswer: null,
  proposedStart: new Date('2023-09-01T01:00:00Z'),
  proposedEnd: new Date('2023-09-01T02:00:00Z'),
};

const visit: Visit = {
  id: 2_000_000_000,
  unitId: 1,
  direction: 'toAgency',
  hostId: null,
  version: 999_999,
  sequence: 3,
  startsAt: new Date('2023-08-31T01:00:00Z'),
  endsAt: new Date('2023-08-31T02:00:00Z'),
  purpose: 'x'.repeat(300),
  state: 'confirmed',
  stateReason: null,
  askedStart: null,
  askedEnd: null,
  next: null,
  files: 0,
  officer: { id: 1, name: 'Budi', posts: ['officer'] },
  members: [{ id: 2, name: 'Sinta', posts: ['humas'] }],
  parties: [party],
  takenOut: [],
  letterNumber: 'W.28.PAS.5-PK.01.05-123',
  minutes: { text: 'm'.repeat(2000), version: 999, agreed: false },
  trail: [],
};

function readerIn(locale: 'id' | 'en', now = new Date('2023-08-28T00:00:00Z')): Reader {
  return { t: translator(locale), locale, now, zone: 'Asia/Jayapura', unit: 'Rutan Masohi', personId: 9 };
}

function everyCard(reader: Reader): Card[] {
  return VISIT_STATES.flatMap((state) =>
    ([...SIDES, undefined] as const).flatMap((side) =>
      ['sea', 'y'.repeat(300)].flatMap((stateReason) => {
        const own = side === 'agency' ? { party } : {};
        const shown: Shown = { visit: { ...visit, state, stateReason }, side, ...own };
        const asked = { ...party, answer: 'pending' as const };
        const several = PARTY_ANSWERS.flatMap((answer, n) => [
          { ...party, agencyId: n, answer },
          ...(n < 2 ? [{ ...party, agencyId: n + 10, answer }] : []),
        ]);
        const joint: Shown = {
          ...shown,
          visit: { ...shown.visit, parties: several },
          requests: several.map((one) => ({ party: one, to: [], at: null })),
        };
        return [
          visitCard(shown, reader),
          visitCard({ ...shown, visit: { ...shown.visit, parties: [asked] } }, reader),
          visitCard({ ...shown, requests: [{ party: asked, to: [], at: null }] }, reader),
          visitCard(joint, reader),
          answerCard(joint, undefined, reader),
          changedNotice(joint, reader),
          unansweredCard(joint, reader),
          unreachedCard(joint, reader),
          answerCard(shown, undefined, reader),
          changedNotice(shown, reader),
          outcomeCard(shown, reader),
          unreachedCard(shown, reader),
          reminderCard(shown, { reminder: 'H-1', late: true, unreached: shown.visit.parties }, reader),
          reminderCard(shown, { reminder: '2h', late: false, unreached: [] }, reader),
        ];
      }),
    ),
  );
}

describe.each(['id', 'en'] as const)('texts of visits in %s', (locale) => {
  it.each(['2023-08-28T00:00:00Z', '2023-09-04T00:00:00Z'])('every card at %s fits into a message', (now) => {
    const reader = readerIn(locale, new Date(now));
    for (const card of everyCard(reader)) expect(toMessage(card).text.length).toBeLessThan(4096);
  });

  it('every reason at hand has its words', () => {
    const { t } = readerIn(locale);
    for (const cause of [...CANCEL_CAUSES, ...DECLINE_CAUSES]) expect(reasonText(cause, t)).not.toBe(cause);
  });

  it('what goes with a file fits into a caption', () => {
    const reader = readerIn(locale);
    for (const side of SIDES) {
      const shown = { visit: { ...visit, stateReason: 'y'.repeat(300) }, side };
      const parties = Array.from({ length: PARTIES_MAX }, (_, agencyId) => ({ ...party, agencyId }));
      const joint = { ...shown, visit: { ...shown.visit, parties } };
      for (const card of [shown, joint].flatMap((one) => [
        agreedCard(one, reader),
        cancelledCard(one, reader),
      ])) {
        expect(toMessage(card).text.length).toBeLessThan(1024);
      }
    }
  });

  it('the history knows every kind of event', () => {
    const events = VISIT_EVENT_KINDS.map((kind) => ({
      kind,
      at: visit.startsAt,
      reason: 'sea',
      by: 'Budi',
      agencyId: null,
      oldStart: visit.startsAt,
      newStart: visit.endsAt,
      via: 'telephone' as const,
      saidBy: 'Ibu Ani',
      detail: null,
    }));
    expect(toMessage(historyCard(visit, events, readerIn(locale))).text.split('\n').length).toBeGreaterThan(
      10,
    );
  });

  it('the list shows every state, with long names cut', () => {
    const entries = VISIT_STATES.map((state, id) => ({ ...visit, id, state, agencyName: LONG }));
    for (const view of LIST_VIEWS) {
      const card = listCard(
        { view, page: 1, entries, more: true, agencyName: LONG },
        'unit',
        readerIn(locale),
      );
      for (const { label } of (card.buttons ?? []).flat()) expect(label.length).toBeLessThanOrEqual(64);
      expect(
        listCard(
          { view, page: 0, entries: [], more: false, agencyName: undefined },
          'agency',
          readerIn(locale),
        ).text,
      ).toBeTruthy();
    }
  });
});

describe('the calendar file', () => {
  /** Unfolded content lines of RFC 5545. */
  const linesOf = (content: Uint8Array) => {
    const text = new TextDecoder().decode(content);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    return text.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  };

  const ours = { installation: '1b4e28ba-2fa1-4d2b-883f-0016d3cca427' };
  const UID = 'UID:visit-1-2000000000@1b4e28ba-2fa1-4d2b-883f-0016d3cca427.invalid';

  it('is published with UTC times, one UID, its SEQUENCE and who gives it, and nobody is asked', () => {
    const { name, content } = calendarFile(visit, readerIn('id'), ours);
    expect(name).toBe('kunjungan.ics');
    const lines = linesOf(content);
    for (const line of [
      ...['BEGIN:VCALENDAR', 'METHOD:PUBLISH', UID, 'SEQUENCE:3', 'STATUS:CONFIRMED'],
      ...['DTSTART:20230831T010000Z', 'DTEND:20230831T020000Z', 'END:VCALENDAR'],
    ]) {
      expect(lines).toContain(line);
    }
    const unit = readerIn('id').unit;
    expect(lines).toContain(
      `ORGANIZER;CN="${unit}":MAILTO:unit-1@1b4e28ba-2fa1-4d2b-883f-0016d3cca427.invalid`,
    );
    expect(lines.filter((line) => line.startsWith('ATTENDEE'))).toEqual([]);
  });

  it('another installation gives another UID, and a name with marks is escaped', () => {
    const other = { installation: '00000000-0000-4000-8000-000000000000' };
    const lines = linesOf(calendarFile(visit, { ...readerIn('id'), unit: 'Rutan "Lama" ^' }, other).content);
    expect(lines).not.toContain(UID);
    expect(lines.find((line) => line.startsWith('ORGANIZER'))).toContain(`CN="Rutan ^'Lama^' ^^"`);
  });

  it.each(['cancelled', 'declined'] as const)('%s: takes it back under the same UID', (state) => {
    const lines = linesOf(calendarFile({ ...visit, state, sequence: 4 }, readerIn('en'), ours).content);
    for (const line of ['METHOD:PUBLISH', 'STATUS:CANCELLED', UID, 'SEQUENCE:4']) {
      expect(lines).toContain(line);
    }
  });
});
