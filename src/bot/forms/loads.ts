import type { Loaded } from '../../dialogs/dialog.js';

/** Of how many open forms is known what they were shown with; those touched longest ago load it anew. */
const FORMS_KEPT = 500;
/** And how many values in all, some twenty megabytes: a form may have loaded everybody who has a post. */
const VALUES_KEPT = 400_000;

type FormVersion = { readonly id: number; readonly version: number };

/** What open forms were last shown with, by their row and its version. */
export type Loads = {
  readonly of: (form: FormVersion) => Loaded | undefined;
  readonly keep: (form: FormVersion, loaded: Loaded) => void;
  readonly drop: (id: number) => void;
};

type Kept = { readonly version: number; readonly loaded: Loaded; readonly values: number };

/** How many texts, numbers and the like there are in it. */
function valuesIn(data: unknown): number {
  if (typeof data !== 'object' || data === null || data instanceof Date) return 1;
  const inside: Iterable<unknown> =
    data instanceof Map || data instanceof Set ? data.values() : Object.values(data);
  let count = 1;
  for (const value of inside) count += valuesIn(value);
  return count;
}

/**
 * In memory: what is lost at a restart, or was loaded by another replica, is loaded anew from the form's row, which
 * alone says where the form stands.
 */
export function createLoads(): Loads {
  const kept = new Map<number, Kept>();
  let values = 0;

  function drop(id: number): void {
    values -= kept.get(id)?.values ?? 0;
    kept.delete(id);
  }

  return {
    of: ({ id, version }) => {
      const found = kept.get(id);
      return found?.version === version ? found.loaded : undefined;
    },
    keep: ({ id, version }, loaded) => {
      drop(id);
      const form = { version, loaded, values: valuesIn(loaded.data) };
      kept.set(id, form);
      values += form.values;
      for (const oldest of kept.keys()) {
        if (oldest === id || (kept.size <= FORMS_KEPT && values <= VALUES_KEPT)) break;
        drop(oldest);
      }
    },
    drop,
  };
}
