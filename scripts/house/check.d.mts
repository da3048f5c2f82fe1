export type Fault = {
  readonly rule: string;
  /** From the root, with `/`. */
  readonly path: string;
  /** From 1; not given where it is about a whole file or folder. */
  readonly line?: number;
  readonly sentence: string;
};

/** What is wrong with the house below `root`; `owners` lists each owner's tables, by default the repository's own. */
export function faultsOf(
  root: string,
  owners?: Readonly<Record<string, readonly string[]>>,
): readonly Fault[];
