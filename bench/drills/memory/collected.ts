import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What memory this process holds once its garbage is collected. */
export function collected(): NodeJS.MemoryUsage {
  collect();
  collect();
  return process.memoryUsage();
}
