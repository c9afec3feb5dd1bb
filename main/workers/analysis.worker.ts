import { analyseFile } from '#core/analysis/analyse.ts';
import type { AnalysisInput, AnalysisOutput } from '#core/analysis/analysis.job.ts';
import { audioHashOf } from '#core/files/audio-hash.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';

serveWorker<AnalysisInput, AnalysisOutput>(async ({ path, ffmpegPath, known }, { signal, onProgress }) => {
  const audioHash = known && known.length > 0 ? audioHashOf(path) : undefined;
  if (audioHash !== undefined && known?.includes(audioHash)) return { output: { knownHash: audioHash } };
  return { output: await analyseFile(path, { ffmpegPath, signal, onProgress }) };
});
