import { type Analysis, analyseFile } from '#core/analysis/analyse.ts';
import type { AnalysisInput } from '#core/analysis/analysis.job.ts';
import { lowerPriority } from '#core/jobs/lower-priority.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';

lowerPriority();

serveWorker<AnalysisInput, Analysis>(async ({ path, ffmpegPath }, { signal, onProgress }) => ({
  output: await analyseFile(path, { ffmpegPath, signal, onProgress }),
}));
