import { serveWorker } from '#core/jobs/serve-worker.ts';
import { decodeToWav } from '#core/media/decode-to-wav.ts';
import type { DecodeInput } from '#core/media/playable-files.ts';

serveWorker<DecodeInput, null>(async ({ path, target, ffmpegPath }, { signal }) => {
  await decodeToWav(path, target, { ffmpegPath, signal });
  return { output: null };
});
