import { type Button, bold, type Card, lines } from '../../dialogs/card.js';
import { formatDateTime, isoDate, localDate } from '../../lib/zoned.js';
import { leafing } from '../../words/pager.js';
import { shorten } from '../../words/shorten.js';
import type { Translate } from '../../words/translate.js';
import type { Voice } from '../../words/voice.js';
import { heldName } from '../people/index.js';
import { isSubject, type Look, SUBJECTS, thingOf, wordsOf } from './rules.js';
import type { Act, TrailPage } from './service.js';
import type { Called } from './store.js';
import { trailFileTap, trailPickTap, trailTap } from './taps.js';

const NAME_MOST = 40;
const CALLED_MOST = 100;

function whoOf(t: Translate, { actor, as }: Act): string {
  if (actor === null) return t('trail-itself');
  const name = shorten(actor, NAME_MOST);
  return as ? t('trail-as', { name, post: heldName(t, as) }) : name;
}

/** A post is called by whose it is, an invitation by who used it. */
function calledText(t: Translate, called: Called): string {
  if (!('kind' in called)) return called.name;
  const post = heldName(t, called);
  return called.name === null ? post : t('trail-post-of', { post, name: called.name });
}

function whatOf(t: Translate, { action, subject, subjectId, detail, called }: Act): string {
  const thing = isSubject(subject) ? t(`trail-of-${subject}`) : subject;
  const said = { what: t(`trail-did-${wordsOf(action)}`), thing, id: thingOf(subjectId, detail) };
  if (!called) return t('trail-what', said);
  return t('trail-what-named', { ...said, called: shorten(calledText(t, called), CALLED_MOST) });
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
          what: whatOf(t, entry),
        }),
      ),
    ),
    buttons: [
      leafing(t, { at: page, more }, (to) => trailTap.data({ ...look, page: to })),
      entries.length > 0 ? [pick, file] : [pick],
    ].filter((row) => row.length > 0),
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

/** The trail as a table: a line of headings, then one for each entry. */
export function trailRows(entries: readonly Act[], { t, zone, locale }: Voice): (string | number)[][] {
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
      entry.called ? calledText(t, entry.called) : '',
      entry.detail === null ? '' : JSON.stringify(entry.detail),
    ]),
  ];
}

export function trailFileName({ t, now, zone }: Voice): string {
  return `${t('trail-file-name')}-${isoDate(localDate(now, zone))}.csv`;
}
