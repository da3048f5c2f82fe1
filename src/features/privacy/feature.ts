import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createPrivacyBot } from './bot.js';
import type { Kept } from './messages.js';
import { createPrivacyService } from './service.js';

/** `/privasi`: what is kept about whoever asks, and how to take it along or to leave. */
export function createPrivacyFeature(deps: Pick<FeatureDeps, 'db'> & { readonly kept: Kept }): Feature {
  const privacy = createPrivacyService(deps);
  return { dialogs: [], notices: [], compose: () => createPrivacyBot({ privacy, kept: deps.kept }) };
}
