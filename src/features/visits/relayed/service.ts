import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Db, Reader } from '../../../db/database.js';
import type { Locale } from '../../../lib/locale.js';
import { unitsBy } from '../../people/index.js';
import type { Question } from '../card/rules.js';
import type { Changed } from '../change/rules.js';
import { changeVisit } from '../change/service.js';
import { isChanging, questionOf } from '../state/rules.js';
import type { Party, Visit } from '../visit/rules.js';
import { findVisit } from '../visit/store.js';
import { changeFor, type Given, type Standing, standingOf } from './rules.js';

/** A question as it stands; `question`: the visit at the time that is asked about, `party`: the agency's part in that. */
export type Asked = {
  readonly standing: Standing;
  readonly visit: Visit;
  readonly question: Visit;
  readonly party: Party;
  readonly unit: { readonly name: string; readonly zone: string };
};

/** What somebody answers on the page: as of which version, and who they say that they are. */
type PageAnswer = {
  readonly version: number;
  readonly saidBy: string;
  readonly given:
    | { readonly answer: 'decline'; readonly reason: string }
    | Exclude<Given, { answer: 'decline' }>;
};

/** Whoever has the link, who may do what a contact of that agency may and is nobody known: nothing is kept by this id. */
async function holderOf(
  db: Reader,
  { unitId, agencyId }: Pick<Question, 'unitId' | 'agencyId'>,
  locale: Locale,
): Promise<Actor | undefined> {
  const [unit] = await unitsBy(db, [unitId]);
  return (
    unit && {
      personId: 0,
      telegramId: 0n,
      name: '',
      locale,
      unitId,
      unitName: unit.name,
      zone: unit.zone,
      posts: [{ id: 0, unitId, kind: 'agencyContact', agencyId }],
    }
  );
}

async function look(db: Reader, holder: Actor, question: Question, now: Date): Promise<Asked | undefined> {
  const visit = await findVisit(db, scopeOf(holder, 'visit.view'), question.visitId, now);
  const standing = visit && standingOf(visit, question, now);
  const asked = visit && questionOf(visit);
  const party = asked?.parties.find(({ agencyId }) => agencyId === question.agencyId);
  if (!standing || !asked || !party) return undefined;
  return { standing, visit, question: asked, party, unit: { name: holder.unitName, zone: holder.zone } };
}

/** How a question that an agency was sent a link for stands now; undefined: it is asked no more. Changes nothing. */
export async function askedByLink(
  db: Db,
  question: Question,
  locale: Locale,
  now: Date,
): Promise<Asked | undefined> {
  const holder = await holderOf(db.read, question, locale);
  return holder && look(db.read, holder, question, now);
}

/**
 * Records an agency's answer as given on its page. `stale`: the question was answered, or has changed, since they read
 * it; nothing is changed then.
 */
export async function answerByLink(
  db: Db,
  question: Question,
  { version, saidBy, given }: PageAnswer,
  locale: Locale,
  now: Date,
): Promise<Changed> {
  const { agencyId } = question;
  return db.write(async (tx): Promise<Changed> => {
    const holder = await holderOf(tx, question, locale);
    const asked = holder && (await look(tx, holder, question, now));
    if (!holder || asked?.standing !== 'open') return { ok: false, reason: 'stale' };
    const whole = given.answer === 'decline' ? { ...given, keeps: isChanging(asked.visit) } : given;
    const change = changeFor(whole, { agencyId, via: 'page', saidBy });
    const { result } = await changeVisit(tx, holder, { id: question.visitId, version }, change, now);
    return result;
  });
}
