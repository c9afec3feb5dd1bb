import { type Analysis, analyseFile } from '#core/analysis/analyse.ts';
import type { AnalysisInput } from '#core/analysis/analysis.job.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';

serveWorker<AnalysisInput, Analysis>(async ({ path, ffmpegPath }, { signal, onProgress }) => ({
  output: await analyseFile(path, { ffmpegPath, signal, onProgress }),
}));
