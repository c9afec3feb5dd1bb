import { openDecoder } from '#core/analysis/decode/open-decoder.ts';
import { mixToMono } from '#core/analysis/mix-to-mono.ts';
import type { ModelManifest } from '#shared/contract/models.ts';
import { AppError } from '#shared/errors.ts';
import { ListeningModel } from './listening-model.ts';

export type ModelFile = { manifest: ModelManifest; path: string };

/** Try a model, or let some listen to a file. */
export type ModelTask =
  | { type: 'try'; model: ModelFile }
  | { type: 'listen'; models: ModelFile[]; audio: string; ffmpegPath: string | null };

/** What each model said by label; empty where it failed or the audio is too short, with the reason. */
export type Heard = { id: string; version: string; output: Record<string, number>; failure: string | null };

/** Decodes a file once for all models. A model that fails says nothing and does not disturb the others. */
export async function listen(task: Extract<ModelTask, { type: 'listen' }>, signal: AbortSignal): Promise<Heard[]> {
  const audio = await openDecoder(task.audio, { ffmpegPath: task.ffmpegPath, signal });
  const listeners = await Promise.all(task.models.map((file) => Listener.open(file, audio.sampleRate)));
  try {
    for await (const channels of audio.chunks()) {
      if (signal.aborted) throw new AppError('CANCELLED', 'Cancelled.');
      const mono = mixToMono(channels);
      for (const listener of listeners) await listener.guard((model) => model.push(mono));
    }
    return await Promise.all(listeners.map((listener) => listener.result()));
  } finally {
    await audio.close();
    for (const listener of listeners) await listener.close();
  }
}

/** Throws MODEL_INVALID for a model that cannot listen. */
export async function tryModel({ manifest, path }: ModelFile): Promise<void> {
  const model = await ListeningModel.open(manifest, path, manifest.input.rate);
  try {
    await model.tryOut();
  } finally {
    await model.close();
  }
}

/** A model and the failure that ended its listening, if any. */
class Listener {
  readonly #manifest: ModelManifest;
  #model: ListeningModel | null = null;
  #failure: string | null = null;

  private constructor(manifest: ModelManifest) {
    this.#manifest = manifest;
  }

  static async open({ manifest, path }: ModelFile, sampleRate: number): Promise<Listener> {
    const listener = new Listener(manifest);
    try {
      listener.#model = await ListeningModel.open(manifest, path, sampleRate);
    } catch (error) {
      listener.#failure = String(error);
    }
    return listener;
  }

  async guard<Value>(work: (model: ListeningModel) => Promise<Value>): Promise<Value | null> {
    if (!this.#model || this.#failure !== null) return null;
    try {
      return await work(this.#model);
    } catch (error) {
      this.#failure = String(error);
      return null;
    }
  }

  async result(): Promise<Heard> {
    const output = await this.guard((model) => model.result());
    return { id: this.#manifest.id, version: this.#manifest.version, output: output ?? {}, failure: this.#failure };
  }

  async close(): Promise<void> {
    await this.#model?.close();
  }
}
