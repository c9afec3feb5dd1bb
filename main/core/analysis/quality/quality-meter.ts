import type { QualityFindings } from '#shared/findings.ts';
import { encodeSpectrumPicture } from '#shared/spectrum-picture.ts';
import { ChannelStatistics, type ChannelTotals } from '../kernel/channel-statistics.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { type Bandwidth, measureBandwidth } from './bandwidth.ts';
import { EffectiveBits } from './effective-bits.ts';
import { ExcerptKeeper } from './excerpts.ts';
import { clippingLevel, type Levels, LevelTracker } from './levels.ts';
import { LongTermSpectrum } from './long-term-spectrum.ts';
import { findCodecGrid } from './lossy/codec-grid.ts';
import { excerptWorth } from './lossy/excerpt-worth.ts';
import { type LossyVerdict, lossyVerdict } from './lossy/lossy-verdict.ts';
import { reasonFor, scoreOf } from './quality-score.ts';

export type QualitySource = {
  codec: string;
  isLossless: boolean;
  /** As the header says; null where it does not. */
  bitDepth: number | null;
  /** Of the whole payload; null where it is not known. */
  bitrateKbps: number | null;
};

/** What other meters found, and the quality depends on. */
export type QualityContext = {
  lufs: number | null;
  truePeakDb: number | null;
  rangeLu: number;
  isTruncated: boolean;
};

const leastSeconds = 0.5;
/** Excerpts are looked at in whole frames of the spectrum. */
const spectrumLength = 4096;
/** Decoders of resampled audio show no grid, and nobody codes higher rates. */
const highestCodecRate = 50_000;
/** Left and right differ by less than -55 dB. */
const monoDifference = 3e-6;
const silentChannel = 1e-8;
const audible = 1e-6;
/** A bit of a lossy codec does so much more than one of MP3. */
const efficiency: Readonly<Record<string, number>> = { mp3: 1, aac: 1.35, vorbis: 1.35, opus: 1.7 };
const commonRates = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

/**
 * Technical quality of a piece while it streams by, with reasons, and its spectrum as a picture.
 *
 * Memory does not grow with the piece.
 */
export class QualityMeter {
  readonly #sampleRate: number;
  readonly #source: QualitySource;
  readonly #statistics: ChannelStatistics;
  readonly #levels: LevelTracker;
  readonly #bits: EffectiveBits | null;
  readonly #spectrum: LongTermSpectrum;
  readonly #excerpts: ExcerptKeeper;
  #frames = 0;
  #loudSamples = 0;

