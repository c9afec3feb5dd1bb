/** How a command ended, for scripts; these stay as they are. */
export const exitCodes = {
  allWell: 0,
  /** Some items failed, each named on stderr, or the whole could not be done. */
  failed: 1,
  wrongUsage: 2,
  /** By Ctrl+C; what is left goes on next time. */
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
