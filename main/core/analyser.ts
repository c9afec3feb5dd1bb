import { AppError } from '#shared/errors.ts';
import type { Analysis } from './analysis/analyse.ts';
import type { AnalysisInput } from './analysis/analysis.job.ts';
import { compressFingerprint } from './analysis/fingerprint/compress-fingerprint.ts';
import { WorkerPool } from './jobs/worker-pool.ts';
import type { SoundColumns } from './library/scan/file-reading.ts';
import { readFile } from './library/scan/reading/read-file.ts';
import type { Platform } from './platform.ts';

export type AnalysedFile = {
  sound: SoundColumns;
  analysis: Analysis;
  /** As `fpcalc` prints it; null for less than three seconds. */
  fingerprint: string | null;
};

/** Measures files without a library; nothing is kept. */
export type Analyser = {
  /** How many files can be measured beside each other. */
  threads: number;
  analyse(path: string, signal: AbortSignal): Promise<AnalysedFile>;
  close(): Promise<void>;
};

const shortestTimeoutMs = 30_000;
const unknownDurationMs = 5_400_000;

/** Throws an `AppError` for each file that cannot be measured; the threads live on. */
export function createAnalyser(platform: Pick<Platform, 'cores' | 'workerUrl' | 'logError'>): Analyser {
  const threads = Math.max(1, platform.cores);
  const pool = new WorkerPool<AnalysisInput, Analysis>({
    url: platform.workerUrl('analysis'),
    size: threads,
    memoryLimitMb: 900,
    recycleAfterRuns: 200,
    logError: platform.logError,
  });
  // Reading a file's head uses one buffer for all: one after the other.
  let lastReading: Promise<unknown> = Promise.resolve();

  return {
    threads,
    async analyse(path, signal) {
      const reading = lastReading.then(() => readSound(path));
      lastReading = reading.catch(() => undefined);
      const sound = await reading;
      const timeoutMs = Math.max(shortestTimeoutMs, (sound.duration_ms ?? unknownDurationMs) / 5);
      const analysis = await pool.run({ path, ffmpegPath: null }, { timeoutMs, signal });
      return { sound, analysis, fingerprint: analysis.fingerprint && compressFingerprint(analysis.fingerprint) };
    },
    close: () => pool.close(),
  };
}

async function readSound(path: string): Promise<SoundColumns> {
  const reading = await readFile({ path, known: null }, { hasFfmpeg: false });
  switch (reading.type) {
    case 'content':
      return reading.content.sound;
    case 'refused':
      throw new AppError(reading.code, 'This file cannot be read as music.');
    case 'gone':
      throw new AppError('FILE_NOT_FOUND', 'There is no such file.');
    default:
      throw new AppError('FORMAT_UNSUPPORTED', 'This is not a file of music.');
  }
}
