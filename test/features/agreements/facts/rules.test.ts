import { describe, expect, it } from 'vitest';
import { addMonths, type Fact, readFact } from '../../../../src/features/agreements/facts/rules.js';

const AT = { now: new Date('2023-08-31T03:00:00Z'), zone: 'Asia/Jayapura', locale: 'id' as const };
const KNOWN = { startsOn: '2023-09-01', endsOn: '2026-08-31', noticeOn: null };
const read = (fact: Fact, typed: string, known: Parameters<typeof readFact>[2] = KNOWN) =>
  readFact(fact, typed, known, AT);

describe('what is written down of an agreement', () => {
  it.each([
    ['1 September 2023 – 31 Agustus 2026', '2023-09-01', '2026-08-31'],
    ['mulai 1/9/2023 s.d. 31/8/2026', '2023-09-01', '2026-08-31'],
    ['1 September 2023, 3 tahun', '2023-09-01', '2026-08-31'],
    ['1 September 2023 selama 18 bulan', '2023-09-01', '2025-02-28'],
  ])('the term %s', (typed, startsOn, endsOn) => {
    expect(read('term', typed)).toEqual({ startsOn, endsOn });
  });

  it('a term that is none, or ends before it begins or before the notice', () => {
    expect(read('term', '3 tahun')).toBe('term');
    expect(read('term', '1 September 2023')).toBe('term');
    expect(read('term', '1 September 2023 – 31 Agustus 2022')).toBe('backwards');
    expect(read('term', '-')).toEqual({ startsOn: null, endsOn: null });
    const noticed = { ...KNOWN, noticeOn: '2026-05-31' };
    expect(read('term', '1 September 2023, 1 tahun', noticed)).toBe('after-end');
  });

  it('the notice date, by itself or by how long before the end', () => {
    expect(read('notice', '31 Mei 2026')).toEqual({ noticeOn: '2026-05-31' });
    expect(read('notice', '6 bulan sebelum berakhir')).toEqual({ noticeOn: '2026-02-28' });
    expect(read('notice', '30 hari sebelumnya')).toEqual({ noticeOn: '2026-08-01' });
    expect(read('notice', '1 September 2026')).toBe('after-end');
    expect(read('notice', '3 bulan sebelum berakhir', { ...KNOWN, endsOn: null })).toBe('date');
    expect(read('notice', 'entah')).toBe('date');
    expect(read('notice', 'kosongkan')).toEqual({ noticeOn: null });
  });

  it('texts as typed; a dash leaves them open, but for the subject', () => {
    expect(read('subject', 'pelatihan \n perikanan')).toEqual({ subject: 'pelatihan perikanan' });
    expect(read('subject', '-')).toBe('needed');
    expect(read('number', ' W.28/12 ')).toEqual({ number: 'W.28/12' });
    expect(read('signers', '–')).toEqual({ signers: null });
    expect(read('notes', 'satu\ndua')).toEqual({ notes: 'satu\ndua' });
  });

  it('months are counted to the last day of a shorter one', () => {
    expect(addMonths({ year: 2024, month: 3, day: 31 }, -1)).toEqual({ year: 2024, month: 2, day: 29 });
    expect(addMonths({ year: 2023, month: 12, day: 31 }, 2)).toEqual({ year: 2024, month: 2, day: 29 });
  });
});
