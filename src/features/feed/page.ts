import { createHash } from 'node:crypto';
import type { Page, PageAnswer, PageCall } from '../../bot/page.js';
import type { Db } from '../../db/database.js';
import { translator } from '../../words/translate.js';
import { calendarFeed, feedEntries } from '../visits/index.js';
import { subscribePage } from './messages.js';
import { addressesOf, askedFor, FEED_PLACE } from './rules.js';
import type { FeedService } from './service.js';

type FeedPageDeps = { readonly db: Db; readonly feeds: FeedService; readonly publicUrl: string };

/** The body, or that the caller has it already. Nobody in between may keep it, and it is asked for each time. */
function fileAnswer(body: Uint8Array, known: string | undefined): PageAnswer {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const headers = { etag, 'cache-control': 'private, no-cache' };
  // A proxy that compresses makes the tag a weak one.
  if (known?.replaceAll('W/', '').includes(etag)) return { status: 304, headers, body: '' };
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="sambang.ics"',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
    },
    body,
  };
}

async function answerTo(
  { db, feeds, publicUrl }: FeedPageDeps,
  { key: rest, known, now }: PageCall,
): Promise<PageAnswer | undefined> {
  const asked = askedFor(rest);
  const actor = asked && (await feeds.subscriber(asked.key, now));
  if (!asked || !actor) return undefined;
  const t = translator(actor.locale);
  const unit = actor.unitName;
  if (asked.what === 'page') {
    return subscribePage(addressesOf(publicUrl, asked.key).file, { t, language: actor.locale, unit });
  }
  const { entries, installation } = await feedEntries(db, actor, now);
  return fileAnswer(calendarFeed(entries, { t, unit, locale: actor.locale }, { installation }), known);
}

/** The feeds, and the page that says how to subscribe to one. */
export function feedPage(deps: FeedPageDeps): Page {
  return { place: FEED_PLACE, takesForms: false, answer: (call) => answerTo(deps, call) };
}
