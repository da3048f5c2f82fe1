/** A promise that is settled from outside. */
export interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const nothing = (): void => {};

export function deferred(): Deferred {
  let resolve: () => void = nothing;
  let reject: (error: Error) => void = nothing;
  const promise = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

/** What a promise was rejected with; undefined if it was fulfilled. */
export async function raisedBy(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return error;
  }
}
