import { loadDriver, openReader } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';
import { TrackGenerator } from '#core/playlists/generate/track-generator.ts';
import type { SoundAnswer, SoundTask } from '#core/sounds/sound-library.ts';
import { SoundTable } from '#core/sounds/sound-table.ts';
import { suggestGenres } from '#core/sounds/suggest-genres.ts';

let db: Db | null = null;
let table: SoundTable | null = null;
let generator: TrackGenerator | null = null;

loadDriver();
serveWorker<SoundTask, SoundAnswer>(async (task) => {
  db ??= openReader(task.file);
  if (task.type === 'genres') return { output: suggestGenres(db) };
  table ??= new SoundTable(db);
  if (task.type === 'generate') {
    generator ??= new TrackGenerator(db, table);
    return { output: generator.generate(task.task) };
  }
  return { output: table.findSimilar(task.request) };
});
