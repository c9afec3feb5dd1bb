import { AppError } from '#shared/errors.ts';
import type { Findings } from '#shared/findings.ts';
import { type AlgorithmVersions, algorithmVersions } from './algorithm-versions.ts';
import type { AudioWarning } from './decode/audio-stream.ts';
import { type OpenAudio, openDecoder } from './decode/open-decoder.ts';
import type { QualitySource } from './quality/quality-meter.ts';
import { SignalPath } from './signal-path.ts';
import type { BuiltWaveform } from './waveform/waveform-builder.ts';

/** Everything that is measured of one file. All numbers are finite. */
export type Analysis = {
  versions: AlgorithmVersions;
  /** Hash of the whole audio payload, 32 hexadecimal digits. */
  audioHash: string;
  quickHash: string;
  durationMs: number;
  sampleRate: number;
  channels: number;
  codec: string;
  findings: Findings;
  /** Seconds from the start; empty for audio without a beat. */
  beats: Float32Array<ArrayBuffer>;
  /** Chromaprint items of the first two minutes; null for less than it needs. */
  fingerprint: Uint32Array<ArrayBuffer> | null;
  /** See similarity/; null for silence. */
  similarity: Uint8Array<ArrayBuffer> | null;
  /** See shared/spectrum-picture.ts; null for silence. */
  spectrum: Uint8Array<ArrayBuffer> | null;
  waveform: BuiltWaveform;
  /** Much less audio was there than the file says. */
  truncated: boolean;
  warnings: AudioWarning[];
  analysisMs: number;
};

export type AnalyseOptions = {
  ffmpegPath?: string | null | undefined;
  signal?: AbortSignal | undefined;
  /** Called now and then with 0 to 1. */
  onProgress?: ((progress: number) => void) | undefined;
};

/** A file is truncated if more than this is missing of what it declares. */
const toleratedMissingMs = 3000;
const toleratedMissingPart = 0.05;

/**
 * Decodes a file once and measures everything about its audio.
 *
 * Throws AppError: the codes of `openDecoder`, FILE_CHANGED when the file was written to meanwhile, CANCELLED when the
 * signal was aborted.
 */
export async function analyseFile(path: string, options: AnalyseOptions = {}): Promise<Analysis> {
  const startedAt = performance.now();
  assertNotAborted(options.signal);
  const audio = await openDecoder(path, options);
  try {
    const measures = new SignalPath(audio.sampleRate, audio.channels, sourceOf(audio));
    let frames = 0;
    for await (const channels of audio.chunks()) {
      assertNotAborted(options.signal);
      measures.push(channels);
      frames += channels[0]?.length ?? 0;
      report(audio, frames, options.onProgress);
    }
    const audioHash = await audio.audioHash();
    await audio.assertUnchanged();
    const durationMs = (1000 * frames) / audio.sampleRate;
    const truncated = isTruncated(audio, durationMs);
    const measured = measures.result(durationMs, truncated);
    assertNotAborted(options.signal);
    options.onProgress?.(1);
    return {
      versions: algorithmVersions,
      audioHash,
      quickHash: audio.quickHash,
      durationMs,
      sampleRate: audio.sampleRate,
      channels: audio.channels,
      codec: audio.codec,
      ...measured,
      truncated,
      warnings: [...new Set([...audio.warnings, ...(truncated ? (['TRUNCATED'] as const) : [])])],
      analysisMs: performance.now() - startedAt,
    };
  } finally {
    await audio.close();
  }
}

function assertNotAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('CANCELLED', 'Cancelled.');
}

function report(audio: OpenAudio, frames: number, onProgress: AnalyseOptions['onProgress']): void {
  const declared = audio.declaredDurationMs;
  if (declared) onProgress?.(Math.min(0.99, (1000 * frames) / audio.sampleRate / declared));
}

function isTruncated(audio: OpenAudio, durationMs: number): boolean {
  const missing = (audio.declaredDurationMs ?? 0) - durationMs;
  const isFarShorter = missing > Math.min(toleratedMissingMs, toleratedMissingPart * durationMs) && missing > 100;
  return isFarShorter || audio.warnings.has('TRUNCATED');
}

function sourceOf({ codec, isLossless, bitDepth, payloadBytes, declaredDurationMs }: OpenAudio): QualitySource {
  const bitrateKbps = declaredDurationMs ? (8 * payloadBytes) / declaredDurationMs : null;
  return { codec, isLossless, bitDepth, bitrateKbps };
}
