import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { createPeopleBot } from './bot.js';
import { peopleNotices } from './notices.js';
import type { ListAgencies, WithBackups } from './rules.js';
import type { PeopleService } from './service.js';

/** Posts, invitations, requests for access, and each person's settings. */
export function createPeopleFeature(
  deps: FeatureDeps & WithBackups & { readonly people: PeopleService; readonly agencies: ListAgencies },
): Feature {
  return { dialogs: [], notices: peopleNotices, compose: () => createPeopleBot(deps) };
}