  /** @param kernel one to share with other parts of a signal path; kernels of its own without it */
  constructor(sampleRate: number, channels: number, source: QualitySource, kernel?: Kernel) {
    this.#sampleRate = sampleRate;
    this.#source = source;
    this.#statistics = new ChannelStatistics(channels, { fullScale: clippingLevel, shortestRun: 1 }, kernel);
    this.#levels = new LevelTracker(sampleRate);
    this.#bits = source.isLossless ? new EffectiveBits(source.bitDepth) : null;
    this.#spectrum = new LongTermSpectrum(sampleRate, kernel);
    this.#excerpts = new ExcerptKeeper(({ mid, left }) => {
      this.#spectrum.push(mid.subarray(0, spectrumLength));
      return source.isLossless ? excerptWorth(mid, left) : 0;
    });
  }

  /** @param channels planar, full scale ±1 */
  push(channels: readonly Float32Array[]): void {
    const [left, right = left] = channels;
    if (!left || !right) return;
    this.#frames += left.length;
    this.#statistics.push(channels);
    const loudSamples = this.#statistics.result().channels.reduce((sum, channel) => sum + channel.fullScaleSamples, 0);
    this.#levels.push(channels, loudSamples > this.#loudSamples);
    this.#loudSamples = loudSamples;
    this.#bits?.push(channels);
    this.#excerpts.push(left, right);
  }

  /** Call once, at the end. Null for silence and for less than half a second. */
  result(context: QualityContext): { findings: QualityFindings; spectrum: Uint8Array<ArrayBuffer> | null } | null {
    const levels = this.#levels.result();
    if (levels.isSilent || this.#frames < leastSeconds * this.#sampleRate) return null;
    const bandwidth = measureBandwidth(this.#spectrum.spectrum());
    const verdict = this.#verdict(bandwidth);
    const { channels, sumOfProducts } = this.#statistics.result();
    const relation = relate(channels, sumOfProducts);
    const dcOffset = finite(Math.max(...channels.map(({ sum, frames }) => Math.abs(sum / frames))), 0);
    const effectiveBits = this.#bits?.result() ?? null;
    const { score, reasons } = scoreOf([
      ...this.#reasonsOfSource(verdict, bandwidth, effectiveBits),
      ...reasonsOfLevels(levels, this.#frames / this.#sampleRate),
      ...reasonsOfContext(context, levels.clippedRuns),
      relation.silentChannel === null ? null : reasonFor('CHANNEL_SILENT', relation.silentChannel),
      relation.isMono ? reasonFor('MONO_AS_STEREO', 1) : null,
      relation.correlation === null ? null : reasonFor('PHASE_INVERTED', relation.correlation),
      reasonFor('DC_OFFSET', dcOffset),
    ]);
    const picture = this.#spectrum.picture((1000 * this.#frames) / this.#sampleRate);
    return {
      findings: {
        ...{ score, reasons, verdict: verdict.verdict, verdictConfidence: verdict.confidence },
        ...{ bandwidthHz: bandwidth.hz, clippedRuns: levels.clippedRuns, dcOffset },
        ...{ silentStartMs: levels.silentStartMs, silentEndMs: levels.silentEndMs, silences: levels.silences },
        ...{ correlation: relation.correlation, effectiveBits },
      },
      spectrum: picture && encodeSpectrumPicture(picture),
    };
  }

  #verdict(bandwidth: Bandwidth): LossyVerdict {
    if (!this.#source.isLossless) return { verdict: 'lossy', confidence: 1, vanishedPercent: null, cutHz: null };
    const isCodecRate = this.#sampleRate <= highestCodecRate;
    const grid = isCodecRate ? findCodecGrid(this.#excerpts.result(), this.#sampleRate, bandwidth.hz ?? 0) : null;
    return lossyVerdict(grid, bandwidth);
  }

  #reasonsOfSource(verdict: LossyVerdict, { hz, cliff }: Bandwidth, effectiveBits: number | null) {
    const { codec, isLossless, bitDepth, bitrateKbps } = this.#source;
    if (!isLossless) {
      const comparable = bitrateKbps === null ? null : bitrateKbps * (efficiency[codec] ?? 1);
      return [
        comparable === null ? null : reasonFor('LOW_BITRATE', comparable),
        cliff && reasonFor('LOW_BANDWIDTH', cliff.hz),
      ];
    }
    const originalRate = verdict.verdict === 'transcode' ? null : rateBefore(this.#sampleRate, hz, cliff);
    const isPadded = effectiveBits !== null && bitDepth !== null && effectiveBits < Math.min(24, bitDepth);
    const evidence = verdict.cutHz ?? hz ?? 0;
    return [
      verdict.verdict === 'transcode' ? reasonFor('TRANSCODE', verdict.vanishedPercent ?? 0) : null,
      verdict.verdict === 'uncertain' && originalRate === null ? reasonFor('TRANSCODE_UNCERTAIN', evidence) : null,
      originalRate === null ? null : reasonFor('UPSAMPLED', originalRate),
      cliff && verdict.verdict !== 'transcode' ? reasonFor('LOW_BANDWIDTH', cliff.hz) : null,
      isPadded ? reasonFor('PADDED_BITS', effectiveBits) : null,
    ];
  }
}

function reasonsOfLevels(levels: Levels, seconds: number) {
  const silentMs = levels.silences.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  return [
    // Less than three runs are an accident.
    levels.clippedRuns < 3 ? null : reasonFor('CLIPPED', levels.clippedRuns / (seconds / 60)),
    reasonFor('SILENT_START', levels.silentStartMs),
    reasonFor('SILENT_END', levels.silentEndMs),
    reasonFor('SILENT_INSIDE', silentMs),
    reasonFor('DIGITAL_SILENCE', levels.digitalSilenceMs),
  ];
}

function reasonsOfContext({ lufs, truePeakDb, rangeLu, isTruncated }: QualityContext, clippedRuns: number) {
  const isHot = clippedRuns >= 10 || (lufs !== null && lufs > -7);
  return [
    truePeakDb === null ? null : reasonFor('TRUE_PEAK_OVER', truePeakDb),
    isHot ? reasonFor('CRUSHED', rangeLu) : null,
    isTruncated ? reasonFor('TRUNCATED', 1) : null,
  ];
}

/** Broken floats in a file must not end up in what is stored. */
function finite(value: number, otherwise: number): number {
  return Number.isFinite(value) ? value : otherwise;
}

/** How the first two channels go together. */
function relate(channels: readonly ChannelTotals[], sumOfProducts: number) {
  const [left, right] = channels;
  if (!left || !right) return { correlation: null, isMono: false, silentChannel: null };
  const energies = [left.sumOfSquares, right.sumOfSquares] as const;
  const total = energies[0] + energies[1];
  const quiet = energies.findIndex((energy) => energy < total * silentChannel);
  const isAudible = total / left.frames > audible;
  if (quiet >= 0) return { correlation: null, isMono: false, silentChannel: isAudible ? quiet : null };
  const correlation = finite(sumOfProducts / Math.sqrt(energies[0] * energies[1]), 0);
  return {
    correlation: Math.max(-1, Math.min(1, correlation)),
    isMono: total - 2 * sumOfProducts < monoDifference * total,
    silentChannel: null,
  };
}

/** The sample rate that audio had before it was stored at a higher one; null where nothing says so. */
function rateBefore(sampleRate: number, hz: number | null, cliff: Bandwidth['cliff']): number | null {
  const end = cliff?.hz ?? (sampleRate >= 64_000 ? hz : null);
  if (end === null) return null;
  return commonRates.find((rate) => rate <= 0.76 * sampleRate && end <= 0.505 * rate && end >= 0.45 * rate) ?? null;
}
