import { tooOld } from './faults/node-version.js';

// Everything else is loaded after this: on a Node that is too old it might not be, with a stack for an explanation.
const refusal = tooOld(process.versions.node);
if (refusal !== undefined) {
  process.stderr.write(refusal);
  process.exit(1);
}
await import('./program.js');
