import { loadNative } from '#core/jobs/native-gate.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';
import type { FileReading, MetadataResult, MetadataTask } from '#core/library/scan/file-reading.ts';
import { readFile, readPicture } from '#core/library/scan/reading/read-file.ts';

// One task after the other: reading a file uses buffers that all files share.
let last: Promise<unknown> = Promise.resolve();

serveWorker<MetadataTask, MetadataResult>((task) => {
  const result = last.then(() => work(task));
  last = result.catch(() => undefined);
  return result;
});

async function work(task: MetadataTask): Promise<{ output: MetadataResult }> {
  if (task.type === 'thumbnail') {
    // Loaded only here: threads that read tags do not wait for the picture library.
    const { makeThumbnail } = await loadNative(() => import('#core/library/artwork/make-thumbnail.ts'));
    return { output: { type: 'thumbnail', outcome: await makeThumbnail(task) } };
  }
  if (task.type === 'picture') return { output: { type: 'picture', bytes: await readPicture(task.path) } };
  const progress = new Int32Array(task.progress);
  const options = {
    hasFfmpeg: task.hasFfmpeg,
    onRead: (isReading: boolean) => Atomics.store(progress, 1, isReading ? 1 : 0),
  };
  const readings: FileReading[] = [];
  for (const [index, request] of task.requests.entries()) {
    Atomics.store(progress, 0, index + 1);
    readings.push(await readFile(request, options));
  }
  return { output: { type: 'readings', readings } };
}
