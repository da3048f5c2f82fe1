import { canSome } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import { onCommand, onTap } from '../../../bot/guards.js';
import type { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import { whenValues } from '../../../dialogs/fields/when.js';
import { formatDateTime, parseIsoDate, toInstant } from '../../../lib/zoned.js';
import { matchName } from '../../../reading/match.js';
import { splitLine, splitVisitLine } from '../../../reading/when-line.js';
import type { Voice } from '../../../words/voice.js';
import { readAgencies } from '../agencies/rules.js';
import { proposesFor } from '../lists/bot.js';
import { visitPastTap } from '../past/taps.js';
import { isHumas } from '../people/rules.js';
import { noCalendar } from '../slots/service.js';
import type { VisitsBotDeps } from '../visit/bot.js';
import { PARTIES_MAX, PURPOSE_MAX, VISIT_MINUTES } from '../visit/rules.js';
import type { Data, NewVisit } from './dialog.js';
import { visitNewTap } from './taps.js';

type VisitLine = ReturnType<typeof splitVisitLine>;

type Surroundings = Voice & {
  readonly agencies: readonly { readonly id: number; readonly name: string }[];
  /** Somebody of the unit types it: then they go to the agency unless it is changed. */
  readonly byUnit: boolean;
};

type Named = Pick<NewVisit, 'agencies' | 'readAs' | 'faults'>;

function agencyOf(typed: string | undefined, { agencies, byUnit, t }: Surroundings): Partial<Named> {
  const [only] = agencies;
  if (!byUnit && agencies.length === 1 && only) return { agencies: [only.id] };
  if (typed === undefined) return {};
  const read = readAgencies(typed, agencies);
  if (!read.ok) return { faults: { agency: t(`choice-${read.reason}`, { typed: read.typed }) } };
  if (read.agencies.length > 1 && !byUnit) return { faults: { agency: t('visit-agencies-one') } };
  if (read.agencies.length > PARTIES_MAX) {
    return { faults: { agency: t('visit-agencies-most', { most: PARTIES_MAX }) } };
  }
  const doubtful = read.agencies.filter(({ exact }) => !exact);
  return {
    agencies: read.agencies.map(({ id }) => id),
    ...(doubtful.length > 0 && {
      readAs: doubtful.map(({ id: agency, typed: part }) => ({ agency, typed: part })),
    }),
  };
}

/**
 * `Dinas Perikanan, Dinas Sosial, besok jam 10, …`: parts right after the first that are surely other agencies' names
 * belong to it and not to the purpose. Returns how many.
 */
function furtherAgencies(text: string, line: VisitLine, { agencies, byUnit }: Surroundings): number {
  if (!byUnit || line.agencyText === undefined) return 0;
  const parts = splitLine(text);
  const first = parts.findIndex((part) => part === line.agencyText);
  if (first === -1) return 0;
  let count = 0;
  for (const part of parts.slice(first + 1)) {
    const read = readAgencies(part, agencies);
    if (!read.ok || read.agencies.some(({ exact }) => !exact)) break;
    count += 1;
  }
  return count;
}

const FAULTS: Readonly<Record<string, string>> = {
  'no-such-date': 'when-no-such-date',
  'no-such-time': 'when-no-such-time',
  'end-before-start': 'when-end-before-start',
  ambiguous: 'when-ambiguous',
};

function whenOf(line: VisitLine, { now, zone, locale, t }: Surroundings): Partial<NewVisit> {
  if (!line.ok) {
    const { understood } = line;
    return { faults: { when: t(FAULTS[line.reason] ?? 'when-not-understood', { understood }) } };
  }
  if (!line.when) return {};
  const values = whenValues(line.when, zone, now, VISIT_MINUTES);
  const day = values.date === undefined ? undefined : parseIsoDate(values.date);
  if (!day || values.start === undefined) return values;
  const [hour = 0, minute = 0] = values.start.split(':').map(Number);
  const startsAt = toInstant(day, { hour, minute }, zone);
  if (startsAt > now) return values;
  // Which of the two is wrong, only the person knows: both are asked for.
  return { faults: { when: t('visit-time-past', { when: formatDateTime(startsAt, zone, locale) }) } };
}

/**
 * What `/kunjungan Dinas Perikanan, kamis jam 10, kerja sama pelatihan` says, as values of the form: what is missing or
 * couldn't be read is left to be asked for, with a word about it.
 */
function readVisitLine(text: string, around: Surroundings): Partial<NewVisit> {
  const read = splitVisitLine(text, { now: around.now, zone: around.zone, locale: around.locale });
  const further = furtherAgencies(text, read, around);
  const parts = (read.purpose ?? '').split(', ');
  const line = {
    ...read,
    agencyText: [read.agencyText ?? '', ...parts.slice(0, further)].join(', ') || undefined,
    purpose: parts.slice(further).join(', '),
  };
  const agency = agencyOf(line.agencyText, around);
  const when = whenOf(read, around);
  const purpose = purposeOf(line, agency, around);
  const faults = { ...agency.faults, ...when.faults };
  return {
    ...agency,
    ...when,
    ...(purpose !== '' && { purpose: [...purpose].slice(0, PURPOSE_MAX).join('') }),
    direction: around.byUnit ? 'toAgency' : 'toUnit',
    ...(Object.keys(faults).length > 0 && { faults }),
  };
}

/** A contact of one agency may leave its name out: what stands there is the purpose, unless it is the name. */
function purposeOf(
  line: { readonly agencyText?: string | undefined; readonly purpose?: string },
  { agencies: chosen = [] }: Partial<NewVisit>,
  { agencies, byUnit }: Surroundings,
): string {
  const { agencyText = '', purpose = '' } = line;
  if (byUnit || agencies.length !== 1 || agencyText === '') return purpose;
  const named = matchName(agencyText, agencies);
  if (named.kind === 'one' && chosen.includes(named.item.id)) return purpose;
  return [agencyText, purpose].filter((part) => part !== '').join(', ');
}

async function openNew(
  { visits, dialogs, runner }: VisitsBotDeps,
  ctx: ActorContext,
  values: object,
  agencies: Data['agencies'],
  where?: 'here',
): Promise<void> {
  const colleagues = await visits.colleagues(ctx.actor, ctx.now);
  const members = colleagues.filter((person) => isHumas(person) && person.id !== ctx.actor.personId);
  // Whoever can only mean one agency isn't asked which.
  const [only] = agencies.length === 1 && colleagues.length === 0 ? agencies : [];
  const given = { ...(only && { agencies: [only.id] }), members: members.map(({ id }) => id), ...values };
  const known: Data = { agencies, colleagues, calendar: noCalendar(ctx.actor) };
  await runner.open(ctx, dialogs.create, given, { where, known });
}

/** What else `/kunjungan` says: it tells whether the argument was its own, or nothing was said. */
type Subcommand = (ctx: ActorContext, argument: string) => Promise<boolean>;

/** `/kunjungan` with a visit in one line, once no subcommand wanted the argument; and the button for a new visit. */
export function registerProposals(
  bot: Router,
  deps: VisitsBotDeps,
  subcommands: readonly Subcommand[],
): void {
  onCommand(bot, 'visits', async (ctx, argument) => {
    for (const subcommand of subcommands) if (await subcommand(ctx, argument)) return;
    if (!canSome(ctx.actor, 'visit.propose')) return ctx.show({ text: ctx.t('refused-post') });
    const { actor, t, saidAt: now, locale } = ctx;
    const agencies = await deps.visits.agencies(actor);
    const byUnit = proposesFor(actor) === 'unit';
    const line = readVisitLine(argument, { agencies, byUnit, t, now, locale, zone: actor.zone });
    await openNew(deps, ctx, line, agencies);
  });

  onTap(bot, visitPastTap, async (ctx) => {
    const { actor, now, t } = ctx;
    if (proposesFor(actor) !== 'unit') return answerTap(ctx, t('refused-post'), true);
    const colleagues = await deps.visits.colleagues(actor, now);
    const agencies = await deps.visits.agencies(actor);
    const known: Data = { agencies, colleagues, calendar: noCalendar(actor) };
    const along = colleagues.filter((person) => isHumas(person) && person.id !== actor.personId);
    const given = { members: along.map(({ id }) => id) };
    await deps.runner.open(ctx, deps.dialogs.past, given, { where: 'here', known });
  });

  onTap(bot, visitNewTap, async (ctx) => {
    if (!canSome(ctx.actor, 'visit.propose')) return answerTap(ctx, ctx.t('refused-post'), true);
    await openNew(deps, ctx, {}, await deps.visits.agencies(ctx.actor), 'here');
  });
}
