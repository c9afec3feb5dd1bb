import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The finer levels of waveforms: one small file for each piece of audio. All of it can be computed again. */
export class WaveformFiles {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async write(audioHash: string, bytes: Uint8Array): Promise<void> {
    const file = this.#file(audioHash);
    await mkdir(dirname(file), { recursive: true });
    const draft = `${file}.${randomUUID()}.draft`;
    try {
      await writeFile(draft, bytes);
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  /** Undefined when there is none. */
  async read(audioHash: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.#file(audioHash));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #file(audioHash: string): string {
    return join(this.#directory, audioHash.slice(0, 2), `${audioHash}.wave`);
  }
}
