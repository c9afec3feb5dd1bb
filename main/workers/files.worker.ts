import { SoundCutter } from '#core/files/cut/sound-cutter.ts';
import { previewTags, readFileTags } from '#core/files/preview-tags.ts';
import type { FilesResult, FilesTask } from '#core/files/write-protocol.ts';
import { writeTags } from '#core/files/write-tags.ts';
import { readSeratoTags } from '#core/interop/serato/tags-in-file.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';

const cutter = new SoundCutter();

serveWorker<FilesTask, FilesResult>(async (task) => {
  switch (task.type) {
    case 'write':
      return { output: { type: 'written', outcome: await writeTags(task.write) } };
    case 'cut':
      await cutter.cut(task);
      return { output: { type: 'cut' } };
    case 'read':
      return { output: { type: 'tags', tags: readFileTags(task.path) } };
    case 'serato':
      return { output: { type: 'serato', serato: readSeratoTags(task.path) } };
    case 'preview':
      return { output: { type: 'preview', preview: previewTags(task.path, task.input, task.pictureDirectory) } };
  }
});
