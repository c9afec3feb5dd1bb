import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from '#core/db/open-library.ts';
import { openGate } from '#core/jobs/native-gate.ts';
import { LibraryReader } from '#core/library/search/library-reader.ts';
import type { FromReader, ReaderStart, ToReader } from '#core/library/search/search-protocol.ts';
import { AppError, toWire } from '#shared/errors.ts';

/** The one thread that opens the database, and only to read it: a list of a million rows must not stop the writer. */

if (!parentPort) throw new Error('reader.worker.ts must be started as a worker thread');
const port = parentPort;
const { file, turns } = workerData as ReaderStart;
const counters = new Int32Array(turns);
const reader = new LibraryReader(openReader(file));
openGate();
let idleTimer: NodeJS.Timeout | undefined;

port.on('message', (message: ToReader) => {
  clearTimeout(idleTimer);
  answer(message);
  idleTimer = setTimeout(prepare, reader.idleMs);
});

function answer({ run, slot, turn, now, request }: ToReader): void {
  const checkpoint = () => {
    if (Atomics.load(counters, slot) !== turn) throw new AppError('CANCELLED', 'A newer search took its place.');
  };
  try {
    checkpoint();
    if (request.kind === 'view') {
      const result = reader.openView(request.view, { now, checkpoint });
      post({ kind: 'view', run, result }, [result.ids.buffer as ArrayBuffer]);
    } else if (request.kind === 'count') {
      post({ kind: 'count', run, result: reader.count(request.count, { now, checkpoint }) });
    } else {
      post({ kind: 'facet', run, result: reader.facet(request.facet, { now, checkpoint }) });
    }
  } catch (error) {
    const stack =
      error instanceof AppError ? null : error instanceof Error ? (error.stack ?? error.message) : `${error}`;
    post({ kind: 'failed', run, error: toWire(error), stack });
  }
}

function post(message: FromReader, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

/** One step at a time, so that a request waits for no more than one. */
function prepare(): void {
  const delayMs = reader.prepareNext();
  if (delayMs !== null) idleTimer = setTimeout(prepare, delayMs);
}
