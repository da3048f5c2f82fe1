import { type Button, bold, type Card, join, lines, type Text } from '../../../dialogs/card.js';
import { formatDateTime, formatRange } from '../../../lib/zoned.js';
import { short } from '../card/messages.js';
import { visitListTap } from '../lists/taps.js';
import { clashText } from '../slots/messages.js';
import { TICK_MARKS, tickButtons } from '../ticks/messages.js';
import { isWhole } from '../ticks/rules.js';
import { nameAmong, namesText, type Reader, shortWhen } from '../visit/messages.js';
import { visitTap } from '../visit/taps.js';
import { bestFirst, countAt, type Poll, type PollParty, type SeenPoll, silentIn } from './rules.js';
import type { PollEntry } from './store.js';
import { pollFixTap, pollNewTap, pollTap } from './taps.js';

const namesOf = (parties: readonly PollParty[], reader: Reader): string =>
  namesText(
    parties.map(({ agencyName }) => agencyName),
    reader,
  );

/** A time with who says what of it, and what stands against it. */
function timeLines({ poll, clashes }: SeenPoll, at: number, reader: Reader): Text {
  const { t, zone, locale } = reader;
  const time = poll.times[at];
  if (!time) return '';
  const said = poll.parties.flatMap(({ agencyName, ticks }) => {
    const tick = ticks[at];
    return tick === undefined ? [] : [`${TICK_MARKS[tick]} ${nameAmong(agencyName)}`];
  });
  const [clash] = clashes[at] ?? [];
  return lines(
    join([bold(`${at + 1}. `), formatRange(time.startsAt, time.endsAt, zone, locale)]),
    said.length > 0 && said.join(' · '),
    clash && `⚠️ ${t('poll-clash', { agency: nameAmong(clash.with.agencyName) })}`,
  );
}

function aboutLines({ direction, purpose, deadline, parties }: Poll, reader: Reader): Text {
  const { t, zone, locale } = reader;
  return lines(
    `🏢 ${t(`visit-with-${direction}`, { agency: namesOf(parties, reader) })}`,
    `📝 ${purpose}`,
    `⏳ ${t('poll-until', { when: formatDateTime(deadline, zone, locale) })}`,
  );
}

/** Who hasn't answered, and whom of them nobody can write to. */
function silentLines({ poll, unreached }: SeenPoll, reader: Reader): Text | undefined {
  const silent = silentIn(poll);
  if (silent.length === 0) return undefined;
  const { t } = reader;
  const lost = silent.filter(({ agencyId }) => unreached.includes(agencyId));
  return lines(
    t('poll-silent', { agency: namesOf(silent, reader) }),
    lost.length > 0 && t('poll-unreached', { agency: namesOf(lost, reader) }),
  );
}

/** How it stands, in a few words. */
function stateText({ poll }: SeenPoll, { t, now }: Reader): string {
  if (poll.state !== 'open') return t(`poll-state-${poll.state}`);
  const silent = silentIn(poll).length;
  if (silent === 0) return t('poll-all-answered');
  return t(poll.deadline <= now ? 'poll-late' : 'poll-waiting', { silent, count: poll.parties.length });
}

/** `⭐ Terbaik: nomor 2 — 2 bisa, 1 kalau perlu; tidak ada bentrok.` */
function bestText({ poll, clashes }: SeenPoll, at: number, { t }: Reader): Text {
  const count = countAt(poll, at);
  const said = (['y', 'm', 'n', 'unsaid'] as const).filter((what) => count[what] > 0);
  const why = said.map((what) => t(`poll-count-${what}`, { count: count[what] })).join(', ');
  const free = t((clashes[at]?.length ?? 0) === 0 ? 'poll-free' : 'poll-not-free');
  return join(['⭐ ', bold(t('poll-best', { number: at + 1 })), ` — ${why}; ${free}`]);
}

const PER_ROW = 3;

/** A tap that makes a visit of each time that can be had, the best first. */
function fixButtons({ poll }: SeenPoll, ranked: readonly number[], reader: Reader): Button[][] {
  const { t, now } = reader;
  const { id, version, times } = poll;
  const [best, ...others] = ranked;
  if (best === undefined) return [];
  const data = (at: number) => pollFixTap.data({ id, version, time: times[at]?.id ?? 0 });
  const when = shortWhen(times[best]?.startsAt ?? now, reader);
  const rest = others.map((at) => ({ label: t('poll-fix-other', { number: at + 1 }), data: data(at) }));
  const rows: Button[][] = [
    [{ label: t('poll-fix', { number: best + 1, when }), data: data(best), style: 'success' }],
  ];
  for (let at = 0; at < rest.length; at += PER_ROW) rows.push(rest.slice(at, at + PER_ROW));
  return rows;
}

function openButtons(seen: SeenPoll, ranked: readonly number[], reader: Reader): Button[][] {
  const { id, version } = seen.poll;
  const tap = (button: 'off' | 'nudge' | 'relay'): Button => ({
    label: reader.t(`poll-${button}`),
    data: pollTap.data({ button, id, version }),
  });
  const nudge = silentIn(seen.poll).length > 0 ? [tap('nudge')] : [];
  return [...fixButtons(seen, ranked, reader), [...nudge, tap('relay')], [tap('off')]];
}

