import type { Feature, FeatureDeps } from '../../bot/feature.js';
import { Router } from '../../bot/routing/router.js';
import type { Question } from '../visits/index.js';
import { answerPage } from './page.js';
import { keyOf, PAGE_PLACE } from './rules.js';

/** Pages on which agencies answer without Telegram, where there is a public address. */
export function createPagesFeature({
  publicUrl,
  ...deps
}: Pick<FeatureDeps, 'db' | 'defaultLocale' | 'wake'> & {
  readonly secret: string;
  readonly publicUrl: string | undefined;
}): Feature {
  return {
    dialogs: [],
    notices: [],
    compose: () => new Router(),
    pages: publicUrl === undefined ? [] : [answerPage({ ...deps, publicUrl })],
  };
}

/** The address of the page for a question; undefined: there are no pages. */
export function pageOf(
  publicUrl: string | undefined,
  secret: string,
): ((question: Question) => string) | undefined {
  if (publicUrl === undefined) return undefined;
  return (question) => `${publicUrl}${PAGE_PLACE}${keyOf(secret, question)}`;
}
