/** So many of what somebody did go into their file at most, the newest. */
export const ACTIONS_MOST = 5_000;
