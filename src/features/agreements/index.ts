/** Agreements with agencies (nota kesepahaman, PKS): their stages, term and parties. Owns agreements and their steps. */
export { agreementsSection, createAgreementsFeature } from './feature.js';
export { agreementDuties } from './handover/service.js';
