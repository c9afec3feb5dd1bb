import { serveWorker } from '#core/jobs/serve-worker.ts';
import { type Heard, listen, type ModelTask, tryModel } from '#core/models/listen.ts';

serveWorker<ModelTask, Heard[]>(async (task, { signal }) => {
  if (task.type === 'listen') return { output: await listen(task, signal) };
  await tryModel(task.model);
  return { output: [] };
});
