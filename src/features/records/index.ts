/** The record of a visit (berita acara) as a file to print and to sign. Owns nothing: it is made of what others keep. */
export { createRecordsFeature, recordSection } from './feature.js';
