import { canSome } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import { type WhenValues, whenFaultText, whenValues } from '../../../dialogs/fields/when.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import { matchName } from '../../../reading/match.js';
import { readWhen } from '../../../reading/when.js';
import { splitVisitLine } from '../../../reading/when-line.js';
import { type LogForm, USUAL_MINUTES } from '../form/dialog.js';
import type { SessionsService } from '../session/service.js';
import { saidIn } from './rules.js';

/** What is known of a session that is to be recorded; times as `09:00`, in the unit's zone. */
export type Known = {
  readonly programme: number;
  readonly planned: number | undefined;
  readonly date: string;
  readonly times: { readonly start: string; readonly end: string } | undefined;
  /** What was said of who came. */
  readonly said: string | undefined;
  /** What was said besides: it is for the one who wrote it to say what it is. */
  readonly left: string | undefined;
};

/** What a line after `/sesi` comes to. */
export type SessionLine =
  /** Record a session of this programme; `note` says how an inexact name was read. */
  | { readonly kind: 'log'; readonly known: Known; readonly note: string | undefined }
  /** Record a session of a programme that is still to be chosen. */
  | { readonly kind: 'open'; readonly values: Partial<LogForm> }
  /** Who may not record looks at the programme's past sessions. */
  | { readonly kind: 'past'; readonly programme: number }
  /** The name fits several; `values` go with whichever is chosen by one who may record. */
  | {
      readonly kind: 'many';
      readonly note: string;
      readonly programmes: readonly { readonly id: number; readonly name: string }[];
      readonly values: Partial<LogForm> | undefined;
    }
  | { readonly kind: 'fault'; readonly note: string };

/** Reads `budidaya, kemarin jam 9-11, 3,7 sakit`: programme, date and time, who came; each but one may be missing. */
export async function readSessionLine(
  ctx: ActorContext,
  sessions: SessionsService,
  text: string,
): Promise<SessionLine> {
  const { actor, saidAt: now, locale, t } = ctx;
  const { zone } = actor;
  const { rest, said } = saidIn(text, (part) => {
    const read = readWhen(part, { now, zone, locale, prefer: 'past' });
    return read.ok ? { hasTime: read.time !== undefined } : undefined;
  });
  const line = splitVisitLine(rest, { now, zone, locale, prefer: 'past' });
  if (!line.ok) {
    return {
      kind: 'fault',
      note: whenFaultText(line, rest, { now, zone, locale, t, actor, values: {}, data: null }),
    };
  }
  const when = line.when && whenValues(line.when, zone, now, USUAL_MINUTES);
  const known = {
    planned: undefined,
    date: when?.date ?? isoDate(localDate(now, zone)),
    times: timesIn(when),
    said,
    left: line.purpose,
  };
  if (line.agencyText === undefined) {
    return { kind: 'open', values: valuesOf(known) };
  }
  const logs = canSome(actor, 'session.log');
  const programmes = await sessions.programmes(actor, logs ? 'session.log' : 'session.view');
  const match = matchName(line.agencyText, programmes);
  switch (match.kind) {
    case 'one': {
      const { id, name } = match.item;
      const note = match.exact ? undefined : t('choice-read-as', { typed: line.agencyText, name });
      return logs
        ? { kind: 'log', known: { ...known, programme: id }, note }
        : { kind: 'past', programme: id };
    }
    case 'many':
      return {
        kind: 'many',
        note: t('choice-many', { typed: line.agencyText }),
        programmes: match.items.map(({ id, name }) => ({ id, name })),
        values: logs ? { ...valuesOf(known), among: match.items.map(({ id }) => id) } : undefined,
      };
    case 'none':
      return { kind: 'fault', note: t('choice-none', { typed: line.agencyText }) };
  }
}

/** What is known as the form holds it. */
function valuesOf({ date, times, said, left }: Omit<Known, 'programme'>): Partial<LogForm> {
  return { date, ...times, ...(said !== undefined && { said }), ...(left !== undefined && { left }) };
}

function timesIn(when: Partial<WhenValues> | undefined): Known['times'] {
  const { start, end } = when ?? {};
  return start !== undefined && end !== undefined ? { start, end } : undefined;
}
