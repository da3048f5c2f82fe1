import type { Feature, FeatureDeps } from './bot/feature.js';
import type { DeliveryDeps } from './delivery/delivery.js';
import type { Notices } from './delivery/notice.js';
import { createAgenciesFeature } from './features/agencies/feature.js';
import { createAgenciesService } from './features/agencies/service.js';
import { createAlertsFeature } from './features/alerts/feature.js';
import { onRecorded } from './features/alerts/service.js';
import { createCalendarFeature } from './features/calendar/feature.js';
import { createCountsFeature } from './features/counts/feature.js';
import { createFollowUpsFeature } from './features/followups/feature.js';
import { createHelpFeature } from './features/help/feature.js';
import { createPeopleFeature } from './features/people/feature.js';
import type { PeopleService } from './features/people/service.js';
import { createProgrammesFeature } from './features/programmes/feature.js';
import { createQueueFeature } from './features/queue/feature.js';
import { tellHeads } from './features/queue/service.js';
import { createRecordsFeature } from './features/records/feature.js';
import { createRemindersFeature } from './features/reminders/feature.js';
import { puttingOff } from './features/reminders/notices.js';
import { wishesOf } from './features/reminders/service.js';
import { createRosterFeature } from './features/roster/feature.js';
import { createSessionsFeature } from './features/sessions/feature.js';
import { settleUnitTimetables as onDaysChanged } from './features/sessions/service-timetable.js';
import { createSummariesFeature } from './features/summaries/feature.js';
import { createVisitsFeature } from './features/visits/feature.js';
import type { Clock } from './lib/clock.js';

/** What delivery asks of features. */
type ForDelivery = Pick<DeliveryDeps, 'notices' | 'onSetAside' | 'wishes'>;

/** Every feature, wired; the order is the order in which they are asked. */
export function createFeatures(
  deps: FeatureDeps & { readonly people: PeopleService; readonly clock: Clock },
): { readonly features: readonly Feature[]; readonly forDelivery: ForDelivery } {
  const agencies = createAgenciesService(deps);
  const features: readonly Feature[] = [
    createPeopleFeature({ ...deps, agencies }),
    createAgenciesFeature({ agencies }),
    createCalendarFeature({ ...deps, onDaysChanged }),
    createVisitsFeature({ ...deps, onDaysChanged }),
    createFollowUpsFeature(deps),
    createRecordsFeature(deps),
    createSessionsFeature({ ...deps, onRecorded }),
    createCountsFeature(deps),
    createProgrammesFeature(deps),
    createRosterFeature(deps),
    createSummariesFeature(deps),
    createAlertsFeature(deps),
    createRemindersFeature({ ...deps, notices: () => notices }),
    createQueueFeature(deps),
    createHelpFeature(),
  ];
  const notices: Notices = new Map(
    features.flatMap((feature) =>
      feature.notices.map(([kind, notice]) => [kind, puttingOff(notice)] as const),
    ),
  );
  return { features, forDelivery: { notices, onSetAside: tellHeads, wishes: wishesOf(deps.db) } };
}
