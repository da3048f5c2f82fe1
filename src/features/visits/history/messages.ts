import { bold, type Card, join, lines, type Text } from '../../../dialogs/card.js';
import { editLines } from '../edit/messages.js';
import { isCorrection } from '../outcome/rules.js';
import { reasonText } from '../reasons/messages.js';
import { relayedText } from '../relayed/messages.js';
import { partnersText, type Reader, shortWhen } from '../visit/messages.js';
import type { Visit } from '../visit/rules.js';
import { visitTap } from '../visit/taps.js';
import type { Told } from './store.js';

/** What a kept reason is the reason for, where it isn't simply why. */
const REASON_SAID: Readonly<Record<string, string>> = {
  noted: 'visit-notes',
  minutesWritten: 'visit-notes',
  minutesCorrected: 'visit-notes',
  proposed: 'visit-overridden',
  moved: 'visit-overridden',
  counterAccepted: 'visit-overridden',
  edited: 'visit-overridden',
};

/** The word for what happened: a correction says so, and going on without some isn't accepting a time. */
function eventWord(
  { kind, reason, oldStart, agencyId, detail }: Told,
  older: readonly Told[],
  several: boolean,
): string {
  if (isCorrection({ kind, oldStart }, older)) return `corrected-${kind}`;
  if (kind === 'edited' && reason !== null && detail === null) return 'noted';
  if (kind === 'counterAccepted' && oldStart === null && agencyId === null && several) return 'wentOn';
  return kind;
}

function eventLine(event: Told, older: readonly Told[], visit: Visit, reader: Reader): Text {
  const { t } = reader;
  const { at, kind, reason, oldStart, newStart, agencyId } = event;
  const several = visit.parties.length + visit.takenOut.length > 1;
  const times =
    oldStart && newStart && oldStart.getTime() !== newStart.getTime()
      ? t('visit-event-times', { old: shortWhen(oldStart, reader), new: shortWhen(newStart, reader) })
      : '';
  const word = eventWord(event, older, several);
  const all = [...visit.parties, ...visit.takenOut];
  const of = several ? all.find((party) => party.agencyId === agencyId)?.agencyName : undefined;
  const by = [event.by, of].filter((name) => name !== null && name !== undefined).join(', ');
  const said = word.startsWith('corrected-') && kind !== 'cancelled' ? 'visit-reason' : REASON_SAID[word];
  return lines(
    join([bold(shortWhen(at, reader)), ` · ${t(`visit-event-${word}`)}${by === '' ? '' : ` · ${by}`}`]),
    times !== '' && `   ${times}`,
    ...(event.detail ? editLines(event.detail, visit, reader, event.names).map((line) => `   ${line}`) : []),
    event.via !== null && `   ${relayedText(event, visit, reader)}`,
    reason !== null && `   ${t(said ?? 'visit-reason', { reason: reasonText(reason, t) })}`,
  );
}

/** Who did what to a visit, when and why, the newest first. */
export function historyCard(visit: Visit, events: readonly Told[], reader: Reader): Card {
  const { t } = reader;
  const back = visitTap.data({ button: 'open', id: visit.id, version: visit.version });
  return {
    text: lines(
      bold(t('visit-history-title', { agency: partnersText(visit, reader) })),
      ...events.map((event, at) => eventLine(event, events.slice(at + 1), visit, reader)),
    ),
    buttons: [[{ label: t('dialog-back'), data: back }]],
  };
}
