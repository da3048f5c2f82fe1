import { expect, it } from 'vitest';
import { captionText, recordFileName, recordSpec } from '../../../src/features/records/messages.js';
import { NOTHING_ATTACHED, type VisitRecord } from '../../../src/features/records/rules.js';
import { translator } from '../../../src/words/translate.js';
import { papersOf } from '../../support/screens.js';
import { at, NOW, ZONE } from '../../support/world.js';

const t = translator('id');
const reader = { t, locale: 'id' as const, zone: ZONE, now: NOW, unit: 'Rutan Masohi' };

const party = (id: number, more: object = {}) => {
  const plain = { agencyId: id, name: `Dinas ${id}`, address: null, answeredBy: null, agreed: false };
  return Object.assign(plain, more);
};

function record(more: Partial<VisitRecord> = {}): VisitRecord {
  const plain: VisitRecord = {
    ...{ visitId: 9, unitId: 1, state: 'held', direction: 'toAgency', purpose: 'Kerja sama' },
    ...{ startsAt: at('2023-08-31T10:00'), endsAt: at('2023-08-31T11:30'), letterNumber: null },
    ...{ minutes: null, ours: [], parties: [party(1)], followUps: [], masked: false },
    attached: NOTHING_ATTACHED,
  };
  return Object.assign(plain, more);
}

it('a record of a visit has all that is to be signed, its rows numbered from 1', async () => {
  const head = { name: 'Ibu Kadis', posts: ['agencyContact', 'agencyHead'] as const };
  const owner = { name: 'Dinas 1' } as VisitRecord['followUps'][number]['owner'];
  const whole = record({
    ...{ letterNumber: 'W.28/1', minutes: 'Bibit disiapkan.\n\n \nPakan menyusul.' },
    ours: [
      { name: 'Budi', posts: ['humas', 'officer'] },
      { name: 'Ani', posts: [] },
    ],
    parties: [
      party(1, { address: 'Jalan Contoh 1', answeredBy: head, agreed: true }),
      party(2, { agreed: true }),
      party(3),
    ],
    followUps: [
      { what: 'kirim draf', owner, dueOn: '2023-09-15' },
      { what: 'kirim bibit', owner, dueOn: 'segera' },
    ],
  });
  await expect(
    papersOf({
      bare: recordSpec(record(), reader),
      'of a visit to the unit': recordSpec(record({ direction: 'toUnit', minutes: 'Dilihat.' }), reader),
      'at an agency without an address, with two of them': recordSpec(
        record({ parties: [party(1), party(2)] }),
        reader,
      ),
      'until the day after': recordSpec(
        record({ startsAt: at('2023-08-31T22:00'), endsAt: at('2023-09-01T02:00') }),
        reader,
      ),
      whole: recordSpec(whole, reader),
      'with attachments that can’t be printed': recordSpec(
        record({ attached: { pictures: [], others: { photo: 2, voice: 1, file: 0 } } }),
        reader,
      ),
    }),
  ).toMatchFileSnapshot('screens/records.txt');
  expect(recordFileName(record(), reader)).toBe(`${t('record-file')}-2023-08-31-9.pdf`);
});

it('what is said with a record tells what is missing in it', () => {
  const [said, without, masked] = [
    t('record-caption'),
    t('record-caption-no-minutes'),
    t('record-caption-masked'),
  ];
  expect(captionText(record(), reader)).toBe(`${said}\n${without}`);
  expect(captionText(record({ minutes: 'Ya.' }), reader)).toBe(said);
  expect(captionText(record({ minutes: 'Ya.', masked: true }), reader)).toBe(`${said}\n${masked}`);
});
