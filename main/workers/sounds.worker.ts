import { openReader } from '#core/db/open-library.ts';
import { lowerPriority } from '#core/jobs/lower-priority.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';
import type { SoundTask } from '#core/sounds/sound-library.ts';
import { type SimilarResult, SoundTable } from '#core/sounds/sound-table.ts';

const hubsAtATime = 100;

lowerPriority();
let table: SoundTable | null = null;
let isMeasuring = false;

serveWorker<SoundTask, SimilarResult[]>(async ({ file, similar }) => {
  table ??= new SoundTable(openReader(file));
  const output = table.findSimilar(similar);
  measureOn();
  return { output };
});

/** Between answers, in pieces short enough that nobody waits for one. */
function measureOn(): void {
  if (isMeasuring) return;
  isMeasuring = true;
  setTimeout(() => {
    isMeasuring = false;
    if (table?.measureHubs(hubsAtATime)) measureOn();
  }, 20);
}
