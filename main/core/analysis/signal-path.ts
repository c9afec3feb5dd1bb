import type { CharacterFindings, KeyFindings, LoudnessFindings, TempoFindings } from '#shared/findings.ts';
import type { Analysis } from './analyse.ts';
import { CharacterMeter } from './character/character-meter.ts';
import { SegmentMeter } from './character/segment-meter.ts';
import { FingerprintMeter } from './fingerprint/fingerprint-meter.ts';
import { BandFrames, melRows } from './frames/band-frames.ts';
import { Kernel } from './kernel/kernel.ts';
import { type PlanarBlock, PlanarInput } from './kernel/planar-input.ts';
import { KeyMeter } from './key/key-meter.ts';
import { pitchFrameLength, pitchHop, pitchRate, pitchRows } from './key/pitch-rows.ts';
import { LoudnessMeter } from './loudness/loudness-meter.ts';
import { TruePeakMeter } from './loudness/true-peak-meter.ts';
import { QualityMeter, type QualitySource } from './quality/quality-meter.ts';
import { Resampler } from './resampler.ts';
import { encodeSimilarity } from './similarity/similarity-vector.ts';
import { TimbreMeter } from './similarity/timbre-meter.ts';
import { TempoMeter } from './tempo/tempo-meter.ts';
import { WaveformBuilder } from './waveform/waveform-builder.ts';

/** What the accumulators found, in the names of `Analysis`. */
export type Measures = Pick<Analysis, 'findings' | 'beats' | 'fingerprint' | 'similarity' | 'spectrum' | 'waveform'>;

/** ReplayGain 2.0. */
const replayGainReferenceLufs = -18;

const melRate = 22_050;
const melFrameLength = 1024;
const mel = melRows({ bands: 40, lowHz: 30, highHz: 10_500, rate: melRate, frameLength: melFrameLength });
const pitch = pitchRows();

/** Kernels of paths that are done; their memory is kept for the next file. */
const kernels: Kernel[] = [];

/** All accumulators, fed with the same decoded chunks: the audio passes by once and is kept nowhere. */
export class SignalPath {
  readonly #kernel = kernels.pop() ?? new Kernel();
  readonly #input: PlanarInput;
  readonly #loudness: LoudnessMeter;
  readonly #truePeak: TruePeakMeter;
  readonly #waveform: WaveformBuilder;
  readonly #fingerprint: FingerprintMeter;
  readonly #toMel: Resampler;
  readonly #toPitch: Resampler;
  readonly #melFrames: BandFrames;
  readonly #pitchFrames: BandFrames;
  readonly #quality: QualityMeter;
  readonly #tempo = new TempoMeter();
  readonly #key = new KeyMeter();
  readonly #character = new CharacterMeter();
  readonly #segments = new SegmentMeter();
  readonly #timbre = new TimbreMeter(this.#character);

  constructor(sampleRate: number, channels: number, source: QualitySource) {
    const kernel = this.#kernel;
    kernel.reset();
    this.#input = new PlanarInput(kernel, channels);
    this.#loudness = new LoudnessMeter(sampleRate, channels, kernel);
    this.#truePeak = new TruePeakMeter(channels, kernel);
    this.#waveform = new WaveformBuilder(sampleRate, undefined, kernel);
    this.#fingerprint = new FingerprintMeter(sampleRate, kernel);
    this.#toMel = new Resampler(sampleRate, melRate, kernel);
    this.#toPitch = new Resampler(melRate, pitchRate, kernel);
    this.#melFrames = new BandFrames(
      { frameLength: melFrameLength, hop: 256, rows: mel, input: 'magnitude', logGain: 1000 },
      kernel,
    );
    this.#pitchFrames = new BandFrames(
      { frameLength: pitchFrameLength, hop: pitchHop, rows: pitch, input: 'magnitude' },
      kernel,
    );
    this.#quality = new QualityMeter(sampleRate, channels, source, kernel);
  }

  push(chunk: readonly Float32Array[]): void {
    for (const block of this.#input.blocks(chunk)) this.#measure(block);
  }

  /** Call once, at the end. */
  result(durationMs: number, isTruncated: boolean): Measures {
    for (const block of this.#input.rest()) this.#measure(block);
    const waveform = this.#waveform.result();
    const { findings: tempo, beats } = this.#tempo.result(durationMs / 1000);
    const key = this.#key.result(durationMs / 1000);
    const loudness = this.#loudnessFindings();
    const { lufs, truePeakDb, rangeLu } = loudness;
    const quality = this.#quality.result({ lufs, truePeakDb, rangeLu, isTruncated });
    const character = this.#character.result({ tempo, key, loudness, durationMs });
    const segments = this.#segments.result({ tempo, beats, durationMs });
    const fingerprint = this.#fingerprint.result();
    kernels.push(this.#kernel);
    return {
      findings: { tempo, key, loudness, quality: quality?.findings ?? null, character, segments },
      beats,
      fingerprint: fingerprint.length > 0 ? fingerprint : null,
      similarity: this.#similarity(tempo, key, loudness, character),
      spectrum: quality?.spectrum ?? null,
      waveform,
    };
  }

  #measure({ channels, mono }: PlanarBlock): void {
    this.#loudness.push(channels);
    this.#truePeak.push(channels);
    this.#waveform.push(mono);
    this.#fingerprint.push(channels, mono);
    this.#quality.push(channels);
    const mono22 = this.#toMel.push(mono);
    this.#tempo.pushMono22(mono22);
    this.#key.pushMono22(mono22);
    this.#pushMel(this.#melFrames.push(mono22));
    const mono11 = this.#toPitch.push(mono22);
    this.#pushPitch(this.#pitchFrames.push(mono11));
  }

  #pushMel(frames: Float32Array): void {
    this.#tempo.pushMel(frames);
    this.#character.pushMel(frames);
    this.#segments.pushMel(frames);
    this.#timbre.pushMel(frames);
  }

  #pushPitch(frames: Float32Array): void {
    this.#key.pushPitch(frames);
    this.#character.pushPitch(frames);
    this.#segments.pushPitch(frames);
  }

  #loudnessFindings(): LoudnessFindings {
    const { lufs, loudnessRange } = this.#loudness.result();
    const truePeakDb = this.#truePeak.result();
    return {
      lufs,
      truePeakDb,
      rangeLu: loudnessRange,
      replayGainDb: lufs === null ? null : replayGainReferenceLufs - lufs,
      replayGainPeak: truePeakDb === null ? null : 10 ** (truePeakDb / 20),
    };
  }

  #similarity(
    tempo: TempoFindings,
    key: KeyFindings,
    loudness: LoudnessFindings,
    character: CharacterFindings | null,
  ): Uint8Array<ArrayBuffer> | null {
    if (!character) return null;
    const { lufs, rangeLu } = loudness;
    const { arousal, valence } = character;
    const vector = this.#timbre.result({
      key,
      bpm: tempo.bpm,
      lufs,
      rangeLu,
      arousal,
      valence,
    });
    return vector && encodeSimilarity(vector);
  }
}
