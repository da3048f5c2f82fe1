import { BotError, type Context, GrammyError, HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { fateOf, isQuestion } from '../../../src/bot/intake/owed.js';

const refusal = (error_code: number, description: string) =>
  new GrammyError('Call failed!', { ok: false, error_code, description, parameters: {} }, 'sendMessage', {});
const NETWORK = new HttpError("Network request for 'sendMessage' failed!", new Error('reset'));
const NOW = new Date('2023-08-29T03:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

const said = (text: string, more: object = {}): Update =>
  ({ update_id: 1, message: { message_id: 1, date: 1, chat: { id: 1 }, text, ...more } }) as never;
const tapped: Update = { update_id: 1, callback_query: { id: '1', data: 'd:1:submit' } } as never;
const failed = (error: unknown, receivedAt = ago(1), isFormOpen = false) => ({
  ...{ error, receivedAt, isFormOpen },
  now: NOW,
});

describe('an answer that could not be given', () => {
  it.each([
    ['the network', NETWORK],
    ['the network, as grammY wraps it', new BotError(NETWORK, {} as Context)],
    ['Telegram’s servers', refusal(502, 'Bad Gateway')],
    ['its limits', refusal(429, 'Too Many Requests: retry after 40')],
    ['a database that is down', new Error('Connection terminated unexpectedly')],
  ])('is owed until it is back: %s', (_what, error) => {
    expect(fateOf(said('/jumlah'), failed(error))).toBe('again');
    expect(fateOf(tapped, failed(error, ago(600)))).toBe('again');
  });

  it.each([
    ['the bot was blocked', refusal(403, 'Forbidden: bot was blocked by the user')],
    ['the message is faulty', refusal(400, 'Bad Request: message text is empty')],
    ['the program is', new TypeError('x is not a function')],
  ])('is given up where trying again would fail again: %s', (_what, error) => {
    expect(fateOf(tapped, failed(error))).toBe('give-up');
    expect(fateOf(said('/jumlah'), failed(error, ago(600)))).toBe('give-up');
  });

  it('is too old for a question after an hour, tried or not', () => {
    expect(fateOf(said('/jumlah perikanan'), failed(NETWORK, ago(60)))).toBe('again');
    expect(fateOf(said('/jumlah perikanan'), failed(NETWORK, ago(61)))).toBe('too-old');
    expect(fateOf(said('/jumlah perikanan'), failed(undefined, ago(61)))).toBe('too-old');
    expect(fateOf(said('berapa peserta'), failed(NETWORK, ago(61)))).toBe('too-old');
    expect(fateOf(said('Air jernih'), failed(NETWORK, ago(61), true))).toBe('again');
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