/** The unit's card: who says what of each time, the best with its reasons, and a tap that makes a visit of each. */
function unitCard(seen: SeenPoll, head: Text | undefined, reader: Reader): Card {
  const { poll, clashes, side } = seen;
  const { t, now } = reader;
  const isOpen = poll.state === 'open';
  const heard = poll.parties.some(({ ticks }) => ticks.some((tick) => tick !== undefined));
  const ranked = isOpen ? bestFirst(poll, clashes, now) : [];
  const [best] = ranked;
  const visit = poll.visitId;
  const closed: Button[][] =
    visit === null
      ? []
      : [[{ label: t('poll-see-visit'), data: visitTap.data({ button: 'open', id: visit, version: 0 }) }]];
  const buttons = isOpen ? openButtons(seen, heard ? ranked : [], reader) : closed;
  return {
    text: lines(
      head && bold(head),
      join([bold(t('poll-title')), ` · ${stateText(seen, reader)}`]),
      aboutLines(poll, reader),
      '',
      ...poll.times.map((_, at) => timeLines(seen, at, reader)),
      isOpen && '',
      isOpen && silentLines(seen, reader),
      heard && best !== undefined && bestText(seen, best, reader),
      isOpen && best === undefined && t('poll-none-left'),
    ),
    buttons: side === 'unit' ? buttons : [],
  };
}

/** An agency's card: its own answer to each time, and three buttons a time. Of others it sees who is asked. */
function agencyCard({ poll, party }: SeenPoll, head: Text | undefined, reader: Reader): Card {
  const { t, unit, zone, locale } = reader;
  const { id, direction, purpose, deadline, parties, state, times } = poll;
  const others = parties.filter((one) => one !== party);
  const isOpen = state === 'open' && party !== undefined;
  const whole = party !== undefined && isWhole(party.ticks);
  return {
    text: lines(
      head && bold(head),
      bold(t(`poll-asks-${direction}`, { unit })),
      others.length > 0 && `🏢 ${t('visit-with', { agency: namesOf(others, reader) })}`,
      `📝 ${purpose}`,
      isOpen && `⏳ ${t('poll-until', { when: formatDateTime(deadline, zone, locale) })}`,
      '',
      ...times.map(({ startsAt, endsAt }, at) => {
        const tick = party?.ticks[at];
        const said = tick === undefined ? '' : ` — ${TICK_MARKS[tick]} ${t(`poll-tick-${tick}`)}`;
        return join([bold(`${at + 1}. `), formatRange(startsAt, endsAt, zone, locale), said]);
      }),
      '',
      isOpen ? t(whole ? 'poll-answered' : 'poll-ask') : bold(t(`poll-outcome-${state}`)),
    ),
    buttons: isOpen ? tickButtons({ id, agencyId: party.agencyId }, party.ticks, t) : [],
  };
}

/** A choice of times as whoever looks at it may see it; `head`: what has happened, above. */
export function pollCard(seen: SeenPoll, reader: Reader, head?: Text): Card {
  return seen.side === 'agency' ? agencyCard(seen, head, reader) : unitCard(seen, head, reader);
}

/** Why a time couldn't be made a visit: what stands against it by now. */
export function clashHead({ clashes }: SeenPoll, at: number, reader: Reader): Text {
  const found = { clashes: clashes[at] ?? [], unsuited: [], unknownYears: [] };
  return found.clashes.length > 0
    ? lines(reader.t('poll-refused-clash'), clashText(found, [], reader))
    : reader.t('poll-refused-hours');
}

/** Whether it is really to be called off. */
export function offCard({ poll }: SeenPoll, reader: Reader): Card {
  const { t } = reader;
  const { id, version, parties } = poll;
  return {
    text: lines(bold(t('poll-off-ask')), t('poll-off-told', { agency: namesOf(parties, reader) })),
    buttons: [
      [
        {
          label: t('poll-off-really'),
          data: pollTap.data({ button: 'really', id, version }),
          style: 'danger',
        },
      ],
      [{ label: t('dialog-back'), data: pollTap.data({ button: 'open', id, version }) }],
    ],
  };
}

/** Those that are open, a button each. */
export function pollListCard(entries: readonly PollEntry[], mayOffer: boolean, reader: Reader): Card {
  const { t } = reader;
  return {
    text: lines(
      bold(t('poll-list')),
      entries.length === 0 && t('poll-list-none'),
      mayOffer && t('poll-list-hint'),
    ),
    buttons: [
      ...(mayOffer ? [[{ label: t('poll-new'), data: pollNewTap.data({}), style: 'primary' as const }]] : []),
      ...entries.map(({ id, agencyNames, silent }): Button[] => {
        const name = short(agencyNames.join(', '));
        const label = t(silent === 0 ? 'poll-entry-answered' : 'poll-entry', { name, silent });
        return [{ label, data: pollTap.data({ button: 'open', id, version: 0 }) }];
      }),
      [{ label: t('visit-list-title'), data: visitListTap.data({ view: 'coming', page: 0, agency: 0 }) }],
    ],
  };
}
