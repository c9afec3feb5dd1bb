import type { Analysis } from './analyse.ts';
import { ChromaMeter, chromaRate } from './key/chroma-meter.ts';
import { keyFromChroma } from './key/key-from-chroma.ts';
import { LoudnessMeter } from './loudness/loudness-meter.ts';
import { TruePeakMeter } from './loudness/true-peak-meter.ts';
import { Resampler } from './resampler.ts';
import { EssentiaBeats } from './tempo/essentia.ts';
import { mixToMono } from './mix-to-mono.ts';
import { OnsetEnvelope } from './tempo/onset-envelope.ts';
import { TempoTracker, tempoRate } from './tempo/tempo-tracker.ts';
import { WaveformBuilder } from './waveform/waveform-builder.ts';

/** What the accumulators found, in the names of `Analysis`. */
export type Measures = Pick<Analysis, 'findings' | 'beats' | 'fingerprint' | 'similarity' | 'spectrum' | 'waveform'>;

/** ReplayGain 2.0. */
const replayGainReferenceLufs = -18;

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
    const { lufs, loudnessRange } = this.#loudness.result();
    const truePeakDb = this.#truePeak.result();
    return {
      findings: {
        tempo: {
          bpm: tempo.bpm,
          confidence: tempo.confidence,
          candidates: tempo.bpm === null ? [] : [{ bpm: tempo.bpm, share: tempo.confidence }],
          opinions: [],
          windows: [],
          stability: tempo.bpm === null ? 0 : 1,
          startBpm: tempo.bpm,
          endBpm: tempo.bpm,
          isVariable: false,
          firstDownbeatMs: null,
          downbeatConfidence: 0,
          beatsPerBar: 4,
        },
        key: {
          key: key.key,
          confidence: key.confidence,
          candidates: [
            ...(key.key === null ? [] : [{ key: key.key, share: key.confidence }]),
            ...(key.alternativeKey === null ? [] : [{ key: key.alternativeKey, share: (1 - key.confidence) / 2 }]),
          ],
          opinions: [],
          tuningCents: 0,
          chroma: new Array<number>(12).fill(0),
          segments: [],
        },
        loudness: {
          lufs,
          truePeakDb,
          rangeLu: loudnessRange,
          replayGainDb: lufs === null ? null : replayGainReferenceLufs - lufs,
          replayGainPeak: truePeakDb === null ? null : 10 ** (truePeakDb / 20),
        },
        quality: null,
        character: null,
        segments: [],
      },
      beats: tempo.beats,
      fingerprint: null,
      similarity: null,
      spectrum: null,
      waveform,
    };
  }
}
