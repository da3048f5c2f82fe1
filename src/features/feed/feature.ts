import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { Router } from '../../bot/routing/router.js';
import { createFeedBot } from './bot.js';
import { feedPage } from './page.js';
import { createFeedService, type Identify } from './service.js';

/** Agreed visits in the calendars of those who take part, where there is a public address. */
export function createFeedFeature({
  publicUrl,
  ...deps
}: Pick<FeatureDeps, 'db'> & {
  readonly identify: Identify;
  readonly secret: string;
  readonly publicUrl: string | undefined;
}): Feature {
  const feeds = createFeedService(deps);
  return {
    dialogs: [],
    notices: [],
    compose: () => (publicUrl === undefined ? new Router() : createFeedBot({ feeds, publicUrl })),
    pages: publicUrl === undefined ? [] : [feedPage({ db: deps.db, feeds, publicUrl })],
  };
}
