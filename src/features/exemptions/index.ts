/** What heads have said to be no participant's name, so that groups may be told it. */
export { createExemptionsFeature } from './feature.js';
export { notANameButton } from './messages.js';
export { exemptIn, exemptionsBy } from './store.js';
