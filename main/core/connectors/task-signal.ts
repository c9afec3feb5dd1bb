import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '#shared/errors.ts';

const signals = new AsyncLocalStorage<AbortSignal | undefined>();

/** Runs a task: every request made within ends with its signal, so that dropping one takes no time. */
export function withTaskSignal<Value>(signal: AbortSignal, run: () => Promise<Value>): Promise<Value> {
  return signals.run(signal, run);
}

/** Runs what must not be cut off, whoever asked for it: a token that is renewed is lost if nobody hears the answer. */
export function withoutTaskSignal<Value>(run: () => Promise<Value>): Promise<Value> {
  return signals.run(undefined, run);
}

/** The signal of the task this runs for; undefined outside of one. */
export function taskSignal(): AbortSignal | undefined {
  return signals.getStore();
}

/** Waits, but no longer than until the signal; throws CANCELLED then. The work itself goes on. */
export async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return work;
  let onAbort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(new AppError('CANCELLED', 'The request was cancelled.'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
  });
  work.catch(() => undefined);
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', onAbort));
}
