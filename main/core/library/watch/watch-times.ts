/** How long the watcher waits for what, in milliseconds. */
export type WatchTimes = {
  /** So long without an event before a folder is looked at… */
  quietMs: number;
  /** …but never later than so long after the first one. */
  longestMs: number;
  /** Between two looks at whether roots are there. */
  tickMs: number;
  /** Between two looks at everything, where events come. */
  reconcileMs: number;
  /** The least between two looks at everything, where none come. */
  pollMs: number;
  /** A system may take so long to place its watches. */
  readyMs: number;
};

export const usualTimes: WatchTimes = {
  quietMs: 2000,
  longestMs: 10_000,
  tickMs: 5000,
  reconcileMs: 60 * 60 * 1000,
  pollMs: 3 * 60 * 1000,
  readyMs: 30_000,
};

/** Looking at everything may take so much of the time where it is done again and again. */
export const pollShare = 0.05;
