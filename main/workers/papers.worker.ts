import { serveWorker } from '#core/jobs/serve-worker.ts';
import type { PaperTask } from '#core/papers/paper-press.ts';
import { writePaper } from '#core/papers/write-paper.ts';

serveWorker<PaperTask, Uint8Array>(async ({ paper, format, options }, { signal }) => {
  const made = await writePaper(paper, format, options, signal);
  // Small buffers are parts of a shared one, which cannot be given away.
  const output = made.byteLength === made.buffer.byteLength ? made : new Uint8Array(made);
  return { output, transfer: [output.buffer as ArrayBuffer] };
});
