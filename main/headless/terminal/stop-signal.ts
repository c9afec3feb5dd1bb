import { type ExitCode, exitCodes } from '../exit-codes.ts';

export type StopSignal = {
  /** Aborted when the process is asked to stop. */
  signal: AbortSignal;
  /** The exit code for having stopped so; null when nobody asked. */
  exitCode(): ExitCode | null;
  dispose(): void;
};

/** One key press can arrive twice, from the terminal and from a program between; a second one means it. */
const samePressMs = 1000;

/** Turns Ctrl+C and a request to end into an abort, so that work is put down in order; a second one ends at once. */
export function listenForStop(): StopSignal {
  const controller = new AbortController();
  let code: ExitCode | null = null;
  let stoppedAt = 0;
  const stop = (asked: ExitCode) => {
    if (code === null) {
      code = asked;
      stoppedAt = performance.now();
      controller.abort();
    } else if (performance.now() - stoppedAt > samePressMs) process.exit(asked);
  };
  const onInterrupt = () => stop(exitCodes.interrupted);
  const onTerminate = () => stop(exitCodes.terminated);
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  process.on('SIGHUP', onTerminate);
  return {
    signal: controller.signal,
    exitCode: () => code,
    dispose() {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
      process.off('SIGHUP', onTerminate);
    },
  };
}
