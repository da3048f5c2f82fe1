import type { Feature } from '../bot/feature.js';
import { parseDatabaseUrl } from '../db/url.js';
import { createDelivery, type Delivery } from '../delivery/delivery.js';
import { groupGuard, type OnDropped } from '../delivery/guard/group-guard.js';
import { toMessage } from '../dialogs/card.js';
import type { Fetched } from '../features/evidence/index.js';
import type { IncidentsService } from '../features/incidents/index.js';
import { createFeatures } from '../features.js';
import { evidenceFolderOf } from '../office/evidence/folder.js';
import { telling } from './backups.js';
import type { Line } from './line.js';
import { droppedReport, headLeftReport, upgradedReport } from './reports.js';
import type { Surroundings } from './surroundings.js';
import type { Sweeps } from './sweeps.js';
import type { Unit } from './unit.js';

export type Office = {
  readonly features: readonly Feature[];
  readonly sweeps: Sweeps;
  readonly delivery: Delivery;
  readonly incidents: IncidentsService;
  readonly onDropped: OnDropped;
  readonly fetchCopies: (now: Date) => Promise<Fetched>;
};

/** The features, and what sends the messages that they plan. */
export function openOffice(
  { config, clock, logger, closers }: Surroundings,
  { db, names, people, seal, headsLeft, upgraded }: Unit,
  { client, api, botInfo }: Line,
): Office {
  const { defaultLocale } = config;
  const { features, sweeps, forDelivery, incidents, fetchCopies } = createFeatures({
    db,
    names,
    people,
    defaultLocale,
    botUsername: botInfo.username,
    download: (fileId, maxBytes) => client.downloadFile(api, fileId, { maxBytes, timeoutMs: 60_000 }),
    wake: () => delivery.wake(),
    clock,
    logger,
    seal,
    secret: config.botToken,
    owners: config.headTelegramIds,
    publicUrl: config.publicUrl,
    evidenceFolder: evidenceFolderOf(parseDatabaseUrl(config.databaseUrl)),
    send: (chatId, card) => {
      const { text, ...other } = toMessage(card);
      return api.sendMessage(Number(chatId), text, other);
    },
    ...telling(config, db.read),
  });
  const onDropped: OnDropped = (line) => {
    const { chatId: chat, rule, participantId: participant } = line;
    logger.warn({ chat, rule, participant }, 'a line was kept from a group');
    void droppedReport(db.read, line, clock.now())
      .then(incidents.report)
      .catch((err: unknown) => logger.error({ err }, 'nobody was told of a line that was kept from a group'));
  };
  api.config.use(groupGuard(names, onDropped));
  const owner = `${botInfo.id}`;
  const delivery = createDelivery({ db, api, clock, ...forDelivery, logger, owner, defaultLocale });
  closers.push(() => delivery.stop());
  for (const left of headsLeft) void incidents.report(headLeftReport(left, clock.now()));
  if (upgraded) void incidents.report(upgradedReport(upgraded, clock.now()));
  return { features, sweeps, delivery, incidents, onDropped, fetchCopies };
}
