import { serveWorker } from '#core/jobs/serve-worker.ts';
import type { FileReading, MetadataResult, MetadataTask } from '#core/library/scan/file-reading.ts';
import { readFile } from '#core/library/scan/reading/read-file.ts';

/** The metadata thread with a bug: a file's name says which. */
serveWorker<MetadataTask, MetadataResult>(async (task) => {
  if (task.type === 'thumbnail') return { output: { type: 'thumbnail', outcome: 'absent' } };
  if (task.type === 'picture') return { output: { type: 'picture', bytes: null } };
  const progress = new Int32Array(task.progress);
  const readings: FileReading[] = [];
  for (const [index, request] of task.requests.entries()) {
    Atomics.store(progress, 0, index + 1);
    const reading = await readFile(request, { hasFfmpeg: false });
    readings.push(reading);
    if (reading.type !== 'content') continue;
    if (request.path.includes('hangs')) for (;;) Math.random();
    if (request.path.includes('dies')) process.exit(1);
    if (request.path.includes('eats')) await eatMemory();
  }
  return { output: { type: 'readings', readings } };
});

async function eatMemory(): Promise<never> {
  const eaten: number[][] = [];
  for (;;) {
    eaten.push(new Array(1000).fill(eaten.length + 0.5));
    await null;
  }
}
