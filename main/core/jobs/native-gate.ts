import { type Worker, workerData } from 'node:worker_threads';

/**
 * Shut while a thread loads native code. A thread that is ended just then takes the whole process with it: what binds native
 * code to Node cannot make an error in a thread that is being ended, and aborts ("Error::New napi_get_last_error_info").
 */
export type NativeGate = SharedArrayBuffer;

const shut = 1;
const open = 0;
/** A thread that still loads after this hangs. */
const longestMs = 10_000;

/** Shut, as a thread begins with loading. */
export function newGate(): NativeGate {
  const gate = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  Atomics.store(new Int32Array(gate), 0, shut);
  return gate;
}

/** Ends a thread as soon as it may be ended. */
export async function endWorker(worker: Worker, gate: NativeGate): Promise<void> {
  const state = new Int32Array(gate);
  worker.once('exit', () => set(state, open));
  await Atomics.waitAsync(state, 0, shut, longestMs).value;
  await worker.terminate();
}

/** In a thread: all that it begins with is loaded. */
export function openGate(): void {
  const gate = ownGate();
  if (gate) set(gate, open);
}

/** In a thread: loads more native code behind the gate. */
export async function loadNative<Module>(load: () => Promise<Module>): Promise<Module> {
  const gate = ownGate();
  if (gate) set(gate, shut);
  try {
    return await load();
  } finally {
    if (gate) set(gate, open);
  }
}

function ownGate(): Int32Array | null {
  const gate = (workerData as { gate?: NativeGate } | null)?.gate;
  return gate ? new Int32Array(gate) : null;
}

function set(state: Int32Array, value: number): void {
  Atomics.store(state, 0, value);
  Atomics.notify(state, 0);
}
