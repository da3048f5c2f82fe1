// Checks how the house is built (ARCHITECTURE.md): who imports whom, what files are called, who writes which table.
// `node scripts/check-features.mjs src/features/visits` tells only of what is below that path.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { faultsOf } from './house/check.mjs';

const { values, positionals } = parseArgs({
  options: { root: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) } },
  allowPositionals: true,
});

const faults = faultsOf(values.root).filter(
  ({ path }) => positionals.length === 0 || positionals.some((wanted) => path.startsWith(wanted)),
);
for (const { rule, path, line, sentence } of faults) {
  process.stdout.write(`${path}${line === undefined ? '' : `:${line}`} [${rule}]: ${sentence}\n`);
}
const rules = [...new Set(faults.map(({ rule }) => rule))];
const sums = rules.map((rule) => `${faults.filter((fault) => fault.rule === rule).length} ${rule}`);
if (faults.length > 0) process.stdout.write(`\n${faults.length} faults in the house: ${sums.join(', ')}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
