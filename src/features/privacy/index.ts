export { createPrivacyFeature } from './feature.js';
