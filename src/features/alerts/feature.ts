import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { Router } from '../../bot/routing/router.js';
import { alertNotices } from './notices.js';
import { planSilences } from './service.js';

/** What a programme's officer is told of unasked: low attendance, absences in a row, no session for long. */
export function createAlertsFeature({ db }: Pick<FeatureDeps, 'db'>): Feature {
  return {
    dialogs: [],
    notices: alertNotices,
    compose: () => new Router(),
    sweep: (now) => planSilences(db, now),
  };
}
