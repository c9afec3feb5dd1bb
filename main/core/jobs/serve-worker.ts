import { parentPort, type Transferable, workerData } from 'node:worker_threads';
import { AppError, toWire } from '#shared/errors.ts';
import { lowerPriority } from './lower-priority.ts';
import { openGate } from './native-gate.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-protocol.ts';

type Work<Input, Output> = (
  input: Input,
  control: { signal: AbortSignal; onProgress(fraction: number): void },
) => Promise<{ output: Output; transfer?: Transferable[] }>;

/** The body of a worker thread: runs one piece of work for each `run` message and answers it. */
export function serveWorker<Input, Output>(work: Work<Input, Output>): void {
  const port = parentPort;
  if (!port) throw new Error('Expected to run inside a worker thread');
  if ((workerData as WorkerStart | null)?.isBackground) lowerPriority();
  const running = new Map<number, AbortController>();
  openGate();

  port.on('message', (message: ToWorker<Input>) => {
    if (message.type === 'cancel') running.get(message.run)?.abort();
    else void answer(message.run, message.input);
  });

  async function answer(run: number, input: Input): Promise<void> {
    const controller = new AbortController();
    running.set(run, controller);
    const send = (message: FromWorker<Output>, transfer?: Transferable[]) => port?.postMessage(message, transfer);
    let lastProgress = 0;
    try {
      const { output, transfer } = await work(input, {
        signal: controller.signal,
        onProgress(fraction) {
          const now = performance.now();
          if (now - lastProgress < 200) return;
          lastProgress = now;
          send({ type: 'progress', run, fraction });
        },
      });
      send({ type: 'done', run, output }, transfer);
    } catch (error) {
      send({ type: 'failed', run, error: toWire(error), stack: error instanceof AppError ? null : stackOf(error) });
    } finally {
      running.delete(run);
    }
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
