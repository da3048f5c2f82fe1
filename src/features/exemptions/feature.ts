import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createExemptionsBot } from './bot.js';
import { createExemptionsService } from './service.js';

/** *Bukan nama peserta*: what is like a participant's name and is none. */
export function createExemptionsFeature({ db }: Pick<FeatureDeps, 'db'>): Feature {
  const exemptions = createExemptionsService({ db });
  return { dialogs: [], notices: [], compose: () => createExemptionsBot({ exemptions }) };
}
