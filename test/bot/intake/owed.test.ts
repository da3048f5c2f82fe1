import type { Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { hasWaitedLong, isQuestion } from '../../../src/bot/intake/owed.js';

const NOW = new Date('2023-08-29T03:00:00Z');

const said = (text: string, more: object = {}): Update =>
  ({ update_id: 1, message: { message_id: 1, date: 1, chat: { id: 1 }, text, ...more } }) as never;
const tapped: Update = { update_id: 1, callback_query: { id: '1', data: 'd:1:submit' } } as never;
describe('what was written', () => {
  const writtenAgo = (minutes: number) => said('/jumlah', { date: NOW.getTime() / 1_000 - minutes * 60 });

  it('has waited long after an hour; a tap never, which has no time of its own', () => {
    expect(hasWaitedLong(writtenAgo(60), NOW)).toBe(false);
    expect(hasWaitedLong(writtenAgo(61), NOW)).toBe(true);
    expect(hasWaitedLong(tapped, NOW)).toBe(false);
  });
});

describe('a question', () => {
  it.each(['/jumlah', '/counts@sambang_bot perikanan', '/bantuan', '/Kunjungan', '/sesi ', 'halo'])(
    'is one that only asks: %s',
    (text) => {
      expect(isQuestion(said(text), false)).toBe(true);
    },
  );

  it.each([
    '/kunjungan Dinas Perikanan, besok jam 10, kerja sama',
    '/sesi tutup juli 2023',
    '/ringkasan senin 07.30',
    '/batal',
    '/start KODE',
    '/sesi_12',
  ])('is nothing that may be kept or carried out: %s', (text) => {
    expect(isQuestion(said(text), false)).toBe(false);
  });

  it('is no reply, picture, file or tap, and no answer to a form', () => {
    expect(isQuestion(said('Air jernih', { reply_to_message: { message_id: 5 } }), false)).toBe(false);
    expect(isQuestion(said('Air jernih'), true)).toBe(false);
    expect(isQuestion(tapped, false)).toBe(false);
    expect(isQuestion({ update_id: 1, message: { photo: [] } } as never, false)).toBe(false);
  });
});
