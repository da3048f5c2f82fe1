const KIND = /^([a-z]+)(?:-[a-z0-9-]+)?\.[cm]?[jt]s$/;

/**
 * Where a path stands in the house: `room` is a folder of `src`, or `feature`, `composition` (files right under
 * `src`, and `running`), `emulator`, `playground`, `bench`, `generated`, `elsewhere`. Within a feature also its `noun`, its `sub`
 * (null in the noun's own folder), the `kind` that the file's name says and the folders `below`.
 */
export function placeOf(path) {
  const [top, second, ...rest] = path.split('/');
  if (top === 'bench') return { room: 'bench' };
  if (top === 'playground') return { room: second === 'emulator' ? 'emulator' : 'playground' };
  if (top !== 'src') return { room: 'elsewhere' };
  if (rest.length === 0 || second === 'running') return { room: 'composition' };
  if (second !== 'features') return { room: second };
  const name = rest.at(-1);
  const [noun, ...below] = rest.slice(0, -1);
  if (noun === undefined) return { room: 'feature', noun: null, sub: null, below: [], name, kind: null };
  const kind = KIND.exec(name)?.[1] ?? null;
  return { room: 'feature', noun, sub: below[0] ?? null, below, name, kind };
}
