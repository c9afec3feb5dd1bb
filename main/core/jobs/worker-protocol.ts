import type { WireError } from '#shared/errors.ts';
import type { NativeGate } from './native-gate.ts';

/** To a worker thread. `run` numbers the message, so that an answer to an older one is recognised. */
export type ToWorker<Input> = { type: 'run'; run: number; input: Input } | { type: 'cancel'; run: number };

/** From a worker thread. */
export type FromWorker<Output> =
  | { type: 'progress'; run: number; fraction: number }
  | { type: 'done'; run: number; output: Output }
  /** `stack` is there when the failure was a bug, for the log. */
  | { type: 'failed'; run: number; error: WireError; stack: string | null };

/** What a thread is started with. */
export type WorkerStart = { isBackground: boolean; gate: NativeGate };
