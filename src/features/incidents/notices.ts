import type { Due, Notice, NoticeContext } from '../../delivery/notice.js';
import { unitHeads } from '../staffing/index.js';
import { type ButtonsFor, incidentCard, overCard } from './messages.js';
import { type Found, type IncidentsService, NOTICE } from './service.js';

type Deps = {
  readonly incidents: Pick<IncidentsService, 'find'>;
  /** What can be done about an incident with a tap. */
  readonly buttonsFor: ButtonsFor;
};

async function dueFor({ db, unit, to, now }: NoticeContext): Promise<Due> {
  const heads = await unitHeads(db.read, unit.id, now);
  return 'personId' in to && heads.some(({ id }) => id === to.personId)
    ? { send: true }
    : { drop: 'no-post' };
}

const voiceOf = ({ t, locale, unit, now }: NoticeContext) => ({ t, locale, now, zone: unit.zone });

export function incidentNotices({ incidents, buttonsFor }: Deps): readonly (readonly [string, Notice])[] {
  const found = ({ unit, subjectId }: NoticeContext): Promise<Found | undefined> =>
    incidents.find(unit.id, subjectId);

  const so: Notice = {
    stillDue: async (context) => {
      const incident = await found(context);
      if (!incident) return { drop: 'gone' };
      return incident.overAt ? { drop: 'over' } : dueFor(context);
    },
    render: async (context) => {
      const incident = await found(context);
      if (!incident) return undefined;
      const { known, at } = incident;
      const voice = voiceOf(context);
      const buttons = known ? buttonsFor(known, context.subjectId, voice) : [];
      const since = context.subjectVersion > 1 ? { since: at } : {};
      return { card: incidentCard(incident, { ...since, buttons }, voice) };
    },
  };

  const over: Notice = {
    stillDue: async (context) => ((await found(context))?.overAt ? dueFor(context) : { drop: 'lasts' }),
    render: async (context) => {
      const incident = await found(context);
      if (!incident?.overAt) return undefined;
      const { kind, at, overAt } = incident;
      return { card: overCard({ kind, at, overAt }, voiceOf(context)) };
    },
  };

  return [
    [NOTICE.so, so],
    [NOTICE.over, over],
  ];
}
