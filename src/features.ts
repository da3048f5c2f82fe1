import type { Feature, FeatureDeps } from './bot/feature.js';
import { closeFormsOf } from './bot/forms/rows.js';
import type { Db } from './db/database.js';
import type { DeliveryDeps } from './delivery/delivery.js';
import { type NameWatch, watchNames } from './delivery/guard/watch.js';
import type { Notices } from './delivery/notice.js';
import type { Card } from './dialogs/card.js';
import { agencyIn, createAgenciesFeature, createAgenciesService } from './features/agencies/index.js';
import { agreementDuties, agreementsSection, createAgreementsFeature } from './features/agreements/index.js';
import { createAlertsFeature, onRecorded } from './features/alerts/index.js';
import { createCalendarFeature } from './features/calendar/index.js';
import { createCountsFeature, measureMonth } from './features/counts/index.js';
import { type Fetched, fetchCopies, readKept, showKept } from './features/evidence/index.js';
import { createExemptionsFeature, exemptIn, notANameButton } from './features/exemptions/index.js';
import { createExportsFeature } from './features/exports/index.js';
import { createFeedFeature, endFeedOf } from './features/feed/index.js';
import { createFollowUpsFeature, followUpDuties, followUpsSection } from './features/followups/index.js';
import { createHelpFeature } from './features/help/index.js';
import {
  type ButtonsFor,
  createIncidentsFeature,
  type IncidentsService,
} from './features/incidents/index.js';
import { createMonths } from './features/months/index.js';
import { createPagesFeature, pageOf } from './features/pages/index.js';
import {
  type Around,
  addressesOf,
  createPeopleFeature,
  markUnreachable,
  type PeopleService,
  postholderNames,
  unitsBy,
  type WithBackups,
} from './features/people/index.js';
import { createPrivacyFeature } from './features/privacy/index.js';
import {
  createProgrammesFeature,
  everybodyIn,
  participantMarks,
  programmeDuties,
} from './features/programmes/index.js';
import { createQueueFeature, tellHeads } from './features/queue/index.js';
import { createRecordsFeature, recordSection } from './features/records/index.js';
import { createRemindersFeature, puttingOff, wishesOf } from './features/reminders/index.js';
import { createRosterFeature } from './features/roster/index.js';
import {
  attendedSince,
  createSessionsFeature,
  settleUnitTimetables as onDaysChanged,
  personSection,
  programmesWithSessions,
  timetable,
} from './features/sessions/index.js';
import {
  createSummariesFeature,
  groupLost,
  groupMoved,
  groupsBy,
  topicGone,
} from './features/summaries/index.js';
import { createTrailFeature } from './features/trail/index.js';
import { createVisitsFeature, pollDuties, visitDuties } from './features/visits/index.js';
import type { Clock } from './lib/clock.js';
import type { Logger } from './lib/logger.js';
import type { Seal } from './lib/shut/seal.js';
import { createSealedFiles } from './lib/shut/sealed-files.js';
import { KEPT } from './running/kept.js';
import type { Sweeps } from './running/sweeps.js';

/** What delivery asks of features. */
type ForDelivery = Pick<DeliveryDeps, 'notices' | 'onSetAside' | 'reach' | 'wishes'>;

/** What the ending of a post touches beyond people. */
const around: Around = {
  duties: [visitDuties, pollDuties, followUpDuties, agreementDuties, programmeDuties],
  closeForms: async (tx, telegramId, now) => {
    await closeFormsOf(tx, telegramId);
    await endFeedOf(tx, telegramId, now);
  },
};

/** A head may say that what a group was not told is no participant's name. */
const exemptionButtons: ButtonsFor = ({ kind, facts }, _incident, { t }) =>
  kind === 'guard-dropped' && facts.by === 'name' ? [notANameButton(t, facts.words)] : [];

/** Every feature, wired; the order is the order in which they are asked. */
export function createFeatures(
  deps: FeatureDeps &
    WithBackups & {
      readonly people: PeopleService;
      readonly clock: Clock;
      readonly seal: Seal;
      /** What the codes and keys of links are derived from. */
      readonly secret: string;
      /** Whom HEAD_TELEGRAM_IDS names. */
      readonly owners: readonly bigint[];
      readonly logger: Logger;
      /** Where copies of what was sent are kept. */
      readonly evidenceFolder: string;
      /** Where people reach pages, without a trailing slash; undefined: there are none. */
      readonly publicUrl?: string | undefined;
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
  const months = createMonths(measureMonth);
  const files = createSealedFiles(deps.evidenceFolder, deps.seal);
  const shown = { showKept: showKept({ db: deps.db, files }) };
  const { feature: incidentsFeature, incidents } = createIncidentsFeature({
    ...deps,
    buttonsFor: exemptionButtons,
  });
  const byNoun: Readonly<Record<string, Feature>> = {
    people: createPeopleFeature({ ...deps, ...around, agencyIn, agencies: (actor) => agencies.list(actor) }),
    agencies: createAgenciesFeature({ agencies }),
    calendar: createCalendarFeature({ ...deps, onDaysChanged }),
    // Before visits: /kunjungan kalender is its.
    feed: createFeedFeature({
      ...deps,
      identify: (telegramId, now) => deps.people.identify(telegramId, now),
      publicUrl: deps.publicUrl,
    }),
    visits: createVisitsFeature({
      ...deps,
      ...shown,
      onDaysChanged,
      sections: [followUpsSection, agreementsSection, recordSection],
      feeds: deps.publicUrl === undefined ? undefined : true,
      pageOf: pageOf(deps.publicUrl, deps.secret),
    }),
    pages: createPagesFeature({ ...deps, publicUrl: deps.publicUrl }),
    followups: createFollowUpsFeature(deps),
    agreements: createAgreementsFeature(deps),
    records: createRecordsFeature({ ...deps, readKept: readKept({ files }) }),
    exemptions: createExemptionsFeature(deps),
    sessions: createSessionsFeature({ ...deps, ...shown, onRecorded, months }),
    counts: createCountsFeature(deps),
    // Before programmes: /peserta baru is its.
    roster: createRosterFeature({ ...deps, months, builtOn: { attendedSince, programmesWithSessions } }),
    programmes: createProgrammesFeature({ ...deps, timetable, months, section: personSection(deps.db) }),
    exports: createExportsFeature(deps),
    summaries: createSummariesFeature(deps),
    alerts: createAlertsFeature(deps),
    reminders: createRemindersFeature({ ...deps, notices: () => notices }),
    queue: createQueueFeature(deps),
    incidents: incidentsFeature,
    trail: createTrailFeature(deps),
    privacy: createPrivacyFeature({ ...deps, kept: KEPT }),
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
export function nameWatch({ read }: Db, clock: Clock): NameWatch {
  return watchNames({
    marks: () => participantMarks(read),
    participants: (unitId) => everybodyIn(read, unitId),
    postholders: () => postholderNames(read, clock.now()),
    exempt: (unitId) => exemptIn(read, unitId),
  });
}
