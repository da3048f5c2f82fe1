import { type Button, bold, type Card, lines } from '../../dialogs/card.js';
import { formatDateTime, isoDate, localDate } from '../../lib/zoned.js';
import { leafing } from '../../words/pager.js';
import { shorten } from '../../words/shorten.js';
import type { Translate } from '../../words/translate.js';
import type { Voice } from '../../words/voice.js';
import { heldName } from '../people/index.js';
import { messageAbout } from '../queue/index.js';
import { slotText } from '../sessions/index.js';
import { isSubject, type Look, SUBJECTS, thingOf, wordsOf } from './rules.js';
import type { Act, TrailPage } from './service.js';
import type { Called } from './store.js';
import { trailFileTap, trailPickTap, trailTap } from './taps.js';

const NAME_MOST = 40;
/** What a thing is called beside when it is, on the card; a file has all of it. */
const CALLED_MOST = 80;

function whoOf(t: Translate, { actor, as }: Act): string {
  if (actor === null) return t('trail-itself');
  const name = shorten(actor, NAME_MOST);
  return as ? t('trail-as', { name, post: heldName(t, as) }) : name;
}

/** A post is called by whose it is, an invitation by who used it. */
function postText(t: Translate, post: Extract<Called, { readonly by: 'post' }>['post']): string {
  const held = heldName(t, post);
  return post.name === null ? held : t('trail-post-of', { post: held, name: post.name });
}

function calledText({ t, locale, zone }: Voice, called: Called, most?: number): string {
  const short = (text: string) => (most === undefined ? text : shorten(text, most));
  const at = (name: string, when: string) => t('trail-called-at', { name: short(name), when });
  switch (called.by) {
    case 'post':
      return short(postText(t, called.post));
    case 'name':
      return short(called.name);
    case 'time':
      return at(called.name, formatDateTime(called.at, zone, locale));
    case 'slot':
      return at(called.name, slotText(called.slot, locale));
    case 'message':
      return at(messageAbout(t, called.kind), formatDateTime(called.at, zone, locale));
  }
}

function whatOf(voice: Voice, { action, subject, subjectId, detail, called }: Act): string {
  const { t } = voice;
  const thing = isSubject(subject) ? t(`trail-of-${subject}`) : subject;
  const said = { what: t(`trail-did-${wordsOf(action)}`), thing, id: thingOf(subjectId, detail) };
  if (!called) return t('trail-what', said);
  return t('trail-what-named', { ...said, called: calledText(voice, called, CALLED_MOST) });
}

/** A page of who did what, the newest first. */
export function trailCard(found: TrailPage, look: Look, voice: Voice, note?: string): Card {
  const { t, locale, zone } = voice;
  const { entries, page, more, of } = found;
  const { subject, id } = look;
  const about = subject === 'all' ? undefined : t(`trail-of-${subject}`);
  const file: Button = { label: t('trail-file'), data: trailFileTap.data(look) };
  const pick: Button = { label: t('trail-pick'), data: trailPickTap.data({}) };
  return {
    text: lines(
      bold(t('trail-title')),
      note,
      of !== undefined && t('trail-by', { name: of }),
      about !== undefined && t('trail-about', { thing: id === 0 ? about : `${about} ${id}` }),
      entries.length === 0 && t('trail-none'),
      ...entries.map((entry) =>
        t('trail-line', {
          at: formatDateTime(entry.at, zone, locale),
          name: whoOf(t, entry),
          what: whatOf(voice, entry),
        }),
      ),
    ),
    buttons: [
      leafing(t, { at: page, more }, (to) => trailTap.data({ ...look, page: to })),
      entries.length > 0 ? [pick, file] : [pick],
    ],
  };
}

/** By which kind of thing to pick out; a person is typed. */
export function trailPickCard(t: Translate): Card {
  const kinds = SUBJECTS.map(
    (subject): Button => ({
      label: t(`trail-of-${subject}`),
      data: trailTap.data({ person: 0, subject, id: 0, page: 0 }),
    }),
  );
  const all = { label: t('trail-all'), data: trailTap.data({ person: 0, subject: 'all', id: 0, page: 0 }) };
  const rows = Array.from({ length: Math.ceil(kinds.length / 3) }, (_, row) =>
    kinds.slice(row * 3, row * 3 + 3),
  );
  return { text: lines(bold(t('trail-title')), t('trail-pick-how')), buttons: [...rows, [all]] };
}

/** Several people were meant by what was typed. */
export function trailPeopleCard(
  t: Translate,
  typed: string,
  people: readonly { readonly id: number; readonly name: string }[],
): Card {
  return {
    text: t('choice-many', { typed }),
    buttons: people.map(({ id, name }) => [
      { label: name, data: trailTap.data({ person: id, subject: 'all', id: 0, page: 0 }) },
    ]),
  };
}

/** What is one of a kind by its day or month is called by that. */
function datedText({ subjectId, detail }: Act): string {
  const thing = thingOf(subjectId, detail);
  return thing === String(subjectId) ? '' : thing;
}

/** The trail as a table: a line of headings, then one for each entry. */
export function trailRows(entries: readonly Act[], voice: Voice): (string | number)[][] {
  const { t, zone, locale } = voice;
  const headings = ['at', 'who', 'did', 'thing', 'id', 'called', 'detail'].map((name) =>
    t(`trail-column-${name}`),
  );
  return [
    headings,
    ...entries.map((entry) => [
      formatDateTime(entry.at, zone, locale),
      whoOf(t, entry),
      t(`trail-did-${wordsOf(entry.action)}`),
      isSubject(entry.subject) ? t(`trail-of-${entry.subject}`) : entry.subject,
      entry.subjectId,
      entry.called ? calledText(voice, entry.called) : datedText(entry),
      entry.detail === null ? '' : JSON.stringify(entry.detail),
    ]),
  ];
}

export function trailFileName({ t, now, zone }: Voice): string {
  return `${t('trail-file-name')}-${isoDate(localDate(now, zone))}.csv`;
}
