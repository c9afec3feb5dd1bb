import { ChromaMeter, chromaRate } from './key/chroma-meter.ts';
import { keyFromChroma } from './key/key-from-chroma.ts';
import { LoudnessMeter } from './loudness/loudness-meter.ts';
import { TruePeakMeter } from './loudness/true-peak-meter.ts';
import { Resampler } from './resampler.ts';
import { EssentiaBeats } from './tempo/essentia.ts';
import { OnsetEnvelope } from './tempo/onset-envelope.ts';
import { TempoTracker, tempoRate } from './tempo/tempo-tracker.ts';
import { type BuiltWaveform, WaveformBuilder } from './waveform/waveform-builder.ts';

/** What the accumulators found, in the names of `Analysis`. */
export type Measures = {
  bpm: number | null;
  bpmConfidence: number;
  beats: Float32Array<ArrayBuffer>;
  key: number | null;
  keyConfidence: number;
  alternativeKey: number | null;
  lufs: number | null;
  truePeakDb: number | null;
  loudnessRange: number;
  waveform: BuiltWaveform;
};

// Loading takes a tenth of a second and its memory is kept anyway: one for the life of the worker.
const essentia = new EssentiaBeats();

/** All accumulators, fed with the same decoded chunks: the audio passes by once and is kept nowhere. */
export class SignalPath {
  readonly #loudness: LoudnessMeter;
  readonly #truePeak: TruePeakMeter;
  readonly #waveform: WaveformBuilder;
  readonly #onsets = new OnsetEnvelope();
  readonly #toTempo: Resampler;
  readonly #toChroma = new Resampler(tempoRate, chromaRate);
  readonly #tempo = new TempoTracker(essentia);
  readonly #chroma = new ChromaMeter();

  constructor(sampleRate: number, channels: number) {
    this.#loudness = new LoudnessMeter(sampleRate, channels);
    this.#truePeak = new TruePeakMeter(channels);
    this.#waveform = new WaveformBuilder(sampleRate, (low, mid, high) => this.#onsets.push(low, mid, high));
    this.#toTempo = new Resampler(sampleRate, tempoRate);
  }

  push(channels: readonly Float32Array[]): void {
    this.#loudness.push(channels);
    this.#truePeak.push(channels);
    const mono = mixToMono(channels);
    this.#waveform.push(mono);
    const tempo = this.#toTempo.push(mono);
    this.#tempo.push(tempo);
    this.#chroma.push(this.#toChroma.push(tempo));
  }

  /** Call once, at the end. */
  result(): Measures {
    const waveform = this.#waveform.result();
    const tempo = this.#tempo.result(this.#onsets);
    const key = keyFromChroma(this.#chroma.result());
    return {
      ...this.#loudness.result(),
      truePeakDb: this.#truePeak.result(),
      waveform,
      bpm: tempo.bpm,
      bpmConfidence: tempo.confidence,
      beats: tempo.beats,
      key: key.key,
      keyConfidence: key.confidence,
      alternativeKey: key.alternativeKey,
    };
  }
}

function mixToMono(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(0), ...others] = channels;
  if (others.length === 0) return first;
  const mono = new Float32Array(first);
  for (const samples of others) {
    for (let index = 0; index < mono.length; index += 1) mono[index]! += samples[index]!;
  }
  const gain = 1 / channels.length;
  for (let index = 0; index < mono.length; index += 1) mono[index]! *= gain;
  return mono;
}
