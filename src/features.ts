import type { Feature, FeatureDeps } from './bot/feature.js';
import type { Db } from './db/database.js';
import type { DeliveryDeps } from './delivery/delivery.js';
import { type NameWatch, watchNames } from './delivery/guard/watch.js';
import type { Notices } from './delivery/notice.js';
import type { Card } from './dialogs/card.js';
import { createAgenciesFeature, createAgenciesService } from './features/agencies/index.js';
import { createAlertsFeature, onRecorded } from './features/alerts/index.js';
import { createCalendarFeature } from './features/calendar/index.js';
import { createCountsFeature } from './features/counts/index.js';
import { type Fetched, fetchCopies, showKept } from './features/evidence/index.js';
import { createExemptionsFeature, exemptIn, notANameButton } from './features/exemptions/index.js';
import { createFollowUpsFeature, followUpsSection } from './features/followups/index.js';
import { createHelpFeature } from './features/help/index.js';
import {
  type ButtonsFor,
  createIncidentsFeature,
  type IncidentsService,
} from './features/incidents/index.js';
import {
  addressesOf,
  createPeopleFeature,
  markUnreachable,
  type PeopleService,
  postholderNames,
  unitsBy,
  type WithBackups,
} from './features/people/index.js';
import { createProgrammesFeature, everybodyIn, participantMarks } from './features/programmes/index.js';
import { createQueueFeature, tellHeads } from './features/queue/index.js';
import { createRecordsFeature, recordSection } from './features/records/index.js';
import { createRemindersFeature, puttingOff, wishesOf } from './features/reminders/index.js';
import { createRosterFeature } from './features/roster/index.js';
import {
  createSessionsFeature,
  settleUnitTimetables as onDaysChanged,
  personSection,
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
import type { Logger } from './lib/logger.js';
import type { Seal } from './lib/shut/seal.js';
import { createSealedFiles } from './lib/shut/sealed-files.js';
import type { Sweeps } from './running/sweeps.js';

/** What delivery asks of features. */
type ForDelivery = Pick<DeliveryDeps, 'notices' | 'onSetAside' | 'reach' | 'wishes'>;

/** A head may say that what a group was not told is no participant's name. */
const exemptionButtons: ButtonsFor = ({ kind, facts }, _incident, { t }) =>
  kind === 'guard-dropped' && facts.by === 'name'
    ? [notANameButton(t, facts.words)].filter((row) => row.length > 0)
    : [];

/** Every feature, wired; the order is the order in which they are asked. */
export function createFeatures(
  deps: FeatureDeps &
    WithBackups & {
      readonly people: PeopleService;
      readonly clock: Clock;
      readonly seal: Seal;
      readonly logger: Logger;
      /** Where copies of what was sent are kept. */
      readonly evidenceFolder: string;
      /** Sends a card to a private chat at once, past the outbox. */
      readonly send: (chatId: bigint, card: Card) => Promise<unknown>;
    },
): {
  readonly features: readonly Feature[];
  readonly sweeps: Sweeps;
  readonly forDelivery: ForDelivery;
  readonly incidents: IncidentsService;
  /** Copies what was sent and isn't copied yet; see `fetchCopies`. */
  readonly fetchCopies: (now: Date) => Promise<Fetched>;
} {
  const agencies = createAgenciesService(deps);
  const files = createSealedFiles(deps.evidenceFolder, deps.seal);
  const shown = { showKept: showKept({ db: deps.db, files }) };
  const { feature: incidentsFeature, incidents } = createIncidentsFeature({
    ...deps,
    buttonsFor: exemptionButtons,
  });
  const byNoun: Readonly<Record<string, Feature>> = {
    people: createPeopleFeature({ ...deps, agencies: (actor) => agencies.list(actor) }),
    agencies: createAgenciesFeature({ agencies }),
    calendar: createCalendarFeature({ ...deps, onDaysChanged }),
    visits: createVisitsFeature({
      ...deps,
      ...shown,
      onDaysChanged,
      sections: [followUpsSection, recordSection],
    }),
    followups: createFollowUpsFeature(deps),
    records: createRecordsFeature(deps),
    exemptions: createExemptionsFeature(deps),
    sessions: createSessionsFeature({ ...deps, ...shown, onRecorded }),
    counts: createCountsFeature(deps),
    programmes: createProgrammesFeature({ ...deps, timetable, section: personSection(deps.db) }),
    roster: createRosterFeature(deps),
    summaries: createSummariesFeature(deps),
    alerts: createAlertsFeature(deps),
    reminders: createRemindersFeature({ ...deps, notices: () => notices }),
    queue: createQueueFeature(deps),
    incidents: incidentsFeature,
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
  return {
    features,
    sweeps,
    forDelivery: { notices, onSetAside: tellHeads, reach, wishes },
    incidents,
    fetchCopies: (now) => fetchCopies({ ...deps, files }, now),
  };
}

/** What keeps participants' names from groups, of all units; one for the whole program. */
export function nameWatch({ read }: Db): NameWatch {
  return watchNames({
    marks: () => participantMarks(read),
    participants: (unitId) => everybodyIn(read, unitId),
    postholders: () => postholderNames(read),
    exempt: (unitId) => exemptIn(read, unitId),
  });
}
