/** What this process has done since it started, for the counters of `/metrics`. */
export type Tally = {
  readonly sent: () => void;
  readonly failed: (cause: string) => void;
  readonly read: () => {
    readonly sentTotal: number;
    readonly failedByCause: Readonly<Record<string, number>>;
  };
};

export function createTally(): Tally {
  let sentTotal = 0;
  const failures = new Map<string, number>();
  return {
    sent: () => {
      sentTotal += 1;
    },
    failed: (cause) => {
      failures.set(cause, (failures.get(cause) ?? 0) + 1);
    },
    read: () => ({ sentTotal, failedByCause: Object.fromEntries(failures) }),
  };
}
