/** What the processes that run tests are told. */
export type Plan = {
  /** Where they write down what they see, and read what others have seen: an absolute path. */
  readonly journal: string;
  /** Test files that a mutant is tried on before it counts as survived. */
  readonly tries: number;
  /** Test files that run once only, each with a mutant that is on from the beginning, or none. */
  readonly apart: Readonly<Record<string, number | null>>;
};

declare module 'vitest' {
  export interface ProvidedContext {
    mutants: Plan;
  }
}
