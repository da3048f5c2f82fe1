import { Composer } from 'grammy';
import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { alertNotices } from './notices.js';
import { planSilences } from './service.js';

/** What a programme's officer is told of unasked: low attendance, absences in a row, no session for long. */
export function createAlertsFeature({ db }: Pick<FeatureDeps, 'db'>): Feature {
  return {
    dialogs: [],
    notices: alertNotices,
    compose: () => new Composer(),
    sweep: (now) => planSilences(db, now),
  };
}
