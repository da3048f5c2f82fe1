import type { Page, PageAnswer, PageCall } from '../../bot/page.js';
import type { Db } from '../../db/database.js';
import { seeOther } from '../../http/html.js';
import type { Locale } from '../../lib/locale.js';
import { translator } from '../../words/translate.js';
import {
  type Asked,
  answerByLink,
  askedByLink,
  type Question,
  REASON_MAX,
  SAID_BY_MAX,
} from '../visits/index.js';
import { questionPage } from './messages.js';
import { type Fault, PAGE_PLACE, questionIn, type Sent, sentIn, startIn } from './rules.js';

type PageDeps = {
  readonly db: Db;
  readonly defaultLocale: Locale;
  readonly secret: string;
  readonly publicUrl: string;
  readonly wake: () => void;
};

type Given = Parameters<typeof answerByLink>[2]['given'];

/** What was answered, or why that can't be told. */
function givenIn(sent: Sent, asked: Asked, now: Date): Given | { readonly fault: Fault } {
  const { answer, name, reason } = sent;
  if (name.length < 2 || [...name].length > SAID_BY_MAX) return { fault: 'name' };
  switch (answer) {
    case 'accept':
      return { answer };
    case 'decline':
      return [...reason].length > REASON_MAX ? { fault: 'reason' } : { answer, reason };
    case 'suggest': {
      const start = startIn(sent, { now, zone: asked.unit.zone });
      if ('fault' in start) return start;
      const { startsAt, endsAt } = asked.question;
      const minutes = endsAt.getTime() - startsAt.getTime();
      return { answer, startsAt: start.at, endsAt: new Date(start.at.getTime() + minutes) };
    }
    default:
      return { fault: 'choice' };
  }
}

/** Records what was sent; undefined: it is recorded. */
async function record(
  { db, defaultLocale, wake }: PageDeps,
  question: Question,
  { sent, asked, now }: { readonly sent: Sent; readonly asked: Asked; readonly now: Date },
): Promise<Fault | undefined> {
  if (asked.standing !== 'open') return 'changed';
  const given = givenIn(sent, asked, now);
  if ('fault' in given) return given.fault;
  const answer = { version: Number(sent.version), saidBy: sent.name, given };
  const done = await answerByLink(db, question, answer, defaultLocale, now);
  if (done.ok) {
    wake();
    return undefined;
  }
  return done.reason === 'past' || done.reason === 'clash' ? done.reason : 'changed';
}

async function answerTo(
  deps: PageDeps,
  { method, key, form, now }: PageCall,
): Promise<PageAnswer | undefined> {
  const { db, defaultLocale: locale, secret, publicUrl } = deps;
  const question = questionIn(secret, key);
  const asked = question && (await askedByLink(db, question, locale, now));
  if (!question || !asked) return undefined;
  const view = { t: translator(locale), locale, now };
  const sent = sentIn(form);
  if (method === 'GET') return questionPage(asked, view, { sent });
  const fault = await record(deps, question, { sent, asked, now });
  if (fault === undefined) return seeOther(`${publicUrl}${PAGE_PLACE}${key}`);
  const present = fault === 'changed' ? await askedByLink(db, question, locale, now) : asked;
  return present && questionPage(present, view, { sent, fault });
}

/** The pages on which agencies answer: each about one question, by the link that only they were sent. */
export function answerPage(deps: PageDeps): Page {
  return { place: PAGE_PLACE, takesForms: true, answer: (call) => answerTo(deps, call) };
}
