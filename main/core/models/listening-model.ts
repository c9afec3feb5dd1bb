import { InferenceSession, env as ortEnvironment, Tensor } from 'onnxruntime-web';
import { BandFrames, melRows } from '#core/analysis/frames/band-frames.ts';
import { Resampler } from '#core/analysis/resampler.ts';
import type { ModelInput, ModelManifest } from '#shared/contract/models.ts';
import { AppError } from '#shared/errors.ts';

// Several cores are kept busy by several tracks; threads of its own would need shared memory and more start-up.
ortEnvironment.wasm.numThreads = 1;

/** Every so many windows are skipped past an hour, so that a two-hour mix costs no more. */
const maxWindows = 360;

/**
 * One model that listens to mono audio as it streams by.
 *
 * Throws MODEL_INVALID when the file is no model, does not have the inputs and outputs of its description, or answers with
 * anything but finite numbers.
 */
export class ListeningModel {
  readonly #manifest: ModelManifest;
  readonly #session: InferenceSession;
  readonly #resampler: Resampler;
  readonly #frames: BandFrames | null;
  readonly #window: Float32Array;
  readonly #sums: Float64Array;
  #filled = 0;
  #windows = 0;
  #seen = 0;

  private constructor(manifest: ModelManifest, session: InferenceSession, sampleRate: number) {
    this.#manifest = manifest;
    this.#session = session;
    const { input, output } = manifest;
    this.#resampler = new Resampler(sampleRate, input.rate);
    this.#frames = input.kind === 'mel' ? melFrames(input) : null;
    this.#window = new Float32Array(windowLength(input));
    this.#sums = new Float64Array(output.labels.length);
  }

  static async open(manifest: ModelManifest, path: string, sampleRate: number): Promise<ListeningModel> {
    try {
      const session = await InferenceSession.create(path, { executionProviders: ['wasm'] });
      return new ListeningModel(manifest, session, sampleRate);
    } catch (error) {
      throw new AppError('MODEL_INVALID', 'This is not a model that can be run.', {}, { cause: error });
    }
  }

  async push(mono: Float32Array): Promise<void> {
    const samples = this.#resampler.push(mono);
    const values = this.#frames ? this.#frames.push(samples) : samples;
    for (let at = 0; at < values.length; ) {
      const part = values.subarray(at, at + this.#window.length - this.#filled);
      this.#window.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === this.#window.length) await this.#listen();
    }
  }

  /** The mean over all windows by label; null for audio shorter than half a window. */
  async result(): Promise<Record<string, number> | null> {
    if (this.#windows === 0 && this.#filled >= this.#window.length / 2) {
      this.#window.fill(0, this.#filled);
      await this.#listen();
    }
    if (this.#windows === 0) return null;
    const entries = this.#manifest.output.labels.map((label, index) => [label, this.#sums[index]! / this.#windows]);
    return Object.fromEntries(entries);
  }

  /** Listens to one window of silence: whether it runs at all. */
  async tryOut(): Promise<void> {
    this.#filled = this.#window.length;
    this.#window.fill(0);
    await this.#listen();
  }

  close(): Promise<void> {
    return this.#session.release();
  }

  async #listen(): Promise<void> {
    this.#filled = 0;
    this.#seen += 1;
    // The first windows all count, later ones ever more rarely.
    if (this.#windows >= maxWindows && this.#seen % Math.ceil(this.#seen / maxWindows) !== 0) return;
    const { input, output } = this.#manifest;
    const shape = input.kind === 'mel' ? [1, input.frames, input.bands] : [1, this.#window.length];
    const scores = await this.#run(new Tensor('float32', this.#window.slice(), shape));
    const activated = activate(scores, output.activation);
    if (scores.length !== this.#sums.length || !activated.every(Number.isFinite)) {
      throw new AppError('MODEL_INVALID', 'The model does not answer with one number for each of its labels.');
    }
    for (const [index, value] of activated.entries()) this.#sums[index]! += value;
    this.#windows += 1;
  }

  async #run(tensor: Tensor): Promise<Float32Array> {
    const { input, output } = this.#manifest;
    try {
      const answers = await this.#session.run({ [input.name]: tensor }, [output.name]);
      const data = answers[output.name]?.data;
      return data instanceof Float32Array ? data : new Float32Array(0);
    } catch (error) {
      throw new AppError('MODEL_INVALID', 'The model cannot be run as its description says.', {}, { cause: error });
    }
  }
}

function windowLength(input: ModelInput): number {
  return input.kind === 'mel' ? input.frames * input.bands : Math.round(input.rate * input.seconds);
}

function melFrames(input: Extract<ModelInput, { kind: 'mel' }>): BandFrames {
  const { frameLength, hop, bands, lowHz, highHz, rate, logGain } = input;
  return new BandFrames({
    frameLength,
    hop,
    logGain,
    input: 'magnitude',
    rows: melRows({ bands, lowHz, highHz, rate, frameLength }),
  });
}

function activate(values: Float32Array, activation: ModelManifest['output']['activation']): number[] {
  if (activation === 'none') return [...values];
  if (activation === 'sigmoid') return Array.from(values, (value) => 1 / (1 + Math.exp(-value)));
  const largest = Math.max(...values);
  const powers = Array.from(values, (value) => Math.exp(value - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
