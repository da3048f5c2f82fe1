import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { Router } from '../../bot/routing/router.js';
import type { Card } from '../../dialogs/card.js';
import type { Logger } from '../../lib/logger.js';
import type { Seal } from '../../lib/shut/seal.js';
import { translator } from '../../words/translate.js';
import { type ButtonsFor, incidentCard } from './messages.js';
import { incidentNotices } from './notices.js';
import { createIncidentsService, type IncidentsService } from './service.js';

export type IncidentsFeatureDeps = Pick<FeatureDeps, 'db' | 'wake' | 'defaultLocale'> & {
  readonly seal: Seal;
  readonly logger: Logger;
  /** Sends a card to a private chat at once, past the outbox. */
  readonly send: (chatId: bigint, card: Card) => Promise<unknown>;
  readonly buttonsFor: ButtonsFor;
};

/** What heads are told in words of what goes wrong with the program; whoever finds it reports it to `incidents`. */
export function createIncidentsFeature(deps: IncidentsFeatureDeps): {
  readonly feature: Feature;
  readonly incidents: IncidentsService;
} {
  const { send, defaultLocale, buttonsFor } = deps;
  const incidents = createIncidentsService({
    ...deps,
    tell: ({ unit: { zone }, chatId, locale }, incident) => {
      const spoken = locale ?? defaultLocale;
      const voice = { t: translator(spoken), locale: spoken, zone, now: incident.at };
      return send(chatId, incidentCard({ kind: incident.kind, known: incident }, {}, voice));
    },
  });
  const feature: Feature = {
    dialogs: [],
    notices: incidentNotices({ incidents, buttonsFor }),
    compose: () => new Router(),
    sweep: incidents.sweep,
  };
  return { feature, incidents };
}
