import type { Feature, FeatureDeps } from '../../bot/feature.js';
import type { ReadKept } from '../evidence/index.js';
import { activeOf, type VisitSection } from '../visits/index.js';
import { createRecordsBot } from './bot.js';
import { recordButton } from './messages.js';
import { recordable } from './rules.js';
import { createRecordsService } from './service.js';

/** The record of a visit (berita acara), to print and to sign. */
export function createRecordsFeature({
  db,
  names,
  readKept,
}: Pick<FeatureDeps, 'db' | 'names'> & { readonly readKept: ReadKept }): Feature {
  const records = createRecordsService({ db, names, readKept });
  return { dialogs: [], notices: [], compose: () => createRecordsBot({ records }) };
}

/** The way to the record, on the visit's card for whoever can have it. */
export const recordSection: VisitSection = async (_, actor, { id, unitId, state, minutes, parties }) => {
  const agencyIds = activeOf({ state, parties }).map(({ agencyId }) => agencyId);
  const answer = recordable(actor, { unitId, state, minutes: minutes?.text ?? null, agencyIds });
  return answer === 'yes' ? ({ t }) => ({ lines: undefined, buttons: [[recordButton(id, t)]] }) : undefined;
};
