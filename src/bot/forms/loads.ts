import type { Loaded } from '../../dialogs/dialog.js';

/** Of how many open forms is known what they were shown with; those touched longest ago load it anew. */
const FORMS_KEPT = 500;

type FormVersion = { readonly id: number; readonly version: number };

/** What open forms were last shown with, by their row and its version. */
export type Loads = {
  readonly of: (form: FormVersion) => Loaded | undefined;
  readonly keep: (form: FormVersion, loaded: Loaded) => void;
  readonly drop: (id: number) => void;
};

/**
 * In memory: what is lost at a restart, or was loaded by another replica, is loaded anew from the form's row, which
 * alone says where the form stands.
 */
export function createLoads(): Loads {
  const kept = new Map<number, { readonly version: number; readonly loaded: Loaded }>();
  return {
    of: ({ id, version }) => {
      const found = kept.get(id);
      return found?.version === version ? found.loaded : undefined;
    },
    keep: ({ id, version }, loaded) => {
      kept.delete(id);
      kept.set(id, { version, loaded });
      const [oldest] = kept.keys();
      if (kept.size > FORMS_KEPT && oldest !== undefined) kept.delete(oldest);
    },
    drop: (id) => {
      kept.delete(id);
    },
  };
}
