import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { AudioHasher } from '#core/files/audio-hash.ts';
import { FileWindow } from '#core/files/file-window.ts';
import { findPayload, type Payload } from '#core/files/payload-range.ts';
import { Damage } from './damage.ts';

const pieceBytes = 131_072;
/** How long reading and decoding may keep everything else of the thread waiting. */
const longestTurnMs = 50;

/** A stretch of the file. `bytes` are valid until the next piece is asked for. */
export type Piece = { readonly offset: number; readonly bytes: Buffer };

/**
 * The file a decoder works on: small header reads through `window`, and one pass over everything else.
 *
 * The pass feeds the hash of the payload, so that no byte is read twice for it.
 */
export class AudioSource {
  readonly window: FileWindow;
  readonly payload: Payload;
  readonly damage = new Damage();
  readonly signal: AbortSignal | undefined;
  readonly #handle: FileHandle;
  readonly #hasher: AudioHasher;
  #hashedTo: number;

  constructor(handle: FileHandle, sizeBytes: number, signal: AbortSignal | undefined) {
    this.#handle = handle;
    this.signal = signal;
    this.window = new FileWindow(handle.fd, sizeBytes);
    this.payload = findPayload(this.window);
    this.#hasher = new AudioHasher(this.payload);
    this.#hashedTo = this.payload.ranges[0]!.start;
  }

  get sizeBytes(): number {
    return this.window.sizeBytes;
  }

  get payloadStart(): number {
    return this.payload.ranges[0]!.start;
  }

  get payloadEnd(): number {
    return this.payload.ranges.at(-1)!.end;
  }

  get payloadBytes(): number {
    return this.payload.ranges.reduce((sum, range) => sum + range.end - range.start, 0);
  }

  /** Reads from `start` to the end of the payload; hashes what it passes for the first time. */
  async *pieces(start = this.payloadStart): AsyncGenerator<Piece> {
    const buffer = Buffer.allocUnsafeSlow(pieceBytes);
    let turnedAt = performance.now();
    for (let offset = start; offset < this.payloadEnd; ) {
      this.signal?.throwIfAborted();
      const wanted = Math.min(pieceBytes, this.payloadEnd - offset);
      // In a worker nothing else waits; asking the system and waiting for its answer takes three times as long. Messages
      // still come in now and then, and with them the wish to stop.
      if (performance.now() - turnedAt > longestTurnMs) {
        await setImmediate();
        this.signal?.throwIfAborted();
        turnedAt = performance.now();
      }
      const bytesRead = readSync(this.#handle.fd, buffer, 0, wanted, offset);
      if (bytesRead === 0) return;
      const bytes = buffer.subarray(0, bytesRead);
      this.#hash(offset, bytes);
      yield { offset, bytes };
      offset += bytesRead;
    }
  }

  /** Reads what no decoder asked for and returns the hash of the whole payload. Call once. */
  async finishHash(): Promise<string> {
    for await (const _ of this.pieces(this.#hashedTo));
    return this.#hasher.digest();
  }

  #hash(offset: number, bytes: Buffer): void {
    const end = offset + bytes.length;
    if (offset > this.#hashedTo || end <= this.#hashedTo) return;
    this.#hasher.update(this.#hashedTo, bytes.subarray(this.#hashedTo - offset));
    this.#hashedTo = end;
  }
}
