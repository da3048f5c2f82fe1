import type { Actor } from '../../access/actor.js';
import { can } from '../../access/can.js';
import type { Due, Notice, NoticeContext } from '../../delivery/notice.js';
import type { Card } from '../../dialogs/card.js';
import { compareDates, localDate } from '../../lib/zoned.js';
import type { Voice } from '../../words/voice.js';
import { recipientActor } from '../people/index.js';
import { trainersInOffice } from '../programmes/index.js';
import { changedCard, tomorrowCard, unrecordedCard } from './plan/messages.js';
import { type ReminderKind, reminderSpan } from './plan/rules.js';
import { lastChange } from './plan/store.js';
import { CHANGED, isFor } from './remind/service.js';
import type { SessionView } from './session/service.js';
import { planView } from './view/rules.js';
import { type SessionRow, sessionIn } from './view/store.js';

type Concerned = { readonly row: SessionRow; readonly actor: Actor };

/** The session, where the recipient still is concerned by it: may see it, or trains the programme. */
async function concerned(context: NoticeContext): Promise<Concerned | undefined> {
  const { db, unit, subjectId, now } = context;
  const row = await sessionIn(db.read, { kind: 'unit', unitId: unit.id }, subjectId);
  const actor = await recipientActor(context);
  if (!row || !actor) return undefined;
  const { programme } = row;
  if (can(actor, 'session.view', programme)) return { row, actor };
  const trainers = await trainersInOffice(db.read, unit.id, programme.id, now);
  return trainers.includes(actor.personId) ? { row, actor } : undefined;
}

function stillDue(states: readonly SessionRow['state'][], kind?: ReminderKind): Notice['stillDue'] {
  return async (context): Promise<Due> => {
    const { unit, now, subjectVersion } = context;
    const found = await concerned(context);
    if (!found) return { drop: 'no-post' };
    const { row, actor } = found;
    if (kind && !(await isFor(context.db.read, kind, { sessionId: row.id, personId: actor.personId }, now)))
      return { drop: 'not-theirs' };
    if (row.version !== subjectVersion || !states.includes(row.state)) return { drop: 'changed' };
    if (kind && reminderSpan(kind, row, unit.zone).until <= now) return { drop: 'late' };
    return { send: true };
  };
}

type Shown = Pick<
  SessionView,
  'id' | 'version' | 'programme' | 'startsAt' | 'endsAt' | 'trainer' | 'plan'
> & { readonly place: string | null };

function render(
  draw: (voice: Voice, view: Shown, context: NoticeContext) => Card | Promise<Card>,
): Notice['render'] {
  return async (context) => {
    const found = await concerned(context);
    if (!found) return undefined;
    const { row, actor } = found;
    const { t, locale, unit, now } = context;
    const view = { ...row, place: row.programme.place, plan: planView(actor, row, now) };
    return { card: await draw({ t, locale, now, zone: unit.zone }, view, context) };
  };
}

/** Messages about planned sessions; the subject of each is the session. */
export const sessionNotices: readonly (readonly [string, Notice])[] = [
  [
    'session.H-1',
    {
      reminder: { family: 'sessions', before: 'H-1' },
      stillDue: stillDue(['planned'], 'session.H-1'),
      render: render((voice, view, { late, now }) => {
        const { zone } = voice;
        const today = compareDates(localDate(view.startsAt, zone), localDate(now, zone)) === 0;
        return tomorrowCard(voice, view, { today, late });
      }),
    },
  ],
  [
    'session.unrecorded',
    {
      reminder: { family: 'sessions' },
      stillDue: stillDue(['planned'], 'session.unrecorded'),
      render: render((voice, view) => unrecordedCard(voice, view, false)),
    },
  ],
  [
    'session.overdue',
    {
      reminder: { family: 'sessions' },
      stillDue: stillDue(['planned'], 'session.overdue'),
      render: render((voice, view) => unrecordedCard(voice, view, true)),
    },
  ],
  [
    CHANGED,
    {
      stillDue: stillDue(['planned', 'cancelled']),
      render: render(async (voice, view, { db, unit }) =>
        changedCard(voice, view, await lastChange(db.read, unit.id, view.id)),
      ),
    },
  ],
];
