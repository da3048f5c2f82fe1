import { expect, it } from 'vitest';
import { figuresCard } from '../../../../src/features/counts/figures/messages.js';
import { NO_FILTER, PLAIN, type Question, VIEWS } from '../../../../src/features/counts/rules.js';
import type { Figures } from '../../../../src/features/counts/service.js';
import type { Period } from '../../../../src/reading/period/period.js';
import { readPeriod } from '../../../../src/reading/period/read.js';
import { translator } from '../../../../src/words/translate.js';
import { screensOf } from '../../../support/screens.js';
import { at, NOW, ZONE } from '../../../support/world.js';

const voice = { t: translator('id'), locale: 'id' as const, zone: ZONE, now: NOW, inGroup: false };
const of = (people: number) => ({ people, enrolments: people + 1 });
const list = <T>(count: number, one: (n: number) => T) => Array.from({ length: count }, (_, n) => one(n));

function figures(asked: Partial<Question> = {}, more: Partial<Figures> = {}): Figures {
  const plain: Figures = {
    question: Object.assign({}, PLAIN, asked),
    moment: { at: NOW, current: true },
    total: of(62),
    agencyName: null,
    programmeName: null,
    byStatus: { detainee: of(12), convict: of(48), unknown: of(0) },
    programmes: [],
    agencies: [],
    kinds: { trade: of(30), attitude: of(20), religion: of(12) } as unknown as Figures['kinds'],
  };
  return Object.assign(plain, more);
}

const programme = (n: number) => ({
  id: n,
  name: `Program ${n}`,
  enrolled: of(n * 60),
  waiting: n,
  seats: n % 2 ? 20 : null,
});
const past = (n: number) => ({ id: n, name: `Program ${n}`, enrolled: of(n), waiting: n });
const agency = (n: number) => ({ name: n === 0 ? null : `Dinas ${n}`, enrolled: of(n * 9) });
const present = { total: 120, byStatus: { detainee: 40, convict: 80, unknown: 0 } };
const period = (text: string): Period => {
  const read = readPeriod(text, { now: NOW, zone: voice.zone });
  if (!read.ok) throw new Error(`no period: ${text}`);
  return read;
};

it('figures say what they are of and as of when, and where to go from there', async () => {
  const card = (asked: Partial<Question> = {}, more: Partial<Figures> = {}, voice_ = voice) =>
    figuresCard(voice_, figures(asked, more), undefined);
  const group = Object.assign({}, voice, { inGroup: true });
  const convicts = { filter: Object.assign({}, NO_FILTER, { status: 'convict' as const }) };
  const trades = { filter: Object.assign({}, NO_FILTER, { kind: 'trade' as const }) };
  const ended = { moment: { at: at('2023-08-31T23:59'), current: false } };
  const revised = { at: NOW, by: 'Ibu Sari', reason: 'lembar ditemukan' };
  const changed = { by: 'Pak Karutan', at: NOW, people: 54, revised };
  const screens = {
    plain: card(),
    'in a group': card({}, { present, programmes: list(2, programme) }, group),
    'of those in the unit': card(
      {},
      { present, byStatus: { detainee: of(12), convict: of(48), unknown: of(2) } },
    ),
    'of convicts': card(convicts, { present }),
    'of a kind, an agency and a programme': card(trades, {
      agencyName: 'Dinas Sosial',
      programmeName: 'Las',
    }),
    'read as': figuresCard(voice, figures(), { typed: 'las', name: 'Pengelasan' }),
    'fifteen programmes': card({}, { programmes: list(15, programme) }),
    'sixteen programmes': card({}, { programmes: list(16, programme) }),
    'the second of three pages': card({ page: 1 }, { programmes: list(31, programme) }),
    'a page that is no more': card({ page: 9 }, { programmes: list(16, programme) }),
    'programmes of a month': card(
      { period: period('agustus') },
      Object.assign({ programmes: list(2, past), moved: { joined: 3, left: 1 } }, ended),
    ),
    'a closed month as it was reported': card(
      { period: period('agustus') },
      Object.assign({ standing: { by: 'Pak Karutan', at: NOW, people: 62, revised: undefined } }, ended),
    ),
    'a closed month that was changed': card(
      { period: period('agustus') },
      Object.assign({ standing: changed }, ended),
    ),
    'the same in a group': card(
      { period: period('agustus') },
      Object.assign({ standing: changed }, ended),
      group,
    ),
    'closed before figures were kept': card(
      { period: period('agustus') },
      Object.assign(
        { standing: { by: 'Pak Karutan', at: NOW, people: undefined, revised: undefined } },
        ended,
      ),
    ),
    'a day': card({ period: period('1 agustus') }, ended),
    'a week that is not over': card({ period: period('pekan ini') }),
    'a year': card({ period: period('2023') }),
    'a quarter': card({ period: period('triwulan II') }, ended),
    'a span': card({ period: period('1–15 agustus') }, ended),
    'fifteen agencies': card({ view: 'agency' }, { agencies: list(15, agency) }),
    'sixteen agencies': card({ view: 'agency', page: 1 }, { agencies: list(16, agency) }),
    'by status, of those in the unit': card({ view: 'status' }, { present }),
  };
  for (const view of VIEWS) Object.assign(screens, { [`by ${view}`]: card({ view }) });
  await expect(screensOf(screens)).toMatchFileSnapshot('screens/figures.txt');
});
