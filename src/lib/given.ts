/** A function over deps, as a record holds it. */
type Over<Deps> = (deps: Deps, ...args: never[]) => unknown;

/** Functions over deps as they are called once the deps are given. */
export type Given<Functions> = {
  readonly [Name in keyof Functions]: Functions[Name] extends (
    deps: never,
    ...args: infer Args
  ) => infer Result
    ? (...args: Args) => Result
    : never;
};

/** Gives functions their deps: what is `f(deps, …)` is called `given(deps, { f }).f(…)`. */
export function given<Deps, Functions extends Readonly<Record<string, Over<Deps>>>>(
  deps: Deps,
  functions: Functions,
): Given<Functions>;
// The compiler can't follow types through a record's entries: they are said above.
export function given<Deps>(deps: Deps, functions: Readonly<Record<string, Over<Deps>>>): object {
  return Object.fromEntries(
    Object.entries(functions).map(([name, over]) => [name, (...args: never[]) => over(deps, ...args)]),
  );
}
