// Imports nothing: on a Node that is too old, what else there is may not even load.

/** The oldest Node that Sambang runs on. */
const OLDEST = [20, 19] as const;

/** Two sentences where a version of Node, as `20.19.0`, is too old. */
export function tooOld(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldest, least] = OLDEST;
  if (major > oldest || (major === oldest && minor >= least)) return undefined;
  return (
    `Node.js ${version} terlalu tua untuk Sambang. Pasang Node.js ${oldest}.${least} atau yang lebih baru dari nodejs.org, jalankan npm ci, lalu jalankan lagi.\n` +
    `Node.js ${version} is too old for Sambang. Install Node.js ${oldest}.${least} or newer from nodejs.org, run npm ci, and start again.\n`
  );
}
