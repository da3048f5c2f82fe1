import type { Feature, FeatureDeps } from './bot/feature.js';
import type { Db } from './db/database.js';
import type { DeliveryDeps } from './delivery/delivery.js';
import type { GuardedNames } from './delivery/guard/group-guard.js';
import type { Notices } from './delivery/notice.js';
import { createAgenciesFeature, createAgenciesService } from './features/agencies/index.js';
import { createAlertsFeature, onRecorded } from './features/alerts/index.js';
import { createCalendarFeature } from './features/calendar/index.js';
import { createCountsFeature } from './features/counts/index.js';
import { createFollowUpsFeature, followUpsSection } from './features/followups/index.js';
import { createHelpFeature } from './features/help/index.js';
import {
  addressesOf,
  createPeopleFeature,
  markUnreachable,
  type PeopleService,
  postholderNames,
  units,
  unitsBy,
} from './features/people/index.js';
import { createProgrammesFeature, participantsAmong } from './features/programmes/index.js';
import { createQueueFeature, tellHeads } from './features/queue/index.js';
import { createRecordsFeature, recordSection } from './features/records/index.js';
import { createRemindersFeature, puttingOff, wishesOf } from './features/reminders/index.js';
import { createRosterFeature } from './features/roster/index.js';
import {
  createSessionsFeature,
  settleUnitTimetables as onDaysChanged,
  timetable,
} from './features/sessions/index.js';
import {
  createSummariesFeature,
  groupLost,
  groupMoved,
  groupsBy,
  topicGone,
} from './features/summaries/index.js';
import { createVisitsFeature } from './features/visits/index.js';
import type { Clock } from './lib/clock.js';
import type { Sweeps } from './sweeps.js';

/** What delivery asks of features. */
type ForDelivery = Pick<DeliveryDeps, 'notices' | 'onSetAside' | 'reach' | 'wishes'>;

/** Every feature, wired; the order is the order in which they are asked. */
export function createFeatures(
  deps: FeatureDeps & { readonly people: PeopleService; readonly clock: Clock },
): {
  readonly features: readonly Feature[];
  readonly sweeps: Sweeps;
  readonly forDelivery: ForDelivery;
} {
  const agencies = createAgenciesService(deps);
  const byNoun: Readonly<Record<string, Feature>> = {
    people: createPeopleFeature({ ...deps, agencies: (actor) => agencies.list(actor) }),
    agencies: createAgenciesFeature({ agencies }),
    calendar: createCalendarFeature({ ...deps, onDaysChanged }),
    visits: createVisitsFeature({ ...deps, onDaysChanged, sections: [followUpsSection, recordSection] }),
    followups: createFollowUpsFeature(deps),
    records: createRecordsFeature(deps),
    sessions: createSessionsFeature({ ...deps, onRecorded }),
    counts: createCountsFeature(deps),
    programmes: createProgrammesFeature({ ...deps, timetable }),
    roster: createRosterFeature(deps),
    summaries: createSummariesFeature(deps),
    alerts: createAlertsFeature(deps),
    reminders: createRemindersFeature({ ...deps, notices: () => notices }),
    queue: createQueueFeature(deps),
    help: createHelpFeature(),
  };
  const features = Object.values(byNoun);

  const notices: Notices = new Map(
    features.flatMap((feature) =>
      feature.notices.map(([kind, notice]) => [kind, puttingOff(notice)] as const),
    ),
  );
  const reach = {
    personLost: markUnreachable,
    addressesOf,
    unitsBy,
    groupLost,
    groupMoved,
    groupsBy,
    topicGone,
  };
  const wishes = wishesOf(deps.db);
  const sweeps = Object.fromEntries(
    Object.entries(byNoun).flatMap(([noun, { sweep }]) => (sweep ? [[noun, sweep] as const] : [])),
  );
  return { features, sweeps, forDelivery: { notices, onSetAside: tellHeads, reach, wishes } };
}

/** Whose names the guard of groups looks for, in all units. */
export function guardedNames({ read }: Db): GuardedNames {
  async function among(by: Parameters<typeof participantsAmong>[2]): Promise<readonly string[]> {
    const unitIds = (await units(read)).map(({ id }) => id);
    return [...(await participantsAmong(read, unitIds, by))];
  }
  return {
    participantsNamed: (searchNames) => among({ searchNames }),
    participantsRegistered: (registerKeys) => among({ registerKeys }),
    postholders: () => postholderNames(read),
  };
}
