import type { Feature } from '../../bot/feature.js';
import { createAgenciesBot } from './bot.js';
import { agencyDialogs } from './dialog.js';
import { sayings } from './phrases.js';
import type { AgenciesService } from './service.js';

/** The unit's partners and their contacts. */
export function createAgenciesFeature(deps: { readonly agencies: AgenciesService }): Feature {
  const dialogs = agencyDialogs(deps.agencies);
  return {
    sayings,
    dialogs: [dialogs.add, dialogs.edit],
    notices: [],
    compose: (runner) => createAgenciesBot({ ...deps, dialogs, runner }),
  };
}
